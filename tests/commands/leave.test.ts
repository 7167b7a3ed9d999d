import { afterEach, beforeEach, expect, test } from 'vitest'
import dutyReminders from '../../schedules/duty-reminders.ts'
import { runSchedule } from '../support/schedules.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
})
afterEach(async () => await talk.ledger.close())

const chased = async (due = '2023-06-20 09:00') =>
  (await runSchedule(talk.ledger, dutyReminders, { id: 'remind-month', due })).map(({ to }) => to)

test('rule 11: who is on leave is not chased, from its first to its last day', async () => {
  expect(await chased()).toEqual(['吴敏'])
  expect(await talk.say('吴敏', '请假 6月19日至6月22日 病假')).toMatch(/^✅ 已登记：吴敏 请假 6月19日至6月22日（病假），待管理员确认/)

  expect(await chased()).toEqual([])
  expect(await chased('2023-06-18 09:00')).toEqual(['吴敏'])
  expect(await chased('2023-06-22 09:00')).toEqual([])
  expect(await chased('2023-06-23 09:00')).toEqual(['吴敏'])
})

test('rule 11: the unit’s duty goes on', async () => {
  await talk.say('吴敏', '请假 6月19日至6月22日 病假')

  expect(await talk.say('周凯', '会议 6月 进度')).toContain('应报 3 个单位')
})

test('a manager confirms what waits in his list, or declines', async () => {
  await talk.say('贾宏伟', '请假 6月20日 孩子高考')
  expect(await talk.say('刘海峰', '我的待办')).toContain('贾宏伟 请假 6月20日（孩子高考）：发“准假 贾宏伟”')
  expect(await talk.say('贾宏伟', '准假 贾宏伟')).toMatch(/^❌/)
  expect(await talk.say('刘海峰', '准假 贾宏伟')).toMatch(/^✅ 已准假/)
  expect(await talk.say('刘海峰', '准假 贾宏伟')).toMatch(/^❌/)
  expect(await talk.say('刘海峰', '我的待办')).not.toContain('准假')

  await talk.say('慕晓东', '请假 6月20日 有事')
  expect(await talk.say('刘海峰', '不准假 慕晓东')).toMatch(/^✅ 没有准假/)
})

test('for somebody else it is entered by his manager only', async () => {
  expect(await talk.say('杨治国', '请假 贾宏伟 6月19日至6月22日 病假')).toMatch(/^❌/)
  expect(await talk.say('刘海峰', '请假 贾宏伟 6月19日至6月22日 病假')).toMatch(/^✅ 已登记：贾宏伟 请假 6月19日至6月22日（病假）/)
})

test.each(['请假 张三 6月19日至6月22日 事由', '请假 张小三：6月19日至6月22日 病假'])(
  '%s: a name that nobody bears is asked back',
  async (words) => {
    expect(await talk.say('吴敏', words)).toMatch(/^❓ 名册里没有“张小?三”/)
    expect(await talk.say('吴敏', '销假')).toMatch(/^❌ 吴敏现在没有请假/)
  },
)

test.each(['病假', '出差', '事假', '孩子高考'])('%s in the first place is a reason', async (reason) => {
  expect(await talk.say('吴敏', `请假 ${reason} 6月19日至6月22日`)).toContain(`吴敏 请假 6月19日至6月22日（${reason}）`)
})

test('a later leave for the same days takes the place of the one that waits', async () => {
  await talk.say('贾宏伟', '请假 6月20日至6月22日 出差')
  expect(await talk.say('贾宏伟', '请假 6月20日至6月23日 病假')).toMatch(
    /^✅ 已登记：贾宏伟 请假 6月20日至6月23日（病假）.*6月20日至6月22日（出差）作废/,
  )

  const granted = await talk.say('刘海峰', '准假 贾宏伟')
  expect(granted).toContain('病假')
  expect(granted).not.toContain('出差')
})

test('what was entered by mistake is taken back', async () => {
  await talk.say('贾宏伟', '请假 6月20日至6月22日 出差')

  expect(await talk.say('贾宏伟', '取消请假')).toMatch(/^✅ 已取消请假：贾宏伟 请假 6月20日至6月22日（出差）/)
  expect(await talk.say('刘海峰', '准假 贾宏伟')).toMatch(/^❌/)
})

test('ends when he is back', async () => {
  await talk.say('吴敏', '请假 6月15日至6月22日')

  expect(await talk.say('吴敏', '销假')).toMatch(/^✅ 已销假/)
  expect(await chased()).toEqual(['吴敏'])
  expect(await talk.say('吴敏', '请假')).toMatch(/^❌ 请写明从哪天到哪天/)
})
