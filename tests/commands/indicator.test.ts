import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('stores rates as points, for this month where no period is said, about the speaker’s unit', async () => {
  const entry = await reported(house, 'caojun@621021101', '月报 资金支出率:53% 开工率:百分之八十 产业占比:六成一')

  expect(entry).toMatchObject({ kind: 'indicator', unit: { code: '621021101' }, status: 'recorded' })
  expect(entry.fields).toEqual({ values: { 资金支出率: 53, 开工率: 80, 产业占比: 61 }, period: '2023-06' })
})

test('takes the period that is said, and says back what was understood', async () => {
  const reply = await tell(house, 'caojun', '指标 期间:5月 完工率:四成五')

  expect(reply).toMatch(/^✅ 月报 #\d+/)
  expect(reply).toContain('完工率 45%')
  expect(reply).toContain('2023年5月')
})

test('asks for the figure that is missing', async () => {
  expect(await tell(house, 'caojun', '月报')).toMatch(/^❓ 请问是哪项指标/)
  expect(await tell(house, 'caojun', '开工率 80%')).toMatch(/^✅ 月报/)
})

test('refuses a period that has not begun', async () => {
  expect(await tell(house, 'caojun', '月报 期间:2023年9月 开工率:80%')).toMatch(/^❌ 2023年9月还没到/)
})

test('is answered by the newest figure when the indicator is asked about', async () => {
  await tell(house, 'liuhaifeng', '月报 资金支出率 47.5%')

  expect(await tell(house, 'wangjianxin', '资金支出率排名')).toMatch(/驿马镇[^\n]*53[\s\S]*马岭镇[^\n]*47\.5/)
})
