import { afterEach, beforeEach, expect, test } from 'vitest'
import { findEntry } from '../../db/queries/entries.ts'
import { closePeriod } from '../../src/domain/closing.ts'
import { withdraw } from '../../src/domain/entries.ts'
import { allDuties } from '../../src/domain/house.ts'
import { periodOf } from '../../src/domain/periods.ts'
import { instant, manyHouseholds } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [...manyHouseholds('纸房村', 40, '张'), ...manyHouseholds('贺旗村', 3, '李')] })
})
afterEach(async () => await talk.ledger.close())

test('the entries behind coverage are the visits that count, by number and date', async () => {
  await talk.ledger.visit('纸房村', '张1', '2023-06-01')
  await talk.ledger.visit('纸房村', '张2', '2023-03-01')
  await talk.ledger.visit('纸房村', '张3', '2023-06-02', { class: '电话' })
  await talk.ledger.visit('贺旗村', '李1', '2023-06-03')

  await talk.say('刘海峰', '马岭镇 走访 进度')
  expect(await talk.say('刘海峰', '依据')).toContain('共 3 条记录：1004（6月3日）、1002（3月1日）、1001（6月1日）')
  await talk.say('刘海峰', '纸房村 走访 6月 进度')
  expect(await talk.say('刘海峰', '依据')).toMatch(/纸房村 入户遍访（2023年6月）[\s\S]*共 1 条记录：1001（6月1日）。/)
})

test('of more than thirty the newest are listed', async () => {
  for (let n = 1; n <= 33; n++) await talk.ledger.visit('纸房村', `张${n}`, '2023-06-01')
  await talk.say('刘海峰', '走访排名')
  const text = await talk.say('刘海峰', '依据')

  expect(text).toContain('共 33 条记录：1033（')
  expect(text).toContain('……还有 3 条')
  expect(text).not.toContain('1003（')
})

test('of a closed period they are what the snapshot was counted from', async () => {
  await talk.ledger.report({ kind: 'meeting', date: '2023-06-10', unit: '产业专班' })
  const house = await talk.ledger.house()
  const meeting = allDuties(house).find(({ duty }) => duty.id === 'taskforce-meeting')
  const at = { period: periodOf('month', '2023-06-01'), now: instant('2023-07-05 18:00') }
  if (meeting) await talk.ledger.store.transaction((db) => closePeriod({ db, house }, meeting, at))
  await talk.ledger.report({ kind: 'meeting', date: '2023-06-11', unit: '就业专班' })
  talk.at('2023-07-10 09:00')
  await talk.say('周凯', '会议 6月 进度')

  expect(await talk.say('周凯', '依据')).toMatch(/调度会（2023年6月）】\n共 1 条记录：1001（6月10日）/)

  // The snapshot stands; that one behind it was taken back since is said.
  await talk.ledger.store.transaction(async (tx) => {
    const entry = await findEntry(tx, 1001)
    if (entry) await withdraw(tx, entry, { memberId: 1, at: instant('2023-07-10 08:00'), reason: '报重了' })
  })
  expect(await talk.say('周凯', '依据')).toMatch(/共 1 条记录：1001（6月10日，后来撤回）/)
})

test('of a question to the ledger they are all that it found', async () => {
  await talk.ledger.visit('纸房村', '张1', '2023-06-01')
  await talk.say('贾宏伟', '走访 明细 6月')

  expect(await talk.say('贾宏伟', '依据')).toContain('共 1 条记录：1001（6月1日）')
})

test('without figures before it, or after ten minutes, it says what to ask first', async () => {
  expect(await talk.say('贾宏伟', '依据')).toContain('请先问进度')
  await talk.say('贾宏伟', '走访 进度')
  expect(await talk.say('慕晓东', '依据')).toContain('请先问进度')
  talk.at('2023-06-15 10:11')
  expect(await talk.say('贾宏伟', '依据')).toContain('请先问进度')
})
