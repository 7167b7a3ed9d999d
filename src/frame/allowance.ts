import type { Logger } from 'pino'
import type { Store } from '../../db/client.ts'
import { addCalls, countCalls } from '../../db/queries/calls.ts'
import { addDays, type Clock, dateOf, dateParts, toDate, toInstant } from '../clock.ts'
import { toError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'

/** Share of a month's calls from which notices wait for the day's digest, and from which only urgent ones go out. */
const DIGEST_FROM = 0.7
const URGENT_FROM = 0.9
/** When the day's digest leaves: after the morning's reminders were made, away from the full hour at which platforms are busy. */
const DIGEST_TIME = '10:10'
const DAY_MS = 86_400_000

/** How a platform's calls of the month stand. */
export interface CallReport {
  platform: string
  /** `2026-11` */
  month: string
  used: number
  /** What the month comes to when it goes on like this. */
  forecast: number
  most: number
}

/** Counts the calls of platforms that allow so many a month, and says what has to wait because of it. */
export interface Allowance {
  /** One call was made. */
  called(platform: string): void
  /** Notices made after this moment wait, unless they are urgent; null: none waits. */
  heldAfter(platform: string, now: number): number | null
  /** When what waits is looked at again. */
  nextAt(platform: string, now: number): number | null
  report(now: number): CallReport[]
  /** Reads the counts of the month; before that nothing is known to be used. */
  load(): Promise<void>
  /** Resolves when every call is written down. */
  settled(): Promise<void>
}

interface Parts {
  store: Store
  clock: Clock
  platforms: Map<string, Platform>
  log: Logger
  /** A limit was reached: `percent` of the month's calls. Called again and again; telling once is the receiver's. */
  reached(report: CallReport, percent: number): void
}

/** The allowance over the store's counts. */
export function createAllowance(parts: Parts): Allowance {
  const { store, clock, platforms, log } = parts
  const used = new Map<string, number>()
  const told = new Set<string>()
  let pending = new Map<string, number>()
  let writing: Promise<void> | null = null
  const mostOf = (platform: string): number | undefined => platforms.get(platform)?.monthlyCalls
  const usedBy = (platform: string, now: number): number => used.get(`${platform}/${monthOf(now)}`) ?? 0
  const share = (platform: string, now: number): number => usedBy(platform, now) / (mostOf(platform) ?? Number.POSITIVE_INFINITY)

  const report = (platform: string, now: number): CallReport => {
    const calls = usedBy(platform, now)
    return { platform, month: monthOf(now), used: calls, forecast: forecast(calls, now), most: mostOf(platform) ?? 0 }
  }
  function tell(platform: string, now: number): void {
    const percent = [100, 90, 70].find((limit) => share(platform, now) * 100 >= limit)
    const key = `${platform}/${monthOf(now)}/${percent}`
    if (percent === undefined || told.has(key)) return
    told.add(key)
    parts.reached(report(platform, now), percent)
  }
  async function write(): Promise<void> {
    while (pending.size > 0) {
      const counts = [...pending]
      pending = new Map()
      await store.transaction(async (tx) => {
        for (const [key, calls] of counts) {
          const [platform = '', day = ''] = key.split('\n')
          await addCalls(tx, { platform, day, calls })
        }
      })
    }
  }
  return {
    called(platform) {
      const now = clock.now()
      if (mostOf(platform) === undefined) return
      const month = `${platform}/${monthOf(now)}`
      used.set(month, (used.get(month) ?? 0) + 1)
      const day = `${platform}\n${toDate(now)}`
      pending.set(day, (pending.get(day) ?? 0) + 1)
      tell(platform, now)
      writing ??= write()
        .catch((thrown) => log.error({ err: toError(thrown) }, 'calls could not be counted'))
        .finally(() => {
          writing = null
        })
    },
    heldAfter(platform, now) {
      const part = share(platform, now)
      if (part >= URGENT_FROM) return Number.NEGATIVE_INFINITY
      return part >= DIGEST_FROM ? lastDigest(now) : null
    },
    nextAt(platform, now) {
      const part = share(platform, now)
      if (part >= URGENT_FROM) return monthStart(now, 1)
      return part >= DIGEST_FROM ? lastDigest(now) + DAY_MS : null
    },
    report: (now) => [...platforms.values()].filter((one) => one.monthlyCalls !== undefined).map((one) => report(one.name, now)),
    async load() {
      await writing
      const now = clock.now()
      for (const { name, monthlyCalls } of platforms.values()) {
        if (monthlyCalls === undefined) continue
        const days = { from: toDate(monthStart(now)), until: toDate(monthStart(now, 1)) }
        used.set(`${name}/${monthOf(now)}`, await countCalls(store.read, name, days))
        tell(name, now)
      }
    },
    settled: async () => void (await writing),
  }
}

/** What administrators are told at 70, 90 and 100 per cent, and the name of the occasion: each is told once a month. */
export function allowanceWords({ platform, month, used, most }: CallReport, percent: number): [words: string, once: string] {
  const effect =
    percent >= 100
      ? '平台可能拒收后面的消息，请尽快购买或升级接口额度。'
      : percent >= 90
        ? '从现在起只发应急和逾期督办，其余通知留到下月或额度增加后再发。'
        : `从现在起，不紧急的通知每天 ${DIGEST_TIME} 合成一条发。`
  return [`本月（${month}）接口调用已达额度的 ${percent}%（${used}/${most} 次）。${effect}`, `allowance/${platform}/${month}/${percent}`]
}

const monthOf = (now: number): string => toDate(now).slice(0, 7)

function monthStart(now: number, later = 0): number {
  const { year, month } = dateParts(toDate(now))
  return toInstant(dateOf(year, month + later, 1))
}

/** The last digest time up to `now`. */
function lastDigest(now: number): number {
  const today = toInstant(toDate(now), DIGEST_TIME)
  return today <= now ? today : toInstant(addDays(toDate(now), -1), DIGEST_TIME)
}

/** Of the month's first day nothing much can be told: it counts as a whole one. */
function forecast(used: number, now: number): number {
  const [start, end] = [monthStart(now), monthStart(now, 1)]
  return Math.ceil((used * (end - start)) / Math.max(now - start, DAY_MS))
}
