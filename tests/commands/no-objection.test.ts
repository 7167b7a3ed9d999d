import { afterEach, beforeEach, expect, test } from 'vitest'
import { listChecks } from '../../db/queries/publications.ts'
import checkSheet from '../../schedules/check-sheet.ts'
import { runSchedule } from '../support/schedules.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
  await runSchedule(talk.ledger, checkSheet, { id: 'check-meetings', due: '2023-07-06 09:00' })
  talk.at('2023-07-06 10:00')
})
afterEach(async () => await talk.ledger.close())

const answers = async (): Promise<string[]> => {
  const { directory } = await talk.ledger.house()
  const about = { rankingId: 'qingcheng/meetings', issue: '2023-06', rootId: (await talk.ledger.unit('庆城县')).id }
  const checks = await listChecks(talk.ledger.store.read, about)
  return checks.filter(({ answer }) => answer !== 'none').map(({ unitId, answer }) => `${directory.unit(unitId).name} ${answer}`)
}

test('rule 19: a unit agrees to its own line', async () => {
  expect(await talk.say('吴敏', '无异议', '产业专班')).toBe('✅ 已记下无异议：产业专班 专班、专责工作组调度会。')
  expect(await answers()).toEqual(['产业专班 agreed'])
})

test('nobody agrees for another unit; among colleagues the word is plain talk', async () => {
  expect(await talk.say('刘海峰', '无异议', '马岭镇')).toBe('')
  expect(await talk.say('吴敏', '无异议', '庆城县')).toBe('')
  expect(await talk.say('刘海峰', '无异议')).toContain('没有等您单位核对的')
  expect(await answers()).toEqual([])
})
