import { addDays, type DateText, dateOf, dateParts, isDate, weekday } from '../../clock.ts'
import type { Direction } from './dates.ts'

/** The last day of a month; `month` may run over. */
export function monthEnd(year: number, month: number): DateText {
  return dateOf(year, month + 1, 0)
}

/** The date, or null when there is none such (2月30日). */
export function existing(year: number, month: number, day: number): DateText | null {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDate(date) ? date : null
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
