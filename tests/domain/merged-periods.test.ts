import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manyHouseholds } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

// 贺旗村 (5 households, 杨治国) goes into 纸房村 (8 households) at the end of June.
let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [...manyHouseholds('纸房村', 8, '张'), ...manyHouseholds('贺旗村', 5, '李')] })
  await talk.ledger.visit('纸房村', '张1', '2023-06-02')
  await talk.ledger.visit('纸房村', '张2', '2023-06-03')
  await talk.ledger.visit('贺旗村', '李1', '2023-06-05', { member: '杨治国' })
})
afterEach(async () => await talk.ledger.close())

async function mergeInJune(): Promise<void> {
  await talk.say('周凯', '合并 贺旗村 并入 纸房村')
  expect(await talk.say('周凯', '1')).toMatch(/^✅/)
}

describe('rule 6: a time before a merger is shown as it was', () => {
  beforeEach(async () => {
    await mergeInJune()
    talk.at('2023-07-03 10:00')
  })

  test('each unit with its own figure and its own name', async () => {
    const shown = await talk.say('刘海峰', '贺旗村 6月 走访 进度')

    expect(shown).toContain('3/13 户')
    expect(shown).toMatch(/纸房村 25% 2\/8 2 2/)
    expect(shown).toMatch(/贺旗村 20% 1\/5 1 1/)
    expect(shown).toContain('其中2023年6月走访 3 户')
  })

  test('from the month of the merger on it is one', async () => {
    const shown = await talk.say('刘海峰', '纸房村 7月 走访 进度')

    expect(shown).toContain('3/13 户')
    expect(shown).not.toContain('贺旗村 ')
  })

  test('in the township’s table too', async () => {
    const shown = await talk.say('刘海峰', '马岭镇 6月 走访 进度')

    expect(shown).toMatch(/纸房村 25% 2\/8/)
    expect(shown).toMatch(/贺旗村 20% 1\/5/)
    const now = await talk.say('刘海峰', '马岭镇 走访 进度')
    expect(now).toContain('今年 3/13 户')
    expect(now).not.toContain('贺旗村')
  })

  test('the secretary of the old village reads what he owed and did there', async () => {
    expect(await talk.say('杨治国', '6月 走访 进度')).toContain('您本人今年 1/5 户')
  })

  test('谁没走 lists the households of all parts', async () => {
    const shown = await talk.say('刘海峰', '纸房村 6月 走访 谁没走')

    expect(shown).toContain('还有 10 户没走访')
    for (const head of ['张3', '张8', '李2', '李5']) expect(shown).toContain(head)
    for (const head of ['张1', '张2', '李1']) expect(shown).not.toMatch(new RegExp(`${head}（`))
  })

  test('a household that came later changes nothing of it', async () => {
    expect(await talk.say('刘海峰', '新增户 纸房村一组 赵新来 3人')).toMatch(/^✅/)
    talk.at('2023-07-05 10:00')

    expect(await talk.say('刘海峰', '纸房村 6月 走访 进度')).not.toContain('户数变动')
    expect(await talk.say('刘海峰', '纸房村 走访 进度')).toContain('户数变动 +1')
  })
})

test('谁没走 of a past month lists who had not been visited by its end', async () => {
  talk.at('2023-07-03 10:00')
  await talk.say('贾宏伟', '走访 张3 都正常')

  const shown = await talk.say('贾宏伟', '6月 走访 谁没走')
  expect(shown).toContain('还有 6 户没走访')
  expect(shown).toContain('张3（')
})

describe('rule 6: the successor of a freed village owes what came with the other', () => {
  beforeEach(async () => {
    await talk.say('刘海峰', '免报 纸房村 走访 2023年 修路')
    await mergeInJune()
  })

  test('its own households stay out, those of the other stay in', async () => {
    // 马岭镇 without 纸房村's 8: 5, of which one was visited.
    expect(await talk.say('刘海峰', '马岭镇 走访 进度')).toContain('1/5 户')
    talk.at('2023-07-03 10:00')

    const shown = await talk.say('刘海峰', '马岭镇 走访 进度')
    expect(shown).toContain('1/5 户')
    expect(shown).toContain('免报：纸房村（修路）')
    const missing = await talk.say('刘海峰', '纸房村 走访 谁没走')
    expect(missing).toContain('还有 4 户没走访')
    expect(missing).not.toContain('张3')
  })

  test('freed once more after the merger it owes nothing', async () => {
    talk.at('2023-07-03 10:00')
    await talk.say('刘海峰', '取消免报 纸房村 走访 2023年')
    expect(await talk.say('刘海峰', '马岭镇 走访 进度')).toContain('3/13 户')
    expect(await talk.say('刘海峰', '免报 纸房村 走访 2023年 修路')).toMatch(/^✅/)

    expect(await talk.say('刘海峰', '纸房村 走访 进度')).not.toMatch(/\d+\/\d+ 户/)
  })
})

describe('rule 11: a freed village’s own persons are freed with it', () => {
  test('its secretaries owe no visits there and are not chased', async () => {
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('您本人今年 0/8 户')
    await talk.say('刘海峰', '免报 纸房村 走访 2023年 修路')

    expect(await talk.say('贾宏伟', '走访 进度')).not.toContain('您本人')
    expect(await talk.say('杨治国', '走访 进度')).toContain('您本人今年 1/5 户')
    const chased = await talk.say('刘海峰', '催报 走访')
    expect(chased).not.toContain('纸房村')
    await talk.say('刘海峰', '取消免报 纸房村 走访 2023年')
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('您本人今年 0/8 户')
  })
})
