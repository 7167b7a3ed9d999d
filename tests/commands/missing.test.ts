import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { manyHouseholds, qingcheng, testPack } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  const heads = ['王亦态', '李秀兰', '张耀宗', '慕兰香', '田宝', '贾玉梅', '杨彩霞', '刘金花']
  talk = await openTalk({
    households: [...heads.map((head) => ({ village: '纸房村', head })), { village: '纸房村', head: '田宝', group: '五组' }],
  })
})
afterEach(async () => await talk.ledger.close())

const visits = async (): Promise<string[]> => {
  const { directory } = await talk.ledger.house()
  const entries = await listEntries(talk.ledger.store.read, { kind: 'visit' }, 50)
  return entries.map(({ householdId, fields }) => {
    const household = directory.household(householdId ?? 0)
    return `${household?.groupName}${household?.head} ${String(fields.situation)}`
  })
}

test('duties of two packs over the same households make one list, which is answered by its numbers', async () => {
  await talk.ledger.close()
  const yichun = testPack(readFileSync(new URL('../../packs/yichun.yaml', import.meta.url), 'utf8'))
  talk = await openTalk({ packs: [qingcheng(), yichun], households: manyHouseholds('纸房村', 3, '张') })
  const shown = await talk.say('贾宏伟', '没走的', '纸房村')

  expect(shown).toContain('名单同上，3 户')
  expect(shown.match(/1\. 张1/g)).toHaveLength(1)
  expect(await talk.say('贾宏伟', '1 2 都正常，3 住院花了两万', '纸房村')).toMatch(/^✅/)
  expect(await visits()).toEqual(['一组张1 都正常', '一组张2 都正常', '一组张3 住院花了两万'])
})

test('lists of two packs that differ are not answered by numbers', async () => {
  await talk.ledger.close()
  const yichun = testPack(readFileSync(new URL('../../packs/yichun.yaml', import.meta.url), 'utf8'))
  talk = await openTalk({ packs: [qingcheng(), yichun], households: manyHouseholds('纸房村', 3, '张') })
  // By telephone 宜春 counts it, 庆城 does not.
  await talk.ledger.visit('纸房村', '张1', '2023-06-03', { class: '电话' })

  expect(await talk.say('贾宏伟', '没走的', '纸房村')).not.toContain('回复序号')
  expect(await talk.say('贾宏伟', '1 都正常', '纸房村')).not.toMatch(/^✅/)
})

describe('a numbered list of households still due', () => {
  test('is answered by numbers with words, one visit each', async () => {
    expect(await talk.say('贾宏伟', '没走的', '纸房村')).toContain('回复序号和情况')
    const reply = await talk.say('贾宏伟', '1 3 5 都正常，7 住院花了两万', '纸房村')

    expect(reply).toMatch(/^✅ 走访 #1001 .*\n走访 #1002 /)
    expect(await visits()).toEqual(['一组王亦态 都正常', '一组张耀宗 都正常', '一组田宝 都正常', '一组杨彩霞 住院花了两万'])
  })

  test('takes all but some, and leaves out what was said not to be done', async () => {
    await talk.say('贾宏伟', '没走的')
    await talk.say('贾宏伟', '除了2和6都走了，家里都好')
    expect(await visits()).toHaveLength(7)
    expect((await visits()).filter((visit) => /李秀兰|贾玉梅/.test(visit))).toEqual([])

    await talk.say('贾宏伟', '没走的')
    await talk.say('贾宏伟', '1 在家务农，2 没走')
    expect((await visits()).slice(7)).toEqual(['一组李秀兰 在家务农'])
  })

  test('tells two of one name apart', async () => {
    await talk.say('贾宏伟', '没走的')
    await talk.say('贾宏伟', '9 收入稳定')

    expect(await visits()).toEqual(['五组田宝 收入稳定'])
  })

  test('asks for what is missing of a bare number', async () => {
    await talk.say('贾宏伟', '没走的')

    expect(await talk.say('贾宏伟', '4')).toMatch(/^❓.*情况/)
    expect(await talk.say('贾宏伟', '在家带孙子')).toMatch(/^✅/)
    expect(await visits()).toEqual(['一组慕兰香 在家带孙子'])
  })

  test('does not hold up questions, commands and talk', async () => {
    await talk.say('贾宏伟', '没走的')

    expect(await talk.say('贾宏伟', '走访 进度')).toContain('入户遍访')
    expect(await talk.say('贾宏伟', '走访 王亦态 在合作社务工')).toMatch(/^✅/)
    expect(await talk.say('贾宏伟', '还有10户没走')).not.toMatch(/^✅/)
    expect(await talk.say('贾宏伟', '12 都正常')).not.toMatch(/^✅/)
    expect(await visits()).toHaveLength(1)
  })

  test('shown while a report is open does not take its place', async () => {
    await talk.say('贾宏伟', '走访 王亦态')
    expect(await talk.say('贾宏伟', '没走的')).toContain('刚才的还没报完')
    expect(await talk.say('贾宏伟', '1 孩子上了大学')).toMatch(/^✅/)

    expect(await visits()).toEqual(['一组王亦态 1 孩子上了大学'])
  })

  test('lapses', async () => {
    await talk.say('贾宏伟', '没走的')
    talk.at('2023-06-15 10:11')

    expect(await talk.say('贾宏伟', '1 都正常')).not.toMatch(/^✅/)
  })
})

describe('numbers that are not on the list', () => {
  test('are named, and the others are recorded, in a group too', async () => {
    await talk.say('贾宏伟', '没走的', '纸房村')
    const reply = await talk.say('贾宏伟', '3 25 都正常', '纸房村')

    expect(reply).toMatch(/^✅/)
    expect(reply).toContain('名单列到 9 号，没有 25 号，没有记')
    expect(await visits()).toEqual(['一组张耀宗 都正常'])
    expect(await talk.say('贾宏伟', '2 正常，21 正常，30 正常', '纸房村')).toContain('没有 21、30 号')
    expect(await visits()).toHaveLength(2)
  })

  test('alone are not passed over in silence', async () => {
    await talk.say('贾宏伟', '没走的', '纸房村')

    expect(await talk.say('贾宏伟', '25 都正常', '纸房村')).toMatch(/^❓ 名单列到 9 号，没有 25 号/)
    expect(await visits()).toEqual([])
  })
})

describe('a long list', () => {
  beforeEach(async () => {
    await talk.ledger.close()
    const inGroups = manyHouseholds('纸房村', 60, '张').map((one, index) => ({
      ...one,
      group: ['一组', '二组', '三组'][Math.floor(index / 20)] ?? '',
    }))
    talk = await openTalk({ households: inGroups })
  })

  test('goes on with 更多, its numbers too, and all that was shown can be answered', async () => {
    const first = await talk.say('贾宏伟', '没走的', '纸房村')
    expect(first).toContain('20. 张20')
    expect(first).not.toContain('张21')
    expect(first).toContain('后面还有 40 户，回复“更多”接着看')
    expect(await talk.say('贾宏伟', '25 都正常', '纸房村')).toMatch(/^❓ .*请先回复“更多”/)

    const second = await talk.say('贾宏伟', '更多', '纸房村')
    expect(second).toMatch(/第 21—40 户（共 60 户）：\n21\. 张21（二组 一般户）[\s\S]*40\. 张40/)
    const third = await talk.say('贾宏伟', '@乡报 下一页', '纸房村')
    expect(third).toMatch(/41\. 张41[\s\S]*60\. 张60/)
    expect(await talk.say('贾宏伟', '更多', '纸房村')).toContain('没有更多了')
    expect(await talk.say('贾宏伟', '1 25 60 都正常', '纸房村')).toMatch(/^✅/)
    expect(await visits()).toEqual(['一组张1 都正常', '二组张25 都正常', '三组张60 都正常'])
  })

  test('is shown at once by 全部, behind it or with it', async () => {
    expect(await talk.say('贾宏伟', '没走的 全部', '纸房村')).toMatch(/20\. 张20[\s\S]*60\. 张60/)
    expect(await talk.say('贾宏伟', '60 都正常', '纸房村')).toMatch(/^✅/)
    await talk.say('贾宏伟', '没走的', '纸房村')
    expect(await talk.say('贾宏伟', '全部', '纸房村')).toMatch(/21\. 张21[\s\S]*59\. 张59/)
  })

  test.each(['没走的 三组', '没走的 3组', '三组 没走的', '没走的 第三组'])('“%s” is about that group, numbered from one', async (words) => {
    const shown = await talk.say('贾宏伟', words, '纸房村')

    expect(shown).toMatch(/三组还有 20 户没走访：\n1\. 张41（三组 一般户）[\s\S]*20\. 张60/)
    expect(shown).not.toMatch(/张1（|后面还有/)
    await talk.say('贾宏伟', '2 都正常', '纸房村')
    expect(await visits()).toEqual(['三组张42 都正常'])
  })

  test('says when the village has no such group', async () => {
    expect(await talk.say('贾宏伟', '没走的 九组', '纸房村')).toContain('名册里没有“九组”')
  })
})
