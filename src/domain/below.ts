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
    for (const part of lexicon.unit(unitOf(thing))?.path.split('/') ?? []) {
      const id = Number(part)
      const own = groups.get(id)
      if (own) own.push(thing)
      else if (part !== '') groups.set(id, [thing])
    }
  }
  return (unitId) => groups.get(unitId) ?? []
}
