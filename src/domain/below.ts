import { oncePer } from '../core/once-per.ts'
import type { House } from './house.ts'

/** What lies in a unit and everything below it. */
export type Below<Thing> = (unitId: number) => readonly Thing[]

/** Sorts things by their unit and by every unit above it, once for all who ask; what belongs to a unit that is on the roster no more is nowhere. */
export function groupBelow<Thing>(
  { lexicon }: Pick<House, 'lexicon'>,
  things: Iterable<Thing>,
  unitOf: (thing: Thing) => number,
): Below<Thing> {
  const groups = new Map<number, Thing[]>()
  for (const thing of things) {
    const unit = lexicon.unit(unitOf(thing))
    for (const id of unit ? lineOf(unit) : []) {
      const own = groups.get(id)
      if (own) own.push(thing)
      else groups.set(id, [thing])
    }
  }
  return (unitId) => groups.get(unitId) ?? []
}

/** The units on the way down to one, itself included: read out of its path once, since thousands of things lie in one unit. */
const lineOf = oncePer(({ path }: { path: string }) => path.split('/').flatMap((part) => (part === '' ? [] : Number(part))))
