import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('C5 income: loans and jobs are indicators that are reported and asked for', async () => {
  await reported(house, 'liuhaifeng', '月报 小额信贷发放额 120 务工就业人数 2436')
  const [shown, jobs] = [await tell(house, 'sunli', '小额信贷发放额 多少'), await tell(house, 'sunli', '务工就业人数 多少')]
  expect(shown).toMatch(/马岭镇 120/)
  expect(jobs).toMatch(/马岭镇 2436/)
})

test('C5 trainings are counted with their persons', async () => {
  await reported(house, 'liuhaifeng', '培训 主题：果树修剪 人数：35人 层级：镇')
  expect(await tell(house, 'sunli', '培训场次人次')).toContain('共 1 场、35 人次')
})
