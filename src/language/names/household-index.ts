import type { Roster } from '../types.ts'
import type { Grounds } from './grounds.ts'
import { groupNumber, hamletName } from './household-prefix.ts'
import { type Closeness, codeRows } from './row-codes.ts'
import { soundOf } from './sounds.ts'
import { createWordFinder, type WordFinder } from './word-finder.ts'

/** What is looked up of a household: its head, in a group of a village. */
export type HouseholdRow = Pick<Roster['households'][number], 'id' | 'villageId' | 'groupName' | 'head'> & {
  /** A name of the past: of a household that has another head now, or has left. It is found when it is written exactly so, never guessed. */
  outdated?: 'renamed' | 'left'
}

/** The names of a household: its head's, and those that it bore before. */
export function rowsOf(household: Roster['households'][number]): HouseholdRow[] {
  const { id, villageId, groupName, until = null, formerHeads = [] } = household
  const outdated = until === null ? 'renamed' : 'left'
  const own: HouseholdRow = until === null ? household : { id, villageId, groupName, head: household.head, outdated }
  return [own, ...formerHeads.map((head): HouseholdRow => ({ id, villageId, groupName, head, outdated }))]
}

/** Which two of a name's characters a posting is about. */
const PAIRS = [
  { pair: 0, i: 0, j: 1 },
  { pair: 1, i: 0, j: 2 },
  { pair: 2, i: 1, j: 2 },
] as const
export type Pair = (typeof PAIRS)[number]['pair']

/** Sounds are numbered below this, rows below `ROWS`; a posting is pair, two sounds and a row in one whole number below 2^53. */
const SOUNDS = 4096
const ROWS = 2 ** 24

/** Rows from `from` up to before `to`. Villages of one subtree lie side by side, so that a scope is mostly a single stretch. */
interface Stretch {
  from: number
  to: number
}

/** Where one looks: no row outside these stretches is ever seen. */
export type Scope = readonly Stretch[]

/** Households found by how two of their characters sound. */
export interface HouseholdIndex {
  /** How many rows there are: they are numbered from 0. */
  size: number
  /** The rows of these villages and single households. */
  scopeOf(grounds: Grounds): Scope
  /** All rows. */
  whole: Scope
  villageOf(householdId: number): number | undefined
  /** Calls `visit` for rows of which the two characters of this pair may sound like `first` and `second`, perhaps more than once. */
  visitPair(sounds: { pair: Pair; first: string; second: string }, scope: Scope, visit: (row: number) => void): void
  /** Calls `visit` for rows whose name begins with a character that sounds like this one, until it returns false. */
  visitFirst(first: string, scope: Scope, visit: (row: number) => boolean): void
  row(index: number): HouseholdRow
  /** How near the names of rows come to a typed one. */
  compare(typed: string): (row: number) => Closeness
  /** The hamlet (a group that bears a name, no number) that stands at a place of a text, when a household of the scope, of those that count, lives there. */
  hamletAt(text: string, at: number, scope: Scope, counts?: (row: number) => boolean): { name: string; end: number } | null
}

/**
 * Indexes heads in one sorted array of postings, 8 bytes each (about three a household), so that a county's 200,000 households take
 * some 5 MB and every lookup is two binary searches. `pathOf` gives the path of a village's unit.
 */
export function indexHouseholds(households: HouseholdRow[], pathOf: (villageId: number) => string): HouseholdIndex {
  const rows = [...households].sort((a, b) => a.villageId - b.villageId || a.id - b.id)
  const stretches = stretchesOf(rows, pathOf)
  const ordered = [...stretches.values()].flatMap(({ from, to }) => rows.slice(from, to))
  const villages = stretchesOf(ordered, () => '')
  const scopes = new WeakMap<number[], Scope>()
  const places = lazilyPlaced(ordered)
  const hamlets = lazilyNamed(ordered)
  const codes = codeRows(ordered)
  const postings = Float64Array.from(allPostings(ordered)).sort()
  return {
    scopeOf(villageIds) {
      const scope = scopes.get(villageIds) ?? merged(villageIds, (id) => (id < 0 ? places(-id) : villages.get(id)))
      if (Object.isFrozen(villageIds)) scopes.set(villageIds, scope)
      return scope
    },
    size: ordered.length,
    whole: [{ from: 0, to: ordered.length }],
    villageOf: (householdId) => ordered[places(householdId)?.from ?? -1]?.villageId,
    visitPair({ pair, first, second }, scope, visit) {
      for (const a of soundOf(first).similar) {
        for (const b of soundOf(second).similar) {
          const key = keyOf(pair, a, b)
          for (const { from, to } of scope) {
            for (let at = firstNotBelow(postings, key + from); (postings[at] ?? Number.POSITIVE_INFINITY) < key + to; at += 1)
              visit((postings[at] ?? 0) - key)
          }
        }
      }
    },
    visitFirst(first, scope, visit) {
      const startsLike = codes.startsLike(first)
      for (const { from, to } of scope) {
        for (let row = from; row < to; row += 1) if (startsLike(row) && !visit(row)) return
      }
    },
    hamletAt(text, at, scope, counts = () => true) {
      const found = hamlets()
        .at(text, at)
        .find(({ value }) => value.some((row) => counts(row) && scope.some(({ from, to }) => row >= from && row < to)))
      if (found === undefined) return null
      const end = found.end + (KIND.exec(text.slice(found.end, found.end + 4))?.[0].length ?? 0)
      return { name: found.word, end }
    },
    compare: codes.compare,
    row: (index) => {
      const row = ordered[index]
      if (row === undefined) throw new Error(`No household at ${index}`)
      return row
    },
  }
}

/** The stretch of each village, villages in the order of their paths (rows must be grouped by village). */
function stretchesOf(rows: HouseholdRow[], pathOf: (villageId: number) => string): Map<number, Stretch> {
  const found: { villageId: number; path: string; stretch: Stretch }[] = []
  rows.forEach(({ villageId }, at) => {
    const last = found.at(-1)
    if (last?.villageId === villageId) last.stretch.to = at + 1
    else found.push({ villageId, path: pathOf(villageId), stretch: { from: at, to: at + 1 } })
  })
  found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return new Map(found.map(({ villageId, stretch }) => [villageId, stretch]))
}

/** Where single households stand; looked up only for those who care for some outside their villages. */
function lazilyPlaced(rows: HouseholdRow[]): (householdId: number) => Stretch | undefined {
  let places: Map<number, Stretch> | undefined
  return (householdId) => {
    places ??= stretchesById(rows)
    return places.get(householdId)
  }
}

/** The names of one household stand side by side. */
function stretchesById(rows: HouseholdRow[]): Map<number, Stretch> {
  const places = new Map<number, Stretch>()
  for (const [at, { id }] of rows.entries()) places.set(id, { from: places.get(id)?.from ?? at, to: at + 1 })
  return places
}

const KIND = /^(?:自然村|村民小组|小组|村|组|社|队|屯)/

/** The rows of each hamlet by its name without 村 or 组. */
function lazilyNamed(rows: HouseholdRow[]): () => WordFinder<number[]> {
  let finder: WordFinder<number[]> | undefined
  return () => {
    finder ??= createWordFinder(hamletsOf(rows))
    return finder
  }
}

function hamletsOf(rows: HouseholdRow[]): Map<string, number[]> {
  const hamlets = new Map<string, number[]>()
  for (const [at, { groupName, outdated }] of rows.entries()) {
    if (outdated || !Number.isNaN(groupNumber(groupName)) || groupName.length < 2) continue
    const name = hamletName(groupName)
    const others = hamlets.get(name)
    if (others === undefined) hamlets.set(name, [at])
    else others.push(at)
  }
  return hamlets
}

/** The stretches of these grounds in order, those that touch joined. */
function merged(grounds: Grounds, stretchOf: (id: number) => Stretch | undefined): Scope {
  const ends = new Map<number, number>()
  for (const id of grounds) {
    const stretch = stretchOf(id)
    if (stretch !== undefined) ends.set(stretch.from, Math.max(stretch.to, ends.get(stretch.from) ?? 0))
  }
  const scope: Stretch[] = []
  for (const from of Int32Array.from(ends.keys()).sort()) {
    const last = scope.at(-1)
    const to = ends.get(from) ?? from
    if (last?.to === from) last.to = to
    else scope.push({ from, to })
  }
  return scope
}

function keyOf(pair: Pair, first: number, second: number): number {
  return ((pair * SOUNDS + first) * SOUNDS + second) * ROWS
}

function allPostings(rows: HouseholdRow[]): number[] {
  const postings: number[] = []
  rows.forEach(({ head }, row) => {
    const characters = [...head]
    for (const { pair, i, j } of PAIRS) {
      const [first, second] = [characters[i], characters[j]]
      if (first === undefined || second === undefined) continue
      for (const a of soundOf(first).similar) for (const b of soundOf(second).similar) postings.push(keyOf(pair, a, b) + row)
    }
  })
  return postings
}

/** The place of the first posting that is not below `key`. */
function firstNotBelow(postings: Float64Array, key: number): number {
  let [from, to] = [0, postings.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((postings[middle] ?? 0) < key) from = middle + 1
    else to = middle
  }
  return from
}
