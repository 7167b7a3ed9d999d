import { listEntries } from '../../../db/queries/entries.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import type { PeriodReading } from '../../language/types.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { parsePeriodKey, periodOf } from '../periods.ts'
import { groupByKind, rankUnits } from '../ranking.ts'
import type { UnitTally } from '../tallies.ts'
import { type Cut, cutWords, kindWord, takeCut } from './ranking-cut.ts'

/** What one unit last reported of an indicator. */
interface Reading {
  unit: Unit
  value: number
  period: string
  no: number
}

/** Which indicator, over which time, and whether places are asked for. */
export interface IndicatorQuestion {
  indicator: string
  period?: PeriodReading | undefined
  ranking?: Cut
}

/** Entries looked through: more monthly figures than a county makes in a year. */
const MOST_ENTRIES = 5_000
const MOST_LINES = 30

/** An indicator as the units below reported it last: listed, or ranked by kind of unit (counting-rules 15 and 17). */
export async function indicatorDocument(context: SpeakerContext, unit: Unit, question: IndicatorQuestion): Promise<Block[]> {
  const period = question.period ?? periodOf('year', context.today)
  const readings = await latestReadings(context, unit, { indicator: question.indicator, from: period.from, to: period.to })
  const title = heading(`${unit.name} ${question.indicator}${question.ranking ? '排名' : ''}（${period.label}）`)
  if (readings.length === 0) return [title, text(`${question.indicator}：${period.label}还没有单位上报数据，暂无排名。`)]
  const source = note(`口径：取各单位期内最近一次上报的数，按单位类别分开比较；不作平均；数据截至${shortTime(context.now)}`)
  if (!question.ranking) return [title, list(readings.slice(0, MOST_LINES).map(readingLine)), source]
  return [title, ...rankedBlocks(unit, readings, question.ranking), source]
}

function readingLine({ unit, value, period, no }: Reading): string {
  return `${unit.name} ${value}（${period}，编号 ${no}）`
}

function rankedBlocks(unit: Unit, readings: Reading[], cut: Cut): Block[] {
  const tallies = readings.filter((reading) => reading.unit.id !== unit.id).map(toTally)
  const groups = groupByKind(tallies).filter((group) => group.tallies.length > 1)
  if (groups.length === 0) return [text('上报的单位不足两个，暂无排名。'), list(readings.map(readingLine))]
  return groups.flatMap((group) => {
    const lines = takeCut(rankUnits(group.tallies, { coverage: false }), cut)
    const rows = lines
      .slice(0, MOST_LINES)
      .map((line) => [line.place === null ? '' : String(line.place), line.unit.name, String(line.done)])
    return [
      text(`${kindWord(group.kind)}${cutWords(cut)}：`),
      rows.length === 0
        ? text('没有可点名的单位（并列的不排在最后）。')
        : { kind: 'table' as const, columns: [{ title: '名次' }, { title: '单位' }, { title: '数值', align: 'right' as const }], rows },
    ]
  })
}

/** Percentages are points of a hundred, so that they rank like shares. */
function toTally({ unit, value }: Reading): UnitTally {
  return { unit, required: 100, done: value, onTime: 0, extra: 0, subjects: 1, complete: 0, completeOnTime: 0, zero: 0, target: null }
}

async function latestReadings(
  context: SpeakerContext,
  unit: Unit,
  query: { indicator: string; from: string; to: string },
): Promise<Reading[]> {
  const subtree = context.house.directory.subtree(unit.id)
  const entries = await listEntries(context.db, { kind: 'indicator', unitIds: subtree.map(({ id }) => id) }, MOST_ENTRIES, true)
  const latest = new Map<number, Reading>()
  for (const entry of entries) {
    const value = numberIn(entry.fields.values, query.indicator)
    const key = typeof entry.fields.period === 'string' ? entry.fields.period : entry.date.slice(0, 7)
    const from = parsePeriodKey(key)?.from ?? entry.date
    if (value === null || from < query.from || from >= query.to) continue
    const known = latest.get(entry.unitId)
    if (known === undefined || known.period < key) {
      latest.set(entry.unitId, { unit: context.house.directory.unit(entry.unitId), value, period: key, no: entry.no })
    }
  }
  return subtree.flatMap(({ id }) => latest.get(id) ?? [])
}

function numberIn(values: unknown, name: string): number | null {
  if (typeof values !== 'object' || values === null) return null
  const found = Object.entries(values).find(([key]) => key === name)?.[1]
  return typeof found === 'number' ? found : null
}
