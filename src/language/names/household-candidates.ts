import type { HouseholdIndex, HouseholdRow, Pair, Scope } from './household-index.ts'
import { type Group, isOfGroup } from './household-prefix.ts'
import type { HouseholdRule } from './matches.ts'
import { ASKED, CLEAR, distance, TAKEN } from './name-distance.ts'
import { surnameOf } from './surnames.ts'

/** Where to look: only here, and in this group when one was named and has such a household. */
export interface Where {
  scope: Scope
  group?: Group
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

/** Keeps those of the named group, unless none is in it; of these who bears the name now goes before who bore it, and who left comes last. */
export function inGroup(rows: HouseholdRow[], group?: Group): HouseholdRow[] {
  const kept = group === undefined ? [] : rows.filter((row) => isOfGroup(row.groupName, group))
  const meant = kept.length > 0 ? kept : rows
  const times = [undefined, 'renamed', 'left'] as const
  const time = times.find((each) => meant.some(({ outdated }) => outdated === each))
  return meant.filter(({ outdated }) => outdated === time)
}

/** By which rule a household was found whose exact name was written. */
export function exactRule({ outdated }: HouseholdRow): HouseholdRule {
  return outdated === 'renamed' ? 'renamed' : 'exact'
}

/** Decides what a typed name means: exact before anything else, a guess only when it is clearly the only one. */
export function judge(index: HouseholdIndex, typed: string, where: Where): Verdict | null {
  const scored = recentScores(index, typed, where.scope)
  const [best] = scored
  if (best === undefined || best.cost > ASKED) return null
  const rivals = scored.filter((each) => each.cost <= ASKED && (best.cost === 0 ? each.cost === 0 : each.cost - best.cost <= CLEAR))
  const rows = inGroup(
    rivals.map((each) => each.row),
    where.group,
  )
  const [only] = rows
  const { rule, cost } = best
  if (only !== undefined && rows.length === 1 && cost <= TAKEN)
    return { kind: 'found', id: only.id, rule: cost === 0 ? exactRule(only) : rule, cost }
  return { kind: 'several', ids: rows.slice(0, MOST_ASKED).map((row) => row.id), rule, cost }
}

/** Names of the whole index that sound like a typed one, the same sound before similar ones. */
export function heardAlike(index: HouseholdIndex, typed: string): { id: number; rule: 'sound' | 'similar' }[] {
  const scored = score(index, typed, { scope: index.whole, offered: false })
  return scored.flatMap(({ row: { id }, rule }) => (rule === 'sound' || rule === 'similar' ? [{ id, rule }] : []))
}

/** Households whose heads come near a typed name, best first; with few of the surname those too. */
export function nearest(index: HouseholdIndex, typed: string, scope: Scope): number[] {
  const ids = score(index, typed, { scope, offered: true }).map((each) => each.row.id)
  const kin =
    ids.length >= MOST_NEAR || typed === ''
      ? []
      : bySurname(index, surnameOf(typed), scope, MOST_NEAR + 1)
          .map((row) => row.id)
          .sort((a, b) => a - b)
  return [...new Set([...ids, ...(kin.length <= MOST_NEAR ? kin : [])])].slice(0, MOST_NEAR)
}

/** Households of a surname, at most `limit`. */
export function bySurname(index: HouseholdIndex, surname: string, scope: Scope, limit = MOST_ASKED): HouseholdRow[] {
  const rows: HouseholdRow[] = []
  index.visitFirst(surname.charAt(0), scope, (number) => {
    const row = index.row(number)
    if (!row.outdated && surnameOf(row.head) === surname) rows.push(row)
    return rows.length < limit
  })
  return rows
}

/** A message asks for the same few names again and again while it is read. */
const recent = new WeakMap<Scope, Map<string, Scored[]>>()
const MOST_RECENT = 64

function recentScores(index: HouseholdIndex, typed: string, scope: Scope): Scored[] {
  const known = recent.get(scope) ?? new Map<string, Scored[]>()
  recent.set(scope, known)
  const scored = known.get(typed) ?? exactOf(index, typed, scope) ?? score(index, typed, { scope, offered: false })
  if (known.size >= MOST_RECENT) known.clear()
  known.set(typed, scored)
  return scored
}

/** Those who bear exactly this name; then no others need be looked for. */
function exactOf(index: HouseholdIndex, typed: string, scope: Scope): Scored[] | null {
  const exact = exactAt(index, typed, 0, scope)
  return exact?.head === typed ? exact.rows.map((row): Scored => ({ row, rule: 'exact', cost: 0 })) : null
}

function score(index: HouseholdIndex, typed: string, { scope, offered }: { scope: Scope; offered: boolean }): Scored[] {
  const { close, near } = candidates(index, typed, scope)
  return [...close, ...(offered ? near : [])]
    .flatMap((number): Scored[] => {
      const row = index.row(number)
      const far = row.outdated ? null : distance(typed, row.head)
      return far === null ? [] : [{ row, ...far }]
    })
    .sort((a, b) => a.cost - b.cost || a.row.id - b.row.id)
}

/** No more than these that are only near are looked at: five are offered. */
const MOST_LOOKED_AT = 200

/** Everything that shares two sounds with the typed name: in place, with one character too many or too few, or transposed. */
function candidates(index: HouseholdIndex, typed: string, scope: Scope): { close: Set<number>; near: Set<number> } {
  const [a, b, c] = [...typed]
  const close = new Set<number>()
  const near = new Set<number>()
  const compare = index.compare(typed)
  const visit = (row: number) => {
    const closeness = compare(row)
    if (closeness === 'close') close.add(row)
    else if (closeness === 'near' && near.size < MOST_LOOKED_AT) near.add(row)
  }
  const add = (pair: Pair, first: string | undefined, second: string | undefined) => {
    if (first !== undefined && second !== undefined) index.visitPair({ pair, first, second }, scope, visit)
  }
  add(0, a, b)
  add(1, a, c ?? b)
  add(2, b, c)
  if (c === undefined) add(2, a, b)
  else add(0, a, c)
  return { close, near }
}
