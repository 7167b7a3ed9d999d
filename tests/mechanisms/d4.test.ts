import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('D4 a cadre sees his households, visited or not', async () => {
  // 陈璐 is the carer of 22 households in households.csv.
  const before = await tell(house, 'chenlu', '我的联系户')
  expect(before).toContain('您联系 22 户：已走访 0 户，还没走访 22 户')
  await reported(house, 'chenlu', '走访 何梅 收入稳定')
  const after = await tell(house, 'chenlu', '我的联系户')
  expect(after).toContain('您联系 22 户：已走访 1 户，还没走访 21 户')
  expect(after).toContain('纸房村一组 何梅（一般户）：已走访')
  expect(after).toContain('纸房村一组 高双乐（一般户）：还没走访')
  expect(await tell(house, 'chenlu@621021103204', '我的联系户')).not.toContain('何梅')
  expect(await tell(house, 'sunli', '我的联系户')).toContain('没有联系户')
})
