/**
 * Where households are looked for: villages by their ids, and besides them single households (those in the speaker's care, whose
 * village is none of his) as their ids below zero, so that one list says both.
 */
export type Grounds = number[]

/** Villages with single households besides; the same list of villages where there are none. */
export function groundsOf(villageIds: number[], householdIds: number[] = []): Grounds {
  return householdIds.length === 0 ? villageIds : [...villageIds, ...householdIds.map((id) => -id)]
}

/** Those grounds that lie in the villages named. */
export function groundsIn(grounds: Grounds, villageIds: number[], villageOf: (householdId: number) => number | undefined): Grounds {
  const inside = new Set(villageIds)
  return grounds.filter((id) => inside.has(id < 0 ? (villageOf(-id) ?? 0) : id))
}
