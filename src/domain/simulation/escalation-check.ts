import type { ExpectationRow } from '../../../db/queries/expectations.ts'
import { addDays } from '../../clock.ts'
import type { Notice } from '../../core/reply.ts'
import type { CaseRules } from '../case-rules.ts'
import type { House } from '../house.ts'
import type { Staff } from '../staff.ts'

/** Who was told how far about what: entry, thing, its deadline. */
export type Told = Map<string, number>

/** What a run of the deadline notices is checked against. */
export interface EscalationGround {
  house: House
  staff: Staff
  rules: CaseRules
  today: string
  /** Everything that has a deadline. */
  open: ExpectationRow[]
  told: Told
  /** On which day an entry was last answered 收到. */
  acknowledged: ReadonlyMap<number, string>
}

/** How many notices there were of each stage: due soon, overdue, one above … */
export interface Escalations {
  stages: number[]
  faults: string[]
}

/** Compares the notices with what the pack says, day counted after day; notes in `told` what is told now. */
export function checkEscalations(ground: EscalationGround, notices: readonly Notice[]): Escalations {
  const { today, open, told } = ground
  const stageOn = perDue((due) => stageOf(ground, due))
  const stages: number[] = []
  const expected = new Set<string>()
  for (const row of open) {
    const stage = stageOn(row.due)
    const key = `${row.entryNo}/${row.key}/${row.due}`
    if (stage <= (told.get(key) ?? 0) || (stage > 2 && isAcknowledged(ground, row))) continue
    told.set(key, stage)
    const to = receiverOf(ground, row, stage)
    stages[stage] = (stages[stage] ?? 0) + 1
    if (to !== null) expected.add(`${to}/${row.entryNo}`)
  }
  const sent = new Set(notices.flatMap((notice) => numbersIn(notice).map((no) => `${receiverKey(notice)}/${no}`)))
  const hidden = new Set(notices.filter(isCut).map(receiverKey))
  const faults = [
    ...[...sent].filter((one) => !expected.has(one)).map((one) => `${today} 多发了时限通知 ${one}`),
    ...[...expected].filter((one) => !sent.has(one) && !hidden.has(one.split('/')[0] ?? '')).map((one) => `${today} 少发了时限通知 ${one}`),
  ]
  return { stages, faults }
}

/** Many things fall due on one day. */
function perDue(count: (due: string | null) => number): (due: string | null) => number {
  const known = new Map<string | null, number>()
  return (due) => {
    const stage = known.get(due) ?? count(due)
    known.set(due, stage)
    return stage
  }
}

/** 0: not yet; 1: due soon; 2, 3 …: so many working days behind the deadline as the pack says. */
function stageOf({ house, rules, today }: EscalationGround, due: string | null): number {
  if (due === null) return 0
  if (due < today) return 1 + passed(rules.escalate, workdaysBetween(house, { from: due, to: today, most: Math.max(...rules.escalate) }))
  // On the last of the days of warning, or on a holiday right behind it, nothing more than the days of warning is left.
  return due <= dayWithWorkdays(house, today, rules.warn) ? 1 : 0
}

function passed(escalate: readonly number[], workdays: number): number {
  return escalate.filter((days) => workdays >= days).length
}

/** Working days after one day up to another, counted one by one, and no further than `most`. */
function workdaysBetween({ calendar }: House, { from, to, most }: { from: string; to: string; most: number }): number {
  let days = 0
  for (let day = addDays(from, 1); day <= to && days < most; day = addDays(day, 1)) if (calendar.isWorkday(day)) days++
  return days
}

/** The day on which so many working days have come. */
function dayWithWorkdays({ calendar }: House, from: string, n: number): string {
  let day = from
  for (let left = n; left > 0; ) {
    day = addDays(day, 1)
    if (calendar.isWorkday(day)) left--
  }
  return day
}

function isAcknowledged({ acknowledged }: EscalationGround, { entryNo, due }: ExpectationRow): boolean {
  return (acknowledged.get(entryNo) ?? '') > (due ?? '')
}

/** First the person who answers, then the unit, then the one above, and so on up the line. */
function receiverOf({ house, staff, today }: EscalationGround, row: ExpectationRow, stage: number): string | null {
  const { directory } = house
  const people = staff.of(row.unitId ?? row.aboutUnitId)
  // 核实 is the manager's (interface, 'Who may'); what else is given to a unit anybody in it may do.
  const able = people.filter(({ posts }) => row.word !== '核实' || posts.some(({ role }) => role === 'manager'))
  const person = row.memberId ?? (able[0] ?? people[0])?.id
  if (stage === 1 && person !== undefined) return `m${person}`
  let unitId: number | null = row.unitId ?? directory.member(row.memberId ?? 0, today)?.posts[0]?.unitId ?? row.aboutUnitId
  for (let up = stage - 2; up > 0 && unitId !== null; up--) unitId = directory.unit(unitId).parentId
  return unitId === null ? null : `u${unitId}`
}

function receiverKey({ to }: Notice): string {
  return 'memberId' in to ? `m${to.memberId}` : 'unitId' in to ? `u${to.unitId}` : ''
}

/** The entries that a notice lists: each line begins with a number. */
function numbersIn({ content }: Notice): number[] {
  return content.blocks.flatMap((block) =>
    block.kind === 'list' ? block.items.flatMap((item) => /^#(\d+)/.exec(item)?.slice(1).map(Number) ?? []) : [],
  )
}

/** Did it leave lines out because there were too many? */
function isCut({ content }: Notice): boolean {
  return content.blocks.some((block) => block.kind === 'list' && block.items.some((item) => item.startsWith('……')))
}
