import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { site } from '../support/projects.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('C9 6, 50 and 500 sites over three years', async () => {
  await site(house, '纸房楷模村', { type: '楷模村', steps: ['开工', '完工'] })
  const shown = await tell(house, 'sunli', '项目台账')
  expect(shown).toContain('楷模村：2023—2025年不少于 6 个，已建成 1 个')
  expect(shown).toContain('示范镇：2023—2025年不少于 50 个，已建成 0 个')
  expect(shown).toContain('示范村：2023—2025年不少于 500 个，已建成 0 个')
})
