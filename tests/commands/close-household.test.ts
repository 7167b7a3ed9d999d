import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a household leaves the roster today, with its reason', async () => {
  const required = async () => Number(/\/(\d+) 户/.exec(await tell(house, 'jiahongwei', '走访 进度'))?.[1])
  const before = await required()

  expect(await tell(house, 'liuhaifeng', '销户 纸房村何梅，独居老人去世')).toMatch(
    /^✅ 已登记：销户 纸房村一组 何梅：独居老人去世。\n.*\+0 −1/,
  )

  expect(await required()).toBe(before - 1)
  expect(await tell(house, 'jiahongwei', '走访 进度')).toContain('何梅（一组）6月15日起不再计入：销户，独居老人去世')
})

test.each([
  ['jiahongwei', '销户 高双乐', /^❌ 请写户主和原因/],
  ['jiahongwei', '销户 高双月 独居老人去世', /^❌ /],
  ['caojun', '销户 纸房村高双乐 独居老人去世', /^❌ /],
  ['hanming', '销户 纸房村高双乐 独居老人去世', /^❌ /],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})

describe('a household that has left', () => {
  let talk: Talk
  beforeEach(async () => {
    talk = await openTalk({
      households: [
        { village: '纸房村', group: '一组', head: '赵万财' },
        { village: '纸房村', group: '二组', head: '赵万勤' },
      ],
    })
    expect(await talk.say('刘海峰', '销户 赵万财 独居老人去世')).toMatch(/^✅/)
  })
  afterEach(async () => await talk.ledger.close())

  test('is never taken for one of a similar name', async () => {
    for (const words of ['走访 赵万财 家里正常', '走访 户主:赵万财 情况:家里正常', '风险 赵万财 因病 住院'])
      expect(await talk.say('贾宏伟', words)).toMatch(/^❌.*赵万财.*已于6月15日移出名册（销户）/)
    expect(await talk.say('刘海峰', '属性 赵万财 低保')).toMatch(/^❌.*赵万财.*已于6月15日移出名册（销户）/)
  })

  test('is still the one that an earlier visit was to (counting-rules 7)', async () => {
    const reply = await talk.say('贾宏伟', '6月10日走访赵万财，老人病重在床')

    expect(reply).toMatch(/^✅/)
    expect(reply).toContain('赵万财')
    expect(reply).not.toContain('赵万勤')
    expect(await talk.say('贾宏伟', '赵万财 情况')).toContain('老人病重在床')
  })

  test('gives way to a namesake who stands, unless its group is named', async () => {
    await talk.ledger.addHouseholds([{ village: '纸房村', group: '三组', head: '赵万财' }])

    expect(await talk.say('贾宏伟', '走访 赵万财 家里正常')).toMatch(/^✅/)
    expect(await talk.say('贾宏伟', '走访 一组赵万财 家里正常')).toMatch(/^❌.*移出名册/)
  })
})
