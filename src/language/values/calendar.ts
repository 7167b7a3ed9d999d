import { addDays, type DateText, dateOf, dateParts, weekday } from '../../clock.ts'
import type { Direction } from './dates.ts'

/** The last day of a month; `month` may run over. */
export function monthEnd(year: number, month: number): DateText {
  return dateOf(year, month + 1, 0)
}

/** The date, or null when there is none such (2月30日). */
export function existing(year: number, month: number, day: number): DateText | null {
  const isDay = [year, month, day].every(Number.isInteger) && year >= 1 && year <= 9999 && day >= 1 && day <= daysIn(year, month)
  return isDay ? `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` : null
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** How many days a month has; 0 for a month that does not exist. Reckoned without `Date`, since a text may name thousands of days. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
}

/** A bare day this far ahead is more likely a slip than one of last year. */
const SOON_DAYS = 92

/**
 * 6月2日: the earliest that is not before today (`ahead`); else the latest that is not after it, or this year's where that is less than a quarter
 * away, so that it is refused as a day to come. Null when that year has no such day.
 */
export function nearestMonthDay(month: number, day: number, today: DateText, direction: Direction): DateText | null {
  const { year } = dateParts(today)
  const key = today.slice(5)
  const wanted = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const own = existing(year, month, day)
  if (direction === 'past' && own !== null && own > today && own <= addDays(today, SOON_DAYS)) return own
  const shift = direction === 'past' ? (wanted > key ? -1 : 0) : wanted < key ? 1 : 0
  return existing(year + shift, month, day)
}

/** 二号: the latest such day that is not after today, or the earliest that is not before it. */
export function nearestDay(day: number, today: DateText, direction: Direction): DateText | null {
  const step = direction === 'past' ? -1 : 1
  const { year, month, day: current } = dateParts(today)
  const first = direction === 'past' ? (day > current ? 1 : 0) : day < current ? 1 : 0
  for (let shift = first; shift < first + 3; shift += 1) {
    const { year: y, month: m } = dateParts(dateOf(year, month + step * shift, 1))
    const date = existing(y, m, day)
    if (date !== null) return date
  }
  return null
}

/** Monday of the week in which the date lies. */
export function mondayOf(date: DateText): DateText {
  return addDays(date, 1 - weekday(date))
}

/** 2023年6月2日. */
export function inChinese(date: DateText): string {
  const { year, month, day } = dateParts(date)
  return `${year}年${month}月${day}日`
}
