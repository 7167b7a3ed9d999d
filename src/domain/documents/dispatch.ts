import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { type OpenCases, sumCases } from '../open-cases.ts'
import type { Standing } from '../progress.ts'
import { openWords } from './standing-words.ts'

/** Units, and duties of one unit, that one message can carry. */
const MOST_UNITS = 40
const MOST_DUTIES = 5

/** Kinds of cases in the order in which they are told. */
const kindTitles = { risk: '风险', issue: '问题', task: '任务', project: '项目' } as const

/** What is open and overdue, read once for all lists. */
export interface DispatchFacts {
  cases: OpenCases
  duties: Standing[]
  /** 庆城县八项机制. */
  source: string
  now: number
}

/** 调度清单: the units right below one that owe something, in the order of their codes, never ranked; null when none does. */
export function dispatchDocument(house: House, unit: Unit, facts: DispatchFacts & { title: string }): Block[] | null {
  const lines = house.directory.children(unit.id).flatMap((child) => unitLine(house, child, facts) ?? [])
  if (lines.length === 0) return null
  const more = lines.length > MOST_UNITS ? [text(`……还有 ${lines.length - MOST_UNITS} 个单位`)] : []
  return [
    heading(`${unit.name} ${facts.title}`),
    list(lines.slice(0, MOST_UNITS)),
    ...more,
    note(
      `口径：${facts.source}；未完成的是上一期规定动作，未办结、逾期的是此刻的个案，按单位代码排列，不是排名；数据截至${shortTime(facts.now)}`,
    ),
  ]
}

function unitLine(house: House, unit: Unit, { cases, duties, now }: DispatchFacts): string | null {
  const own = duties.filter(({ subject }) => house.lexicon.isWithin(subject.unitId, [unit.id]))
  const { open, overdue } = sumCases(cases, unit.id)
  const parts = [
    ...dutyWords(unit, own, now),
    ...Object.entries(kindTitles).flatMap(([kind, title]) => (open.get(kind) ? [`${title}未办结 ${open.get(kind)}`] : [])),
    ...(overdue.length > 0 ? [`逾期事项 ${overdue.length} 项`] : []),
  ]
  return parts.length === 0 ? null : `${unit.name}：${parts.join('；')}`
}

/** The unit's own by name; of those below it only how many. */
function dutyWords(unit: Unit, standings: Standing[], now: number): string[] {
  const duties = [...new Set(standings.map(({ duty }) => duty))]
  return duties.slice(0, MOST_DUTIES).map((duty) => {
    const late = standings.filter((standing) => standing.duty === duty)
    const own = late.find(({ subject }) => subject.id === unit.id)
    return own && late.length === 1 ? `${duty.title} ${openWords(own, now)}` : `${duty.title} ${late.length} 个单位没完成`
  })
}
