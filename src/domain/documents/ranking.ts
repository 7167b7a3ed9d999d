import { type Block, heading, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import type { DutyFigures } from '../duty-figures.ts'
import { figureNotes } from '../figure-notes.ts'
import { percent } from '../figures.ts'
import type { House } from '../house.ts'
import { isCoverage } from '../progress.ts'
import { comparable, type RankLine, rankUnits, SMALLEST_DENOMINATOR } from '../ranking.ts'
import { onTimeRateOf, rateOf, sumByChild, sumUp, type UnitTally } from '../tallies.ts'
import { partOf } from './progress.ts'
import { type Cut, cutWords, kindWord, takeCut } from './ranking-cut.ts'
import { periodWords } from './standing-words.ts'

/** Rows that one chat message can carry. */
const MOST_ROWS = 40

/** The places that units had at an earlier time. */
export interface PlacesBefore {
  /** 上月同期. */
  word: string
  places: Map<number, number>
}

/** When and how much of a ranking is shown. */
export interface RankingOptions {
  house: House
  now: number
  cut: Cut
  /** The places at an earlier time, where the question compares with it. */
  then?: PlacesBefore | undefined
}

/** A ranking of the units right below one, each kind for itself; null when there are not two to compare (counting-rules 17, 18). */
export function rankingDocument(figures: DutyFigures, unit: Unit, options: RankingOptions): Block[] | null {
  const tallies = sumByChild(options.house.directory, figures, unit.id)
  return rankedDocument(figures, tallies, { ...options, title: unit.name })
}

/** The same for units that were named one by one. */
export function comparisonDocument(figures: DutyFigures, units: Unit[], options: RankingOptions): Block[] | null {
  const tallies = units.flatMap((unit) => {
    const below = figures.standings.filter((standing) => options.house.directory.isWithin(standing.subject.unitId, unit.id))
    return below.length === 0 ? [] : [{ unit, ...sumUp(below) }]
  })
  return rankedDocument(figures, tallies, { ...options, title: units.map((unit) => unit.name).join('、') })
}

function rankedDocument(figures: DutyFigures, tallies: UnitTally[], options: RankingOptions & { title: string }): Block[] | null {
  const groups = comparable(tallies)
  if (groups.length === 0) return null
  const label = figures.part ? `${figures.part.label}，${figures.label}累计` : figures.label
  return [
    heading(`${options.title} ${figures.duty.title}${cutWords(options.cut)}（${label}）`),
    ...paceLine(figures, options.now),
    ...groups.flatMap((group) => groupBlocks(figures, group, options)),
    ...figureNotes(figures, options.now),
  ]
}

function paceLine(figures: DutyFigures, now: number): Block[] {
  const target = figures.standings[0]?.target
  return typeof target === 'number' && target < 1
    ? [text(`${periodWords(figures, now)}序时进度 ${percent(target)}；先比完成率，再比按时率。`)]
    : []
}

function groupBlocks(figures: DutyFigures, group: ReturnType<typeof comparable>[number], { house, cut, then }: RankingOptions): Block[] {
  const coverage = isCoverage(figures.duty)
  const lines = rankUnits(group.tallies, { coverage })
  const shown = takeCut(lines, cut)
  // Nobody has begun: places would only say that all are equally first.
  if (lines.every((line) => line.done === 0))
    return [text(`${kindWord(group.kind)}（共 ${group.tallies.length} 个）：都还没有开始，暂无排名。`)]
  const small = shown.some((line) => line.place === null)
  return [
    text(`${kindWord(group.kind)}（共 ${group.tallies.length} 个）：`),
    ...(shown.length === 0 ? [text(nobodyWords(cut))] : [rankTable(house, shown.slice(0, MOST_ROWS), { figures, then })]),
    ...(looksLevel(shown) ? [text('显示的比率相同而名次不同的，按后面的实数比较。')] : []),
    ...(small ? [text(`应完成数少于 ${SMALLEST_DENOMINATOR} 的只列数，不排名。`)] : []),
  ]
}

/** Do neighbours with different places show the same rates? Places go by the whole numbers, rates are cut to a tenth. */
function looksLevel(lines: RankLine[]): boolean {
  const shownRates = (line: RankLine): string => `${percent(rateOf(line) ?? 0)} ${percent(onTimeRateOf(line) ?? 0)}`
  return lines.some((line, index) => {
    const before = lines[index - 1]
    return (
      before !== undefined &&
      before.place !== null &&
      line.place !== null &&
      line.place !== before.place &&
      shownRates(before) === shownRates(line)
    )
  })
}

/** Why nobody is named: who is done or ahead is never named last, and a tie is not cut (counting-rules 17). */
function nobodyWords(cut: Cut): string {
  return cut.bottom === undefined ? '暂无排名。' : '没有可排在最后的单位：已完成、快于序时进度的不点名，并列的不硬分先后。'
}

function rankTable(house: House, lines: RankLine[], about: { figures: DutyFigures; then: PlacesBefore | undefined }): Block {
  const { figures, then } = about
  const { part } = figures
  return {
    kind: 'table',
    columns: [
      { title: '名次' },
      ...(then ? [{ title: `比${then.word}` }] : []),
      { title: '单位' },
      { title: '完成率', align: 'right' },
      { title: isCoverage(figures.duty) ? '已走/应走' : '已报/应报', align: 'right' },
      { title: '按时率', align: 'right' },
      ...(part ? [{ title: part.label, align: 'right' as const }] : []),
    ],
    rows: lines.map((line) => [
      line.place === null ? '—' : String(line.place),
      ...(then ? [moveWords(line, then)] : []),
      line.unit.name,
      percent(rateOf(line) ?? 0),
      `${line.done}/${line.required}`,
      percent(onTimeRateOf(line) ?? 0),
      ...(part ? [String(partOf(house, figures, line.unit.id))] : []),
    ]),
  }
}

/** ↑2, ↓1, =; nothing for who had no place then. */
function moveWords({ unit, place }: RankLine, { places }: PlacesBefore): string {
  const then = places.get(unit.id)
  if (then === undefined || place === null) return '—'
  if (then === place) return '='
  return then > place ? `↑${then - place}` : `↓${place - then}`
}
