import { addDays, type DateText, dateOf, dateParts, daysBetween, toDate } from '../clock.ts'
import type { Comparison, PeriodReading } from '../language/types.ts'
import { type DutyFigures, type DutyQuestion, readDutyFigures } from './duty-figures.ts'
import type { PackDuty } from './house.ts'
import { isKept } from './ledger-start.ts'
import { type PeriodUnit, parsePeriodKey, periodOf, previousPeriod } from './periods.ts'
import { dutyPeriod, isCoverage, measureOf, type Source } from './progress.ts'
import { sumUp } from './tallies.ts'

/** The earlier time that figures are compared with. */
interface Earlier {
  span: PeriodReading
  /** 上月, 上月同期, 去年同期. */
  word: string
}

const previousWords: Record<PeriodUnit, string> = {
  day: '前一天',
  week: '上周',
  month: '上月',
  'two-months': '上个双月',
  quarter: '上季度',
  'half-year': '上个半年',
  year: '去年',
  term: '上届',
}

/**
 * What a period is compared with: the one before it, or the same a year ago. While it still runs, only as much of the earlier one as has
 * passed of this one (序时可比): never 15 days with 31.
 */
export function earlierThan(period: PeriodReading, how: Comparison, today: DateText): Earlier {
  const whole = wholeBefore(period, how)
  const isRunning = today < addDays(period.to, -1)
  const passed = Math.max(1, daysBetween(period.from, today) + 1)
  const to = isRunning ? earlier(whole.span.to, addDays(whole.span.from, passed)) : whole.span.to
  const word = how === 'previous' && isRunning ? `${whole.word}同期` : whole.word
  if (to === whole.span.to) return { span: whole.span, word }
  return { span: { ...whole.span, to, key: null, label: `${whole.span.label}（截至${dayWords(addDays(to, -1))}）` }, word }
}

function wholeBefore(period: PeriodReading, how: Comparison): Earlier {
  const known = period.key === null ? null : parsePeriodKey(period.key)
  if (how === 'year-ago') {
    const from = yearBefore(period.from)
    const span = known ? periodOf(known.unit, from) : { from, to: yearBefore(period.to), key: null, label: `去年${period.label}` }
    return { span, word: '去年同期' }
  }
  if (known) return { span: previousPeriod(known), word: previousWords[known.unit] }
  const from = addDays(period.from, -daysBetween(period.from, period.to))
  return { span: { from, to: period.from, key: null, label: `此前${daysBetween(from, period.from)}天` }, word: '前一时段' }
}

/** The same figures at the earlier time; null where nobody owed then, `unkept` where the ledger had not been begun. */
export async function figuresBefore(
  source: Source,
  packDuty: PackDuty,
  about: { question: DutyQuestion; period: PeriodReading; how: Comparison },
): Promise<{ earlier: Earlier; figures: DutyFigures | 'unkept' } | null> {
  const { question, period, how } = about
  const found = earlierThan(period, how, toDate(question.now))
  if (!(await isKept(source.db, found.span))) return { earlier: found, figures: 'unkept' }
  const figures = await readDutyFigures(source, packDuty, { ...question, asked: found.span })
  return figures && { earlier: found, figures }
}

/** The period whose figures a comparison is about when none was named: a month of what is covered over longer, else the duty's own. */
export function comparedPeriod(packDuty: PackDuty, how: Comparison, today: DateText): PeriodReading {
  return how === 'previous' && isCoverage(packDuty.duty) ? periodOf('month', today) : dutyPeriod(packDuty, today)
}

/** One figure of a duty that can be put beside an earlier one: what was done inside the part asked about, else households, reports, or of several units how many are done. */
export function comparableFigure(
  figures: DutyFigures,
  partDone: ((figures: DutyFigures) => number) | null,
): { value: number; measure: string } {
  if (partDone) return { value: partDone(figures), measure: measureOf(figures.duty) }
  const sum = sumUp(figures.standings)
  if (isCoverage(figures.duty)) return { value: sum.done, measure: measureOf(figures.duty) }
  return sum.subjects > 1 ? { value: sum.complete, measure: '个' } : { value: sum.done - sum.zeroDone, measure: '次' }
}

/** 上月同期（截至5月15日）10 户，增 2 户. */
export function comparisonWords({ word, span }: Earlier, now: number, then: number, measure: string): string {
  const until = /（截至.*）$/.exec(span.label)?.[0] ?? ''
  return `${word}${until === '' ? ' ' : until}${then} ${measure}，${changeWords(now, then, measure)}`
}

/** 增 2 户, 减 1 户, 持平; without the noise of binary fractions. */
export function changeWords(now: number, then: number, measure: string): string {
  const change = Math.round((now - then) * 100) / 100
  if (change === 0) return '持平'
  return `${change > 0 ? '增' : '减'} ${Math.abs(change)} ${measure}`
}

/** 29 February becomes 28 February. */
function yearBefore(date: DateText): DateText {
  const { year, month, day } = dateParts(date)
  const same = dateOf(year - 1, month, day)
  return dateParts(same).month === month ? same : dateOf(year - 1, month + 1, 0)
}

function dayWords(date: DateText): string {
  const { month, day } = dateParts(date)
  return `${month}月${day}日`
}

function earlier(a: DateText, b: DateText): DateText {
  return a < b ? a : b
}
