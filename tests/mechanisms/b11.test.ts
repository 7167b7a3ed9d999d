import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { site } from '../support/projects.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B11 400 model village sites: what is done and under way stands against the target', async () => {
  await site(house, '纸房先行点', { type: '样板点', steps: ['开工', '完工'] })
  await site(house, '纸房二期先行点', { type: '先行示范村点', steps: ['开工'] })
  expect(await tell(house, 'sunli', '项目台账')).toContain('先行示范村点：2023年不少于 400 个，已建成 1 个，在建 1 个，未开工 0 个')
  // The target is the whole place's: no document divides it among townships.
  expect(await tell(house, 'liuhaifeng', '项目台账')).not.toContain('不少于 400 个')
})
