import { listEntries } from '../../db/queries/entry-lists.ts'
import { type DateText, toDate } from '../clock.ts'
import type { Entry, Unit } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import { groupBelow } from './below.ts'
import { readPeriodFigures } from './duty-figures.ts'
import { toTenth } from './figures.ts'
import type { PackDuty } from './house.ts'
import { isKept } from './ledger-start.ts'
import type { Duty, Pack } from './pack.ts'
import type { Score, ScorePart } from './pack-score.ts'
import { nextPeriod, type Period } from './periods.ts'
import { dutyPeriod, type Source, type Standing } from './progress.ts'
import type { Party } from './workflows/issue-parties.ts'

/** One part of a unit's score; `rate` null: nothing of it fell to this unit, so that the part is left out. */
export interface PartFigure {
  part: ScorePart
  rate: number | null
  /** How the rate came about: 85/100, 3.5分. */
  detail: string
}

/** A unit's score: of a hundred, over the parts that apply; null where none does. */
export interface UnitScore {
  unit: Unit
  points: number | null
  parts: PartFigure[]
}

/** What a score is asked over: the year so far, or a span inside it. */
export interface ScoreSpan {
  from: DateText
  to: DateText
  now: number
}

/** Entries of one kind that are looked at. */
const MOST_ENTRIES = 50_000

/** Scores each of these units by the pack's parts (A14). Nothing that is not yet due counts against anybody. */
export async function readScores(
  source: Source,
  { pack, score }: { pack: Pack; score: Score },
  about: { units: Unit[]; span: ScoreSpan },
): Promise<UnitScore[]> {
  const { units, span } = about
  const columns: PartFigure[][] = []
  // A duty often has two parts, done and on time: it is counted once.
  const figuresOf = oncePer((duty: Duty) => dutyStandings(source, { pack, duty }, { units, span }))
  for (const part of score.parts) columns.push(await readPart(source, { pack, part, units, span, figuresOf }))
  return units.map((unit, index) => {
    const parts = columns.flatMap((column) => column[index] ?? [])
    const weight = parts.reduce((sum, { part, rate }) => sum + (rate === null ? 0 : part.weight), 0)
    const earned = parts.reduce((sum, { part, rate }) => sum + (rate ?? 0) * part.weight, 0)
    return { unit, points: weight === 0 ? null : toTenth((earned / weight) * 100), parts }
  })
}

interface PartQuestion {
  pack: Pack
  part: ScorePart
  units: Unit[]
  span: ScoreSpan
  figuresOf: (duty: Duty) => Promise<Standing[]>
}

async function readPart(source: Source, about: PartQuestion): Promise<PartFigure[]> {
  switch (about.part.figure) {
    case 'done':
    case 'onTime':
      return await readDutyPart(source, about)
    case 'rectified':
      return await readIssuePart(source, about)
    case 'info':
      return await readInfoPart(source, about)
  }
}

/** A duty's share in the periods that have begun: sums over the unit and what lies below it, never an average (counting-rules 15). */
async function readDutyPart(source: Source, { pack, part, units, span, figuresOf }: PartQuestion): Promise<PartFigure[]> {
  const duty = pack.duties.find(({ id }) => id === part.duty)
  if (!duty) return units.map(() => ({ part, rate: null, detail: '' }))
  const counted = (await figuresOf(duty)).filter((standing) => standing.target !== null || span.now > standing.deadline)
  const below = groupBelow(source.house, counted, ({ subject }) => subject.unitId)
  return units.map((unit) => {
    const own = below(unit.id)
    const sum = { due: 0, done: 0 }
    for (const standing of own) {
      const figure = part.figure === 'done' ? standing.done : standing.onTime
      sum.due += dueOf(standing)
      // 零报告 counts as reported.
      sum.done += standing.zeroAt === null ? Math.min(figure, dueOf(standing)) : zeroShare(standing, part)
    }
    return { part, rate: sum.due === 0 ? null : sum.done / sum.due, detail: `${round(sum.done)}/${round(sum.due)}` }
  })
}

/** How everybody below the units stands, in the periods that have begun. */
async function dutyStandings(source: Source, packDuty: PackDuty, { units, span }: { units: Unit[]; span: ScoreSpan }): Promise<Standing[]> {
  const periods: Period[] = []
  for (let period = dutyPeriod(packDuty, span.from); period.from < span.to; period = nextPeriod(period)) {
    if (await isKept(source.db, period)) periods.push(period)
    if (period.unit === 'term') break
  }
  const [first, ...more] = periods
  const roots = units.map(({ id }) => id)
  if (!first) return []
  return (await readPeriodFigures(source, packDuty, { periods: [first, ...more], now: span.now, roots })).standings
}

/** Coverage is owed in step with the time that has passed (序时进度), all else whole. */
function dueOf({ required, target }: Standing): number {
  return required * (target ?? 1)
}

function zeroShare(standing: Standing, { figure }: ScorePart): number {
  const isLate = standing.zeroAt !== null && standing.zeroAt > standing.deadline
  return figure === 'onTime' && isLate ? 0 : dueOf(standing)
}

/** Of the issues that a unit was given and that fell due, how many were put right by their date (counting-rules 14: 延期后按期 is in time). */
async function readIssuePart({ db, house }: Source, { part, units, span }: PartQuestion): Promise<PartFigure[]> {
  const issues = await listEntries(db, { kind: 'issue', to: span.to }, MOST_ENTRIES)
  const today = toDate(span.now)
  const parties = issues.flatMap((entry) => partiesOf(entry)).filter(({ due }) => due >= span.from && due < span.to)
  const below = groupBelow(house, parties, ({ code }) => house.directory.unitByCode(code)?.id ?? 0)
  return units.map((unit) => {
    const own = below(unit.id)
    const fell = own.filter(({ due, on }) => on !== null || due < today)
    const inTime = fell.filter(({ due, on }) => on !== null && on <= due).length
    return { part, rate: fell.length === 0 ? null : inTime / fell.length, detail: `${inTime}/${fell.length}` }
  })
}

/** To whom an issue was given, by when, and when it was put right; what proved false is nobody's. */
function partiesOf({ fields }: Entry): { code: string; due: DateText; on: DateText | null }[] {
  const parties = (fields.parties as Party[] | undefined) ?? []
  return parties.flatMap(({ unit, due = fields.due, verdict, rectifiedOn }) => {
    if (typeof due !== 'string' || verdict === '不属实' || verdict === '已解释') return []
    return [{ code: unit.code, due, on: rectifiedOn ?? null }]
  })
}

/** Points of information, given by the receiving unit (counting-rules 13), up to what makes the part whole. */
async function readInfoPart({ db, house }: Source, { part, units, span }: PartQuestion): Promise<PartFigure[]> {
  const pieces = await listEntries(db, { kind: 'info', from: span.from, to: span.to }, MOST_ENTRIES)
  const below = groupBelow(house, pieces, ({ byUnitId }) => byUnitId ?? 0)
  return units.map((unit) => {
    const own = below(unit.id)
    const points = own.reduce((sum, { fields }) => sum + (typeof fields.points === 'number' ? fields.points : 0), 0)
    return { part, rate: Math.min(1, points / (part.full ?? 1)), detail: `${round(points)}分` }
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
