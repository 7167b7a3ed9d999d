import { addDays, type DateText, dateOf, dateParts, daysBetween, weekday } from '../../clock.ts'
import type { PeriodReading } from '../types.ts'
import { inChinese, monthEnd } from './calendar.ts'

const QUARTERS = ['一', '二', '三', '四']

/** The months `first` to `last` of a year (both may run over) as a period; its key follows from what they are. */
export function monthsPeriod(year: number, first: number, last: number): PeriodReading {
  const from = dateOf(year, first, 1)
  const to = addDays(monthEnd(year, last), 1)
  const start = dateParts(from)
  return { from, to, ...monthsName(start.year, start.month, last - first + 1, to) }
}

function monthsName(year: number, month: number, length: number, to: DateText): { key: string | null; label: string } {
  const at = (size: number) => length === size && (month - 1) % size === 0
  const index = (month - 1) / length
  if (length === 1) return { key: `${year}-${String(month).padStart(2, '0')}`, label: `${year}年${month}月` }
  if (at(2)) return { key: `${year}B${index + 1}`, label: `${year}年${month}—${month + 1}月` }
  if (at(3)) return { key: `${year}Q${index + 1}`, label: `${year}年第${QUARTERS[index] ?? ''}季度` }
  if (at(6)) return { key: `${year}H${index + 1}`, label: `${year}年${index === 0 ? '上' : '下'}半年` }
  if (at(12)) return { key: String(year), label: `${year}年` }
  const end = dateParts(addDays(to, -1))
  return { key: null, label: `${year}年${month}月至${end.year === year ? '' : `${end.year}年`}${end.month}月` }
}

/** The week that begins on this Monday; the key counts as ISO 8601 does (the week belongs to the year of its Thursday). */
export function weekPeriod(monday: DateText): PeriodReading {
  const { year } = dateParts(addDays(monday, 3))
  const firstThursday = dateOf(year, 1, 1 + ((11 - weekday(dateOf(year, 1, 1))) % 7))
  const number = 1 + daysBetween(addDays(firstThursday, -3), monday) / 7
  const sunday = dateParts(addDays(monday, 6))
  const first = dateParts(monday)
  return {
    from: monday,
    to: addDays(monday, 7),
    key: `${year}-W${String(number).padStart(2, '0')}`,
    label: `${year}年第${number}周（${first.month}月${first.day}日至${sunday.month}月${sunday.day}日）`,
  }
}

/** A free range, both days included; one that is whole months is named as such. */
export function daysPeriod(from: DateText, last: DateText): PeriodReading {
  const [first, end] = [dateParts(from), dateParts(last)]
  if (first.day === 1 && last === monthEnd(end.year, end.month))
    return monthsPeriod(first.year, first.month, first.month + 12 * (end.year - first.year) + end.month - first.month)
  return { from, to: addDays(last, 1), key: null, label: from === last ? inChinese(from) : `${inChinese(from)}至${inChinese(last)}` }
}
