import { addDays, type DateText, dateOf, dateParts, daysBetween, isDate, weekday } from '../clock.ts'

/** How long a period is; `term` (本届) has the dates that a pack gives. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'two-months' | 'quarter' | 'half-year' | 'year' | 'term'

const runningWords: Record<PeriodUnit, string> = {
  day: '今天',
  week: '本周',
  month: '本月',
  'two-months': '本双月',
  quarter: '本季度',
  'half-year': '本半年',
  year: '今年',
  term: '本届',
}

/** How the running period of a kind is called: 今年, 本月. */
export function runningWord(unit: PeriodUnit): string {
  return runningWords[unit]
}

/** A half-open range of dates, named: `to` is the first day after it (design §4). */
export interface Period {
  unit: PeriodUnit
  /** 2023-06-15, 2023-W24 (ISO week), 2023-06, 2023B3, 2023Q2, 2023H1, 2023, term. */
  key: string
  from: DateText
  to: DateText
  /** As said to people: 2023年二季度. */
  label: string
}

/** The dates of a term (本届); `to` is the first day after it. */
export interface Term {
  from: DateText
  to: DateText
}

type MonthUnit = Exclude<PeriodUnit, 'day' | 'week' | 'term'>

const monthsIn: Record<MonthUnit, number> = { month: 1, 'two-months': 2, quarter: 3, 'half-year': 6, year: 12 }
const quarterNames = ['一', '二', '三', '四']

/** The period of this unit that holds the date. For `term`: the given term, whatever the date; an error when none is given. */
export function periodOf(unit: PeriodUnit, date: DateText, term?: Term): Period {
  if (unit === 'day') return dayPeriod(date)
  if (unit === 'week') return weekPeriod(date)
  if (unit !== 'term') return monthsPeriod(unit, date)
  if (!term) throw new Error('a period of unit term needs the dates of the term')
  return { unit, key: 'term', from: term.from, to: term.to, label: '本届' }
}

/** The period before. Of a term: as many days before it, under a key of its own, since no document gives the dates. */
export function previousPeriod(period: Period): Period {
  if (period.unit !== 'term') return periodOf(period.unit, addDays(period.from, -1))
  const days = daysBetween(period.from, period.to)
  return { unit: 'term', key: 'previous-term', from: addDays(period.from, -days), to: period.from, label: '上届' }
}

/** The period after; see `previousPeriod` for terms. */
export function nextPeriod(period: Period): Period {
  if (period.unit !== 'term') return periodOf(period.unit, period.to)
  const days = daysBetween(period.from, period.to)
  return { unit: 'term', key: 'next-term', from: period.to, to: addDays(period.to, days), label: '下届' }
}

/** Reads a key; null when it is none, names a period that does not exist (2023-13, 2023-W53), or is `term` and no term is given. */
export function parsePeriodKey(key: string, term?: Term): Period | null {
  if (key === 'term') return term ? periodOf('term', term.from, term) : null
  if (isDate(key)) return dayPeriod(key)
  const match = /^(\d{4})(?:(-W|-|B|Q|H)(\d{1,2}))?$/.exec(key)
  if (!match) return null
  const period = periodAt(Number(match[1]), match[2], Number(match[3] ?? 1))
  return period.key === key ? period : null
}

/** 序时进度: the share of the period's days that have passed, that day included; 0 before it, 1 from its last day on. */
export function shareElapsed(period: Period, date: DateText): number {
  const passed = daysBetween(period.from, date) + 1
  return Math.min(1, Math.max(0, passed / daysBetween(period.from, period.to)))
}

const unitsByMark: Record<string, MonthUnit> = { '-': 'month', B: 'two-months', Q: 'quarter', H: 'half-year' }

/** The n-th period that a mark of a key stands for; one that runs over the year gets a key that differs from what was read. */
function periodAt(year: number, mark: string | undefined, n: number): Period {
  if (mark === '-W') return weekPeriod(addDays(dateOf(year, 1, 4), (n - 1) * 7))
  const unit = unitsByMark[mark ?? ''] ?? 'year'
  return monthsPeriod(unit, dateOf(year, (n - 1) * monthsIn[unit] + 1, 1))
}

function dayPeriod(date: DateText): Period {
  const { year, month, day } = dateParts(date)
  return { unit: 'day', key: date, from: date, to: addDays(date, 1), label: `${year}年${month}月${day}日` }
}

/** ISO 8601: a week belongs to the year of its Thursday. */
function weekPeriod(date: DateText): Period {
  const from = addDays(date, 1 - weekday(date))
  const { year } = dateParts(addDays(from, 3))
  const number = Math.floor(daysBetween(dateOf(year, 1, 1), addDays(from, 3)) / 7) + 1
  const key = `${year}-W${String(number).padStart(2, '0')}`
  return { unit: 'week', key, from, to: addDays(from, 7), label: `${year}年第${number}周` }
}

function monthsPeriod(unit: MonthUnit, date: DateText): Period {
  const { year, month } = dateParts(date)
  const size = monthsIn[unit]
  const index = Math.floor((month - 1) / size)
  const from = dateOf(year, index * size + 1, 1)
  const to = dateOf(year, index * size + size + 1, 1)
  const first = index * size + 1
  switch (unit) {
    case 'month':
      return { unit, key: from.slice(0, 7), from, to, label: `${year}年${month}月` }
    case 'two-months':
      return { unit, key: `${year}B${index + 1}`, from, to, label: `${year}年${first}—${first + 1}月` }
    case 'quarter':
      return { unit, key: `${year}Q${index + 1}`, from, to, label: `${year}年${quarterNames[index]}季度` }
    case 'half-year':
      return { unit, key: `${year}H${index + 1}`, from, to, label: `${year}年${index === 0 ? '上' : '下'}半年` }
    case 'year':
      return { unit, key: String(year), from, to, label: `${year}年` }
  }
}
