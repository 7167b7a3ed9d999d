import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

const manager = 'liuhaifeng'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'yulin' } })
})
afterAll(async () => await house.stop())

test('a line without labels is read: the village first, the name, the amount', async () => {
  const { unit, fields } = await reported(house, manager, '项目 入库 纸房村 苹果分选线 70万元')
  expect(unit.code).toBe('621021103204')
  expect(fields).toMatchObject({ name: '苹果分选线', allocated: 700_000 })
})

test('two projects whose names hold the words are offered; the number takes one, 取消 none', async () => {
  const first = await reported(house, manager, '项目 入库 名称：北沟道路硬化 实施单位：纸房村 下达额：10万元')
  const second = await reported(house, manager, '项目 入库 名称：南沟道路硬化 实施单位：贺旗村 下达额：10万元')
  for (const { no } of [first, second]) await tell(house, manager, `联审 ${no} 财政局 住建局`)

  const asked = await tell(house, manager, '项目 开工 道路硬化')
  expect(asked).toMatch(/^❓ 请问是哪一个项目[\s\S]*1\. [\s\S]*2\. /)
  expect(await tell(house, manager, '取消')).toContain('没有记录')
  await tell(house, manager, '项目 开工 道路硬化')
  expect(await tell(house, manager, '2')).toMatch(/^✅ .*沟道路硬化已开工/)
  const started = await tell(house, manager, '项目 未开工')
  expect(started.match(/沟道路硬化/g)).toHaveLength(1)
})

test('what is typed again under the same words stays one project; a withdrawn one is gone', async () => {
  const { no } = await reported(house, manager, '项目 入库 名称：文化广场 下达额：5万元')
  expect(await tell(house, manager, `撤 ${no} 重复入库`)).toMatch(/^✅/)
  expect(await tell(house, manager, '项目 开工 文化广场')).toMatch(/^❌ 项目库里没有/)
})

test('where nothing was allocated a payment asks for it first, and less than was paid cannot be allocated', async () => {
  const { no } = await reported(house, manager, '项目 入库 名称：冷库改造 实施单位：纸房村')
  await tell(house, manager, `联审 ${no} 财政局 住建局`)
  await tell(house, manager, `开工 ${no}`)
  expect(await tell(house, manager, `支出 ${no} 3万元`)).toMatch(/^❌ .*还没有下达额/)
  expect(await tell(house, manager, `支出 ${no}`)).toMatch(/^❌ .*请写支出金额/)
  expect(await tell(house, manager, `下达 ${no} 6万元`)).toMatch(/^✅/)
  expect(await tell(house, manager, `支出 ${no} 3万元`)).toMatch(/^✅ .*累计30,000元\/60,000元/)
  expect(await tell(house, manager, `下达 ${no} 2万元`)).toMatch(/^❌ .*小于已支出额/)
})

test.each([
  ['项目 开工', /^❌ 请写上项目名称/],
  ['项目 开工 9999', /^❌ 项目库里没有/],
  ['项目 支出 不存在的项目 3万元', /^❌ 项目库里没有“不存在的项目”/],
])('%s changes nothing', async (words, answer) => {
  expect(await tell(house, manager, words)).toMatch(answer)
})

test('a village cadre takes his own village’s project on, not another’s, and cannot accept what he may not', async () => {
  const { no } = await reported(house, manager, '项目 入库 名称：三组水窖 实施单位：纸房村 下达额：4万元')
  await tell(house, manager, `联审 ${no} 财政局 住建局`)
  expect(await tell(house, 'qiyonghong', `开工 ${no}`)).toMatch(/^❌/)
  expect(await tell(house, 'qiyonghong', '项目 开工 三组水窖')).toMatch(/^❌/)
  expect(await tell(house, 'jiahongwei', '项目 开工 三组水窖')).toMatch(/^✅/)
  expect(await tell(house, 'jiahongwei', `下达 ${no} 9万元`)).toMatch(/^❌/)
})
