import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { countOutgoing } from '../../db/queries/traffic.ts'
import { toIso } from '../../src/clock.ts'
import { text } from '../../src/core/blocks.ts'
import { indexCommands } from '../../src/domain/command.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { defineSchedule, type Schedule } from '../../src/domain/schedule.ts'
import { createScheduler, type RunRecord, type Scheduler } from '../../src/frame/scheduler.ts'
import { instant, type Ledger, openLedger, testPack } from '../support/ledger.ts'

const pack = testPack(`
name: test
title: 试验
source: 试验
close: { workday: 3, at: '18:00' }
indicators: []
duties: []
rankings: []
schedules:
  - { id: a-broken, run: broken, title: 有时出错, when: 每日 08:00 }
  - { id: each, run: each, title: 逐次, when: 每日 09:00 }
  - { id: once, run: once, title: 一次, when: 每日 09:00 }
  - { id: skip, run: skip, title: 跳过, when: 每日 09:00 }
`)

let ledger: Ledger
/** Times at which the schedule of that name throws. */
let faults: string[]
beforeEach(async () => {
  ledger = await openLedger({ packs: [pack] })
  faults = []
})
afterEach(async () => await ledger.close())

/** Tells the county one thing for each time at which it was due, then throws where it is to be broken. */
function telling(name: string, whenMissed: Schedule['whenMissed']): Schedule {
  return defineSchedule<unknown>({
    summary: name,
    settings: z.unknown(),
    whenMissed,
    async run({ dueAt, house }) {
      const county = house.directory.units.find((unit) => unit.kind === 'county')
      if (faults.includes(`${name} ${toIso(dueAt).slice(5, 10)}`)) throw new Error('broken')
      return [{ to: { unitId: county?.id ?? 0 }, key: `${name}/${dueAt}`, content: { blocks: [text(`${name} ${toIso(dueAt)}`)] } }]
    },
  })
}

/** A scheduler as a new process has it. */
function newScheduler(): Scheduler {
  const schedules = new Map([
    ['broken', telling('broken', 'run-each')],
    ['each', telling('each', 'run-each')],
    ['once', telling('once', 'run-once')],
    ['skip', telling('skip', 'skip')],
  ])
  return createScheduler({
    store: ledger.store,
    keepHouse: createHouseKeeper([pack]),
    schedules,
    commands: indexCommands([]),
    quiet: { from: 0, to: 0 },
    log: pino({ level: 'silent' }),
  })
}

const names = (records: RunRecord[]): string[] =>
  records.map(({ schedule, dueAt }) => `${schedule.replace('test/', '')} ${toIso(dueAt).slice(5, 16)}`)
const queued = async (): Promise<number> => (await countOutgoing(ledger.store.read)).queued

test('nothing that fell due before the ledger’s first moment is run', async () => {
  expect(await newScheduler().runDue(instant('2023-06-15 12:00'))).toEqual([])
  expect(await queued()).toBe(0)
})

test('a time that falls due is run once, however often it is looked at', async () => {
  const scheduler = newScheduler()
  await scheduler.runDue(instant('2023-06-15 08:30'))

  expect(names(await scheduler.runDue(instant('2023-06-15 09:00')))).toEqual(['each 06-15T09:00', 'once 06-15T09:00', 'skip 06-15T09:00'])
  expect(await scheduler.runDue(instant('2023-06-15 09:00'))).toEqual([])
  expect(await newScheduler().runDue(instant('2023-06-15 23:00'))).toEqual([])
  expect(await queued()).toBe(3)
})

test('of times missed while the process was down each, the last or none is run, as the schedule says', async () => {
  await newScheduler().runDue(instant('2023-06-15 10:00'))

  expect(names(await newScheduler().runDue(instant('2023-06-18 10:00')))).toEqual([
    'a-broken 06-16T08:00',
    'each 06-16T09:00',
    'a-broken 06-17T08:00',
    'each 06-17T09:00',
    'a-broken 06-18T08:00',
    'each 06-18T09:00',
    'once 06-18T09:00',
  ])
  expect(await queued()).toBe(7)
})

test('two that look at the same moment do not run anything twice', async () => {
  await newScheduler().runDue(instant('2023-06-15 08:30'))
  const records = await Promise.all([newScheduler(), newScheduler()].map((scheduler) => scheduler.runDue(instant('2023-06-15 09:00'))))

  expect(names(records.flat())).toEqual(['each 06-15T09:00', 'once 06-15T09:00', 'skip 06-15T09:00'])
  expect(await queued()).toBe(3)
})

test('one that fails stops no other, leaves nothing behind, and is tried again', async () => {
  const scheduler = newScheduler()
  await scheduler.runDue(instant('2023-06-15 07:00'))
  faults = ['broken 06-15', 'once 06-15']

  expect(names(await scheduler.runDue(instant('2023-06-15 09:00')))).toEqual(['each 06-15T09:00', 'skip 06-15T09:00'])
  expect(await queued()).toBe(2)
  faults = []
  expect(names(await scheduler.runDue(instant('2023-06-15 09:01')))).toEqual(['a-broken 06-15T08:00', 'once 06-15T09:00'])
  expect(await queued()).toBe(4)
})

test('where each time counts, one that fails is not passed over by the next', async () => {
  await newScheduler().runDue(instant('2023-06-15 07:00'))
  faults = ['broken 06-16']

  expect(names(await newScheduler().runDue(instant('2023-06-17 08:30'))).filter((name) => name.startsWith('a-broken'))).toEqual([
    'a-broken 06-15T08:00',
  ])
  faults = []
  expect(names(await newScheduler().runDue(instant('2023-06-17 08:31')))).toEqual(['a-broken 06-16T08:00', 'a-broken 06-17T08:00'])
})

test('the next thing due is named by its title', async () => {
  expect(await newScheduler().next(instant('2023-06-15 08:30'))).toEqual({ dueAt: instant('2023-06-15 09:00'), title: '逐次' })
})
