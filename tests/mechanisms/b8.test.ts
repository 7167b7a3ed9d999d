import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

const manager = 'liuhaifeng'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B8 several parties review a project, each counting once, before it begins', async () => {
  const { no } = await reported(house, manager, '项目 入库 名称：冷链仓库 实施单位：贺旗村 下达额：80万元')
  expect(await tell(house, manager, `开工 ${no}`)).toMatch(/^❌ .*需 2 家同意，已有 0 家/)
  await tell(house, manager, `联审 ${no} 财政局`)
  expect(await tell(house, manager, `联审 ${no} 财政局`)).toMatch(/^❌ .*已经联审过/)
  expect(await tell(house, manager, `开工 ${no}`)).toMatch(/^❌ .*已有 1 家/)
  await tell(house, manager, `联审 ${no} 农业农村局`)
  for (const step of ['开工', '完工', '验收', '移交']) expect(await tell(house, manager, `${step} ${no}`)).toMatch(/^✅/)
})

test('B8 idle and losing assets are noted and dealt with: revived, or disposed of', async () => {
  expect(await tell(house, manager, '项目 闲置 冷链仓库 停用半年')).toMatch(/^✅ .*闲置、亏损/)
  expect(await tell(house, 'sunli', '闲置资产')).toMatch(/共 1 个：资产闲置亏损 1/)
  expect(await tell(house, manager, '项目 盘活 冷链仓库 租给合作社，年租金2万元')).toMatch(/^✅ .*已盘活/)
  expect(await tell(house, 'sunli', '闲置资产')).toContain('没有资产闲置亏损的项目')

  await tell(house, manager, '项目 亏损 冷链仓库 连续两年亏损')
  expect(await tell(house, 'jiahongwei', '项目 处置 冷链仓库 报废')).toMatch(/^❌/)
  expect(await tell(house, manager, '项目 处置 冷链仓库 经村民代表会议同意报废')).toMatch(/^✅ .*已处置/)
})

test('B8 the prize for grade A comes from the document’s own result', async () => {
  const { fields } = await reported(house, 'sunli', '结果 绩效考核 等次：A 文号：赣财〔2023〕8号')
  expect(fields.award).toContain('30 万元')
})
