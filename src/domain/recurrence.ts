import { addDays, type DateText, dateOf, dateParts, toDate, toInstant } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import type { Calendar } from './calendar.ts'
import { nextPeriod, type Period, type PeriodUnit, periodOf } from './periods.ts'

type RepeatUnit = Exclude<PeriodUnit, 'term'>

/** Where in a period; negative numbers count from its end. A day that the period does not have is its last or first. */
type Position = { kind: 'day'; n: number } | { kind: 'workday'; n: number } | { kind: 'month-day'; month: number; day: number }

interface Repeat {
  unit: RepeatUnit
  position: Position
  /** `HH:MM`. */
  timeOfDay: string
}

/** Times that come back, as read from a pack: 每月第4个工作日 09:00. */
export type When = readonly Repeat[]

/** The forms that may be written, for messages and the handbook. */
export const whenForms = [
  '每日 08:30',
  '每工作日 09:00',
  '每周一 09:00',
  '每月25日 09:00',
  '每月第4个工作日 09:00',
  '每月倒数第3个工作日 16:00',
  '每两月第10日 09:00',
  '每季首月10日 09:00',
  '每季末月20日 09:00',
  '每半年倒数第1日 17:00',
  '每年3月25日 09:00',
] as const

/** Reads one or several times joined by 、 or ；. Throws a `UserError` that names what may be written. */
export function parseWhen(text: string): When {
  return text.split(/[、;；]/).map((part) => {
    const repeat = parseRepeat(part.replace(/\s/g, ''))
    if (!repeat) throw new UserError(`看不懂时间“${part.trim()}”。可以写：${whenForms.join('、')}；几个时间用“、”隔开。`)
    return repeat
  })
}

/** The instants in (after, until], ascending, each once, as epoch milliseconds. A day that a period lacks (31日 in June) is its last one; a working day that it lacks does not come. */
export function occurrences(when: When, range: { afterMs: number; untilMs: number }, calendar: Calendar): number[] {
  const { afterMs, untilMs } = range
  if (untilMs <= afterMs) return []
  const instants = new Set<number>()
  for (const { unit, position, timeOfDay } of when) {
    const last = toDate(untilMs)
    for (let period = periodOf(unit, toDate(afterMs)); period.from <= last; period = nextPeriod(period)) {
      const date = dateIn(period, position, calendar)
      const instant = date === null ? Number.NaN : toInstant(date, timeOfDay)
      if (instant > afterMs && instant <= untilMs) instants.add(instant)
    }
  }
  return [...instants].sort((a, b) => a - b)
}

/** The same in words that `parseWhen` reads back. */
export function describeWhen(when: When): string {
  return when.map((repeat) => `${repeatWords(repeat)} ${repeat.timeOfDay}`).join('、')
}

/** Null: the period has no such working day (每工作日 on a Sunday). */
function dateIn(period: Period, position: Position, calendar: Calendar): DateText | null {
  const { from, to } = period
  if (position.kind === 'workday') {
    const { n } = position
    const date = n > 0 ? calendar.nthWorkdayOf(from, n) : calendar.workdaysBefore(to, -n)
    return date >= from && date < to ? date : null
  }
  const last = addDays(to, -1)
  if (position.kind === 'day') {
    const { n } = position
    return n > 0 ? earlier(addDays(from, n - 1), last) : later(addDays(to, n), from)
  }
  const { year, month: lastMonth } = dateParts(last)
  const month = position.month > 0 ? dateParts(from).month + position.month - 1 : lastMonth + position.month + 1
  return earlier(dateOf(year, month, position.day), dateOf(year, month + 1, 0))
}

const earlier = (a: DateText, b: DateText): DateText => (a < b ? a : b)
const later = (a: DateText, b: DateText): DateText => (a > b ? a : b)

interface UnitWords {
  word: string
  /** How it may be written after 每. */
  pattern: string
  months: number
  days: number
  /** More working days no such period has. */
  workdays: number
}

const units: Record<RepeatUnit, UnitWords> = {
  day: { word: '每日', pattern: '[日天]', months: 0, days: 1, workdays: 1 },
  week: { word: '每周', pattern: '周|星期|礼拜', months: 0, days: 7, workdays: 7 },
  'two-months': { word: '每两月', pattern: '[两双二]个?月', months: 2, days: 62, workdays: 46 },
  month: { word: '每月', pattern: '个?月', months: 1, days: 31, workdays: 23 },
  quarter: { word: '每季', pattern: '个?季度?', months: 3, days: 92, workdays: 69 },
  'half-year': { word: '每半年', pattern: '半年', months: 6, days: 184, workdays: 138 },
  year: { word: '每年', pattern: '年', months: 12, days: 366, workdays: 276 },
}

const repeatUnits = ['day', 'week', 'two-months', 'month', 'quarter', 'half-year', 'year'] as const satisfies RepeatUnit[]
const weekdayNames = '一二三四五六日'

function parseRepeat(text: string): Repeat | null {
  const match = /^每(.+?)([01]?\d|2[0-3])[:：]([0-5]\d)$/.exec(text)
  if (!match) return null
  const [, words = '', hours = '', minutes] = match
  const timeOfDay = `${hours.padStart(2, '0')}:${minutes}`
  if (/^个?工作日$/.test(words)) return { unit: 'day', position: { kind: 'workday', n: 1 }, timeOfDay }
  for (const unit of repeatUnits) {
    const rest = new RegExp(`^(?:${units[unit].pattern})的?(.*)$`).exec(words)?.[1]
    const position = rest === undefined ? null : parsePosition(unit, rest)
    if (position) return { unit, position, timeOfDay }
  }
  return null
}

function parsePosition(unit: RepeatUnit, words: string): Position | null {
  if (unit === 'day') return words === '' ? { kind: 'day', n: 1 } : null
  if (unit === 'week' && words.length === 1) return dayAt(weekdayNames.indexOf(words.replace('天', '日')) + 1, 7)
  return parseCounted(unit, words) ?? parseMonthDay(unit, words)
}

/** 第4个工作日, 倒数第3个工作日, 最后一个工作日, 第10日, 倒数第2日. */
function parseCounted(unit: RepeatUnit, words: string): Position | null {
  const match = /^(第|倒数第|最后)(\d{1,3}|[一二三四五六七八九十]{1,3})(个?工作日|[日天])$/.exec(words)
  if (!match) return null
  const [, direction, digits = '', what = ''] = match
  const kind = what.endsWith('工作日') ? 'workday' : 'day'
  const count = toNumber(digits)
  const most = kind === 'workday' ? units[unit].workdays : units[unit].days
  if (count < 1 || count > most || (direction === '最后' && count > 1)) return null
  return { kind, n: direction === '第' ? count : -count }
}

/** 25日 (每月), 3月25日 (每年), 首月10日, 末月20日 (periods of several months). */
function parseMonthDay(unit: RepeatUnit, words: string): Position | null {
  const match = /^(?:(首|末|\d{1,2})月)?(\d{1,2})[日号]$/.exec(words)
  if (!match) return null
  const [, monthWords, dayDigits] = match
  const day = Number(dayDigits)
  if (unit === 'month') return monthWords === undefined ? dayAt(day, 31) : null
  if (monthWords === undefined || units[unit].months === 0) return null
  const month = { 首: 1, 末: -1 }[monthWords] ?? (unit === 'year' ? Number(monthWords) : 0)
  if (month === 0) return null
  const exists = day >= 1 && day <= 31 && (month < 0 || dateParts(dateOf(2024, month, day)).month === month)
  return exists ? { kind: 'month-day', month, day } : null
}

const dayAt = (n: number, most: number): Position | null => (n >= 1 && n <= most ? { kind: 'day', n } : null)

/** 4, 四, 十二, 二十五. */
function toNumber(digits: string): number {
  if (/^\d+$/.test(digits)) return Number(digits)
  const [tens = '', ones = ''] = digits.includes('十') ? digits.split('十') : ['零', digits]
  const value = (digit: string, blank: number): number => (digit === '' ? blank : '零一二三四五六七八九'.indexOf(digit))
  return value(tens, 1) * 10 + value(ones, 0)
}

function repeatWords({ unit, position }: Repeat): string {
  const { word } = units[unit]
  if (unit === 'day') return position.kind === 'workday' ? '每工作日' : word
  if (position.kind === 'month-day') {
    const month = unit === 'year' && position.month > 0 ? String(position.month) : position.month > 0 ? '首' : '末'
    return `${word}${month}月${position.day}日`
  }
  const { kind, n } = position
  if (kind === 'day' && n > 0 && unit === 'week') return `${word}${weekdayNames[n - 1]}`
  if (kind === 'day' && n > 0 && unit === 'month') return `${word}${n}日`
  return `${word}${n > 0 ? '第' : '倒数第'}${Math.abs(n)}${kind === 'workday' ? '个工作日' : '日'}`
}
