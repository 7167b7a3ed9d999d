import { addDays } from '../../clock.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Household, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { hasMoved, movedHouseholds } from '../denominator.ts'
import { type DutyFigures, lastDayOf } from '../duty-figures.ts'
import { figureNotes, shortDate } from '../figure-notes.ts'
import { percent } from '../figures.ts'
import type { House, PackDuty } from '../house.ts'
import { matterTitle, maySeePerson } from '../inquiry.ts'
import { isCoverage, measureOf, type Standing } from '../progress.ts'
import { shownName } from '../scope.ts'
import type { Subject } from '../subjects.ts'
import { rateOf, sumByChild, sumByFormer, sumUp, type Tally, type UnitTally } from '../tallies.ts'
import { countWords, lateWord, periodWords, shareWords, timeWords } from './standing-words.ts'
import { unlistedUnits, unlistedWords } from './unlisted.ts'

/** Rows that one chat message can carry. */
export const MOST_ROWS = 30

/** How one duty stands in a unit: sums, the two figures of rule 10, a line for each unit below, and the rule. */
export function progressDocument(
  context: SpeakerContext,
  unit: Unit,
  figures: DutyFigures,
  options: { table: boolean; compared?: Block[]; unlisted?: Subject[] },
): Block[] {
  const visible = visibleStandings(context, figures)
  if (visible.length === 0)
    return figures.exempt.length === 0 ? [] : [heading(`${unit.name} ${figures.duty.title}`), ...figureNotes(figures, context.now)]
  const isPersonal = figures.duty.count === 'member'
  const tally = sumUp(visible)
  const shown = { standings: visible, part: figures.part }
  const former = isPersonal ? [] : sumByFormer(context.house.directory, shown, unit.id)
  const children = isPersonal ? [] : [...former, ...sumByChild(context.house.directory, shown, unit.id).filter(owes)]
  const ask = `${matterTitle(context, figures.duty.report.kind)} 进度`
  const lines = isPersonal
    ? [...personLines(context, figures, visible), ...unlistedPersons(context, options.unlisted ?? [], ask)]
    : [text(sumLine(context, figures, tally))]
  const isTable = (options.table || former.length > 0) && children.length > 1
  return [
    heading(`${unit.name} ${figures.duty.title}`),
    ...lines,
    ...partLine(context, unit, figures),
    ...(options.compared ?? []),
    ...(isCoverage(figures.duty) && (!isPersonal || isNarrow(figures)) ? changeLines(context, unit, figures, tally) : []),
    ...(isTable ? [childTable(context.house, figures, children), ...unlistedUnits(children.slice(MOST_ROWS), ask)] : []),
    ...figureNotes(figures, context.now),
  ]
}

/** A duty that more persons owe than a message has room for: how many they are, and how to ask for them. */
export function crowdDocument(
  { house }: SpeakerContext,
  unit: Unit,
  { packDuty: { pack, duty }, unlisted }: { packDuty: PackDuty; unlisted: Subject[] },
): Block[] {
  const example = `${house.directory.unit(unlisted[0]?.unitId ?? unit.id).name} ${duty.title} 进度`
  return [
    heading(`${unit.name} ${duty.title}`),
    text(`共 ${unlisted.length} 人，不在这里一一列出，请写上乡镇或村问，例如：${example}`),
    note(`口径：${pack.title} ${duty.row} ${duty.title}`),
  ]
}

function owes({ required }: Tally): boolean {
  return required > 0
}

/** Is it about some households only (困难户), so that others may become such? */
function isNarrow({ duty }: DutyFigures): boolean {
  return duty.covers === 'hardship' || duty.covers === 'monitored'
}

/** Persons' figures are shown to themselves and their manager only (counting-rules 2). */
function visibleStandings(context: SpeakerContext, figures: DutyFigures): Standing[] {
  return figures.standings.filter(({ subject }) => subject.type === 'unit' || maySeePerson(context, subject))
}

function sumLine(context: SpeakerContext, figures: DutyFigures, tally: Tally): string {
  const lead = periodWords(figures, context.now)
  if (isCoverage(figures.duty) || tally.subjects === 1) {
    const late = isCoverage(figures.duty) || tally.done >= tally.required ? '' : lateWord(figures, context.now)
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

/** Persons whose figures no message has room for: those of a unit are shown when it is asked for. */
function unlistedPersons({ house }: SpeakerContext, subjects: Subject[], ask: string): Block[] {
  const [first] = subjects
  return first ? unlistedWords(subjects.length, '人', `${house.directory.unit(first.unitId).name} ${ask}`) : []
}

/** Of a longer period only a part was asked about: what was done inside it. */
function partLine(context: SpeakerContext, unit: Unit, figures: DutyFigures): Block[] {
  if (!figures.part || figures.duty.count === 'member') return []
  const measure = measureOf(figures.duty)
  return [
    text(`其中${figures.part.label}${isCoverage(figures.duty) ? '走访' : '已报'} ${partOfAll(context.house, figures, unit.id)} ${measure}`),
  ]
}

/** What a unit's subtree did inside the part, with all that was merged into it since. */
export function partOfAll({ directory }: House, { part }: DutyFigures, unitId: number): number {
  return directory.subtree(unitId).reduce((sum, { id }) => sum + (part?.counts.get(id)?.done ?? 0), 0)
}

/** The same of the subtree as it was at the part's end (counting-rules 6). */
export function partOf({ directory }: House, { part }: DutyFigures, unitId: number): number {
  if (!part) return 0
  const day = addDays(part.before, -1)
  const units = directory.subtree(unitId).filter(({ id }) => directory.lineOn(id, day).includes(unitId))
  return units.reduce((sum, { id }) => sum + (part.counts.get(id)?.done ?? 0), 0)
}

/** 户数变动 and visits to new households, shown extra; in a village those that left with their reason (counting-rules 1). */
function changeLines(context: SpeakerContext, unit: Unit, figures: DutyFigures, tally: Tally): Block[] {
  const [period] = figures.periods
  if (!period) return []
  const span = { from: period.from, day: lastDayOf(figures, context.now) }
  const units = new Set(figures.standings.map(({ subject }) => subject.unitId))
  const moved = (hasMoved(context.house, figures.duty) ? [...units] : []).map((unitId) =>
    movedHouseholds(context.house, figures.duty, { ...span, unitId }),
  )
  const [came, left] = [moved.flatMap((one) => one.came), moved.flatMap((one) => one.left)]
  const later = isNarrow(figures) && came.length > 0 ? '（新增的从下期计入）' : ''
  const changes = came.length + left.length === 0 ? '' : `户数变动 +${came.length} −${left.length}${later}`
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
