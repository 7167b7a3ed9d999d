import type { Unit } from '../../core/nouns.ts'
import { percent } from '../figures.ts'
import type { PackDuty } from '../house.ts'
import type { Standing } from '../progress.ts'
import { isCoverage, isDone, measureOf } from '../progress.ts'
import type { RankLine } from '../ranking.ts'
import { rateOf, sumUp } from '../tallies.ts'

/** What happened in one month of the play. */
export interface Month {
  /** Entries by kind. */
  entries: Map<string, number>
  /** Notices by the schedule's title. */
  notices: Map<string, number>
  /** Reminders of duties by stage: private, group, overdue, above. */
  chased: Map<string, number>
  /** Told about cases: [ , due soon, overdue, one above, two above]. */
  escalated: number[]
  /** Steps taken by word, and how many were refused. */
  steps: Map<string, number>
}

/** An empty month. */
export function newMonth(): Month {
  return { entries: new Map(), notices: new Map(), chased: new Map(), escalated: [], steps: new Map() }
}

/** A duty as it stood at the month's end. */
export interface DutyMonth {
  packDuty: PackDuty
  standings: Standing[]
}

/** A ranking as it stood at the month's end. */
export interface RankedMonth {
  title: string
  lines: RankLine[]
}

/** Adds to a count. */
export function count(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

const stageTitles: Record<string, string> = { private: '私信', group: '单位群', overdue: '逾期@本人', above: '上级群' }

/** The lines of a month: what was due and done, late, chased, escalated, ranked. */
export function monthLines(
  month: Month,
  about: { label: string; titles: ReadonlyMap<string, string>; duties: DutyMonth[]; rankings: RankedMonth[] },
): string[] {
  const { label, titles, duties, rankings } = about
  const kinds = [...month.entries].map(([kind, number]) => `${titles.get(kind) ?? kind} ${number}`)
  const escalated = month.escalated.flatMap((number, stage) => (number ? [`${escalationWord(stage)} ${number}`] : []))
  return [
    `【${label}】`,
    `上报：${kinds.join('、') || '没有'}`,
    ...(month.steps.size > 0 ? [`办理：${[...month.steps].map(([word, number]) => `${word} ${number}`).join('、')}`] : []),
    ...duties.flatMap(({ packDuty, standings }) => dutyLine(packDuty, standings)),
    `催报：${[...month.chased].map(([stage, number]) => `${stageTitles[stage] ?? stage} ${number}`).join('、') || '没有'}`,
    `个案时限：${escalated.join('、') || '没有'}`,
    ...rankings.flatMap(({ title, lines }) => rankingLine(title, lines)),
    `其他通知：${[...month.notices].map(([title, number]) => `${title} ${number}`).join('、') || '没有'}`,
  ]
}

function escalationWord(stage: number): string {
  if (stage <= 1) return '到期前提醒'
  return stage === 2 ? '逾期到单位' : `逾期报上${'一二三四五'[stage - 3] ?? ''}级`
}

/** Numbers for periods that ended in the month, coverage as it stands at its end. */
function dutyLine({ duty }: PackDuty, standings: Standing[]): string[] {
  if (standings.length === 0) return []
  const { required, done, onTime, subjects } = sumUp(standings)
  const measure = measureOf(duty)
  const rate = rateOf({ done, required })
  const figures = `应${isCoverage(duty) ? '走' : '报'} ${required} ${measure}，已${isCoverage(duty) ? '走' : '报'} ${done} ${measure}（${rate === null ? '—' : percent(rate)}），按时 ${onTime}，补报 ${done - onTime}`
  const open = standings.filter((standing) => !isDone(standing)).length
  return [`${duty.row} ${duty.title}（${standings[0]?.period.label ?? ''}）：${subjects} 个，${figures}，未完成 ${open} 个`]
}

function rankingLine(title: string, lines: RankLine[]): string[] {
  const placed = lines.filter(({ place }) => place !== null)
  const [first] = placed
  const last = placed.at(-1)
  if (!first || !last) return []
  const behind = last.place === first.place ? '，全部并列' : `，第${last.place}名 ${words(last)}`
  return [`排名 ${title}（${placed.length} 个）：第1名 ${words(first)}${behind}`]
}

function words(line: RankLine & { unit: Unit }): string {
  return `${line.unit.name} ${percent(rateOf(line) ?? 0)}`
}
