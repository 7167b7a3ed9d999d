import type { Logger } from 'pino'
import type { Db, Store } from '../../db/client.ts'
import { getSetting, putSetting } from '../../db/queries/settings.ts'
import { claimScheduleRun, lastScheduleRuns } from '../../db/queries/traffic.ts'
import { toDate, toIso } from '../clock.ts'
import { toError } from '../core/errors.ts'
import type { Notice } from '../core/reply.ts'
import { calendarCheckTimes, calendarNotices } from '../domain/calendar-check.ts'
import { closePeriod, closingsDue } from '../domain/closing.ts'
import type { Commands } from '../domain/command.ts'
import { allSchedules, type House, type HouseKeeper } from '../domain/house.ts'
import type { QuietHours } from '../domain/quiet-hours.ts'
import { occurrences } from '../domain/recurrence.ts'
import type { Schedule } from '../domain/schedule.ts'
import { queueNotice } from './outgoing.ts'

/** One run that was made: what, when it was due, how many notices it queued. */
export interface RunRecord {
  schedule: string
  dueAt: number
  notices: number
}

/** Something that falls due at times of its own. */
interface Timed {
  id: string
  title: string
  whenMissed: Schedule['whenMissed']
  /** Its times in (after, until], ascending. */
  times(afterMs: number, untilMs: number): number[]
  run(tx: Db, dueAt: number): Promise<Notice[]>
}

/** Runs what falls due. Scheduled times are rows, not timers: a restart neither loses nor doubles one. */
export interface Scheduler {
  /** Runs everything due up to `now`, in order of time; times missed while the process was down are handled as their schedule says. */
  runDue(now: number): Promise<RunRecord[]>
  /** The next time at which something is due, or null within a year. */
  next(now: number): Promise<{ dueAt: number; title: string } | null>
}

/** How far ahead the next run is looked for. */
const HORIZON_MS = 400 * 86_400_000

/** The scheduler over the packs' schedules and the closing of periods. */
export function createScheduler(parts: {
  store: Store
  keepHouse: HouseKeeper
  schedules: Map<string, Schedule>
  commands: Commands
  quiet: QuietHours
  log: Logger
}): Scheduler {
  const { store, keepHouse, log } = parts

  async function runDue(now: number): Promise<RunRecord[]> {
    const house = await keepHouse(store.read)
    const first = await firstMoment(store, now)
    const last = await lastScheduleRuns(store.read)
    const due = timedThings(house, parts)
      .flatMap((timed) => missedTimes(timed, last.get(timed.id) ?? first, now).map((dueAt) => ({ timed, dueAt })))
      .sort((a, b) => a.dueAt - b.dueAt)
    const records: RunRecord[] = []
    const failed = new Set<string>()
    for (const { timed, dueAt } of due) {
      // A later run would hide that an earlier time of the same is still owed.
      if (failed.has(timed.id)) continue
      const record = await runOne(house, timed, { dueAt, now })
      if (record === 'failed') failed.add(timed.id)
      else if (record) records.push(record)
    }
    return records
  }

  /** Null: somebody else has run it meanwhile. A run that failed is tried again with the next tick. */
  async function runOne(house: House, timed: Timed, at: { dueAt: number; now: number }): Promise<RunRecord | 'failed' | null> {
    const { dueAt, now } = at
    try {
      const notices = await store.transaction(async (tx) => {
        const prepared = await timed.run(tx, dueAt)
        let count = 0
        for (const notice of prepared) count += await queueNotice(tx, house, notice, { now, quiet: parts.quiet })
        return (await claimScheduleRun(tx, { schedule: timed.id, dueAt, ranAt: now, notices: count })) ? count : null
      })
      if (notices === null) return null
      log.info({ schedule: timed.id, dueAt: toIso(dueAt), notices }, 'schedule run')
      return { schedule: timed.id, dueAt, notices }
    } catch (thrown) {
      log.error({ err: toError(thrown), schedule: timed.id, dueAt: toIso(dueAt) }, 'a schedule failed')
      return 'failed'
    }
  }

  return {
    runDue,
    async next(now) {
      const house = await keepHouse(store.read)
      const upcoming = timedThings(house, parts).flatMap((timed) => {
        const [at] = timed.times(now, now + HORIZON_MS)
        return at === undefined ? [] : [{ dueAt: at, title: timed.title }]
      })
      return upcoming.sort((a, b) => a.dueAt - b.dueAt)[0] ?? null
    },
  }
}

/** What the times missed come down to: the last one, each one, or only what is due this very minute. */
function missedTimes(timed: Timed, after: number, now: number): number[] {
  const times = timed.times(after, now)
  if (timed.whenMissed === 'run-each') return times
  const latest = times.slice(-1)
  return timed.whenMissed === 'run-once' ? latest : latest.filter((at) => now - at < 60_000)
}

/** No schedule that fell due before the ledger's first moment is ever run. */
async function firstMoment(store: Store, now: number): Promise<number> {
  const known = await getSetting(store.read, 'firstMoment')
  if (known !== null) return Number(known)
  await store.transaction((tx) => putSetting(tx, 'firstMoment', String(now)))
  return now
}

function timedThings(house: House, { schedules, commands }: { schedules: Map<string, Schedule>; commands: Commands }): Timed[] {
  const reports = commands.all.filter((command) => command.form === 'report')
  const fromPacks = allSchedules(house).map(({ pack, id, entry }): Timed => {
    const schedule = schedules.get(entry.run)
    if (!schedule) throw new Error(`pack ${pack.name}: there is no schedule ${entry.run}`)
    const settings = schedule.settings.parse(entry.with)
    return {
      id,
      title: entry.title,
      whenMissed: schedule.whenMissed,
      times: (afterMs, untilMs) => occurrences(entry.when, { afterMs, untilMs }, house.calendar),
      run: (db, dueAt) => schedule.run({ dueAt, today: toDate(dueAt), db, house, reports, pack, entry, settings }),
    }
  })
  return [closing(house), calendarCheck(house), ...fromPacks]
}

/** Is the next year's calendar there? Administrators are told when it is not. */
function calendarCheck(house: House): Timed {
  return {
    id: 'calendar-check',
    title: '检查放假安排',
    whenMissed: 'run-once',
    times: (afterMs, untilMs) => occurrences(calendarCheckTimes, { afterMs, untilMs }, house.calendar),
    run: async (_db, dueAt) => calendarNotices(house, dueAt),
  }
}

/** 关账 of every duty's periods, at the pack's time (counting-rules 8). */
function closing(house: House): Timed {
  return {
    id: 'period-close',
    title: '关账',
    whenMissed: 'run-each',
    times: (afterMs, untilMs) => [...new Set(closingsDue(house, { afterMs, untilMs }).map((due) => due.at))],
    async run(db, dueAt) {
      for (const { packDuty, period } of closingsDue(house, { afterMs: dueAt - 1, untilMs: dueAt })) {
        await closePeriod({ db, house }, packDuty, { period, now: dueAt })
      }
      return []
    },
  }
}
