import type { Household } from '../core/nouns.ts'
import { type HouseholdIndex, type HouseholdRow, indexHouseholds, rowsOf } from '../language/names/household-index.ts'
import { patchIndex } from '../language/names/patched-index.ts'

/**
 * The households of a roster, found by all that they are asked for by. A county has tens of thousands and a city hundreds, of which one
 * changes at a time: then a new book is made of the old one, and shares with it whatever did not change.
 */
export interface HouseholdBook {
  household(id: number): Household | undefined
  /** The highest id. */
  readonly lastId: number
  all(): Iterable<Household>
  /** Those that a village answers for now. */
  ofVillage(villageId: number): Household[]
  /** Those that were a village's own and are another's now. */
  movedFrom(villageId: number): Household[]
  /** Those that a person answers for and that are on the roster. */
  ofCarer(memberId: number): Household[]
  /** The names of all, also of those that have left, made ready for reading when first asked for. `pathOf` gives the path of a village's unit. */
  names(pathOf: (villageId: number) => string): HouseholdIndex
  /** The book with these households new or otherwise. */
  changed(households: Household[]): HouseholdBook
}

/** Names that differ from those that were made ready: more than these, and all are made ready anew. */
const MOST_PATCHES = 300

interface Shelves {
  /** By id: ids are given one after the other. */
  byId: (Household | undefined)[]
  village: Map<number, Household[]>
  moved: Map<number, Household[]>
  carer: Map<number, Household[]>
}

interface Names {
  ready: HouseholdIndex | null
  /** Households that have changed since it was made. */
  patches: ReadonlyMap<number, Household>
}

/** Opens a book of households. */
export function openHouseholdBook(households: Household[]): HouseholdBook {
  const shelves: Shelves = { byId: [], village: new Map(), moved: new Map(), carer: new Map() }
  for (const household of households) {
    shelves.byId[household.id] = household
    for (const [shelf, key] of placesOf(shelves, household)) {
      const list = shelf.get(key)
      if (list) list.push(household)
      else shelf.set(key, [household])
    }
  }
  return bookOf(shelves, { ready: null, patches: new Map() })
}

function bookOf(shelves: Shelves, names: Names): HouseholdBook {
  const { byId, village, moved, carer } = shelves
  let patched: HouseholdIndex | undefined
  return {
    household: (id) => byId[id],
    lastId: Math.max(0, byId.length - 1),
    *all() {
      for (const household of byId) if (household) yield household
    },
    ofVillage: (id) => village.get(id) ?? none,
    movedFrom: (id) => moved.get(id) ?? none,
    ofCarer: (id) => carer.get(id) ?? none,
    names(pathOf) {
      names.ready ??= indexHouseholds(
        byId.flatMap((household) => (household ? rowsOf(household) : [])),
        pathOf,
      )
      patched ??= names.patches.size === 0 ? names.ready : patchIndex(names.ready, rowsOfEach(names.patches), pathOf)
      return patched
    },
    changed: (households) => bookOf(withChanged(shelves, households), withPatches(names, households)),
  }
}

const none: Household[] = []

function rowsOfEach(households: ReadonlyMap<number, Household>): Map<number, HouseholdRow[]> {
  return new Map([...households].map(([id, household]) => [id, rowsOf(household)]))
}

/** The lists that a household stands in, with its key there. */
function placesOf({ village, moved, carer }: Shelves, household: Household): [Map<number, Household[]>, number][] {
  const { villageId, originId, carerId, until } = household
  return [
    [village, villageId],
    ...(originId === villageId ? [] : [[moved, originId] as [Map<number, Household[]>, number]]),
    ...(carerId === null || until !== null ? [] : [[carer, carerId] as [Map<number, Household[]>, number]]),
  ]
}

function withChanged(old: Shelves, households: Household[]): Shelves {
  const shelves: Shelves = { byId: [...old.byId], village: new Map(old.village), moved: new Map(old.moved), carer: new Map(old.carer) }
  for (const household of households) {
    const before = shelves.byId[household.id]
    if (before)
      for (const [shelf, key] of placesOf(shelves, before))
        shelf.set(
          key,
          (shelf.get(key) ?? []).filter((one) => one !== before),
        )
    shelves.byId[household.id] = household
    for (const [shelf, key] of placesOf(shelves, household)) {
      const list = shelf.get(key) ?? []
      const at = list.findIndex(({ id }) => id > household.id)
      shelf.set(key, at < 0 ? [...list, household] : list.toSpliced(at, 0, household))
    }
  }
  return shelves
}

/** Names that nobody has made ready yet need no patches. */
function withPatches({ ready, patches }: Names, households: Household[]): Names {
  const all = new Map([...patches, ...households.map((household) => [household.id, household] as const)])
  return ready === null || all.size > MOST_PATCHES ? { ready: null, patches: new Map() } : { ready, patches: all }
}
