import { afterEach, describe, expect, test } from 'vitest'
import { addCompanion, confirmCompanion, findEntry } from '../../db/queries/entries.ts'
import { changeMerger, endPosts, putPost } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { listPeriodResults } from '../../db/queries/snapshots.ts'
import { addDays } from '../../src/clock.ts'
import { closePeriod, closingsDue, entriesBehind, readStandings } from '../../src/domain/closing.ts'
import { readDutyFigures } from '../../src/domain/duty-figures.ts'
import { withdraw } from '../../src/domain/entries.ts'
import type { PackDuty } from '../../src/domain/house.ts'
import { allDuties } from '../../src/domain/house.ts'
import { periodOf } from '../../src/domain/periods.ts'
import { dutyPeriod, isDone, type Standing, standings } from '../../src/domain/progress.ts'
import { missingHouseholds } from '../../src/domain/still-missing.ts'
import { sumByChild, sumUp } from '../../src/domain/tallies.ts'
import { instant, type Ledger, manyHouseholds, openLedger, testPack } from '../support/ledger.ts'

let ledger: Ledger

afterEach(async () => {
  await ledger.close()
})

async function duty(id: string): Promise<PackDuty> {
  const found = allDuties(await ledger.house()).find((candidate) => candidate.duty.id === id)
  if (!found) throw new Error(`no duty ${id}`)
  return found
}

/** How a subject stands on a duty at a time, in the period of that day or of another. */
async function standing(id: string, subject: string, now: string, day = now.slice(0, 10)): Promise<Standing> {
  const packDuty = await duty(id)
  const house = await ledger.house()
  const at = instant(now)
  const period = dutyPeriod(packDuty, day)
  const found = (await standings({ db: ledger.store.read, house }, packDuty, { period, now: at })).find(
    (one) => one.subject.name === subject,
  )
  if (!found) throw new Error(`${subject} does not owe ${id}`)
  return found
}

describe('who is counted', () => {
  test('rule 1: households that came after the first day of the period count from the next one and are shown extra', async () => {
    ledger = await openLedger({
      households: [
        ...manyHouseholds('纸房村', 4, '甲'),
        { village: '纸房村', head: '新户', since: '2023-03-02' },
        { village: '纸房村', head: '元旦户', since: '2023-01-01' },
      ],
    })
    await ledger.visit('纸房村', '甲1', '2023-03-05')
    await ledger.visit('纸房村', '新户', '2023-03-06')

    expect(await standing('village-visits', '纸房村', '2023-06-15 09:00')).toMatchObject({ required: 5, done: 1, extra: 1 })
    expect(await standing('village-visits', '纸房村', '2024-01-15 09:00')).toMatchObject({ required: 6, done: 0, extra: 0 })
  })

  test('rule 1: a household that left is counted until the day of the event, visited or not', async () => {
    ledger = await openLedger({
      households: [...manyHouseholds('纸房村', 4, '甲'), { village: '纸房村', head: '迁户', until: '2023-06-10', untilReason: '整户搬迁' }],
    })
    await ledger.visit('纸房村', '迁户', '2023-02-01')
    await ledger.visit('纸房村', '甲1', '2023-02-01')

    expect(await standing('village-visits', '纸房村', '2023-06-09 23:59')).toMatchObject({ required: 5, done: 2 })
    expect(await standing('village-visits', '纸房村', '2023-06-10 00:00')).toMatchObject({ required: 4, done: 1 })
  })

  test('rule 1: who leaves after the period has ended stays in its figures', async () => {
    ledger = await openLedger({
      households: [...manyHouseholds('纸房村', 4, '甲'), { village: '纸房村', head: '迁户', until: '2024-01-02' }],
    })
    const packDuty = await duty('village-visits')
    const house = await ledger.house()
    const period = dutyPeriod(packDuty, '2023-12-31')
    const [found] = await standings({ db: ledger.store.read, house }, packDuty, { period, now: instant('2024-01-03 09:00') })

    expect(found).toMatchObject({ required: 5 })
  })

  test('rule 2: a household is counted once, however often and by whomever it is visited; telephone calls do not count here', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 4, '甲') })
    await ledger.visit('纸房村', '甲1', '2023-02-01', { member: '贾宏伟' })
    await ledger.visit('纸房村', '甲1', '2023-02-01', { member: '慕晓东' })
    await ledger.visit('纸房村', '甲1', '2023-03-01', { member: '慕晓东' })
    await ledger.visit('纸房村', '甲2', '2023-03-01', { member: '慕晓东' })
    await ledger.visit('纸房村', '甲3', '2023-03-01', { class: '电话' })

    expect(await standing('village-visits', '纸房村', '2023-06-15 09:00')).toMatchObject({ required: 4, done: 2 })
    expect(await standing('secretary-visits', '纸房村第一书记慕晓东', '2023-06-15 09:00')).toMatchObject({ required: 4, done: 2 })
    expect(await standing('secretary-visits', '纸房村村书记贾宏伟', '2023-06-15 09:00')).toMatchObject({ required: 4, done: 1 })
  })

  test('rule 2: a companion is credited after he confirms, not before', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 2, '甲') })
    const no = await ledger.visit('纸房村', '甲1', '2023-02-01', { member: '慕晓东' })
    const house = await ledger.house()
    const companion = house.directory.memberByIdentity('sandbox', '贾宏伟', '2023-02-01')?.id ?? 0
    await ledger.store.transaction((tx) => addCompanion(tx, no, companion))
    expect(await standing('secretary-visits', '纸房村村书记贾宏伟', '2023-06-15 09:00')).toMatchObject({ done: 0 })

    await ledger.store.transaction((tx) => confirmCompanion(tx, no, companion, 1))
    expect(await standing('secretary-visits', '纸房村村书记贾宏伟', '2023-06-15 09:00')).toMatchObject({ done: 1 })
  })

  test('rule 3: credit goes to who went, not to who typed', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 2, '甲') })
    const typist = (await ledger.house()).directory.memberByIdentity('sandbox', '贾宏伟', '2023-02-01')?.id ?? 0
    await ledger.visit('纸房村', '甲1', '2023-02-01', { member: '慕晓东', typedById: typist })

    expect(await standing('secretary-visits', '纸房村第一书记慕晓东', '2023-06-15 09:00')).toMatchObject({ done: 1 })
    expect(await standing('secretary-visits', '纸房村村书记贾宏伟', '2023-06-15 09:00')).toMatchObject({ done: 0 })
  })

  test('rule 4: coverage is measured against the share of the days that have passed', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 10, '甲') })
    const { target, overdue } = await standing('village-visits', '纸房村', '2023-06-30 09:00')

    // 31 + 28 + 31 + 30 + 31 + 30 = 181 days of 365.
    expect(target).toBeCloseTo(181 / 365, 10)
    expect(overdue).toBe(false)
  })
})

describe('transfers', () => {
  /** 慕晓东 hands 第一书记 of 纸房村 over to 吴敏, who holds it from a day on. */
  async function handOver(from: string): Promise<void> {
    const { directory } = await ledger.house()
    const person = (name: string) => directory.memberByIdentity('sandbox', name, '2023-01-15')
    const post = person('慕晓东')?.posts[0]
    const successor = person('吴敏')?.id ?? 0
    await ledger.store.transaction(async (tx) => {
      await endPosts(tx, [post?.id ?? 0], addDays(from, -1))
      const given = { memberId: successor, unitId: post?.unitId ?? 0, title: '第一书记', role: 'reporter' as const }
      await putPost(tx, { ...given, since: from, grantedAt: 1 })
      await bumpRosterVersion(tx)
    })
  }

  test('rule 5: the village goes on, the new holder starts when he takes over, and what the old one did stays his', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 10, '甲') })
    await ledger.visit('纸房村', '甲1', '2023-02-01', { member: '慕晓东', byPost: '第一书记' })
    const early = await ledger.visit('纸房村', '甲2', '2023-02-02', { member: '吴敏' })
    await handOver('2023-04-01')
    await ledger.visit('纸房村', '甲3', '2023-04-05', { member: '吴敏' })

    // Three of the village's ten, whoever went; of the new holder only what came after he took over.
    expect(await standing('village-visits', '纸房村', '2023-06-30 09:00')).toMatchObject({ required: 10, done: 3 })
    expect(await standing('secretary-visits', '纸房村第一书记吴敏', '2023-06-30 09:00')).toMatchObject({ required: 10, done: 1 })
    await expect(standing('secretary-visits', '纸房村第一书记慕晓东', '2023-06-30 09:00')).rejects.toThrow('does not owe')
    expect(await findEntry(ledger.store.read, early - 1)).toMatchObject({ byPost: '第一书记' })
  })

  test('rule 5: his 序时进度 runs from the day on which he took over', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 10, '甲') })
    await handOver('2023-04-01')

    // April to December are 275 days, of which April, May and June are 91.
    const { target, excused } = await standing('secretary-visits', '纸房村第一书记吴敏', '2023-06-30 09:00')
    expect(target).toBeCloseTo(91 / 275, 10)
    expect(excused).toBe(false)
  })

  test.each([
    // 2023 has 365 days: from 2 July on there are 183 left, from 3 July on 182.
    ['2023-07-02', true, false],
    ['2023-07-03', false, true],
  ])('rule 5: who holds a post from %s on has a shortfall at the end of the year: %s', async (from, overdue, excused) => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 10, '甲') })
    await handOver(from)

    const found = await standing('secretary-visits', '纸房村第一书记吴敏', '2024-01-02 09:00', '2023-12-31')
    expect(found).toMatchObject({ required: 10, done: 0, overdue, excused })
    expect(isDone(found)).toBe(excused)
  })
})

describe('mergers', () => {
  /** 董家滩村 goes into 贺旗村 at the end of June 2023. The house of these tests stands long after that. */
  async function merge(): Promise<void> {
    const [from, into] = [await ledger.unit('董家滩村'), await ledger.unit('贺旗村')]
    await ledger.store.transaction((tx) => changeMerger(tx, from.id, { until: '2023-06-30', mergedIntoId: into.id }))
  }

  /** What each unit below 马岭镇 has of a duty, as a ranking would list it. */
  async function townshipLines(id: string, now: string, day = now.slice(0, 10)): Promise<[string, number, number][]> {
    const packDuty = await duty(id)
    const house = await ledger.house()
    const root = await ledger.unit('马岭镇')
    const asked = { period: dutyPeriod(packDuty, day), now: instant(now), roots: [root.id] }
    const { standings: found } = await readStandings({ db: ledger.store.read, house }, packDuty, asked)
    return sumByChild(house.directory, { standings: found, part: null }, root.id).map(({ unit, done, required }) => [
      unit.name,
      done,
      required,
    ])
  }

  test('rule 6: the successor is the sum, and a household visited under both names counts once', async () => {
    ledger = await openLedger({ households: [...manyHouseholds('贺旗村', 5, '乙'), ...manyHouseholds('董家滩村', 6, '丁')] })
    await ledger.visit('贺旗村', '乙1', '2023-03-01')
    for (const head of ['丁1', '丁2']) await ledger.visit('董家滩村', head, '2023-03-01')
    await merge()
    for (const head of ['丁2', '丁3']) await ledger.visit('贺旗村', head, '2023-07-02')

    // 乙1, 丁1, 丁2 and 丁3 of 5 + 6.
    expect(await standing('village-visits', '贺旗村', '2023-07-15 09:00')).toMatchObject({ required: 11, done: 4 })
    expect(await townshipLines('village-visits', '2023-07-15 09:00')).toEqual([
      ['纸房村', 0, 0],
      ['贺旗村', 4, 11],
    ])
  })

  test('rule 6: up to the last day the units stand for themselves, however late one asks', async () => {
    ledger = await openLedger({ households: [...manyHouseholds('贺旗村', 5, '乙'), ...manyHouseholds('董家滩村', 6, '丁')] })
    await ledger.visit('贺旗村', '乙1', '2023-03-01')
    await ledger.visit('董家滩村', '丁1', '2023-03-01')
    await merge()

    expect(await standing('village-visits', '董家滩村', '2023-06-30 23:00')).toMatchObject({ required: 6, done: 1 })
    expect(await standing('village-visits', '贺旗村', '2023-06-30 23:00')).toMatchObject({ required: 5, done: 1 })
    await expect(standing('village-visits', '董家滩村', '2023-07-01 00:01')).rejects.toThrow('does not owe')
  })

  test('rule 6: a period that ended before closes under the old names, and keeps them', async () => {
    const monthly = testPack(`
name: x
title: t
source: s
duties:
  - { id: covered, row: A4, title: 遍访, who: { kind: village }, report: { kind: visit }, covers: households, every: month }
  - { id: study, row: A3, title: 调研, who: { kind: village }, report: { kind: study }, atLeast: 1, every: quarter }
`)
    ledger = await openLedger({
      packs: [monthly],
      households: [...manyHouseholds('贺旗村', 5, '乙'), ...manyHouseholds('董家滩村', 6, '丁')],
    })
    await ledger.visit('董家滩村', '丁1', '2023-06-10')
    await ledger.report({ kind: 'study', date: '2023-06-11', unit: '董家滩村' })
    await merge()
    // June's visit to 丁2 is typed in July, when the household is 贺旗村's.
    await ledger.visit('贺旗村', '丁2', '2023-06-20', { sent: '2023-07-02 09:00' })
    await ledger.visit('贺旗村', '丁3', '2023-07-03')
    const house = await ledger.house()
    const packDuty = await duty('covered')
    const period = dutyPeriod(packDuty, '2023-06-30')
    const snapshot = await ledger.store.transaction((db) =>
      closePeriod({ db, house }, packDuty, { period, now: instant('2023-07-05 18:00') }),
    )

    const rows = await listPeriodResults(ledger.store.read, snapshot?.no ?? 0)
    expect(rows.map(({ subjectName, required, done, onTime }) => [subjectName, required, done, onTime])).toEqual(
      expect.arrayContaining([
        ['贺旗村', 5, 0, 0],
        ['董家滩村', 6, 2, 1],
      ]),
    )
    expect(await townshipLines('covered', '2023-07-06 09:00', '2023-06-30')).toEqual([
      ['纸房村', 0, 0],
      ['贺旗村', 0, 5],
      ['董家滩村', 2, 6],
    ])
    expect(await townshipLines('covered', '2023-07-06 09:00')).toEqual([
      ['纸房村', 0, 0],
      ['贺旗村', 1, 11],
    ])
  })

  test("rule 6: what the old unit reported in a period that goes on is the successor's", async () => {
    const quarterly = testPack(`
name: x
title: t
source: s
duties:
  - { id: study, row: A3, title: 调研, who: { kind: village }, report: { kind: study }, atLeast: 3, every: half-year }
  - { id: year, row: A3, title: 调研, who: { kind: village }, report: { kind: study }, atLeast: 3, every: year }
`)
    ledger = await openLedger({ packs: [quarterly] })
    const no = await ledger.report({ kind: 'study', date: '2023-06-11', unit: '董家滩村' })
    await merge()
    const later = await ledger.report({ kind: 'study', date: '2023-07-11', unit: '贺旗村' })

    expect(await standing('study', '董家滩村', '2023-06-30 20:00')).toMatchObject({ required: 3, done: 1 })
    expect(await standing('study', '贺旗村', '2023-06-30 20:00')).toMatchObject({ required: 3, done: 0 })
    expect(await standing('year', '贺旗村', '2023-07-15 09:00')).toMatchObject({ required: 3, done: 2 })
    const house = await ledger.house()
    const packDuty = await duty('year')
    const { subject } = await standing('year', '贺旗村', '2023-07-15 09:00')
    const at = { period: dutyPeriod(packDuty, '2023-07-15'), now: instant('2023-07-15 09:00'), subjects: [subject] }
    expect((await entriesBehind({ db: ledger.store.read, house }, packDuty, at))(subject)).toEqual([later, no].sort((a, b) => a - b))
  })

  test('rule 6: people, groups, households and the name go with it', async () => {
    ledger = await openLedger({ households: manyHouseholds('董家滩村', 2, '丁') })
    const old = await ledger.unit('董家滩村')
    await merge()
    const { directory, lexicon } = await ledger.house()
    const into = await ledger.unit('贺旗村')

    expect(directory.units.map(({ name }) => name)).not.toContain('董家滩村')
    expect(directory.children((await ledger.unit('马岭镇')).id).map(({ name }) => name)).toEqual(['纸房村', '贺旗村'])
    expect(directory.groupsOf(into.id).map(({ title }) => title)).toEqual(['贺旗村', '董家滩村'])
    expect(directory.households(into.id).map(({ head, groupName }) => [head, groupName])).toEqual([
      ['丁1', '一组（原董家滩村）'],
      ['丁2', '一组（原董家滩村）'],
    ])
    const speaker = { scopeUnitIds: [into.id], homeUnitId: into.id, chatUnitId: null }
    expect(lexicon.unitByName('董家滩村', speaker).id).toBe(into.id)
    expect(directory.isWithin(old.id, into.id)).toBe(true)
  })
})

describe('when', () => {
  test('rule 7: the day of the act decides the period, the time of sending decides 按时', async () => {
    ledger = await openLedger()
    await ledger.report({ kind: 'meeting', date: '2023-05-31', unit: '产业专班', sent: '2023-05-31 23:59' })
    await ledger.report({ kind: 'meeting', date: '2023-05-31', unit: '就业专班', sent: '2023-06-01 00:01' })
    await ledger.report({ kind: 'meeting', date: '2023-06-01', unit: '住房专责组', sent: '2023-06-01 08:00' })

    expect(await standing('taskforce-meeting', '产业专班', '2023-06-02 09:00', '2023-05-31')).toMatchObject({ done: 1, onTime: 1 })
    expect(await standing('taskforce-meeting', '就业专班', '2023-06-02 09:00', '2023-05-31')).toMatchObject({ done: 1, onTime: 0 })
    expect(await standing('taskforce-meeting', '住房专责组', '2023-06-02 09:00', '2023-05-31')).toMatchObject({ done: 0, onTime: 0 })
  })

  test('rule 7: a date of the duty itself decides before the period ends', async () => {
    ledger = await openLedger()
    await ledger.report({ kind: 'info', class: '经验成效', date: '2023-06-20', unit: '财政局', sent: '2023-06-25 18:00' })
    await ledger.report({ kind: 'info', class: '经验成效', date: '2023-06-20', unit: '产业专班', sent: '2023-06-25 18:01' })

    expect(await standing('monthly-info', '财政局', '2023-06-26 09:00')).toMatchObject({ done: 1, onTime: 1, overdue: false })
    expect(await standing('monthly-info', '产业专班', '2023-06-26 09:00')).toMatchObject({ done: 1, onTime: 0, overdue: false })
    expect(await standing('monthly-info', '就业专班', '2023-06-26 09:00')).toMatchObject({ done: 0, overdue: true })
  })

  test('rule 8: a period closes on the third working day of the next at 18:00', async () => {
    ledger = await openLedger()
    const house = await ledger.house()
    const due = closingsDue(house, { afterMs: instant('2023-06-15'), untilMs: instant('2023-10-20') })
    const meetings = due.filter((closing) => closing.packDuty.duty.id === 'taskforce-meeting')

    // July begins on a Saturday; October's first working day is the 7th, a Saturday worked instead (调休): 7, 8, 9.
    expect(meetings.map((closing) => [closing.period.key, closing.at])).toEqual([
      ['2023-06', instant('2023-07-05 18:00')],
      ['2023-07', instant('2023-08-03 18:00')],
      ['2023-08', instant('2023-09-05 18:00')],
      ['2023-09', instant('2023-10-09 18:00')],
    ])
    expect(closingsDue(house, { afterMs: instant('2023-07-05 18:00'), untilMs: instant('2023-07-31') })).toEqual([])
    expect(closingsDue(house, { afterMs: instant('2023-07-05 17:59'), untilMs: instant('2023-07-05 18:00') }).length).toBeGreaterThan(0)
  })

  test('rule 8: until the closing a report is late, after it the snapshot stands', async () => {
    ledger = await openLedger()
    const meeting = await duty('taskforce-meeting')
    const house = await ledger.house()
    await ledger.report({ kind: 'meeting', date: '2023-06-10', unit: '产业专班' })
    await ledger.report({ kind: 'meeting', date: '2023-06-28', unit: '就业专班', sent: '2023-07-03 09:00' })
    const period = periodOf('month', '2023-06-01')
    await ledger.store.transaction((db) => closePeriod({ db, house }, meeting, { period, now: instant('2023-07-05 18:00') }))
    await ledger.report({ kind: 'meeting', date: '2023-06-29', unit: '住房专责组', sent: '2023-07-06 09:00' })
    const question = { now: instant('2023-07-07 09:00'), roots: [(await ledger.unit('庆城县')).id], asked: period }
    const figures = await readDutyFigures({ db: ledger.store.read, house }, meeting, question)

    expect(figures?.closed).toBe(true)
    expect(figures && sumUp(figures.standings)).toMatchObject({ subjects: 3, complete: 2, completeOnTime: 1 })
    const live = await standings({ db: ledger.store.read, house }, meeting, { period, now: question.now })
    expect(sumUp(live)).toMatchObject({ complete: 3, completeOnTime: 1 })
  })

  test('rule 10: completeness and timeliness are two figures', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 4, '甲') })
    await ledger.visit('纸房村', '甲1', '2023-12-20')
    await ledger.visit('纸房村', '甲2', '2023-12-31', { sent: '2024-01-01 08:00' })
    const packDuty = await duty('village-visits')
    const period = dutyPeriod(packDuty, '2023-12-31')
    const [found] = await standings({ db: ledger.store.read, house: await ledger.house() }, packDuty, {
      period,
      now: instant('2024-01-02 09:00'),
    })

    expect(found).toMatchObject({ required: 4, done: 2, onTime: 1, overdue: true })
  })
})

describe('what counts', () => {
  test('what was taken back counts nowhere', async () => {
    ledger = await openLedger({ households: manyHouseholds('纸房村', 2, '甲') })
    const no = await ledger.visit('纸房村', '甲1', '2023-02-01')
    await ledger.store.transaction(async (tx) => {
      const entry = await findEntry(tx, no)
      if (entry) await withdraw(tx, entry, { memberId: 1, at: 2, reason: '报错了' })
    })

    expect(await standing('village-visits', '纸房村', '2023-06-15 09:00')).toMatchObject({ done: 0 })
  })

  test('rule 15: a township is the quotient of sums, never the average of shares, and surplus of one makes up for no other', async () => {
    ledger = await openLedger({
      households: [...manyHouseholds('纸房村', 10, '甲'), ...manyHouseholds('贺旗村', 2, '乙'), ...manyHouseholds('儒林村', 5, '丙')],
    })
    await ledger.visit('纸房村', '甲1', '2023-02-01')
    await ledger.visit('贺旗村', '乙1', '2023-02-01')
    await ledger.visit('贺旗村', '乙2', '2023-02-01')
    const house = await ledger.house()
    const packDuty = await duty('village-visits')
    const all = await standings({ db: ledger.store.read, house }, packDuty, {
      period: dutyPeriod(packDuty, '2023-06-15'),
      now: instant('2023-06-15 09:00'),
    })
    const county = await ledger.unit('庆城县')
    const [maling, yima] = sumByChild(house.directory, { standings: all, part: null }, county.id)

    // 3 of 12, not (10 % + 100 %) / 2.
    expect(maling).toMatchObject({ required: 12, done: 3 })
    expect(yima).toMatchObject({ required: 5, done: 0 })
    expect(sumUp(all)).toMatchObject({ required: 17, done: 3, subjects: 4 })

    await ledger.report({ kind: 'meeting', date: '2023-06-01', unit: '产业专班' })
    await ledger.report({ kind: 'meeting', date: '2023-06-08', unit: '产业专班' })
    const meeting = await duty('taskforce-meeting')
    const meetings = await standings({ db: ledger.store.read, house }, meeting, {
      period: dutyPeriod(meeting, '2023-06-15'),
      now: instant('2023-06-15 09:00'),
    })
    expect(sumUp(meetings)).toMatchObject({ required: 3, done: 1, subjects: 3, complete: 1 })
  })
})

describe('who is missing', () => {
  test('is every household of the frozen roster that nobody visited', async () => {
    ledger = await openLedger({
      households: [...manyHouseholds('纸房村', 4, '甲'), { village: '纸房村', head: '新户', since: '2023-03-02' }],
    })
    await ledger.visit('纸房村', '甲2', '2023-02-01')
    await ledger.visit('纸房村', '甲4', '2022-12-31')
    const packDuty = await duty('village-visits')
    const unit = await ledger.unit('纸房村')
    const subject = { type: 'unit' as const, id: unit.id, name: unit.name, unitId: unit.id }
    const source = { db: ledger.store.read, house: await ledger.house() }
    const missing = await missingHouseholds(source, packDuty, {
      period: dutyPeriod(packDuty, '2023-06-15'),
      now: instant('2023-06-15 09:00'),
      subject,
    })

    expect(missing.map((household) => household.head)).toEqual(['甲1', '甲3', '甲4'])
  })
})
