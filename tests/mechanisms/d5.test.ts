import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('D5 training sessions and persons are counted, by level', async () => {
  await reported(house, 'jiahongwei', '培训 主题：养殖技术 人数：42人 层级：村')
  await reported(house, 'liuhaifeng', '培训 主题：监测系统 人数：18人 层级：镇')
  await reported(house, 'liuhaifeng', '培训 主题：政策问答 层级：镇')
  const shown = await tell(house, 'liuhaifeng', '培训场次人次')
  expect(shown).toContain('共 3 场、60 人次')
  expect(shown).toContain('镇级 2 场、18 人次')
  expect(shown).toContain('村级 1 场、42 人次')
  expect(await tell(house, 'jiahongwei', '培训场次人次')).toContain('共 1 场、42 人次')
  expect(await tell(house, 'caojun', '培训场次人次')).toContain('共 0 场、0 人次')
})
