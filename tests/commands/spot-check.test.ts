import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findEntry } from '../../db/queries/entries.ts'
import type { Entry } from '../../src/core/nouns.ts'
import { drawnOf, fromRanges, toRanges } from '../../src/domain/spot-check.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({
    households: [
      ...manyHouseholds('纸房村', 12, '张'),
      ...manyHouseholds('贺旗村', 8, '李'),
      ...manyHouseholds('儒林村', 5, '儒'),
      { village: '贺旗村', head: '田宝', kind: '边缘易致贫户' },
      { village: '纸房村', head: '迁户', until: '2023-06-01' },
    ],
  })
})
afterEach(async () => await talk.ledger.close())

async function entry(no: number): Promise<Entry> {
  const found = await findEntry(talk.ledger.store.read, no)
  if (!found) throw new Error(`there is no entry ${no}`)
  return found
}

describe('a draw', () => {
  test('takes households of the unit that live there now, as many as asked for, each once', async () => {
    const reply = await talk.say('王建新', '抽查 马岭镇 5户')
    const { directory } = await talk.ledger.house()
    const drawn = drawnOf((await entry(1001)).fields)
    const heads = drawn.householdIds.map((id) => directory.household(id)?.head ?? '')

    expect(reply).toMatch(/^✅ 抽查 #1001 /)
    expect(new Set(heads).size).toBe(5)
    for (const head of heads) {
      expect(head).toMatch(/^张|李|田/)
      expect(reply).toContain(head)
    }
    // 12 + 8 + 田宝; 迁户 has left, 儒林村 is another township's.
    expect(fromRanges(drawn.frame)).toHaveLength(21)
  })

  test('can be repeated from the seed and the frame that are kept with it, with any tool that knows SHA-256', async () => {
    await talk.say('王建新', '抽查 马岭镇 5户')
    const { seed, frame, householdIds } = drawnOf((await entry(1001)).fields)
    const lot = (id: number): string => createHash('sha256').update(`${seed}/${id}`).digest('hex')
    const again = fromRanges(frame).sort((a, b) => (lot(a) < lot(b) ? -1 : 1))

    expect(seed).toMatch(/^[0-9a-f]{16}$/)
    expect(householdIds).toEqual(again.slice(0, 5))
    for (const ask of ['查 1001', '依据 1001']) {
      const text = await talk.say('王建新', ask)
      expect(text).toContain(seed)
      expect(text).toContain('名册共 21 户')
      expect(text).toContain('名单一致')
    }
  })

  test('differs from one to the next', async () => {
    for (let n = 0; n < 4; n++) await talk.say('王建新', '抽查 马岭镇 6户')
    const draws = [1001, 1002, 1003, 1004].map(async (no) => drawnOf((await entry(no)).fields).householdIds.join())

    expect(new Set(await Promise.all(draws)).size).toBeGreaterThan(1)
  })

  test('of one kind of household takes no other', async () => {
    expect(await talk.say('王建新', '抽查 马岭镇 1户 户类:三类户')).toContain('田宝')
    expect(await talk.say('王建新', '抽查 马岭镇 2户 户类:三类户')).toMatch(/^❌ .*三类户只有 1 户/)
  })

  test('cannot be typed, corrected or made too large', async () => {
    await talk.say('王建新', '抽查 纸房村 2户 抽中:张1、张2 随机种子:1')
    const { seed, drawn } = drawnOf((await entry(1001)).fields)

    expect(seed).not.toBe('1')
    expect(drawn).toHaveLength(2)
    expect(await talk.say('王建新', '改 1001 户数:3户')).toMatch(/^❌ .*不能改/)
    expect(await talk.say('王建新', '抽查 纸房村 51户')).toMatch(/^❌ 一次抽 1 至 50 户/)
    expect(await talk.say('王建新', '抽查 纸房村 20户')).toMatch(/^❌ 纸房村名册上只有 12 户/)
  })

  test.each(['贾宏伟', '刘海峰'])('is not for %s', async (who) => {
    expect(await talk.say(who, '抽查 纸房村 3户')).toMatch(/^❌/)
  })
})

describe('what was drawn', () => {
  test('is shown in no group and to nobody but the drawer, inspectors and the named leader', async () => {
    expect(await talk.say('王建新', '抽查 纸房村 3户', '马岭镇')).toBe('✅ #1001 已收，内容不在群里显示')
    expect(await talk.say('王建新', '抽查 1001', '马岭镇')).not.toMatch(/张/)
    expect(await talk.say('王建新', '抽查 1001 结果 全部属实', '马岭镇')).toBe('✅ #1001 结果已收，内容不在群里显示')
    for (const say of ['查 1001', '抽查 1001', '补 1001 看看', '依据 1001'])
      expect(await talk.say('刘海峰', say)).not.toMatch(/张|种子|纸房/)
    expect(await talk.say('刘海峰', '台账 抽查')).toMatch(/^❌/)
  })

  test('stays in 我的待办 until every household has its result', async () => {
    await talk.say('王建新', '抽查 纸房村 3户')
    expect(await talk.say('王建新', '我的待办')).toContain('#1001 纸房村 还有 3 户没填结果')
    const first = drawnOf((await entry(1001)).fields).householdIds[0] ?? 0
    const head = (await talk.ledger.house()).directory.household(first)?.head ?? ''

    expect(await talk.say('王建新', `抽查 1001 结果 ${head} 不属实，房屋漏雨`)).toContain('还有 2 户没填')
    expect(await talk.say('王建新', '抽查 1001 结果 2、3 属实')).toContain('全部填完')
    expect(await talk.say('王建新', '我的待办')).not.toContain('1001')
    const { status, fields } = await entry(1001)
    expect(status).toBe('checked')
    expect(drawnOf(fields).results.map((line) => line.split('：')[1])).toEqual(['不属实，房屋漏雨', '属实', '属实'])
  })

  test('can be told again, and what was said before stays in the steps', async () => {
    await talk.say('王建新', '抽查 纸房村 2户')
    await talk.say('王建新', '抽查 1001 结果 全部属实')
    await talk.say('王建新', '抽查 1001 结果 1 不属实')

    expect(drawnOf((await entry(1001)).fields).results.map((line) => line.split('：')[1])).toEqual(['不属实', '属实'])
    expect(await talk.say('王建新', '查 1001')).toMatch(/填抽查结果：[^\n]*：属实；[^\n]*：属实/)
    expect(await talk.say('王建新', '抽查 1001 结果 挺好')).toMatch(/^❌ 没有看懂/)
    expect(await talk.say('王建新', '抽查 1001 结果 3 属实')).toMatch(/^❌ 抽到 2 户，没有 3 号/)
  })
})

test('ranges hold every number once', () => {
  expect(toRanges([1, 2, 3, 5, 8, 9])).toBe('1-3,5,8-9')
  expect(fromRanges('1-3,5,8-9')).toEqual([1, 2, 3, 5, 8, 9])
})

test('a number that was not drawn is named; where it is the only one nothing is written', async () => {
  await talk.say('王建新', '抽查 马岭镇 5户')

  expect(await talk.say('王建新', '抽查 1001 结果 9 属实')).toMatch(/^❌ 抽到 5 户，没有 9 号/)
  expect(drawnOf((await entry(1001)).fields).results).toEqual([])
  expect(await talk.say('王建新', '抽查 1001 结果 1 属实，9 属实')).toMatch(/^✅[\s\S]*还有 4 户没填[\s\S]*没有 9 号/)
})
