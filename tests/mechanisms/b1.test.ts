import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-06-28T08:00:00+08:00', env: { PACKS: 'yichun' } })
})
afterAll(async () => await house.stop())

test('B1 常委会 and 常务会 are owed once a quarter each, townships meet once; what is missed is 未达 and never 逾期', async () => {
  await reported(house, 'sunli@621021', '会议 类型:县委常委会 主题:研究巩固拓展脱贫攻坚成果')
  await reported(house, 'liuhaifeng', '会议 类型:党政联席会 主题:部署防返贫监测')
  const before = await tell(house, 'sunli@621021', '本季度谁没报会议')
  expect(before).toMatch(/县委常委会研究：还没完成的】\n本季度 应报 1 个单位，全部已报/)
  expect(before).toMatch(/政府常务会研究：还没完成的】\n本季度 应报 1 个单位，还有 1 个没报/)
  // 15 townships, one has met.
  expect(before).toMatch(/乡镇党委会、党政联席会研究：还没完成的】\n本季度 应报 15 个单位，还有 14 个没报/)
  expect(before).not.toContain('马岭镇\n')

  await house.advance('2023-07-03T08:00:00+08:00')
  const after = await tell(house, 'sunli@621021', '上季度谁没报会议')
  expect(after).toContain('还有 14 个没报（未达）')
  expect(after).not.toMatch(/党政联席会研究[^【]*已逾期/)
})
