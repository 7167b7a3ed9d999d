import { householdKinds } from '../core/nouns.ts'
import type { House } from './house.ts'
import { allPolicies } from './policies.ts'

/** Attributes of households that the packs ask for (困难户, policies), those that nobody has included. */
export function askedAttributes(house: Pick<House, 'packs'>): string[] {
  const kinds: readonly string[] = householdKinds
  const words = [
    ...house.packs.flatMap((pack) => pack.duties.flatMap(({ hardship }) => [...hardship])),
    ...allPolicies(house).flatMap((policy) => policy.for),
  ]
  return [...new Set(words)].filter((word) => !kinds.includes(word))
}

/** Of these words those that no pack asks for and no household has. */
export function unknownAttributes(house: House, words: string[]): string[] {
  const unknown = new Set(words.filter((word) => !askedAttributes(house).includes(word)))
  if (unknown.size === 0) return []
  for (const { attributes } of house.directory.allHouseholds()) for (const word of attributes) unknown.delete(word)
  return [...unknown]
}
