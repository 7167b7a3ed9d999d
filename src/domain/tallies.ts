import { addDays, type DateText } from '../clock.ts'
import type { Unit } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import type { Directory } from './directory.ts'
import type { Period } from './periods.ts'
import { isDone, type Standing } from './progress.ts'
import type { Subject } from './subjects.ts'

/** Sums over standings: shares are taken from sums, never averaged (counting-rules 15). */
export interface Tally {
  required: number
  /** A zero report counts as reported (counting-rules 11). */
  done: number
  onTime: number
  /** How much of what counts as done was answered by 零报告. */
  zeroDone: number
  /** Visits to households outside the denominator. */
  extra: number
  /** Subjects that owe, and those of them that owe nothing more. */
  subjects: number
  complete: number
  /** Subjects that owed nothing more when the deadline came. */
  completeOnTime: number
  /** Of the complete ones those that gave 零报告. */
  zero: number
  /** 序时进度, where the duty is measured against it. */
  target: number | null
}

/** The sum of one unit and what lies below it. */
export interface UnitTally extends Tally {
  unit: Unit
}

const nothing = { required: 0, done: 0, onTime: 0, zeroDone: 0 }

/** Adds standings up. More than is owed by one never makes up for another. */
export function sumUp(standings: Standing[]): Tally {
  const sum: Tally = { ...nothing, extra: 0, subjects: 0, complete: 0, completeOnTime: 0, zero: 0, target: null }
  const open = new Set<number | string>()
  const late = new Set<number | string>()
  const all = new Set<number | string>()
  const zero = new Set<number | string>()
  for (const standing of standings) {
    const key = nameOf(standing.subject)
    sum.required += standing.required
    if (standing.zeroAt === null) {
      sum.done += Math.min(standing.done, standing.required)
      sum.onTime += Math.min(standing.onTime, standing.required)
    } else {
      sum.done += standing.required
      sum.zeroDone += standing.required
      if (!isLate(standing)) sum.onTime += standing.required
    }
    sum.extra += standing.extra
    sum.target = standing.target
    all.add(key)
    if (!isDone(standing)) open.add(key)
    if (isLate(standing)) late.add(key)
    if (standing.zeroAt !== null) zero.add(key)
  }
  return { ...sum, subjects: all.size, complete: all.size - open.size, completeOnTime: all.size - late.size, zero: zero.size }
}

/** A unit by its number, since there are thousands and texts cost; a person by each of his posts' units. */
function nameOf({ type, id, unitId }: Subject): number | string {
  return type === 'unit' && id === unitId ? id : `${type}/${id}/${unitId}`
}

function isLate({ onTime, required, zeroAt, deadline }: Standing): boolean {
  return zeroAt === null ? onTime < required : zeroAt > deadline
}

/** Standings, and up to which day (exclusive) they speak of a part of their period, if they do. */
export interface Shown {
  standings: Standing[]
  part: { before: DateText } | null
}

/** Sums for each unit right below `parentId` (the parent's own standing is left out), in the order of the codes. */
export function sumByChild(directory: Directory, { standings, part }: Shown, parentId: number): UnitTally[] {
  const lastDay = oncePer((period: Period) => addDays(part?.before ?? period.to, -1))
  return sumBy(directory, standings, ({ subject, period }) => childOn(directory, parentId, { unitId: subject.unitId, on: lastDay(period) }))
}

/** A unit and those merged into it since, each for itself, of a time when they stood side by side (counting-rules 6); else nothing. */
export function sumByFormer(directory: Directory, { standings }: Pick<Shown, 'standings'>, unitId: number): UnitTally[] {
  const former = (standing: Standing): number | undefined => {
    const { unitId: id } = standing.subject
    return directory.successor(id) === unitId ? id : undefined
  }
  const sums = sumBy(directory, standings, former)
  return sums.length > 1 ? sums : []
}

function sumBy(directory: Directory, standings: Standing[], childOf: (standing: Standing) => number | undefined): UnitTally[] {
  const groups = new Map<number, Standing[]>()
  for (const standing of standings) {
    const child = childOf(standing)
    if (child === undefined) continue
    const group = groups.get(child)
    if (group) group.push(standing)
    else groups.set(child, [standing])
  }
  const sums = [...groups].map(([id, group]) => ({ unit: directory.unit(id), ...sumUp(group) }))
  return sums.sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1))
}

/**
 * The unit right below `parentId` on the way down to the subject, in the tree as it was when the period ended; undefined for the parent
 * itself and for units elsewhere.
 */
function childOn(directory: Directory, parentId: number, { unitId, on }: { unitId: number; on: DateText }): number | undefined {
  const line = directory.lineOn(unitId, on)
  // What the parent has swallowed since stood in its place then.
  return line[line.findLastIndex((id) => directory.successor(id) === parentId) - 1]
}

/** done / required; null where nothing is owed. */
export function rateOf({ done, required }: Pick<Tally, 'done' | 'required'>): number | null {
  return required === 0 ? null : done / required
}

/** onTime / required; null where nothing is owed. */
export function onTimeRateOf({ onTime, required }: Pick<Tally, 'onTime' | 'required'>): number | null {
  return required === 0 ? null : onTime / required
}
