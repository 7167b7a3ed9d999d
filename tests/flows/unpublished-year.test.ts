import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  // 28 December 2026 is a Monday; nobody has published 2027's holidays.
  house = await startTestApp({ now: '2026-12-28T09:00:00+08:00' })
})
afterAll(async () => await house.stop())

const GUESSED = '2027年放假安排还没有公布，暂按周一至周五推算'

test('a deadline that reaches into a year without calendar is said to be guessed: to whom it is given, in 查, and when it is counted', async () => {
  // Five working days from Monday the 28th by Monday to Friday: the 4th of January.
  const risk = await reported(house, 'jiahongwei', '风险 何梅 因病 住院自付两万')
  expect((await saidIn(house, 'group:621021103')).join('\n')).toContain(`1月4日前（5个工作日；${GUESSED}`)
  expect(await tell(house, 'liuhaifeng', `查 ${risk.no}`)).toContain(GUESSED)

  // Fifteen working days: the 18th of January. A date that was written is nobody's guess.
  const counted = await reported(house, 'hanming', '问题 五组蓄水池渗漏')
  expect(await tell(house, 'sunli', `交办 ${counted.no} 马岭镇`)).toMatch(new RegExp(`整改时限2027年1月18日（${GUESSED}`))
  const written = await reported(house, 'hanming', '问题 三组道路塌方')
  expect(await tell(house, 'sunli', `交办 ${written.no} 马岭镇 时限:2027年1月20日`)).not.toMatch(new RegExp(`1月20日（${GUESSED}`))
})

test('a deadline inside a published year says nothing of the kind', async () => {
  const other = await startTestApp({ now: '2023-06-15T09:00:00+08:00' })
  const risk = await reported(other, 'liuhaifeng', '风险 何梅 因病 住院自付两万')
  expect(await tell(other, 'liuhaifeng', `查 ${risk.no}`)).not.toContain('还没有公布')
  await other.stop()
})
