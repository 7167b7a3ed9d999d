import { listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { isRate } from '../../language/indicators.ts'
import type { Comparison, PeriodReading } from '../../language/types.ts'
import { changeWords, earlierThan } from '../comparison.ts'
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
  /** 比上月, 同比: each figure beside the same unit's for the period before, or a year ago. */
  compare?: Comparison | undefined
}

/** Entries looked through: more monthly figures than a county makes in a year. */
const MOST_ENTRIES = 5_000
const MOST_LINES = 30

/** An indicator as the units below reported it last: listed, or ranked by kind of unit (counting-rules 15 and 17). */
export async function indicatorDocument(context: SpeakerContext, unit: Unit, question: IndicatorQuestion): Promise<Block[]> {
  const period = question.period ?? periodOf('year', context.today)
  const all = await allReadings(context, unit, question.indicator)
  const readings = latestIn(all, period)
  const compared = (reading: Reading): string => (question.compare ? comparedWords(all, reading, question) : '')
  const title = heading(`${unit.name} ${question.indicator}${question.ranking ? '排名' : ''}（${period.label}）`)
  if (readings.length === 0) return [title, text(`${question.indicator}：${period.label}还没有单位上报数据，暂无排名。`)]
  const sign = isRate(question.indicator) ? '%' : ''
  const source = note(
    `口径：取各单位期内最近一次上报的数，按单位类别分开比较；不作平均；数据来源：${sourcesOf(readings)}；数据截至${shortTime(context.now)}`,
  )
  if (!question.ranking)
    return [title, list(readings.slice(0, MOST_LINES).map((reading) => `${readingLine(reading, sign)}${compared(reading)}`)), source]
  return [title, ...rankedBlocks(unit, readings, { cut: question.ranking, compared, sign }), source]
}

function readingLine(reading: Reading, sign: string): string {
  return `${reading.unit.name} ${reading.value}${sign}（${labelOf(reading.period)}，编号 ${reading.no}）`
}

/** 2023年3月月报（编号 1004、1005）: what is known as a rate only is shown with its source and date (counting-rules 15). */
function sourcesOf(readings: Reading[]): string {
  const periods = [...new Set(readings.map(({ period }) => period))].sort()
  return periods
    .map((period) => {
      const numbers = readings.filter((reading) => reading.period === period).map(({ no }) => no)
      return `${labelOf(period)}月报（编号 ${numbers.join('、')}）`
    })
    .join('、')
}

function labelOf(period: string): string {
  return parsePeriodKey(period)?.label ?? period
}

function rankedBlocks(unit: Unit, readings: Reading[], about: { cut: Cut; compared: (reading: Reading) => string; sign: string }): Block[] {
  const { cut, compared, sign } = about
  const tallies = readings.filter((reading) => reading.unit.id !== unit.id).map(toTally)
  const groups = groupByKind(tallies).filter((group) => group.tallies.length > 1)
  if (groups.length === 0)
    return [text('上报的单位不足两个，暂无排名。'), list(readings.map((reading) => `${readingLine(reading, sign)}${compared(reading)}`))]
  const byUnit = new Map(readings.map((reading) => [reading.unit.id, reading]))
  return groups.flatMap((group) => {
    const lines = takeCut(rankUnits(group.tallies, { coverage: false }), cut)
    const rows = lines.slice(0, MOST_LINES).map((line) => {
      const reading = byUnit.get(line.unit.id)
      return [line.place === null ? '' : String(line.place), line.unit.name, `${line.done}${sign}${reading ? compared(reading) : ''}`]
    })
    return [
      text(`${kindWord(group.kind)}${cutWords(cut)}：`),
      rows.length === 0 ? text('没有可点名的单位（并列的不排在最后）。') : { kind: 'table' as const, columns: rankedColumns, rows },
    ]
  })
}

const rankedColumns = [{ title: '名次' }, { title: '单位' }, { title: '数值', align: 'right' as const }]

/** Percentages are points of a hundred, so that they rank like shares. */
function toTally({ unit, value }: Reading): UnitTally {
  const nothing = { onTime: 0, zeroDone: 0, extra: 0, complete: 0, completeOnTime: 0, zero: 0 }
  return { unit, required: 100, done: value, ...nothing, subjects: 1, target: null }
}

/** Everything that the subtree reported of an indicator, by unit in the order of the codes, newest entry first. */
async function allReadings(context: SpeakerContext, unit: Unit, indicator: string): Promise<Reading[]> {
  const { directory } = context.house
  const subtree = directory.subtree(unit.id)
  const entries = await listEntries(context.db, { kind: 'indicator', unitIds: subtree.map(({ id }) => id) }, MOST_ENTRIES, true)
  const found = entries.flatMap((entry): Reading[] => {
    const value = numberIn(entry.fields.values, indicator)
    const period = typeof entry.fields.period === 'string' ? entry.fields.period : entry.date.slice(0, 7)
    return value === null ? [] : [{ unit: directory.unit(entry.unitId), value, period, no: entry.no }]
  })
  return subtree.flatMap(({ id }) => found.filter((reading) => reading.unit.id === id))
}

/** Of each unit the reading for the latest period inside a time; of several for it the newest. */
function latestIn(readings: Reading[], { from, to }: Pick<PeriodReading, 'from' | 'to'>): Reading[] {
  const latest = new Map<number, Reading>()
  for (const reading of readings) {
    const start = parsePeriodKey(reading.period)?.from ?? `${reading.period}-01`
    const known = latest.get(reading.unit.id)
    if (start >= from && start < to && (known === undefined || known.period < reading.period)) latest.set(reading.unit.id, reading)
  }
  return [...latest.values()]
}

/** ，上月 48%，增 5 个百分点: beside the figure that the same unit reported for the period before its own. */
function comparedWords(all: Reading[], { unit, value, period }: Reading, { indicator, compare = 'previous' }: IndicatorQuestion): string {
  const own = parsePeriodKey(period)
  if (!own) return ''
  // Figures are reported for whole periods: nothing is cut at today.
  const { span, word } = earlierThan(own, compare, own.to)
  const then = all.find((reading) => reading.unit.id === unit.id && reading.period === span.key)
  if (!then) return `，${word}没有报`
  const [sign, points] = isRate(indicator) ? ['%', '个百分点'] : ['', '']
  return `，${word} ${then.value}${sign}，${changeWords(value, then.value, points)}`.trimEnd()
}

function numberIn(values: unknown, name: string): number | null {
  if (typeof values !== 'object' || values === null) return null
  const found = Object.entries(values).find(([key]) => key === name)?.[1]
  return typeof found === 'number' ? found : null
}
