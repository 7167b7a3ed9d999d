import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test.each([
  ['签到 到村了', { place: '村' }],
  ['打卡 镇', { place: '镇' }],
  ['签到', { place: '村' }],
  ['签到 离岗 事由:回单位参加党员大会 至:6月28日', { leaving: true, reason: '回单位参加党员大会', until: '2023-06-28' }],
  ['离岗 回家看病 6月26日至6月28日', { leaving: true, reason: '回家看病', until: '2023-06-28' }],
  ['签到 返岗', { returning: true }],
  ['返岗', { returning: true }],
])('%s', async (text, fields) => {
  const entry = await reported(house, 'muxiaodong@621021103204', text)

  expect(entry).toMatchObject({ kind: 'checkin', unit: { code: '621021103204' }, date: '2023-06-15' })
  expect(entry.fields).toEqual(fields)
})

test('asks who leaves why and until when', async () => {
  expect(await tell(house, 'chenlu', '签到 离岗')).toMatch(/^❓ 请问离岗的事由/)
  expect(await tell(house, 'chenlu', '回单位开会')).toMatch(/^❓ 请问离岗到哪天/)
  expect(await tell(house, 'chenlu', '后天')).toMatch(/^✅ 签到 #\d+[\s\S]*2023年6月17日/)
})

test('refuses leaving and coming back in one', async () => {
  expect(await tell(house, 'chenlu', '签到 离岗 返岗 事由:看病 至:6月28日')).toMatch(/^❌ 离岗和返岗请分开报/)
})

test('knows no place for who works in the county', async () => {
  expect((await reported(house, 'sunli', '签到')).fields).toEqual({})
})
