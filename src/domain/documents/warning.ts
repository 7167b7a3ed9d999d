import type { StateCount } from '../../../db/queries/case-states.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { type OpenCases, sumCases } from '../open-cases.ts'
import { sumUp } from '../tallies.ts'
import type { Compared } from './period-summary.ts'
import { isBehind, shareWords } from './standing-words.ts'

/** Names in one line. */
const MOST_NAMES = 10

/** What a warning is written from. */
export interface WarningFacts {
  title: string
  label: string
  source: string
  cases: OpenCases
  /** Reports of risks dated in the quarter. */
  fresh: StateCount[]
  duties: Compared[]
  /** Lines about indicators below their threshold. */
  thresholds: string[]
  now: number
}

/** 预警 (C3): open risks by cause, what is overdue, which duties lag behind 序时进度, which thresholds were missed; no households. */
export function warningDocument(house: House, unit: Unit, facts: WarningFacts): Block[] | null {
  const parts: [string, string[]][] = [
    ['风险', riskLines(house, unit, facts)],
    ['逾期', overdueLines(unit, facts)],
    ['慢于进度的规定动作', dutyLines(facts)],
    ['没有达到的指标', facts.thresholds],
  ]
  const filled = parts.filter(([, lines]) => lines.length > 0)
  if (filled.length === 0) return null
  return [
    heading(`${unit.name} ${facts.title}（${facts.label}）`),
    ...filled.flatMap(([name, lines]) => [text(`${name}：`), list(lines)]),
    note(`口径：${facts.source}；风险按上报的原因，未办结和逾期是此刻的；数据截至${shortTime(facts.now)}`),
  ]
}

function riskLines(house: House, unit: Unit, { cases, fresh }: WarningFacts): string[] {
  const own = (counts: readonly StateCount[]): StateCount[] =>
    counts.filter(({ kind, unitId }) => kind === 'risk' && house.lexicon.isWithin(unitId, [unit.id]))
  const open = own(cases.counts(unit.id))
  const total = sum(open)
  if (total + sum(own(fresh)) === 0) return []
  return [
    `本季新报 ${sum(own(fresh))} 户，未结案 ${total} 户`,
    ...(total > 0 ? [`未结案的原因：${causes(open)}`, where(house, unit, open)] : []),
  ]
}

function sum(counts: StateCount[]): number {
  return counts.reduce((all, { count }) => all + count, 0)
}

function causes(counts: StateCount[]): string {
  const byCause = new Map<string, number>()
  for (const { class: cause, count } of counts) byCause.set(cause ?? '其他', (byCause.get(cause ?? '其他') ?? 0) + count)
  return [...byCause]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([cause, count]) => `${cause} ${count}`)
    .join('、')
}

/** In the order of the codes: where risks are reported is no fault to be ranked. */
function where(house: House, unit: Unit, counts: StateCount[]): string {
  const names = house.directory.children(unit.id).flatMap((child) => {
    const count = sum(counts.filter(({ unitId }) => house.lexicon.isWithin(unitId, [child.id])))
    return count > 0 ? [`${child.name} ${count}`] : []
  })
  return `分布：${names.slice(0, MOST_NAMES).join('、')}${names.length > MOST_NAMES ? `等 ${names.length} 个` : ''}`
}

function overdueLines(unit: Unit, { cases }: WarningFacts): string[] {
  const kinds = new Map<string, number>()
  for (const { what } of sumCases(cases, unit.id).overdue) {
    const name = what.replace(/[\d：].*$/, '')
    kinds.set(name, (kinds.get(name) ?? 0) + 1)
  }
  return [...kinds].map(([name, count]) => `${name} ${count} 项`)
}

function dutyLines({ duties }: WarningFacts): string[] {
  return duties.flatMap(({ figures }) => {
    const behind = figures.standings.filter(isBehind)
    if (figures.part || behind.length === 0) return []
    return [
      `${figures.duty.title}：${behind.length} 个单位${figures.duty.covers ? '慢于进度' : '没完成'}，合计 ${shareWords(figures, sumUp(figures.standings))}`,
    ]
  })
}
