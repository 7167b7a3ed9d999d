import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
})
afterAll(async () => await house.stop())

test('A2 a taskforce refines its tasks every month: what it gives itself counts, and the other taskforce is named', async () => {
  const { no } = await reported(house, 'wumin', '任务 核对果园管护补助名单 时限：6月28日')
  const missing = await tell(house, 'sunli@621021', '本月谁没报任务')
  expect(missing).toContain('专班、专责工作组任务')
  expect(missing).toContain('应报 2 个单位，还有 1 个没报（时限 6月30日）')
  expect(missing).toContain('1. 就业帮扶专班')

  expect(await tell(house, 'wumin', `办结 ${no} 名单已核对`)).toContain(`✅ #${no}`)
  // Next month it is owed anew.
  await house.advance('2023-07-03T08:00:00+08:00')
  expect(await tell(house, 'sunli@621021', '本月谁没报任务')).toContain('应报 2 个单位，还有 2 个没报（时限 7月31日）')
})
