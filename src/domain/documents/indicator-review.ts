import { type Block, heading, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { shortTime } from '../figure-notes.ts'
import { type Indicator, type IndicatorLine, indicatorLines, totalOf } from '../indicator-sums.ts'
import type { Pack } from '../pack.ts'
import type { Period } from '../periods.ts'
import type { Source } from '../progress.ts'
import { subjectsOf } from '../subjects.ts'

/** Rows that one chat message can carry. */
const MOST_ROWS = 40

/** What units below one report of a group of indicators in a period, each with its figures, and who reported nothing (C8: 季点评). */
export async function indicatorReview(
  source: Source,
  unit: Unit,
  about: { pack: Pack; group: string; period: Period; title: string; now: number },
): Promise<Block[]> {
  const { pack, group, period, title, now } = about
  const indicators = pack.indicators.filter((indicator) => indicator.group === group)
  const unitIds = source.house.directory.subtree(unit.id).map(({ id }) => id)
  const lines = await indicatorLines(source, { unitIds, indicators, span: period })
  const silent = silentUnits(source, unit, { pack, group, period, lines })
  return [
    heading(`${unit.name} ${title}（${period.label}）`),
    text(`${lines.length} 个单位报了${group}数据${silent.length > 0 ? `，${silent.length} 个应报的没有报：${silent.join('、')}` : ''}。`),
    ...(lines.length > 0 ? [table(lines, indicators)] : []),
    note(`口径：${pack.title}，期内各月当月新增数相加，同一月份报几次的取最后一次；数据截至${shortTime(now)}`),
  ]
}

/** Those who owe a report of the group and gave none in the period. */
function silentUnits(
  { house }: Source,
  unit: Unit,
  about: { pack: Pack; group: string; period: Period; lines: IndicatorLine[] },
): string[] {
  const { pack, group, period, lines } = about
  const duties = pack.duties.filter(({ report }) => report.kind === 'indicator' && report.class?.includes(group))
  const owing = duties.flatMap((duty) => subjectsOf(house, duty, { on: period.from, roots: [unit.id] }))
  const names = owing.flatMap(({ type, id, name }) => (type === 'unit' && !lines.some((line) => line.unit.id === id) ? [name] : []))
  return [...new Set(names)]
}

function table(lines: IndicatorLine[], indicators: Indicator[]): Block {
  const value = (number: number | null | undefined): string => (number === undefined || number === null ? '—' : String(number))
  const total = indicators.map((indicator) => value(totalOf(lines, indicator)))
  return {
    kind: 'table',
    columns: [{ title: '单位' }, ...indicators.map(({ name }) => ({ title: name, align: 'right' as const }))],
    rows: [
      ...lines.slice(0, MOST_ROWS).map(({ unit, values }) => [unit.name, ...indicators.map(({ name }) => value(values.get(name)))]),
      ['合计', ...total],
    ],
  }
}
