import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, tell } from '../support/reports.ts'

const manager = 'liuhaifeng'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('A9 what stands on the negative list, or rides along with a trade, is refused in the list’s own words', async () => {
  const negative = await tell(house, manager, '项目 入库 名称：新建村级活动室 下达额：30万元')
  const ride = await tell(house, manager, '项目 入库 名称：行业配套路灯 下达额：5万元')

  expect(negative).toMatch(/^❌ .*负面清单的“村级活动室”，不得纳入项目库.*财政局清单/)
  expect(ride).toMatch(/^❌ .*行业“搭车”项目的“行业配套路灯”/)
  expect(await tell(house, manager, '项目台账')).toContain('没有的项目')
})

test('A9 a project must come from the library; its name is resolved, and its disbursement is watched', async () => {
  expect(await tell(house, manager, '项目 开工 三组蓄水池改造')).toMatch(/^❌ 项目库里没有“三组蓄水池改造”.*先入库/)

  const { no } = await reported(house, manager, '项目 入库 名称：三组蓄水池改造 实施单位：纸房村 下达额：30万元')
  expect(await tell(house, manager, `联审 ${no} 财政局 农业农村局`)).toMatch(/^✅/)
  expect(await tell(house, manager, '项目 开工 三组蓄水池改造')).toMatch(/^✅ .*已开工/)
  expect(await tell(house, manager, '项目 支出 蓄水池 12万元')).toContain('累计120,000元/300,000元')
  // One character wrong: asked, not guessed; and 12 + 20 is more than 30.
  expect(await tell(house, manager, '项目 支出 三组蓄水赤改造 20万元')).toMatch(/^❓.*三组蓄水池改造/)
  expect(await tell(house, manager, '是')).toMatch(/^❌ .*支出合计320,000元超过下达额300,000元/)
  expect(await tell(house, manager, '项目 支出 三组蓄水池改造 累计:15万元')).toContain('累计150,000元/300,000元')
  expect(await tell(house, manager, '项目 完工 三组蓄水池改造')).toMatch(/^✅/)
  expect(await tell(house, manager, `验收 ${no}`)).toMatch(/^✅/)
  expect(await tell(house, manager, `移交 ${no}`)).toMatch(/^✅/)

  const [entry] = await entriesIn(house, `#${no}`)
  expect(entry).toMatchObject({ kind: 'project', status: 'handedOver', fields: { allocated: 300_000, paid: 150_000 } })
  expect(await tell(house, manager, '项目台账')).toMatch(/共 1 个：已移交 1。下达 30 万元，支出 15 万元，支出率 50%/)
})

test('A9 another township’s project is not known here', async () => {
  expect(await tell(house, 'caojun', '项目 支出 三组蓄水池改造 1万元')).toMatch(/^❌ 项目库里没有/)
})
