import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
  await tell(house, 'jiahongwei', '风险 高魁 因病 住院自付两万')
  await tell(house, 'liuhaifeng', '核实 1001 属实')
  await tell(house, 'liuhaifeng', '纳入 1001 突发严重困难户')
})
afterAll(async () => await house.stop())

test('what is asked about a case is called by what was to be done', async () => {
  expect(await tell(house, 'liuhaifeng', '救助 1001')).toMatch(/^❓ 请问救助金额/)
  expect(await tell(house, 'liuhaifeng', '我的待办')).toContain('救助 1001：还没报完')

  expect(await tell(house, 'liuhaifeng', '取消')).toBe('好的，已取消这次“救助 1001”，没有记录。')
  expect(await tell(house, 'liuhaifeng', '我的待办')).not.toContain('没报完')
})

test('a bare number is the amount', async () => {
  expect(await tell(house, 'liuhaifeng', '救助 1001 3000')).toMatch(/^✅ #1001 救助3,000元已记下/)
})
