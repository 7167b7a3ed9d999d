import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'yichun' } })
})
afterAll(async () => await house.stop())

test('B3 special groups meet, and the trades hold their joint meeting, each once a quarter (本县自定)', async () => {
  await reported(house, 'wumin', '会议 类型:专项工作组会议 主题:产业帮扶调度')
  await reported(house, 'sunli@621021', '会议 类型:联席会议 主题:行业帮扶数据比对')
  const missing = await tell(house, 'sunli@621021', '本季度谁没报会议')
  expect(missing).toMatch(/专项工作组调度：还没完成的】\n本季度 应报 2 个单位，还有 1 个没报（时限 6月30日）：\n1\. 就业帮扶专班/)
  expect(missing).toMatch(/行业帮扶联席会议：还没完成的】\n本季度 应报 1 个单位，全部已报/)
  expect(await tell(house, 'sunli@621021', '规定')).toContain('B3；次数本县自定')
})
