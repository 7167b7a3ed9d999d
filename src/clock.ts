/**
 * Time. One clock is handed in everywhere; all civil time is Asia/Shanghai (+08:00, no summer time since 1992).
 * Instants are epoch milliseconds; civil dates are `YYYY-MM-DD` texts, which compare as they sort.
 */

/** A civil date in Asia/Shanghai, `YYYY-MM-DD`. */
export type DateText = string

/** The only source of "now". */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The real clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that goes on with real time from a settable point; it never goes back by itself. */
export interface VirtualClock extends Clock {
  /** Sets the time; from here it goes on with real time. */
  set(epochMs: number): void
}

/** A virtual clock that starts at `startMs`; `real` is what makes it go on (frozen when it returns a constant). */
export function createVirtualClock(startMs: number, real: () => number = Date.now): VirtualClock {
  let base = startMs
  let since = real()
  return {
    now: () => base + (real() - since),
    set(epochMs) {
      base = epochMs
      since = real()
    },
  }
}

/** The civil date at an instant. */
export function toDate(epochMs: number): DateText {
  return new Date(epochMs + OFFSET_MS).toISOString().slice(0, 10)
}

/** The civil time of day at an instant, `HH:MM`. */
export function toTimeOfDay(epochMs: number): string {
  return new Date(epochMs + OFFSET_MS).toISOString().slice(11, 16)
}

/** ISO 8601 with `+08:00`, whole seconds. */
export function toIso(epochMs: number): string {
  return `${new Date(epochMs + OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** The instant of a civil date and time of day (`HH:MM`, `24:00` allowed). */
export function toInstant(date: DateText, timeOfDay = '00:00'): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number)
  return Date.parse(`${date}T00:00:00Z`) - OFFSET_MS + hours * 3_600_000 + minutes * 60_000
}

/** Reads ISO 8601; a time without zone is Asia/Shanghai, a bare date its midnight. NaN when unreadable. */
export function parseInstant(iso: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return isDate(iso) ? toInstant(iso) : Number.NaN
  return Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(iso) ? iso : `${iso}+08:00`)
}

/** Is this a date that exists, in the form `YYYY-MM-DD`? */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}

/** The date `days` later (earlier when negative). */
export function addDays(date: DateText, days: number): DateText {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: DateText, to: DateText): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** Day of the week, 1 = Monday … 7 = Sunday. */
export function weekday(date: DateText): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

/** The date for a year, month (may run over) and day (may run over), as `YYYY-MM-DD`. */
export function dateOf(year: number, month: number, day: number): DateText {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}

/** Year, month and day as numbers. */
export function dateParts(date: DateText): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}
