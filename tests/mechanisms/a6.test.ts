import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
})
afterAll(async () => await house.stop())

test('A6 the leading group meets once a quarter, each taskforce once a month; who owes is reminded, who met is not', async () => {
  await reported(house, 'sunli@621021', '会议 类型:领导小组会议 主题:研究资金整合')
  await reported(house, 'wumin', '会议 类型:专班调度会 主题:果园管护')
  const missing = await tell(house, 'sunli@621021', '谁没报会议')
  expect(missing).toMatch(/领导小组会议：还没完成的】\n本季度 应报 1 个单位，全部已报/)
  expect(missing).toMatch(/调度会：还没完成的】\n本月 应报 2 个单位，还有 1 个没报（时限 6月30日）：\n1\. 就业帮扶专班/)

  // 28 June is the third working day from the month's end.
  await house.advance('2023-06-28T09:01:00+08:00')
  expect((await saidIn(house, 'group:621021910')).join('\n')).toContain('调度会')
  expect((await saidIn(house, 'group:621021909')).filter((text) => text.includes('调度会'))).toEqual([])
})
