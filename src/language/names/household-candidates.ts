import type { HouseholdIndex, HouseholdRow, Pair, Scope } from './household-index.ts'
import { groupNumber } from './household-prefix.ts'
import type { HouseholdRule } from './matches.ts'
import { ASKED, CLEAR, distance, TAKEN } from './name-distance.ts'
import { surnameOf } from './surnames.ts'

/** Where to look: only here, and in this group when one was named and has such a household. */
export interface Where {
  scope: Scope
  group?: number
}

/** What a typed name comes to. */
export type Verdict =
  | { kind: 'found'; id: number; rule: HouseholdRule; cost: number }
  | { kind: 'several'; ids: number[]; rule: HouseholdRule; cost: number }

interface Scored {
  row: HouseholdRow
  rule: HouseholdRule
  cost: number
}

const MOST_NEAR = 5
/** More than these are never offered for a surname. */
const MOST_ASKED = 100

/** The longest head that stands at this place, with all households that bear it. */
export function exactAt(index: HouseholdIndex, text: string, at: number, scope: Scope): { head: string; rows: HouseholdRow[] } | null {
  const [first, second] = [...text.slice(at, at + 4)]
  if (first === undefined || second === undefined) return null
  const rows = new Set<HouseholdRow>()
  index.visitPair({ pair: 0, first, second }, scope, (number) => {
    const row = index.row(number)
    if (text.startsWith(row.head, at)) rows.add(row)
  })
  const length = Math.max(0, ...[...rows].map((row) => row.head.length))
  return length === 0 ? null : { head: text.slice(at, at + length), rows: [...rows].filter((row) => row.head.length === length) }
}

/** Keeps those of the named group, unless none is in it. */
export function inGroup(rows: HouseholdRow[], group: number | undefined): HouseholdRow[] {
  const kept = group === undefined ? [] : rows.filter((row) => groupNumber(row.groupName) === group)
  return kept.length > 0 ? kept : rows
}

/** Decides what a typed name means: exact before anything else, a guess only when it is clearly the only one. */
export function judge(index: HouseholdIndex, typed: string, where: Where): Verdict | null {
  const scored = score(index, typed, where.scope)
  const [best] = scored
  if (best === undefined || best.cost > ASKED) return null
  const rivals = scored.filter((each) => each.cost <= ASKED && (best.cost === 0 ? each.cost === 0 : each.cost - best.cost <= CLEAR))
  const rows = inGroup(
    rivals.map((each) => each.row),
    where.group,
  )
  const [only] = rows
  const { rule, cost } = best
  if (only !== undefined && rows.length === 1 && cost <= TAKEN) return { kind: 'found', id: only.id, rule, cost }
  return { kind: 'several', ids: rows.slice(0, MOST_ASKED).map((row) => row.id), rule, cost }
}

/** Households whose heads come near a typed name, best first; with few of the surname those too. */
export function nearest(index: HouseholdIndex, typed: string, scope: Scope): number[] {
  const ids = score(index, typed, scope).map((each) => each.row.id)
  const kin = ids.length >= MOST_NEAR || typed === '' ? [] : bySurname(index, surnameOf(typed), scope, MOST_NEAR + 1).map((row) => row.id)
  return [...new Set([...ids, ...(kin.length <= MOST_NEAR ? kin : [])])].slice(0, MOST_NEAR)
}

/** Households of a surname, at most `limit`. */
export function bySurname(index: HouseholdIndex, surname: string, scope: Scope, limit = MOST_ASKED): HouseholdRow[] {
  const rows: HouseholdRow[] = []
  index.visitFirst(surname.charAt(0), scope, (number) => {
    const row = index.row(number)
    if (surnameOf(row.head) === surname) rows.push(row)
    return rows.length < limit
  })
  return rows
}

function score(index: HouseholdIndex, typed: string, scope: Scope): Scored[] {
  return [...candidates(index, typed, scope)]
    .flatMap((number): Scored[] => {
      const row = index.row(number)
      const far = distance(typed, row.head)
      return far === null ? [] : [{ row, ...far }]
    })
    .sort((a, b) => a.cost - b.cost || a.row.id - b.row.id)
}

/** Everything that shares two sounds with the typed name: in place, with one character too many or too few, or transposed. */
function candidates(index: HouseholdIndex, typed: string, scope: Scope): Set<number> {
  const [a, b, c] = [...typed]
  const found = new Set<number>()
  const add = (pair: Pair, first: string | undefined, second: string | undefined) => {
    if (first !== undefined && second !== undefined) index.visitPair({ pair, first, second }, scope, (row) => found.add(row))
  }
  add(0, a, b)
  add(1, a, c ?? b)
  add(2, b, c)
  if (c === undefined) add(2, a, b)
  else add(0, a, c)
  return found
}
