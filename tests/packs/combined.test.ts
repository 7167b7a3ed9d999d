import { afterEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
afterEach(async () => await house.stop())

test('indicators that two packs name are one: qingcheng and ankang both know 资金支出率, 开工率, 完工率 and 产业占比', async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng,ankang' } })
  const { fields } = await reported(house, 'liuhaifeng', '月报 资金支出率 53% 开工率 80% 完工率 40% 产业占比 61%')
  expect(fields.values).toEqual({ 资金支出率: 53, 开工率: 80, 完工率: 40, 产业占比: 61 })
  await reported(house, 'caojun', '月报 支出率 47%')
  expect(await tell(house, 'sunli', '资金支出率排名')).toMatch(/马岭镇[\s\S]*53[\s\S]*驿马镇[\s\S]*47/)
})

test('all five packs stand beside each other, each duty under its own document', async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng,yichun,yulin,lingao,ankang' } })
  const rules = await tell(house, 'liuhaifeng', '规定')
  for (const line of ['庆城县八项机制 A4', '宜春市二十条措施 B1', '临高县挂牌督办60天攻坚战 D5']) expect(rules).toContain(line)
  expect(await tell(house, 'sunli', '规定')).toMatch(/榆林市巩固衔接工作机制 C1[\s\S]*安康市巩固衔接重点工作 E3/)
})
