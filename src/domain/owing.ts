import { findSnapshot } from '../../db/queries/snapshots.ts'
import { toDate } from '../clock.ts'
import { normalise } from '../language/normalise.ts'
import { withoutSpans } from '../language/span.ts'
import type { PeriodReading } from '../language/types.ts'
import { findPeriods } from '../language/values/periods.ts'
import type { SpeakerContext } from './context.ts'
import { allDuties, dutyKey, type PackDuty } from './house.ts'
import { kindsOf } from './pack.ts'
import { nextPeriod, type Period } from './periods.ts'
import { dutyPeriod, type Standing, standings } from './progress.ts'
import { subjectsOf } from './subjects.ts'

/** What is said of owing: 铺仔村 会议 6月 原因. */
export interface OwingWords {
  unitId: number | undefined
  /** Kind of report. */
  kind: string | undefined
  /** Title of the one duty that is meant (四保障集中排查), where it was said. */
  title: string | undefined
  period: PeriodReading | undefined
  /** The words that are left: the reason. */
  rest: string
}

/** Reads unit, kind of report and period in any order. */
export function readOwing(context: SpeakerContext, words: string): OwingWords {
  const { house, reading, commands } = context
  const text = normalise(words)
  const [unit] = house.lexicon.findUnits(text, reading.speaker)
  const named = allDuties(house)
    .map(({ duty }) => duty)
    .filter(({ title }) => text.includes(title))
    .sort((a, b) => b.title.length - a.title.length)[0]
  // 本月主题 names no month.
  const [period] = findPeriods(named ? text.replace(named.title, '　'.repeat(named.title.length)) : text, reading.nowMs)
  const kinds = commands.words
    .flatMap(({ form, name, words: titles, matters = [] }) =>
      form === 'report' ? [...titles, ...matters].map((word) => ({ word, name })) : [],
    )
    .sort((a, b) => b.word.length - a.word.length)
  const kind = named ? { word: named.title, name: named.report.kind } : kinds.find(({ word }) => text.includes(word))
  const spans = [unit, period, kind && { start: text.indexOf(kind.word), end: text.indexOf(kind.word) + kind.word.length }]
  return {
    unitId: unit?.value,
    kind: kind?.name,
    title: named?.title,
    period: period?.value,
    rest: withoutSpans(
      words,
      spans.filter((span) => span !== undefined),
    ),
  }
}

/** One period of a duty that a unit owes, with how it stands. */
export interface OwedPeriod {
  packDuty: PackDuty
  period: Period
  key: string
  /** Undefined: the unit is freed already. */
  standing: Standing | undefined
  closed: boolean
}

/** The duties of a kind that a unit itself owes, in the period that was named, else the running one. */
export async function owedPeriods(
  context: SpeakerContext,
  about: { unitId: number; kind: string; title?: string | undefined; period: PeriodReading | undefined },
): Promise<OwedPeriod[]> {
  const { db, house, now } = context
  const today = toDate(now)
  const found: OwedPeriod[] = []
  for (const packDuty of allDuties(house)) {
    const { duty } = packDuty
    const owes = subjectsOf(house, duty, { on: today, roots: [about.unitId] }).some(
      ({ type, id }) => type === 'unit' && id === about.unitId,
    )
    if (!kindsOf(duty).includes(about.kind) || !owes || (about.title !== undefined && duty.title !== about.title)) continue
    for (const period of periodsIn(packDuty, about.period, today)) {
      const own = (subject: { id: number }): boolean => subject.id === about.unitId
      const [standing] = await standings(context, packDuty, { period, now, roots: [about.unitId], only: own })
      const closed = (await findSnapshot(db, dutyKey(packDuty), period.key)) !== null
      found.push({ packDuty, period, key: dutyKey(packDuty), standing, closed })
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
