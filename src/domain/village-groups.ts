import type { Household } from '../core/nouns.ts'
import { ORDINAL, toOrdinal } from '../language/ordinals.ts'

const NUMBERED = new RegExp(`第?(${ORDINAL})(?:村民)?小?[组社队]`)

/** The village group that a question names (三组, 3组, 第三村民小组, 王家湾组), as the roster writes it. */
export interface GroupNamed {
  /** Null: the village has no such group. */
  group: string | null
  typed: string
}

/** The group of these households that the words name; null when they name none. */
export function groupNamed(words: string, households: readonly Household[]): GroupNamed | null {
  const groups = [...new Set(households.map(({ groupName }) => groupName))].filter((group) => group.length > 1)
  const typed = NUMBERED.exec(words)
  const numberOf = (group: string): number => toOrdinal(NUMBERED.exec(group)?.[1] ?? '')
  if (typed) return { group: groups.find((group) => numberOf(group) === toOrdinal(typed[1] ?? '')) ?? null, typed: typed[0] }
  const named = groups.find((group) => words.includes(group))
  return named === undefined ? null : { group: named, typed: named }
}
