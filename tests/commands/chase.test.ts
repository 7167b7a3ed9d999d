import { afterEach, beforeEach, expect, test } from 'vitest'
import { manyHouseholds } from '../support/ledger.ts'
import { noticesOf, openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李')] })
})
afterEach(async () => await talk.ledger.close())

const chased = async (): Promise<string[]> => (await noticesOf(talk, 'chase/')).map(({ chatId }) => chatId).sort()

test('rule 21: those who owe are reminded in private, where nobody can be asked in the group, by name', async () => {
  expect(await talk.say('周凯', '催报 会议')).toMatch(/^✅ 已催报“会议”：提醒了 4 个（.*产业专班、就业专班、住房专责组/)
  const notices = await noticesOf(talk, 'chase/')

  expect(await chased()).toEqual(['direct:吴敏', 'direct:王建新', 'group:住房专责组', 'group:就业专班'].sort())
  expect(notices.find(({ chatId }) => chatId === 'direct:吴敏')?.text).toContain('产业专班 专班、专责工作组调度会：2023年6月还差 1 次')
  expect(notices.flatMap(({ content }) => content.mentions ?? [])).toEqual([])
})

test('who has reported, is freed or on leave is never reminded', async () => {
  await talk.say('吴敏', '会议 类型:调度会 主题:产业调度 人数:8 日期:今天')
  await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')
  await talk.say('周凯', '请假 王建新 6月14日至6月20日 学习')

  await talk.say('周凯', '催报 会议')
  expect(await chased()).toEqual(['group:住房专责组', 'group:庆城县'])
})

test('the unit’s duty is chased in its group while its people are on leave', async () => {
  await talk.say('吴敏', '请假 6月14日至6月20日 病假')
  await talk.say('周凯', '催报 产业专班 会议')

  expect(await chased()).toEqual(['group:产业专班'])
})

test('it is done once a day for a matter and a unit; the word is a manager’s', async () => {
  await talk.say('周凯', '催报 产业专班 会议')
  expect(await talk.say('周凯', '催报 会议')).toContain('另有 1 个今天已经催过')
  expect(await talk.say('周凯', '催报 会议')).toMatch(/^❌ “会议”今天已经催过了/)
  expect(await talk.say('王建新', '催报 会议')).toMatch(/^❌ “催报”要由管理员来办/)
  const first = (await chased()).length

  talk.at('2023-06-16 10:00')
  expect(await talk.say('周凯', '催报 会议')).toMatch(/^✅/)
  expect((await chased()).length).toBe(first * 2)
})

test('until a month is closed, what is overdue in it is chased as well', async () => {
  talk.at('2023-07-04 10:00')
  await talk.say('周凯', '催报 产业专班 会议')
  const [notice] = await noticesOf(talk, 'chase/')

  expect(notice?.text).toContain('2023年6月还差 1 次，已逾期')
  expect(notice?.text).toContain('2023年7月还差 1 次，7月31日前')
})

test('a manager chases his subtree only, of coverage those behind 序时进度', async () => {
  for (let n = 1; n <= 6; n++) await talk.ledger.visit('纸房村', `张${n}`, '2023-06-01', { member: '贾宏伟' })

  expect(await talk.say('刘海峰', '催报 走访', '马岭镇')).toMatch(/^✅ 已催报“走访”：提醒了 2 个（贺旗村，本人有任务的 2 名）/)
  expect(await chased()).toEqual(['direct:慕晓东', 'direct:杨治国'].sort())
  expect(await talk.say('刘海峰', '催报 驿马镇 走访')).toMatch(/^❌/)
  expect(await talk.say('贾宏伟', '催报 走访')).toMatch(/^❌/)
})

test('it says so when nobody owes, when no rule asks for it, and what to write', async () => {
  for (const unit of ['产业专班', '就业专班', '住房专责组']) await talk.ledger.report({ kind: 'meeting', date: '2023-06-05', unit })
  await talk.ledger.report({ kind: 'meeting', class: '领导小组会议', date: '2023-06-05', unit: '庆城县' })

  expect(await talk.say('周凯', '催报 会议')).toMatch(/^“会议”现在没有要催的/)
  expect(await talk.say('周凯', '催报 培训')).toMatch(/^❌ 现行规定里没有“培训”/)
  expect(await talk.say('周凯', '催报')).toMatch(/^❌ 请写明/)
})

test('only the duties whose words were said are chased, and all units that were named', async () => {
  await talk.say('周凯', '催报 产业专班、就业专班 专班、专责工作组调度会')
  expect(await chased()).toEqual(['direct:吴敏', 'group:就业专班'].sort())
  const texts = (await noticesOf(talk, 'chase/')).map(({ text }) => text).join('\n')
  expect(texts).toContain('专班、专责工作组调度会')
  expect(texts).not.toContain('领导小组会议：')
})
