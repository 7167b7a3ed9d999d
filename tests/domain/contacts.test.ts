import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dropContact, putContact } from '../../db/queries/roster.ts'
import { listPeriodResults } from '../../db/queries/snapshots.ts'
import { closePeriod } from '../../src/domain/closing.ts'
import { contactHolders } from '../../src/domain/contacts.ts'
import { allDuties, type PackDuty } from '../../src/domain/house.ts'
import { dutyPeriod, standings } from '../../src/domain/progress.ts'
import { subjectsOf } from '../../src/domain/subjects.ts'
import { instant, type Ledger, openLedger, testPack } from '../support/ledger.ts'

const pack = testPack(`
name: x
title: 某县规则
source: 某县文件
duties:
  - { id: point, row: A1, title: 联系点, who: { contact: 包抓 }, report: { kind: [visit, study, inspection], class: [入户] }, within: contact, atLeast: 1, every: month }
  - { id: study, row: A7, title: 领导调研, who: { contact: 包抓 }, report: { kind: study }, atLeast: 1, every: quarter }
  - { id: lead, row: A3, title: 联乡调研, who: { contact: 联乡 }, report: { kind: study }, within: contact, atLeast: 1, every: quarter }
`)

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ packs: [pack], households: [{ village: '纸房村', head: '王亦态' }] })
  await pair('王建新', '马岭镇')
  await pair('财政局', '马岭镇')
})
afterEach(async () => await ledger.close())

/** Pairs a leader or a department with a unit; `drop` ends it. */
async function pair(name: string, place: string, drop = false): Promise<void> {
  const { directory } = await ledger.house()
  const member = directory.members('2023-06-01').find((candidate) => candidate.name === name)
  const unitId = member?.posts[0]?.unitId ?? (await ledger.unit(name)).id
  const kind = member ? ('包抓' as const) : ('联乡' as const)
  const contact = { kind, memberId: member?.id ?? null, unitId, forUnitId: (await ledger.unit(place)).id, matter: null }
  await ledger.store.transaction(async (tx) => void (await (drop ? dropContact(tx, contact) : putContact(tx, contact))))
}

async function dutyOf(id: string): Promise<PackDuty> {
  const found = allDuties(await ledger.house()).find(({ duty }) => duty.id === id)
  if (!found) throw new Error(`no duty ${id}`)
  return found
}

async function doneOf(id: string, now = '2023-06-30 12:00'): Promise<Record<string, number>> {
  const house = await ledger.house()
  const packDuty = await dutyOf(id)
  const period = dutyPeriod(packDuty, now.split(' ')[0] ?? '')
  const found = await standings({ db: ledger.store.read, house }, packDuty, { period, now: instant(now) })
  return Object.fromEntries(found.map(({ subject, done }) => [subject.name, done]))
}

describe('who is paired', () => {
  test('owes once, however many units he looks after', async () => {
    await pair('王建新', '驿马镇')
    await pair('王建新', '马岭镇')
    const house = await ledger.house()

    expect(contactHolders(house, '包抓', '2023-06-15')).toMatchObject([{ grounds: [expect.any(Number), expect.any(Number)] }])
    expect(subjectsOf(house, (await dutyOf('point')).duty, { on: '2023-06-15' }).map(({ name }) => name)).toEqual(['庆城县副县长王建新'])
    expect(subjectsOf(house, (await dutyOf('lead')).duty, { on: '2023-06-15' }).map(({ name, type }) => [name, type])).toEqual([
      ['财政局', 'unit'],
    ])
  })

  test('owes nothing once the pairing has ended', async () => {
    await pair('王建新', '马岭镇', true)

    expect(await doneOf('point')).toEqual({})
  })
})

describe('a contact duty', () => {
  test('is met by any of its kinds, anywhere below the unit, by the leader himself', async () => {
    await ledger.visit('纸房村', '王亦态', '2023-06-05', { member: '王建新', by: '庆城县' })
    await ledger.report({ kind: 'study', date: '2023-06-06', unit: '贺旗村', by: '庆城县', member: '王建新' })
    await ledger.report({ kind: 'inspection', date: '2023-06-07', unit: '马岭镇', by: '庆城县', member: '王建新' })

    expect(await doneOf('point')).toEqual({ 庆城县副县长王建新: 3 })
  })

  test('is not met elsewhere, by others, by telephone, or in another month', async () => {
    await ledger.report({ kind: 'study', date: '2023-06-06', unit: '儒林村', by: '庆城县', member: '王建新' })
    await ledger.report({ kind: 'study', date: '2023-06-06', unit: '贺旗村', by: '马岭镇', member: '刘海峰' })
    await ledger.visit('纸房村', '王亦态', '2023-06-05', { member: '王建新', class: '电话' })
    await ledger.report({ kind: 'study', date: '2023-05-31', unit: '贺旗村', by: '庆城县', member: '王建新' })

    expect(await doneOf('point')).toEqual({ 庆城县副县长王建新: 0 })
  })

  test('without `within` is met anywhere', async () => {
    await ledger.report({ kind: 'study', date: '2023-06-06', unit: '儒林村', by: '庆城县', member: '王建新' })

    expect(await doneOf('study')).toEqual({ 庆城县副县长王建新: 1 })
  })

  test('of a department counts what its people did below the township that it helps', async () => {
    await ledger.report({ kind: 'study', date: '2023-06-06', unit: '贺旗村', by: '财政局' })
    await ledger.report({ kind: 'study', date: '2023-06-07', unit: '儒林村', by: '财政局' })
    await ledger.report({ kind: 'study', date: '2023-06-08', unit: '贺旗村', by: '产业专班' })

    expect(await doneOf('lead')).toEqual({ 财政局: 1 })
  })

  test('closes with the entries that it was counted from', async () => {
    const no = await ledger.report({ kind: 'study', date: '2023-06-06', unit: '贺旗村', by: '财政局' })
    await ledger.report({ kind: 'study', date: '2023-06-07', unit: '儒林村', by: '财政局' })
    const packDuty = await dutyOf('lead')
    const period = dutyPeriod(packDuty, '2023-06-30')
    const house = await ledger.house()
    const snapshot = await ledger.store.transaction((db) =>
      closePeriod({ db, house }, packDuty, { period, now: instant('2023-07-05 18:00') }),
    )

    expect(await listPeriodResults(ledger.store.read, snapshot?.no ?? 0)).toMatchObject([{ subjectName: '财政局', done: 1, entries: [no] }])
  })
})

describe('a pack', () => {
  const duty = (words: string) => () =>
    testPack(`name: x\ntitle: t\nsource: s\nduties:\n  - { id: a, row: A1, title: t, ${words}, every: month }`)

  test.each([
    ['coverage for who is paired', 'who: { contact: 包抓 }, report: { kind: visit }, covers: households', /不写 covers/],
    ['units and pairings in one', 'who: { contact: 包抓, kind: village }, report: { kind: visit }, atLeast: 1', /另立一条/],
    ['grounds without a pairing', 'who: { kind: village }, report: { kind: visit }, within: contact, atLeast: 1', /within/],
    ['a pairing that does not exist', 'who: { contact: 结亲 }, report: { kind: visit }, atLeast: 1', /包抓/],
  ])('cannot ask for %s', (_, words, complaint) => {
    expect(duty(words)).toThrow(complaint)
  })
})
