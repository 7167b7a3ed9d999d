import { afterEach, describe, expect, it } from 'vitest'
import { listPeriodResults } from '../../db/queries/snapshots.ts'
import { closePeriod, closingsDue } from '../../src/domain/closing.ts'
import { allDuties, dutyKey, type House, type PackDuty } from '../../src/domain/house.ts'
import { dutyPeriod } from '../../src/domain/progress.ts'
import { instant, type Ledger, manyHouseholds, openLedger, testPack } from '../support/ledger.ts'

let ledger: Ledger

afterEach(async () => {
  await ledger.close()
})

function dutyIn(house: House, id: string): PackDuty {
  const found = allDuties(house).find((candidate) => candidate.duty.id === id)
  if (!found) throw new Error(`no duty ${id}`)
  return found
}

describe('closing a period', () => {
  it('writes down what everybody owed and had done, with the entries behind each figure', async () => {
    ledger = await openLedger({
      households: [...manyHouseholds('纸房村', 3, '甲'), { village: '纸房村', head: '新户', since: '2023-03-02' }],
    })
    const first = await ledger.visit('纸房村', '甲1', '2023-02-01')
    const again = await ledger.visit('纸房村', '甲1', '2023-05-01')
    const late = await ledger.visit('纸房村', '甲2', '2023-12-31', { sent: '2024-01-02 08:00' })
    await ledger.visit('纸房村', '新户', '2023-05-01')
    await ledger.visit('纸房村', '甲3', '2024-01-01')
    const house = await ledger.house()
    const visits = dutyIn(house, 'village-visits')
    const period = dutyPeriod(visits, '2023-12-31')
    const snapshot = await ledger.store.transaction((db) =>
      closePeriod({ db, house }, visits, { period, now: instant('2024-01-04 18:00') }),
    )
    const results = await listPeriodResults(ledger.store.read, snapshot?.no ?? 0)

    expect(snapshot).toMatchObject({ dutyId: 'qingcheng/village-visits', period: '2023' })
    expect(results.find((row) => row.subjectName === '纸房村')).toMatchObject({
      required: 3,
      done: 2,
      onTime: 1,
      entries: [first, again, late],
    })
    expect(results.find((row) => row.subjectName === '儒林村')).toMatchObject({ required: 0, done: 0, entries: [] })
    expect(results).toHaveLength(4)
  })

  it('writes down persons as well', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 3, '甲') })
    const no = await ledger.visit('纸房村', '甲1', '2023-02-01', { member: '慕晓东' })
    const house = await ledger.house()
    const visits = dutyIn(house, 'secretary-visits')
    const period = dutyPeriod(visits, '2023-12-31')
    const snapshot = await ledger.store.transaction((db) =>
      closePeriod({ db, house }, visits, { period, now: instant('2024-01-04 18:00') }),
    )
    const results = await listPeriodResults(ledger.store.read, snapshot?.no ?? 0)

    expect(results.find((row) => row.subjectName === '纸房村第一书记慕晓东')).toMatchObject({
      subject: 'member',
      required: 3,
      done: 1,
      entries: [no],
    })
  })

  it('happens once: a second closing changes nothing', async () => {
    ledger = await openLedger()
    const house = await ledger.house()
    const meeting = dutyIn(house, 'taskforce-meeting')
    const at = { period: dutyPeriod(meeting, '2023-06-30'), now: instant('2023-07-05 18:00') }
    const first = await ledger.store.transaction((db) => closePeriod({ db, house }, meeting, at))
    await ledger.report({ kind: 'meeting', date: '2023-06-10', unit: '产业专班', sent: '2023-07-06 09:00' })
    const second = await ledger.store.transaction((db) => closePeriod({ db, house }, meeting, at))
    const results = await listPeriodResults(ledger.store.read, first?.no ?? 0)

    expect(second).toBeNull()
    expect(results.map((row) => row.done)).toEqual([0, 0, 0])
  })
})

describe('closings that are due', () => {
  it('come for every duty of every pack, each period once, in order of time', async () => {
    ledger = await openLedger()
    const house = await ledger.house()
    const due = closingsDue(house, { afterMs: instant('2023-12-31'), untilMs: instant('2024-01-31') })

    expect(due.map((closing) => `${dutyKey(closing.packDuty)} ${closing.period.key}`).sort()).toEqual([
      'qingcheng/contact-visits 2023-12',
      'qingcheng/helping-unit-study 2023Q4',
      'qingcheng/lead-department-study 2023Q4',
      'qingcheng/leader-inspection 2023B6',
      'qingcheng/leader-study 2023Q4',
      'qingcheng/leading-group-meeting 2023Q4',
      'qingcheng/monthly-info 2023-12',
      'qingcheng/secretary-visits 2023',
      'qingcheng/task-list 2023',
      'qingcheng/taskforce-inspection 2023B6',
      'qingcheng/taskforce-meeting 2023-12',
      'qingcheng/taskforce-tasks 2023-12',
      'qingcheng/township-secretary-groups 2023',
      'qingcheng/township-secretary-hardship 2023',
      'qingcheng/village-visits 2023',
    ])
    expect(new Set(due.map((closing) => closing.at))).toEqual(new Set([instant('2024-01-04 18:00')]))
  })

  it('catch up several days of a daily duty, and close a term once', async () => {
    const pack = testPack(`
name: test
title: 测试
source: 测试
term: { from: 2021-07-01, to: 2023-07-01 }
duties:
  - { id: daily, row: T1, title: 每日, who: { kind: township }, report: { kind: checkin }, every: day, atLeast: 1 }
  - { id: whole, row: T2, title: 本届, who: { kind: township }, report: { kind: study }, every: term, atLeast: 1 }
`)
    ledger = await openLedger({ packs: [pack] })
    const house = await ledger.house()
    const due = closingsDue(house, { afterMs: instant('2023-07-04 00:00'), untilMs: instant('2023-07-06 23:00') })

    // The third working day after each day: 29 June → 4 July, 30 June to 2 July → 5 July, 3 July → 6 July.
    expect(due.map((closing) => closing.period.key)).toEqual(['2023-06-29', '2023-06-30', '2023-07-01', '2023-07-02', 'term', '2023-07-03'])
  })
})
