import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { site } from '../support/projects.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('E6 73 pilot villages', async () => {
  await site(house, '纸房和美乡村', { type: '试点村', steps: ['开工'] })
  expect(await tell(house, 'sunli', '项目台账')).toContain('试点村：2023年不少于 73 个，已建成 0 个，在建 1 个，未开工 0 个')
})
