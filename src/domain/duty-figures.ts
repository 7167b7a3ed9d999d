import type { Counts } from '../../db/queries/counted.ts'
import { countReports } from '../../db/queries/progress.ts'
import type { Snapshot } from '../../db/queries/snapshots.ts'
import { addDays, type DateText, toDate } from '../clock.ts'
import type { PeriodReading } from '../language/types.ts'
import { type Below, groupBelow } from './below.ts'
import { closedAs, readStandings, type StandingBook } from './closing.ts'
import { type Covered, coverageCounts } from './coverage.ts'
import { owedVillages } from './denominator.ts'
import { freedFrom, unitsBelow } from './freed.ts'
import type { PackDuty } from './house.ts'
import { isKept } from './ledger-start.ts'
import { nextPeriod, type Period } from './periods.ts'
import { type Circle, countQuery, dutyPeriod, isCoverage, type Source, type Standing, spanOf, standings } from './progress.ts'
import { subjectsOf } from './subjects.ts'

/** Everything that is shown of one duty: for the periods asked about, below the roots asked about. */
export interface DutyFigures extends PackDuty {
  periods: Period[]
  /** As said: 2023年6月, or 2023年10月—2023年12月 where several periods are added up. */
  label: string
  standings: Standing[]
  /** Snapshots that the figures come from, and the numbers of the corrections (更正通报) that changed them since. */
  snapshots: Snapshot[]
  corrections: number[]
  /** Nothing of it is live: every period is closed. */
  closed: boolean
  /** Who gave 零报告, and who was freed and why (免报): printed with the figures (counting-rules 11). */
  zero: string[]
  exempt: string[]
  /** Of a longer period only a part was asked about (六月 of a year): what was done inside the part, by unit. */
  part: { label: string; counts: Counts; before: DateText } | null
}

/** The last day that figures speak of: today, or the last day of the period, or of its part, that was asked about. */
export function lastDayOf({ periods, part }: Pick<DutyFigures, 'periods' | 'part'>, now: number): DateText {
  const end = part?.before ?? periods.at(-1)?.to
  const today = toDate(now)
  return end === undefined ? today : earlier(addDays(end, -1), today)
}

/** What is asked of a duty. */
export interface DutyQuestion {
  now: number
  roots: number[]
  /** Leaves subjects out: persons whose figures may not be shown. */
  only?: Circle['only']
  /** The period that was named, if any. */
  asked?: PeriodReading | undefined
}

/** More periods than this are not added up: the latest are taken. */
const MOST_PERIODS = 12

/** Counts a duty; null when nobody below the roots owes it. */
export async function readDutyFigures(source: Source, packDuty: PackDuty, question: DutyQuestion): Promise<DutyFigures | null> {
  const { now, roots, only, asked } = question
  const today = toDate(now)
  if (!subjectsOf(source.house, packDuty.duty, { on: today, roots }).some(only ?? (() => true))) return null
  const periods = periodsAsked(packDuty, asked, today)
  const [first] = periods
  if (!first) return null
  const part = asked && !isWhole(first, asked) ? asked : null
  if (part) return await readPart(source, packDuty, { ...question, period: first, asked: part })
  const [firstKept = first, ...more] = await keptOf(source, periods)
  return await readPeriodFigures(source, packDuty, { periods: [firstKept, ...more], now, roots, only })
}

/** Nobody failed to report in months before the ledger was begun: they are not added up. */
async function keptOf({ db }: Source, periods: Period[]): Promise<Period[]> {
  const kept: Period[] = []
  for (const period of periods) if (await isKept(db, period)) kept.push(period)
  return kept
}

const belowOf = new WeakMap<DutyFigures, Below<Standing>>()

/** The part of some figures that lies below one unit, without counting again; null where nobody there owes anything. */
export async function figuresBelow(source: Source, figures: DutyFigures, unitId: number): Promise<DutyFigures | null> {
  const below = belowOf.get(figures) ?? groupBelow(source.house, figures.standings, ({ subject }) => subject.unitId)
  belowOf.set(figures, below)
  const exempt = figures.exempt.length === 0 ? [] : wordsOf((await freedBelow(source, figures))(unitId))
  const inside = [...below(unitId)]
  const found = { ...figures, zero: zeroWords(figures.periods, inside), exempt, standings: inside }
  return found.standings.length + found.exempt.length === 0 ? null : found
}

const freedBelowOf = new WeakMap<DutyFigures, Below<FreedWord>>()

/** Who is freed in some figures, read once for all units that are asked about. */
async function freedBelow(source: Source, figures: DutyFigures): Promise<Below<FreedWord>> {
  const { root } = source.house.directory
  const about = { periods: figures.periods, roots: root ? [root.id] : [] }
  const below = freedBelowOf.get(figures) ?? groupBelow(source.house, await freedIn(source, figures, about), ({ unitId }) => unitId)
  freedBelowOf.set(figures, below)
  return below
}

/** Counts a duty in whole periods, closed ones from their snapshots. */
export async function readPeriodFigures(
  source: Source,
  packDuty: PackDuty,
  question: Omit<DutyQuestion, 'asked'> & { periods: [Period, ...Period[]] },
): Promise<DutyFigures> {
  const { periods, now, roots, only } = question
  const [first] = periods
  const books = []
  for (const period of periods) books.push(await readStandings(source, packDuty, { period, now, roots, only }))
  const snapshots = books.flatMap((book) => book.snapshot ?? [])
  const found = books.flatMap((book) => book.standings)
  const last = periods.at(-1) ?? first
  return {
    ...packDuty,
    periods,
    label: periods.length === 1 ? first.label : `${first.label}—${last.label}`,
    standings: found,
    snapshots,
    corrections: correctionNumbers(books),
    closed: snapshots.length === periods.length,
    zero: zeroWords(periods, found),
    exempt: wordsOf(await freedIn(source, packDuty, { periods, roots })),
    part: null,
  }
}

function correctionNumbers(books: Pick<StandingBook, 'corrections'>[]): number[] {
  return books.flatMap(({ corrections }) => corrections.map(({ correctionNo }) => correctionNo))
}

/** Does the period lie inside what was asked? */
function isWhole(period: Period, asked: PeriodReading): boolean {
  return period.from >= asked.from && period.to <= asked.to
}

/** The duty's periods that lie inside what was asked and have begun; none does: the one that holds its last day that has come. */
function periodsAsked(packDuty: PackDuty, asked: PeriodReading | undefined, today: DateText): Period[] {
  if (!asked) return [dutyPeriod(packDuty, today)]
  const last = earlier(addDays(asked.to, -1), today)
  const inside: Period[] = []
  for (let period = dutyPeriod(packDuty, asked.from); period.from <= last && period.unit !== 'term'; period = nextPeriod(period)) {
    if (isWhole(period, asked)) inside.push(period)
  }
  return inside.length > 0 ? inside.slice(-MOST_PERIODS) : [dutyPeriod(packDuty, last)]
}

/** A part of a period: the period's state at the part's end, and what was done inside the part. */
async function readPart(
  source: Source,
  packDuty: PackDuty,
  question: DutyQuestion & { period: Period; asked: PeriodReading },
): Promise<DutyFigures> {
  const { db, house } = source
  const { duty } = packDuty
  const { period, now, roots, only, asked } = question
  const before = earlier(asked.to, period.to)
  const snapshot = await closedAs(source, packDuty, { period, now })
  // At its end a closed period stands as it was written down.
  const book = snapshot && before === period.to ? await readStandings(source, packDuty, { period, now, roots, only }) : null
  const found = book?.standings ?? (await standings(source, packDuty, { period, now, roots, only, before }))
  const subjects = found.map(({ subject }) => subject)
  const span = await spanOf(source, packDuty, { period, now, before, subjects })
  const unitIds = isCoverage(duty)
    ? subjects.flatMap(({ unitId }) => owedVillages(house, { ...span, unitId }))
    : subjects.flatMap(({ unitId }) => [unitId, ...house.directory.absorbed(unitId)]).filter((id) => !span.freed?.has(id))
  const query = { ...countQuery(house, duty, { period, now, before, unitIds }), from: later(asked.from, period.from) }
  const counts = isCoverage(duty)
    ? withExtra(await coverageCounts(source, duty, { query, span }))
    : await countReports(db, query, duty.count === 'about' ? 'about' : 'by')
  return {
    ...packDuty,
    periods: [period],
    label: period.label,
    standings: found,
    snapshots: snapshot ? [snapshot] : [],
    corrections: book ? correctionNumbers([book]) : [],
    closed: book !== null,
    zero: zeroWords([period], found),
    exempt: wordsOf(await freedIn(source, packDuty, { periods: [period], roots })),
    part: { label: asked.label, counts, before },
  }
}

/** What was done inside a part, visits to new households too. */
function withExtra(covered: ReadonlyMap<number, Covered>): Counts {
  return new Map([...covered].map(([id, { done, onTime, extra }]) => [id, { done: done + extra, onTime }]))
}

/** Who gave 零报告 and reported nothing after all, by name; with the period where several are added up. */
function zeroWords(periods: Period[], found: Standing[]): string[] {
  return found.flatMap(({ zeroAt, subject, period }) => (zeroAt === null ? [] : [`${subject.name}${whenWords(periods, period)}`]))
}

function whenWords(periods: Period[], period: Period): string {
  return periods.length > 1 ? ` ${period.label}` : ''
}

/** A unit that is freed (免报), as it is printed. */
interface FreedWord {
  unitId: number
  word: string
}

function wordsOf(freed: readonly FreedWord[]): string[] {
  return freed.map(({ word }) => word)
}

/** Who below the roots is freed. */
async function freedIn(
  { db, house }: Source,
  packDuty: PackDuty,
  { periods, roots }: { periods: Period[]; roots: number[] },
): Promise<FreedWord[]> {
  const { directory } = house
  const freed: FreedWord[] = []
  const unitIds = roots.flatMap((root) => unitsBelow(directory, root))
  for (const period of periods) {
    const { exempt } = await freedFrom(db, packDuty, { period, unitIds })
    for (const [unitId, reason] of [...exempt].filter(([id]) => house.lexicon.isWithin(id, roots)))
      freed.push({ unitId, word: `${directory.unit(unitId).name}${whenWords(periods, period)}（${reason}）` })
  }
  return freed
}

function earlier(a: DateText, b: DateText): DateText {
  return a < b ? a : b
}

function later(a: DateText, b: DateText): DateText {
  return a > b ? a : b
}
