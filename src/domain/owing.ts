import { findSnapshot } from '../../db/queries/snapshots.ts'
import { daysBetween, toDate, toInstant } from '../clock.ts'
import type { Found } from '../language/found.ts'
import type { NameFinding } from '../language/names/lexicon.ts'
import { normalise } from '../language/normalise.ts'
import { type Span, withoutSpans } from '../language/span.ts'
import type { PeriodReading } from '../language/types.ts'
import { findPeriods } from '../language/values/periods.ts'
import type { SpeakerContext } from './context.ts'
import { freedFrom } from './freed.ts'
import { allDuties, dutyKey, type PackDuty } from './house.ts'
import { type MatterNamed, mattersNamed } from './matters-named.ts'
import { kindsOf } from './pack.ts'
import { nextPeriod, type Period } from './periods.ts'
import { dutyPeriod, type Standing, standings } from './progress.ts'
import { subjectsOf } from './subjects.ts'

/** What is said of owing: 铺仔村 会议 6月 原因. */
export interface OwingWords {
  /** The first unit, and all that are listed with it. */
  unitId: number | undefined
  unitIds: number[]
  /** A name that several units bear. */
  doubtful: string | undefined
  /** Kind of report. */
  kind: string | undefined
  /** Title of the one duty that is meant (四保障集中排查), where it was said. */
  title: string | undefined
  /** All things that are named. */
  matters: MatterNamed[]
  period: PeriodReading | undefined
  /** The words that are left: the reason. */
  rest: string
}

/** Reads units, things owed and period in any order; a month without its year is the nearest, since freeing looks ahead as well as back. */
export function readOwing(context: SpeakerContext, words: string): OwingWords {
  const { house, reading } = context
  const text = normalise(words)
  const units = listedUnits(text, house.lexicon.findUnits(text, reading.speaker))
  const placed = blanked(text, units)
  const matters = mattersNamed(context, placed)
  const [first] = matters
  // 本月主题 names no month.
  const [period] = findPeriods(blanked(placed, matters), reading.nowMs).map((found) => nearestYear(found, placed, reading.nowMs))
  return {
    unitId: units[0]?.value,
    unitIds: [...new Set(units.flatMap(({ value, candidates }) => (candidates ? [] : value)))],
    doubtful: units.flatMap(({ candidates, start, end }) => (candidates ? text.slice(start, end) : []))[0],
    kind: first?.kind,
    title: first?.titles?.length === 1 ? first.titles[0] : undefined,
    matters,
    period: period?.value,
    rest: withoutSpans(words, [...spanOf(units), ...spanOf(matters), ...(period ? [period] : [])]),
  }
}

/** The first unit and those listed right behind it; a place inside the reason (去贺旗村的路断了) is none of them. */
function listedUnits(text: string, found: NameFinding[]): NameFinding[] {
  const listed: NameFinding[] = []
  for (const unit of found) {
    const last = listed.at(-1)
    const between = last ? text.slice(last.end, unit.start) : ''
    if (last && !/^[\s、，,和及与;；]+$/.test(between)) break
    if (last && !/^(?:[\s、，,和及与;；:：]|$)/.test(text.slice(unit.end))) break
    listed.push(unit)
  }
  return listed
}

/** A list with what parts its items. */
function spanOf(listed: readonly Span[]): Span[] {
  const [first, last] = [listed[0], listed.at(-1)]
  return first && last ? [{ start: first.start, end: last.end }] : []
}

function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce((left, { start, end }) => left.slice(0, start) + '　'.repeat(end - start) + left.slice(end), text)
}

/** Periods that may be written without their year. */
const YEARLESS: ReadonlySet<string> = new Set(['month', 'months', 'quarter', 'quarter-key', 'first-quarters', 'half'])

/** 7月 said in June is the one that comes, 12月 said in January the one that has been. */
function nearestYear(found: Found<PeriodReading>, text: string, nowMs: number): Found<PeriodReading> {
  const today = toDate(nowMs)
  const year = Number(today.slice(0, 4))
  const isWritten = /\d年|[今去前本上]年|20\d\d|二[〇零]/.test(text.slice(found.start, found.end))
  if (isWritten || !YEARLESS.has(found.rule) || Number(found.value.from.slice(0, 4)) >= year) return found
  const ahead = findPeriods(text, toInstant(`${year}-12-31`, '12:00')).find(({ start, end }) => start === found.start && end === found.end)
  if (!ahead || ahead.value.from <= today) return found
  const isNearer = daysBetween(today, ahead.value.from) <= daysBetween(found.value.from, today)
  return isNearer ? ahead : found
}

/** One period of a duty that a unit owes, with how it stands. */
export interface OwedPeriod {
  packDuty: PackDuty
  period: Period
  key: string
  /** Undefined: the unit owes nothing, as it is freed already or as no theme was set. */
  standing: Standing | undefined
  /** Is it freed by name (免报)? */
  freed: boolean
  /** Was it reported that there is nothing (零报告)? */
  zero: boolean
  closed: boolean
}

/** The duties of a kind that a unit itself owes, in the period that was named, else the running one. */
export async function owedPeriods(
  context: SpeakerContext,
  about: { unitId: number; kind: string; titles?: string[] | undefined; period: PeriodReading | undefined },
): Promise<OwedPeriod[]> {
  const { db, house, now } = context
  const today = toDate(now)
  const found: OwedPeriod[] = []
  for (const packDuty of allDuties(house)) {
    const { duty } = packDuty
    const owes = subjectsOf(house, duty, { on: today, roots: [about.unitId] }).some(
      ({ type, id }) => type === 'unit' && id === about.unitId,
    )
    if (!kindsOf(duty).includes(about.kind) || !owes || (about.titles && !about.titles.includes(duty.title))) continue
    for (const period of periodsIn(packDuty, about.period, today)) {
      const own = (subject: { id: number }): boolean => subject.id === about.unitId
      const [standing] = await standings(context, packDuty, { period, now, roots: [about.unitId], only: own })
      const closed = (await findSnapshot(db, dutyKey(packDuty), period.key)) !== null
      const { exempt, zero } = await freedFrom(db, packDuty, { period, unitIds: [about.unitId] })
      found.push({ packDuty, period, key: dutyKey(packDuty), standing, freed: exempt.size > 0, zero: zero.size > 0, closed })
    }
  }
  return found
}

/** The duty's periods inside what was named; a shorter time names the one that it lies in. */
export function periodsIn(packDuty: PackDuty, asked: PeriodReading | undefined, today: string): Period[] {
  const first = dutyPeriod(packDuty, asked?.from ?? today)
  if (!asked) return [first]
  const periods = [first]
  for (let next = first; next.unit !== 'term' && next.to < asked.to; ) {
    next = nextPeriod(next)
    if (next.to <= asked.to) periods.push(next)
  }
  return periods
}
