import { addDays, toDate } from '../../clock.ts'
import { type Block, heading, list, text } from '../../core/blocks.ts'
import type { Household, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { movedHouseholds, villagesOf } from '../denominator.ts'
import type { DutyFigures } from '../duty-figures.ts'
import { figureNotes, shortDate } from '../figure-notes.ts'
import { percent } from '../figures.ts'
import type { House } from '../house.ts'
import { maySeePerson } from '../inquiry.ts'
import { isCoverage, measureOf, type Standing } from '../progress.ts'
import { shownName } from '../scope.ts'
import { rateOf, sumByChild, sumUp, type Tally, type UnitTally } from '../tallies.ts'
import { countWords, lateWord, periodWords, shareWords, timeWords } from './standing-words.ts'

/** Rows that one chat message can carry. */
export const MOST_ROWS = 30

/** How one duty stands in a unit: sums, the two figures of rule 10, a line for each unit below, and the rule. */
export function progressDocument(
  context: SpeakerContext,
  unit: Unit,
  figures: DutyFigures,
  options: { table: boolean; compared?: Block[] },
): Block[] {
  const visible = visibleStandings(context, figures)
  if (visible.length === 0)
    return figures.exempt.length === 0 ? [] : [heading(`${unit.name} ${figures.duty.title}`), ...figureNotes(figures, context.now)]
  const isPersonal = figures.duty.count === 'member'
  const tally = sumUp(visible)
  const children = isPersonal ? [] : sumByChild(context.house.directory, visible, unit.id).filter((child) => child.required > 0)
  const lines = isPersonal ? personLines(context, figures, visible) : [text(sumLine(context, figures, tally))]
  return [
    heading(`${unit.name} ${figures.duty.title}`),
    ...lines,
    ...partLine(context, unit, figures),
    ...(options.compared ?? []),
    ...(isCoverage(figures.duty) && !isPersonal ? changeLines(context, unit, figures, tally) : []),
    ...(options.table && children.length > 1 ? [childTable(context.house, figures, children)] : []),
    ...figureNotes(figures, context.now),
  ]
}

/** Persons' figures are shown to themselves and their manager only (counting-rules 2). */
function visibleStandings(context: SpeakerContext, figures: DutyFigures): Standing[] {
  return figures.standings.filter(({ subject }) => subject.type === 'unit' || maySeePerson(context, subject))
}

function sumLine(context: SpeakerContext, figures: DutyFigures, tally: Tally): string {
  const lead = periodWords(figures, context.now)
  if (isCoverage(figures.duty) || tally.subjects === 1) {
    const late =
      isCoverage(figures.duty) || tally.done >= tally.required ? '' : tally.zero > 0 ? '（零报告）' : lateWord(figures, context.now)
    return `${lead} ${shareWords(figures, tally)}${late}；${timeWords(figures, tally)}`
  }
  return `${lead} ${countWords(figures, tally, context.now)}`
}

function personLines(context: SpeakerContext, figures: DutyFigures, standings: Standing[]): Block[] {
  const lead = periodWords(figures, context.now)
  const lines = standings.map((standing) => {
    const name = standing.subject.id === context.speaker.id ? '您本人' : standing.subject.name
    const excused = standing.excused ? '（任职不到半期，不计欠账）' : ''
    return `${name}${lead} ${shareWords(figures, sumUp([standing]))}${excused}`
  })
  return lines.length === 1 ? lines.map(text) : [list(lines.slice(0, MOST_ROWS))]
}

/** Of a longer period only a part was asked about: what was done inside it. */
function partLine(context: SpeakerContext, unit: Unit, figures: DutyFigures): Block[] {
  if (!figures.part || figures.duty.count === 'member') return []
  const measure = measureOf(figures.duty)
  return [
    text(`其中${figures.part.label}${isCoverage(figures.duty) ? '走访' : '已报'} ${partOf(context.house, figures, unit.id)} ${measure}`),
  ]
}

/** What a unit's subtree did inside the part. */
export function partOf(house: House, figures: DutyFigures, unitId: number): number {
  const { part } = figures
  if (!part) return 0
  const [period] = figures.periods
  const units = isCoverage(figures.duty)
    ? villagesOf(house, unitId, period && addDays(period.to, -1))
    : house.directory.subtree(unitId).map((unit) => unit.id)
  return units.reduce((sum, id) => sum + (part.counts.get(id)?.done ?? 0), 0)
}

/** 户数变动 and visits to new households, shown extra; in a village those that left with their reason (counting-rules 1). */
function changeLines(context: SpeakerContext, unit: Unit, figures: DutyFigures, tally: Tally): Block[] {
  const [period] = figures.periods
  if (!period) return []
  const { came, left } = movedHouseholds(context.house, { from: period.from, day: toDate(context.now), unitId: unit.id })
  const changes = came.length + left.length === 0 ? '' : `户数变动 +${came.length} −${left.length}`
  const extra = tally.extra === 0 ? '' : `另走访新增户 ${tally.extra} 户（从下期计入）`
  const line = [changes, extra].filter((part) => part !== '').join('；')
  return [
    ...(line === '' ? [] : [text(line)]),
    ...(unit.kind === 'village' && left.length > 0 ? [list(left.map((household) => leftLine(context, household)))] : []),
  ]
}

function leftLine(context: SpeakerContext, household: Household): string {
  return `${shownName(context, household.head)}（${household.groupName}）${shortDate(household.until ?? '')}起不再计入：${household.untilReason ?? '离开名册'}`
}

function childTable(house: House, figures: DutyFigures, children: UnitTally[]): Block {
  const { part } = figures
  return {
    kind: 'table',
    columns: [
      { title: '单位' },
      { title: '完成率', align: 'right' },
      { title: isCoverage(figures.duty) ? '已走/应走' : '已报/应报', align: 'right' },
      { title: '按时', align: 'right' },
      ...(part ? [{ title: part.label, align: 'right' as const }] : []),
    ],
    rows: children.slice(0, MOST_ROWS).map((tally) => {
      const rate = rateOf(tally)
      return [
        tally.unit.name,
        rate === null ? '—' : percent(rate),
        `${tally.done}/${tally.required}`,
        String(tally.onTime),
        ...(part ? [String(partOf(house, figures, tally.unit.id))] : []),
      ]
    }),
  }
}
