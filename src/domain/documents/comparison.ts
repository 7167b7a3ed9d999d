import { type Block, text } from '../../core/blocks.ts'
import type { Comparison, QueryReading } from '../../language/types.ts'
import { comparableFigure, comparedPeriod, comparisonWords, figuresBefore } from '../comparison.ts'
import type { SpeakerContext } from '../context.ts'
import type { DutyFigures, DutyQuestion } from '../duty-figures.ts'
import type { House, PackDuty } from '../house.ts'
import { rankedUnits } from '../ranked.ts'
import { partOfAll } from './progress.ts'
import type { PlacesBefore } from './ranking.ts'

type Before = Awaited<ReturnType<typeof figuresBefore>>

/** 上月同期（截至5月15日）10 户，增 2 户; '' where there is nothing to compare with. */
export function changeLine(house: House, figures: DutyFigures, about: { before: Before; unitId: number }): string {
  const { before, unitId } = about
  if (!before || before.figures === 'unkept' || before.figures.standings.length === 0) return ''
  // What a person did inside a part of his period is not counted apart, and persons are not added up.
  if (figures.duty.count === 'member' && (figures.part || figures.standings.length > 1)) return ''
  // Both by the part that was asked about, or both as they stand.
  const partDone = figures.part ? (one: DutyFigures): number => partOfAll(house, one, unitId) : null
  const now = comparableFigure(figures, partDone)
  const then = comparableFigure(before.figures, partDone)
  return comparisonWords(before.earlier, now.value, then.value, now.measure)
}

/** The line under a duty's progress where the question asks to compare it (比上月, 同比). */
export async function comparisonLine(
  context: SpeakerContext,
  figures: DutyFigures,
  about: { question: DutyQuestion; how: Comparison; unitId: number },
): Promise<Block[]> {
  const { question, how, unitId } = about
  const period = question.asked ?? comparedPeriod(figures, how, context.today)
  const before = await figuresBefore(context, figures, { question, period, how })
  if (!before) return []
  if (before.figures === 'unkept') return [text(`${before.earlier.word}还没有台账，没有可比的数。`)]
  const line = changeLine(context.house, figures, { before, unitId })
  return line === '' ? [] : [text(`${line}。`)]
}

/** The places of the units right below one at the earlier time; undefined where there is nothing to compare with. */
export async function placesBefore(
  context: SpeakerContext,
  figures: DutyFigures,
  about: { question: DutyQuestion; how: Comparison; unitId: number },
): Promise<PlacesBefore | undefined> {
  const { question, how, unitId } = about
  const period = question.asked ?? comparedPeriod(figures, how, context.today)
  const before = await figuresBefore(context, figures, { question, period, how })
  if (!before || before.figures === 'unkept') return undefined
  const lines = rankedUnits(context.house.directory, before.figures, unitId)
  const places = new Map(lines.flatMap(({ unit, place }) => (place === null ? [] : [[unit.id, place] as const])))
  return places.size === 0 ? undefined : { word: before.earlier.word, places }
}

/** A question that compares without naming a time is about the period that can be compared. */
export function askedPeriod(context: SpeakerContext, duty: PackDuty, query: QueryReading): QueryReading['period'] {
  return query.period ?? (query.compare ? comparedPeriod(duty, query.compare, context.today) : undefined)
}
