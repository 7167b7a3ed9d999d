import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test.each([
  ['培训 主题:防返贫监测系统操作 人数:四十二人 层级:镇', { topic: '防返贫监测系统操作', attendees: 42, level: '镇' }, '2023-06-15'],
  ['昨天培训 果树修剪技术 35人', { topic: '果树修剪技术', attendees: 35 }, '2023-06-14'],
])('%s', async (text, fields, date) => {
  const entry = await reported(house, 'liuhaifeng@621021103', text)

  expect(entry).toMatchObject({ kind: 'training', unit: { code: '621021103' }, date, status: 'recorded' })
  expect(entry.fields).toEqual(fields)
})

test('asks for the topic', async () => {
  expect(await tell(house, 'liuhaifeng', '培训')).toMatch(/^❓ 请问培训的主题/)
})

test('is not for inspectors', async () => {
  expect(await tell(house, 'hanming', '培训 主题:督查业务 人数:9人')).toMatch(/^❌/)
})
