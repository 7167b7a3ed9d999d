import { toDate, toInstant, toTimeOfDay } from '../clock.ts'

/** The hours in which nothing is sent that can wait, as minutes of the civil day; equal ends mean none. */
export interface QuietHours {
  from: number
  to: number
}

const DAY_MINUTES = 1440

/** The first instant from `now` on at which a notice may go out. */
export function afterQuietHours(now: number, quiet: QuietHours): number {
  const midnight = toInstant(toDate(now))
  const minute = Math.floor((now - midnight) / 60_000)
  const since = (minute - quiet.from + DAY_MINUTES) % DAY_MINUTES
  const length = (quiet.to - quiet.from + DAY_MINUTES) % DAY_MINUTES
  if (since >= length) return now
  const end = midnight + quiet.to * 60_000
  return minute < quiet.to ? end : end + DAY_MINUTES * 60_000
}

/** 明早8点, 今天14点: when a notice goes out that is queued now; null: at once. */
export function heldUntil(now: number, quiet: QuietHours): string | null {
  const end = afterQuietHours(now, quiet)
  if (end === now) return null
  const [hour = 0, minute = 0] = toTimeOfDay(end).split(':').map(Number)
  const day = `${toDate(end) === toDate(now) ? '今' : '明'}${hour < 12 ? '早' : '天'}`
  return `${day}${hour}点${minute > 0 ? `${minute}分` : ''}`
}
