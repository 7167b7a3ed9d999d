import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { putSetting } from '../../db/queries/settings.ts'
import summary from '../../schedules/period-summary.ts'
import { closeUntil } from '../support/closed.ts'
import { instant } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
  await talk.ledger.report({ kind: 'meeting', class: '领导小组会议', date: '2023-05-10', unit: '庆城县' })
  await talk.ledger.report({ kind: 'meeting', class: '专班调度会', date: '2023-06-05', unit: '产业专班' })
  await closeUntil(talk.ledger, '2023-07-01', '2023-07-06')
  talk.at('2023-07-07 10:00')
})
afterEach(async () => await talk.ledger.close())

describe('a month of a closed quarter', () => {
  test('rule 8: its last month shows the snapshot, and says so', async () => {
    const shown = await talk.say('周凯', '庆城县 6月 会议 进度')
    const [, quarter = ''] = shown.split('庆城县 领导小组会议】')

    expect(quarter).toMatch(/1\/1 次/)
    expect(quarter.split('【')[0]).toMatch(/已关账，快照\d+号/)
    expect(quarter.split('【')[0]).not.toContain('未关账')
  })

  test('an earlier month is counted as its entries read now, in a quarter that is closed', async () => {
    const shown = await talk.say('周凯', '庆城县 5月 会议 进度')
    const [, quarter = ''] = shown.split('庆城县 领导小组会议】')

    expect(quarter.split('【')[0]).toMatch(/2023年二季度已关账（快照\d+号），其中一段按现有记录计/)
    expect(quarter.split('【')[0]).not.toContain('未关账')
  })
})

test('依据 for a month of a closed quarter lists what was done in that month alone', async () => {
  await talk.ledger.close()
  talk = await openTalk()
  const may = await talk.ledger.report({ kind: 'meeting', class: '领导小组会议', date: '2023-05-10', unit: '庆城县' })
  const june = await talk.ledger.report({ kind: 'meeting', class: '领导小组会议', date: '2023-06-20', unit: '庆城县' })
  await closeUntil(talk.ledger, '2023-07-01', '2023-07-06')
  talk.at('2023-07-07 10:00')
  await talk.say('周凯', '庆城县 5月 会议 进度')

  const basis = await talk.say('周凯', '依据')
  expect(basis).toContain(`${may}（5月10日）`)
  expect(basis).not.toContain(`${june}（`)
})

describe('a summary of a closed period', () => {
  const quarter = () => runSchedule(talk.ledger, summary, { id: 'quarter-analysis', due: '2023-07-07 10:00' })

  test('says that reports are counted as they are now and duties as they closed', async () => {
    await talk.ledger.report({ kind: 'meeting', class: '专班调度会', date: '2023-06-20', unit: '就业专班', sent: '2023-07-06 12:00' })
    const [county] = await quarter()

    expect(county?.text).toContain('会议 3 次')
    expect(county?.text).toMatch(/工作量按现有记录计，关账后记入、更正的也算；规定动作已关账的取快照[\d、]+号，其余/)
  })

  test('compares nothing with a time before the ledger was begun', async () => {
    await talk.ledger.store.transaction((tx) => putSetting(tx, 'firstMoment', String(instant('2023-05-04 09:00'))))
    const [county] = await quarter()

    expect(county?.text).toMatch(/会议 2 次(?:\n|$)/)
    expect(county?.text).toContain('上期还没有台账，没有可比的数')
    expect(county?.text).not.toContain('上期 0')
  })
})
