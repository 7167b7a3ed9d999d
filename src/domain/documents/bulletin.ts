import type { ExpectationRow } from '../../../db/queries/expectations.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import type { DutyFigures } from '../duty-figures.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import type { MeetingTask } from '../meeting-tasks.ts'
import { type OpenCases, sumCases } from '../open-cases.ts'
import type { Period } from '../periods.ts'
import type { Source } from '../progress.ts'
import { type Compared, type SummaryOf, summaryLines } from './period-summary.ts'
import { rankingDocument } from './ranking.ts'

/** Units, classes and tasks that one line or list names. */
const MOST_NAMES = 10
const MOST_TASKS = 30

/** All that a bulletin is written from; everything comes from the ledger. */
export interface BulletinFacts extends SummaryOf {
  unit: Unit
  title: string
  duties: Compared[]
  rankings: DutyFigures[]
  top: number
  bottom: number
  cases: OpenCases
  /** The meeting before, and what it set (C2); null where the pack names no meeting, or none was held. */
  meeting: { title: string; date: string; tasks: MeetingTask[] } | null
  /** What falls due in the period that follows. */
  ahead: ExpectationRow[]
  next: Period
}

/** 通报 (C2, E1): overall state, rankings with first and last named, problems, tasks of the last meeting, what comes next. */
export function bulletinDocument(source: Source, facts: BulletinFacts): Block[] {
  const { unit, title, activity } = facts
  const { totals, duties, notes } = summaryLines(unit, facts)
  const parts: [string, Block[]][] = [
    ['总体情况', [list([...totals, ...duties])]],
    ['排名情况', facts.rankings.flatMap((figures) => rankingBlocks(source.house, figures, facts))],
    ['存在问题', problemBlocks(source.house, facts)],
    ['上次会议部署任务完成情况', meetingBlocks(source.house, facts)],
    ['近期重点工作', aheadBlocks(facts)],
  ]
  const numerals = '一二三四五'
  const filled = parts.filter(([, blocks]) => blocks.length > 0)
  return [
    heading(`${unit.name} ${title}（${activity.period.label}）`),
    ...filled.flatMap(([name, blocks], index) => [text(`${numerals[index] ?? ''}、${name}`), ...blocks]),
    ...notes,
    note('以上由台账数据生成，经验做法和原因分析由起草单位补充'),
  ]
}

/** First and last by the cuts of counting-rules 17, and the rule once under each table. */
function rankingBlocks(house: House, figures: DutyFigures, { unit, top, bottom, now }: BulletinFacts): Block[] {
  const first = rankingDocument(figures, unit, { house, now, cut: { top } })
  const last = rankingDocument(figures, unit, { house, now, cut: { bottom } })
  if (!first || !last) return []
  return [...withoutNotes(first), ...withoutNotes(last).map(asText), ...first.filter(({ kind }) => kind === 'note')].map(asText)
}

/** A heading inside a document is a line of it. */
function asText(block: Block): Block {
  return block.kind === 'heading' ? text(block.text) : block
}

function withoutNotes(blocks: Block[]): Block[] {
  return blocks.filter(({ kind }) => kind !== 'note')
}

function problemBlocks(house: House, { unit, cases }: BulletinFacts): Block[] {
  const { open, overdue } = sumCases(cases, unit.id)
  const classes = new Map<string, number>()
  for (const { kind, class: name, count } of cases.counts(unit.id)) {
    if (kind === 'issue') classes.set(name ?? '未分类', (classes.get(name ?? '未分类') ?? 0) + count)
  }
  const named = [...classes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name, count]) => `${name} ${count}`)
  const late = house.directory.children(unit.id).flatMap((child) => {
    const count = cases.overdue(child.id).length
    return count > 0 ? [`${child.name} ${count} 项`] : []
  })
  const lines = [
    ...(open.get('issue') ? [`未销号问题 ${open.get('issue')} 条：${named.slice(0, MOST_NAMES).join('、')}`] : []),
    ...(open.get('risk') ? [`未结案风险 ${open.get('risk')} 户`] : []),
    ...(overdue.length > 0
      ? [`逾期未办 ${overdue.length} 项：${late.slice(0, MOST_NAMES).join('、')}${late.length > MOST_NAMES ? '等' : ''}`]
      : []),
  ]
  return lines.length === 0 ? [] : [list(lines)]
}

function meetingBlocks(house: House, { meeting }: BulletinFacts): Block[] {
  if (!meeting) return []
  const { title, date, tasks } = meeting
  const done = tasks.filter((task) => task.isDone).length
  const lines = tasks.slice(0, MOST_TASKS).map(({ no, text: content, unitId, due, state }) => {
    const until = due === null ? '' : `，${shortDate(due)}前`
    return `#${no} ${house.directory.unit(unitId).name}：${content}${until}——${state}`
  })
  const words = tasks.length === 0 ? '没有议定事项' : `议定 ${tasks.length} 项，已办结 ${done} 项，未办结 ${tasks.length - done} 项`
  return [text(`${shortDate(date)}${title}${words}${tasks.length === 0 ? '。' : '：'}`), ...(lines.length > 0 ? [list(lines)] : [])]
}

function aheadBlocks({ ahead, next, now }: BulletinFacts): Block[] {
  const kinds = new Map<string, number>()
  for (const { what } of ahead) kinds.set(plain(what), (kinds.get(plain(what)) ?? 0) + 1)
  const lines = [...kinds].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([what, count]) => `${what} ${count} 项`)
  if (lines.length === 0) return []
  return [text(`${next.label}到期的事项 ${ahead.length} 项（截至${shortTime(now)}）：`), list(lines.slice(0, MOST_NAMES))]
}

/** 落实措施1：临时救助 → 落实措施. */
function plain(what: string): string {
  return what.replace(/[\d：].*$/, '')
}
