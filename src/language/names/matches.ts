import type { Found } from '../found.ts'

/** A unit or person found by name. When several bear it, `candidates` holds them and `value` is 0. */
export type NameFinding = Found<number> & { candidates?: number[]; corrected?: boolean }

/** The finding for those who bear a name. */
export function nameFinding(ids: number[], place: { start: number; end: number; rule: string }): NameFinding {
  return ids.length === 1 ? { value: ids[0] ?? 0, ...place } : { value: 0, candidates: ids, ...place }
}

/** A name in a labelled value: `id` when it is clear, else whom it may mean. */
export interface NameReading {
  id?: number
  candidates: number[]
  corrected: boolean
}

/** How a household's name was recognised; `renamed`: it is the name of its head of before. */
export type HouseholdRule = 'exact' | 'renamed' | 'part' | 'sound' | 'similar' | 'one-off' | 'transposed' | 'partial'

/** What became of a household's name. `start` and `end` cover everything that names it (三组的王志刚, 张耀宗家), `typed` the bare name. */
export type HouseholdMatch = { start: number; end: number; typed: string } & (
  | { kind: 'found'; id: number; rule: HouseholdRule; corrected: boolean }
  | { kind: 'several'; ids: number[]; rule: HouseholdRule }
  | { kind: 'none'; near: number[] }
)
