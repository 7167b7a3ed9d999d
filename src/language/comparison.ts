import { addDays, dateParts, daysBetween, toDate } from '../clock.ts'
import { type Found, withoutOverlaps } from './found.ts'
import type { Comparison, PeriodReading } from './types.ts'
import { daysPeriod, monthsPeriod, weekPeriod } from './values/period-keys.ts'

/** With what the figures are to be compared, and the period that they are of where the words imply one (比上月 = this month with the last). */
export interface ComparisonReading {
  compare: Comparison
  period?: PeriodReading
}

const BARE = /(?<!不|共)(?:同比|环比)/g
/** What joins a period to those that it is compared with; 和 and 跟 need 比 behind it, or another period. */
const COMPARED = /(?:比较|对比|相比|相较于?|比起|比|较)\s*$/
const JOINED = /(?:和|跟|与|同)\s*$/
const SAME_TIME = /^(?:的|份)?(?:同期|同月|同一时期|这时候|这个时候)/
const BEHIND = /^\s*(?:的)?(?:相比较?|对比|比较|来?比(?=$|[^上去前昨]))/

/**
 * 环比, 同比, 比上月, 较上季度, 和去年同期比, 上月同期: what a question compares with. `periods` are those found in the text; those that only name
 * what is compared with lie within the spans that are given back. Null where the words compare nothing, or what cannot be compared.
 */
export function findComparison(text: string, periods: Found<PeriodReading>[], nowMs: number): Found<ComparisonReading> | null {
  const [bare] = [...text.matchAll(BARE)]
  for (const other of periods) {
    const span = comparedSpan(text, other, periods.length > 1)
    if (span === null) continue
    const own = periods.find((period) => period !== other)
    const value = relate(own?.value, other.value, { nowMs, isSameTime: SAME_TIME.test(text.slice(other.end)) })
    if (value !== null) return { value, ...span, rule: 'compared period' }
  }
  if (bare === undefined) return null
  const place = { start: bare.index, end: bare.index + 2, rule: bare[0] }
  return { value: { compare: bare[0] === '同比' ? 'year-ago' : 'previous' }, ...place }
}

function comparedSpan(text: string, { start, end }: Found<PeriodReading>, isSecond: boolean): { start: number; end: number } | null {
  const before = text.slice(Math.max(0, start - 6), start)
  const same = SAME_TIME.exec(text.slice(end))?.[0].length ?? 0
  const behind = BEHIND.exec(text.slice(end + same))?.[0].length ?? 0
  const compared = COMPARED.exec(before)?.[0].length ?? 0
  const joined = JOINED.exec(before)?.[0].length ?? 0
  if (compared === 0 && same === 0 && !(joined > 0 && (behind > 0 || isSecond))) return null
  return { start: start - Math.max(compared, joined), end: end + same + behind }
}

interface Standing {
  nowMs: number
  isSameTime: boolean
}

/** How the other period stands to the own one: the one before it, or the same a year ago. */
function relate(own: PeriodReading | undefined, other: PeriodReading, { nowMs, isSameTime }: Standing): ComparisonReading | null {
  if (own !== undefined) {
    if (isYearAgo(own, other) || (isSameTime && isLastYear(own, other))) return { compare: 'year-ago' }
    return isPrevious(own, other) ? { compare: 'previous' } : null
  }
  const running = following(other)
  const today = toDate(nowMs)
  const isYear = other.key !== null && /^\d{4}$/.test(other.key)
  if (running === null || today < running.from || today >= running.to) return null
  return isYear ? { compare: 'year-ago' } : { compare: 'previous', period: running }
}

/** 去年 beside 6月: the same month of that year is meant. */
function isLastYear(own: PeriodReading, other: PeriodReading): boolean {
  return other.key === String(dateParts(own.from).year - 1)
}

function isYearAgo(own: PeriodReading, other: PeriodReading): boolean {
  const back = (date: string) => `${dateParts(date).year - 1}${date.slice(4)}`
  return other.from === back(own.from) && addDays(other.to, -1).slice(0, 7) === back(addDays(own.to, -1)).slice(0, 7)
}

function isPrevious(own: PeriodReading, other: PeriodReading): boolean {
  return following(other)?.to === own.to && other.to === own.from
}

/** The period of the same length right after one: a day, a week, or whole months. */
function following({ from, to, key }: PeriodReading): PeriodReading | null {
  if (key?.includes('W') === true) return weekPeriod(to)
  if (key === null) {
    const days = daysBetween(from, to)
    return days <= 31 ? daysPeriod(to, addDays(to, days - 1)) : null
  }
  const [first, next] = [dateParts(from), dateParts(to)]
  const months = 12 * (next.year - first.year) + next.month - first.month
  return monthsPeriod(next.year, next.month, next.month + months - 1)
}

const DELTA =
  /(?:多|少|增|减|涨|降|升|提高|快|慢|高|低)(?:了)?(?:还是|没有?|不)(?:多|少|增|减|涨|降|升|提高|快|慢|高|低)?(?:了)?|有?(?:什么)?(?:变化|增减|进步|退步)|(?:多|少|增加|减少|提高|下降)了?多少/g

/** Words that only ask how much has changed (多了还是少了, 有什么变化); they count beside a comparison. */
export function findChangeWords(text: string): { start: number; end: number }[] {
  return withoutOverlaps([...text.matchAll(DELTA)].map((match) => ({ start: match.index, end: match.index + match[0].length })))
}
