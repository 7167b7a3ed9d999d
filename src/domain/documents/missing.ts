import { type Block, heading, numbered, text } from '../../core/blocks.ts'
import type { Household, Unit } from '../../core/nouns.ts'
import type { DutyFigures } from '../duty-figures.ts'
import { figureNotes } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { householdLine } from '../inquiry.ts'
import { isCoverage, isDone, measureOf, type Standing } from '../progress.ts'
import { sumByChild, sumByFormer, sumUp } from '../tallies.ts'
import { partOfAll } from './progress.ts'
import { lateWord, periodWords, shareWords } from './standing-words.ts'
import { unlistedUnits } from './unlisted.ts'

/** Names in one list; the rest is counted. */
export const MOST_NAMES = 20
const MOST_UNITS = 40

/** When the list is made, and the households by name where they may be shown. */
export interface MissingOptions {
  house: House
  now: number
  names: Block[]
}

/** Who below a unit has not done what he owes: units by name, or for coverage how many households each still has before it. */
export function missingDocument(figures: DutyFigures, unit: Unit, options: MissingOptions): Block[] {
  const { house, now, names } = options
  const own = figures.standings.filter((standing) => standing.subject.type === 'unit')
  if (own.length === 0 && figures.exempt.length === 0) return []
  const lines = isCoverage(figures.duty) ? coverageLines(figures, unit, options) : countLines(figures, own, now)
  return [
    heading(`${unit.name} ${figures.duty.title}：还没完成的`),
    ...partLine(figures, unit, house),
    ...lines,
    ...names,
    ...figureNotes(figures, now),
  ]
}

function partLine(figures: DutyFigures, unit: Unit, house: House): Block[] {
  if (!figures.part || !isCoverage(figures.duty)) return []
  return [text(`${figures.part.label}已走访 ${partOfAll(house, figures, unit.id)} ${measureOf(figures.duty)}。`)]
}

function coverageLines(figures: DutyFigures, unit: Unit, { house, now }: MissingOptions): Block[] {
  const all = sumUp(figures.standings)
  const measure = measureOf(figures.duty)
  if (all.required === 0) return [text(`${periodWords(figures, now)}没有应走访的${measure}。`)]
  const left = all.required - all.done
  const head = text(
    `${periodWords(figures, now)}走访 ${shareWords(figures, all)}；${left === 0 ? `全部走到，没有未走访的${measure}` : `还有 ${left} ${measure}没走访`}。`,
  )
  const parts = [...sumByFormer(house.directory, figures, unit.id), ...sumByChild(house.directory, figures, unit.id)]
  const behind = parts.filter((tally) => tally.done < tally.required)
  if (behind.length === 0) return [head]
  return [
    head,
    {
      kind: 'table',
      columns: [{ title: '单位' }, { title: '未走访', align: 'right' }, { title: '应走访', align: 'right' }],
      rows: behind.slice(0, MOST_UNITS).map((tally) => [tally.unit.name, String(tally.required - tally.done), String(tally.required)]),
    },
    ...unlistedUnits(behind.slice(MOST_UNITS), '走访 谁没走'),
  ]
}

function countLines(figures: DutyFigures, standings: Standing[], now: number): Block[] {
  const lead = periodWords(figures, now)
  const open = standings.filter((standing) => !isDone(standing))
  const subjects = new Set(standings.map((standing) => standing.subject.id)).size
  if (open.length === 0) return [text(`${lead} 应报 ${subjects} 个单位，全部已报，没有漏报的。`)]
  const names = namesByUnit(figures, open)
  const more = names.length > MOST_UNITS ? [text(`……共 ${names.length} 个单位。`)] : []
  return [
    text(`${lead} 应报 ${subjects} 个单位，还有 ${names.length} 个没报${lateWord(figures, now)}：`),
    numbered(names.slice(0, MOST_UNITS)),
    ...more,
  ]
}

/** 产业专班（2023年10月、2023年12月） where several periods were asked about. */
function namesByUnit(figures: DutyFigures, open: Standing[]): string[] {
  const units = new Map<number, { name: string; periods: string[] }>()
  for (const { subject, period, done, required } of open) {
    const line = units.get(subject.id) ?? { name: subject.name, periods: [] }
    line.periods.push(required > 1 ? `${period.label}报了 ${done}/${required} 次` : period.label)
    units.set(subject.id, line)
  }
  const several = figures.periods.length > 1 || (figures.duty.atLeast ?? 1) > 1
  return [...units.values()].map(({ name, periods }) => (several ? `${name}（${periods.join('、')}）` : name))
}

/** The households still to be visited, numbered; a long list says how many more there are. */
export function householdList(households: Household[], most = MOST_NAMES): Block[] {
  if (households.length === 0) return []
  const shown = households.slice(0, most).map(householdLine)
  const more = households.length - shown.length
  return [numbered(shown), ...(more > 0 ? [text(`……还有 ${more} 户没列出。`)] : [])]
}

/** The village groups, or villages, in which nobody has been yet, numbered. */
export function groupList(names: string[], measure = '组'): Block[] {
  if (names.length === 0) return []
  const more = names.length - MOST_NAMES
  return [numbered(names.slice(0, MOST_NAMES)), ...(more > 0 ? [text(`……还有 ${more} ${measure}没列出。`)] : [])]
}
