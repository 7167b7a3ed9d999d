import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectationsOf } from '../../db/queries/expectations.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

const manager = 'liuhaifeng'
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-02-20T09:00:00+08:00', env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('A11 a site is planned by the end of March, begun in April, done by the end of September; lateness is shown', async () => {
  const { no } = await reported(house, manager, '项目 入库 名称：纸房示范创建 实施单位：纸房村 类型：省级示范村 下达额：100万元')
  expect(await dueOf(no)).toEqual(['计划 2023-03-31'])
  expect(await tell(house, manager, `联审 ${no} 财政局 住建局`)).toMatch(/^✅/)
  expect(await tell(house, manager, `计划 ${no}`)).toMatch(/^✅/)
  expect(await dueOf(no)).toEqual(['开工 2023-04-30'])

  // Nobody is told before the date comes near: two working days ahead it goes to the village in private, then to its group.
  await house.advance('2023-04-25T12:00:00+08:00')
  expect(await reminders('direct:jiahongwei')).toHaveLength(0)
  await house.advance('2023-04-28T12:00:00+08:00')
  expect(await reminders('direct:jiahongwei')).toHaveLength(1)
  await house.advance('2023-05-10T09:30:00+08:00')
  expect(await reminders('group:621021103204')).toHaveLength(1)
  expect(await tell(house, manager, '项目台账')).toMatch(/纸房示范创建（编号 \d+）：开工已晚 10 天/)
  expect(await tell(house, manager, `开工 ${no}`)).toMatch(/^✅/)
  expect(await tell(house, manager, '项目台账')).toContain('开工晚 10 天')
  expect(await dueOf(no)).toEqual(['完工 2023-09-30'])

  await house.advance('2023-10-03T09:00:00+08:00')
  expect(await tell(house, manager, `完工 ${no} 9月28日`)).toMatch(/^✅/)
  expect(await dueOf(no)).toEqual([])
})

test('A11 the county’s targets: 15 model villages a year, one provincial model township in two years, next year’s sites by the end of October', async () => {
  await reported(house, manager, '项目 入库 名称：贺旗示范创建 实施单位：贺旗村 类型：县级示范村 下达额：20万元')
  const before = await tell(house, 'sunli', '项目台账')
  expect(before).toContain('乡村建设示范村：2023年不少于 15 个，已建成 1 个，在建 0 个，未开工 1 个')
  expect(before).toContain('省级示范乡镇：2022—2023年不少于 1 个，已建成 0 个')
  expect(before).toContain('2024年示范点：10月31日前谋划好，已入库 0 个')

  await house.advance('2023-11-01T09:00:00+08:00')
  expect(await tell(house, 'sunli', '项目台账')).toContain('已入库 0 个，已逾期')
  await reported(house, manager, '项目 入库 名称：琵琶寨示范创建 实施单位：琵琶寨村 类型：县级示范村 年度：2024年')
  const after = await tell(house, 'sunli', '项目台账')
  expect(after).toContain('2024年示范点：10月31日前谋划好，已入库 1 个')
  expect(after).toContain('乡村建设示范村：2023年不少于 15 个，已建成 1 个，在建 0 个，未开工 1 个')
})

async function reminders(chat: string): Promise<string[]> {
  return (await saidIn(house, chat)).filter((words) => words.includes('纸房示范创建开工'))
}

async function dueOf(no: number): Promise<string[]> {
  const rows = await expectationsOf(house.app.store.read, no)
  return rows.map(({ word, due }) => `${word} ${due ?? ''}`)
}
