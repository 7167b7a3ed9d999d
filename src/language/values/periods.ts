import { addDays, type DateText, dateOf, dateParts, toDate } from '../../clock.ts'
import { type Found, withoutOverlaps } from '../found.ts'
import type { PeriodReading } from '../types.ts'
import { mondayOf } from './calendar.ts'
import { findDates } from './dates.ts'
import { parseNumber } from './numbers.ts'
import { daysPeriod, monthsPeriod, weekPeriod } from './period-keys.ts'

type Groups = Record<string, string | undefined>

interface PeriodRule {
  name: string
  pattern: RegExp
  read(groups: Groups, today: DateText): PeriodReading | undefined
}

const YEAR =
  '(?:(?<y>(?:19|20)\\d\\d|(?<!\\d)\\d\\d|二[〇零][一二三四五六七八九〇零]{2})年(?:度)?(?:的)?|(?<ry>今年|去年|前年|本年|上年)(?:度)?(?:的)?)'
const MONTH = (name: string) => `(?<${name}>0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])`
const RELATIVE = '(?<r>上上|上|本|这|当)(?:一)?(?:个)?'
const SHIFTS: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 当: 0 }
const YEARS: Record<string, number> = { 今年: 0, 本年: 0, 去年: -1, 上年: -1, 前年: -2 }
const NUMBER = '(?<n>\\d{1,3}|[一二两三四五六七八九十]{1,3})'

function yearOf(groups: Groups, today: DateText): number | undefined {
  if (groups.ry !== undefined) return dateParts(today).year + (YEARS[groups.ry] ?? 0)
  if (groups.y === undefined) return undefined
  const year = parseNumber(groups.y)
  return year < 100 ? 2000 + year : year
}

/** Months of the year that was named; without a year those of the latest that have begun. */
function latestMonths(groups: Groups, today: DateText, [first, last]: [number, number]): PeriodReading | undefined {
  if (!(first >= 1 && last <= 12 && first <= last)) return undefined
  const now = dateParts(today)
  return monthsPeriod(yearOf(groups, today) ?? (first > now.month ? now.year - 1 : now.year), first, last)
}

/** The stretch of `size` months in which today lies, moved by the word (上 = the one before). */
function relativeMonths(groups: Groups, today: DateText, size: number): PeriodReading {
  const { year, month } = dateParts(today)
  const first = month - ((month - 1) % size) + size * (SHIFTS[groups.r ?? ''] ?? 0)
  return monthsPeriod(year, first, first + size - 1)
}

function lastDays(count: number, today: DateText, label: string): PeriodReading | undefined {
  if (!(count >= 1)) return undefined
  return { ...daysPeriod(addDays(today, 1 - count), today), key: null, label }
}

function lastMonths(count: number, today: DateText): PeriodReading | undefined {
  if (!(count >= 1)) return undefined
  const { year, month, day } = dateParts(today)
  const wanted = dateOf(year, month - count, 1)
  const from = dateOf(dateParts(wanted).year, dateParts(wanted).month, Math.min(day, dateParts(dateOf(year, month - count + 1, 0)).day))
  return { from: addDays(from, 1), to: addDays(today, 1), key: null, label: `最近${count}个月` }
}

const rules: PeriodRule[] = [
  {
    name: 'relative-month',
    pattern: new RegExp(`${RELATIVE}月(?:份)?(?:底|末)?(?!\\d{1,2}[日号])`, 'g'),
    read: (groups, today) => relativeMonths(groups, today, 1),
  },
  {
    name: 'month',
    pattern: new RegExp(
      `(?<![\\d.个])${YEAR}?(?<![\\d个十])${MONTH('m')}月(?:份)?(?:底|末)?(?!\\s*[\\d一二三四五六七八九十]{1,3}[日号])`,
      'g',
    ),
    read: (groups, today) => latestMonths(groups, today, [parseNumber(groups.m ?? ''), parseNumber(groups.m ?? '')]),
  },
  {
    name: 'month-key',
    pattern: /(?<![\d-])(?<y>20\d\d)[-/.](?<m>0[1-9]|1[0-2])(?![\d./-])/g,
    read: (groups, today) => latestMonths(groups, today, [Number(groups.m), Number(groups.m)]),
  },
  {
    name: 'months',
    pattern: new RegExp(
      `(?<![\\d.])${YEAR}?${MONTH('m')}月?(?:份)?\\s*(?:至|到|—+|–|-|~)\\s*${MONTH('m2')}月(?:份)?(?!\\s*[\\d一二三四五六七八九十]{1,3}[日号])`,
      'g',
    ),
    read: (groups, today) => latestMonths(groups, today, [parseNumber(groups.m ?? ''), parseNumber(groups.m2 ?? '')]),
  },
  { name: 'two-months', pattern: /(?<r>上|本|这)?(?:一)?(?:个)?双月/g, read: (groups, today) => relativeMonths(groups, today, 2) },
  {
    name: 'two-months-key',
    pattern: /(?<y>20\d\d)B(?<n>[1-6])/gi,
    read: (groups) => monthsPeriod(Number(groups.y), 2 * Number(groups.n) - 1, 2 * Number(groups.n)),
  },
  {
    name: 'week',
    pattern: new RegExp(`${RELATIVE}(?:周|星期|礼拜)(?![一二三四五六日天末])`, 'g'),
    read: (groups, today) => weekPeriod(addDays(mondayOf(today), 7 * (SHIFTS[groups.r ?? ''] ?? 0))),
  },
  {
    name: 'relative-quarter',
    pattern: new RegExp(`${RELATIVE}季(?:度|(?=$|[^节度]))`, 'g'),
    read: (groups, today) => relativeMonths(groups, today, 3),
  },
  {
    name: 'quarter',
    pattern: new RegExp(`${YEAR}?第?(?<n>[一二三四1-4])(?:个)?季度`, 'g'),
    read: (groups, today) => quarter(groups, today),
  },
  { name: 'quarter-key', pattern: /(?<y>20\d\d)?年?(?<![A-Za-z])Q(?<n>[1-4])(?!\d)/gi, read: (groups, today) => quarter(groups, today) },
  {
    name: 'first-quarters',
    pattern: new RegExp(`${YEAR}?前(?<n>[二两三23])(?:个)?季度`, 'g'),
    read: (groups, today) => latestMonths(groups, today, [1, 3 * parseNumber(groups.n ?? '')]),
  },
  {
    name: 'half',
    pattern: new RegExp(`${YEAR}?(?<h>上|下)半年`, 'g'),
    read: (groups, today) => latestMonths(groups, today, groups.h === '上' ? [1, 6] : [7, 12]),
  },
  {
    name: 'half-key',
    pattern: /(?<y>20\d\d)H(?<n>[12])/gi,
    read: (groups) => monthsPeriod(Number(groups.y), 6 * Number(groups.n) - 5, 6 * Number(groups.n)),
  },
  { name: 'year', pattern: new RegExp(`${YEAR}(?:全年|以来)?`, 'g'), read: (groups, today) => wholeYear(yearOf(groups, today)) },
  {
    name: 'this-year',
    pattern: /全年(?!龄)|年度(?=走访|会议|排名|进度|通报|情况)/g,
    read: (_groups, today) => wholeYear(dateParts(today).year),
  },
  {
    name: 'last-days',
    pattern: new RegExp(`(?:最近|近|过去)(?:的)?${NUMBER}(?<u>天|日|(?:个)?(?:周|星期|礼拜))`, 'g'),
    read: (groups, today) => {
      const [count, weeks] = [parseNumber(groups.n ?? ''), /周|星期|礼拜/.test(groups.u ?? '')]
      return lastDays(weeks ? 7 * count : count, today, `最近${count}${weeks ? '周' : '天'}`)
    },
  },
  {
    name: 'last-months',
    pattern: new RegExp(`(?:最近|近|过去)(?:的)?(?:${NUMBER}个月|(?<h>半年))`, 'g'),
    read: (groups, today) => lastMonths(groups.h === undefined ? parseNumber(groups.n ?? '') : 6, today),
  },
]

function quarter(groups: Groups, today: DateText): PeriodReading | undefined {
  const number = parseNumber(groups.n ?? '')
  return latestMonths(groups, today, [3 * number - 2, 3 * number])
}

function wholeYear(year: number | undefined): PeriodReading | undefined {
  return year === undefined ? undefined : monthsPeriod(year, 1, 12)
}

/**
 * All periods in a text (a question's 本月, 6月, 上季度, 最近7天). A month, quarter or half without a year is the latest that has begun.
 * A day is a period of one day, a span of days one from the first to the last.
 */
export function findPeriods(text: string, nowMs: number): Found<PeriodReading>[] {
  const today = toDate(nowMs)
  const days = findDates(text, nowMs, 'past').flatMap((found): Found<PeriodReading>[] =>
    found.value === null || found.rule === 'month-end' || found.rule === 'year-end'
      ? []
      : [{ ...place(found), value: daysPeriod(found.value, found.until ?? found.value) }],
  )
  return withoutOverlaps([...days, ...rules.flatMap((rule) => findByRule(text, rule, today))])
}

function place({ start, end, rule }: { start: number; end: number; rule: string }) {
  return { start, end, rule }
}

function findByRule(text: string, rule: PeriodRule, today: DateText): Found<PeriodReading>[] {
  return [...text.matchAll(rule.pattern)].flatMap((match) => {
    const value = rule.read(match.groups ?? {}, today)
    return value === undefined ? [] : [{ value, start: match.index, end: match.index + match[0].length, rule: rule.name }]
  })
}
