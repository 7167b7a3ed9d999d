import { afterEach, beforeEach, expect, test } from 'vitest'
import ranking from '../../schedules/ranking-notice.ts'
import { closeUntil } from '../support/closed.ts'
import { openRelease } from '../support/release.ts'
import { queueSchedule } from '../support/schedules.ts'
import { noticesOf, openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let no: number
beforeEach(async () => {
  talk = await openTalk()
  no = await talk.ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
  await talk.ledger.report({ kind: 'meeting', date: '2023-06-06', unit: '就业专班', sent: '2023-07-03 09:00' })
  await closeUntil(talk.ledger, '2023-07-01', '2023-07-06')
  await queueSchedule(talk.ledger, ranking, { id: 'rank-meetings', due: '2023-07-07 09:40' })
  talk.at('2023-07-10 10:00')
})
afterEach(async () => await talk.ledger.close())

const corrections = async () => (await noticesOf(talk, 'qingcheng/')).filter(({ dedupeKey }) => dedupeKey?.includes('/correction/'))

test('rule 8 correction: it is numbered and names old and new figure and rank of every unit that changed', async () => {
  await talk.say('周凯', `撤 ${no} 未召开`)
  expect(await talk.say('周凯', '更正通报 1')).toMatch(/^✅ 更正通报第1号已发到庆城县群/)
  const [notice] = await corrections()

  expect(notice?.chatId).toBe('group:庆城县')
  expect(notice?.text).toContain('更正通报第1号')
  expect(notice?.text).toContain('7月7日 09:40发布的“庆城县 调度会排名（2023年6月）”（编号 1）更正如下')
  expect(notice?.text).toContain('产业专班：原 1/1（100%，按时 1），第1名；更正为 0/1（0%，按时 0），第2名')
  expect(notice?.text).toContain('就业专班：原 1/1（100%，按时 0），第2名；更正为 1/1（100%，按时 0），第1名')
  expect(notice?.text).toContain('住房专责组：原 0/1（0%，按时 0），第3名；更正为 0/1（0%，按时 0），第2名')
})

test('rule 8 correction: a report that came after 关账 changes nothing published', async () => {
  await talk.ledger.report({ kind: 'meeting', date: '2023-06-20', unit: '住房专责组', sent: '2023-07-08 09:00' })

  expect(await talk.say('周凯', '更正通报 1')).toMatch(/^❌ 重新核算后，编号 1 的数字和名次没有变化/)
  expect(await corrections()).toEqual([])
})

test('rule 8 correction: the same is corrected once, and further changes get the next number', async () => {
  await talk.say('周凯', `改 ${no} 日期:7月1日`)
  await talk.say('周凯', '更正通报 1')
  expect(await talk.say('周凯', '更正通报 1')).toMatch(/^❌ 重新核算后/)

  await talk.say('周凯', `改 ${no} 日期:6月5日`)
  expect(await talk.say('周凯', '更正通报 1')).toMatch(/^✅ 更正通报第2号/)
  expect(await talk.say('周凯', '更正通报 2')).toMatch(/^❌ 编号 2 本身是更正通报，请发：更正通报 1/)
  expect(await corrections()).toHaveLength(2)
})

test('it is the county manager’s, for what has been published', async () => {
  expect(await talk.say('刘海峰', '更正通报 1')).toMatch(/^❌ 更正通报由县级管理员来发/)
  expect(await talk.say('吴敏', '更正通报 1')).toMatch(/^❌/)
  expect(await talk.say('周凯', '更正通报 7')).toMatch(/^❌ 没有编号为 7 的通报/)
})

test('rule 20: where a leader releases rankings he releases their corrections too', async () => {
  await talk.ledger.close()
  talk = await openRelease()
  expect(await talk.say('周凯', '更正通报 1')).toMatch(/^❌ 编号 1 的通报还没有发布/)
  await talk.say('王建新', '同意发布 1')
  await talk.say('周凯', '撤 1001 未召开')

  expect(await talk.say('周凯', '更正通报 1')).toMatch(/^✅ 更正通报第1号已送副县长审定/)
  const waiting = (await noticesOf(talk, 'release/')).filter(({ dedupeKey }) => dedupeKey?.includes('/correction/'))
  expect(waiting.map(({ chatId }) => chatId)).toEqual(['direct:王建新'])
  expect(await talk.say('王建新', '同意发布 2')).toMatch(/^✅/)
})

test('rule 8: what was corrected is answered as corrected, and the answer names the correction', async () => {
  const before = await talk.say('周凯', '6月 会议 排名')
  expect(before).toMatch(/1\. 产业专班 100% 1\/1 100%/)
  expect(before).toMatch(/已关账，快照\d+号，数据截至/)
  await talk.say('周凯', `撤 ${no} 未召开`)
  // The snapshot stands until a correction is published.
  expect(await talk.say('周凯', '6月 会议 排名')).toMatch(/1\. 产业专班 100% 1\/1 100%/)
  await talk.say('周凯', '更正通报 1')

  const ranked = await talk.say('周凯', '6月 会议 排名')
  expect(ranked).toMatch(/1\. 就业专班 100% 1\/1 0%/)
  expect(ranked).toMatch(/2\. 产业专班 0% 0\/1 0%/)
  expect(ranked).toMatch(/已关账，快照\d+号，已按更正通报第1号更正/)
  expect(await talk.say('周凯', '6月 谁没报会议')).toMatch(/\d\. 产业专班/)
  const progress = await talk.say('周凯', '6月 会议 进度')
  expect(progress).toContain('应报 3 个单位，已完成 1 个')
  expect(progress).toContain('已按更正通报第1号更正')
})
