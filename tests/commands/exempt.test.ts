import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
})
afterEach(async () => await talk.ledger.close())

test('rule 11: a unit that is freed leaves the denominator and is printed with the reason', async () => {
  expect(await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')).toMatch(/^✅ 已免报：就业专班 会议 2023年6月（机构撤并）/)
  const progress = await talk.say('周凯', '会议 6月 进度')
  const missing = await talk.say('周凯', '6月谁没报会议')
  const ranking = await talk.say('周凯', '会议 6月 排名')

  for (const text of [progress, missing, ranking]) expect(text).toContain('免报：就业专班（机构撤并）')
  expect(progress).toContain('应报 2 个单位')
  expect(missing).not.toMatch(/\d\. 就业专班/)
  expect(await talk.say('吴敏', '会议 进度')).not.toContain('免报')
})

test('another period is owed as ever', async () => {
  await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')
  talk.at('2023-07-10 09:00')

  expect(await talk.say('周凯', '会议 7月 进度')).toContain('应报 3 个单位')
})

test('it is a manager’s above the unit, with a reason, and can be taken back until the period is closed', async () => {
  expect(await talk.say('吴敏', '免报 就业专班 会议 6月 太忙')).toMatch(/^❌/)
  expect(await talk.say('刘海峰', '免报 产业专班 会议 6月 太忙')).toMatch(/^❌.*上级管理员/)
  expect(await talk.say('周凯', '免报 就业专班 会议 6月')).toMatch(/^❌ 请写明/)
  expect(await talk.say('周凯', '免报 纸房村 会议 6月 太忙')).toMatch(/^❌.*没有“会议”上报任务/)
  await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')

  expect(await talk.say('周凯', '取消免报 就业专班 会议 6月')).toMatch(/^✅ 已取消免报/)
  expect(await talk.say('周凯', '会议 6月 进度')).toContain('应报 3 个单位')
})
