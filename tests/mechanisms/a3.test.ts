import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
})
afterAll(async () => await house.stop())

test('A3 a lead department owes one field study a quarter in the township that it helps; a study elsewhere does not count', async () => {
  await tell(house, 'sunli@621021', '联乡 住建局 马岭镇')
  await tell(house, 'sunli@621021', '联乡 水务局 驿马镇')
  await reported(house, 'zhaoliping', '调研 涝池村 农房改造')
  const before = await tell(house, 'sunli@621021', '本季度谁没报调研')
  expect(before).toContain('应报 2 个单位，还有 2 个没报（时限 6月30日）')

  await reported(house, 'zhaoliping', '调研 纸房村 农房改造')
  const after = await tell(house, 'sunli@621021', '本季度谁没报调研')
  expect(after).toContain('联乡牵头单位调研')
  expect(after).toMatch(/还有 1 个没报（时限 6月30日）：\n1\. 庆城县水务局/)
})
