import { dateOf, dateParts, toDate, toInstant } from '../clock.ts'

const DURATION = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const DAY_MS = 86_400_000

/**
 * The instant an ISO 8601 duration later, such as P1D, PT2H or P1M; null when it is none. Years and months go by the calendar: a month
 * after 31 January is the last day of February.
 */
export function addDuration(epochMs: number, duration: string): number | null {
  const match = DURATION.exec(duration)
  if (!match) return null
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const moved = addMonths(epochMs, years * 12 + months)
  return moved + (weeks * 7 + days) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000
}

function addMonths(epochMs: number, months: number): number {
  const date = toDate(epochMs)
  const { year, month, day } = dateParts(date)
  const lastDay = dateParts(dateOf(year, month + months + 1, 0)).day
  return toInstant(dateOf(year, month + months, Math.min(day, lastDay))) + (epochMs - toInstant(date))
}
