import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B20 special rectification is a class of inspection, secret like every other', async () => {
  const reply = await tell(house, 'hanming', '督查 单位：马岭镇 方式：专项整治 发现：1.台账数字与现场不符 2.项目款拨付滞后')
  const [entry] = await entriesIn(house, reply)
  expect(entry).toMatchObject({ kind: 'inspection', fields: { type: '专项整治' } })
  expect(await tell(house, 'hanming', '台账 督查 专项整治')).toMatch(/督查台账[\s\S]*专项整治[\s\S]*共 1 条.*发现问题 2 个/)
  expect(await tell(house, 'liuhaifeng', '台账 督查')).toMatch(/^❌/)
})
