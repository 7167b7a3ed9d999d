import { addDays, type DateText } from '../clock.ts'
import type { Household } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import type { House } from './house.ts'
import type { HouseholdBook } from './household-book.ts'
import type { Duty } from './pack.ts'

/** The first day of the period, on which the roster is frozen, and the day that is looked at. */
export interface RosterSpan {
  from: DateText
  day: DateText
  /** Villages that a manager has freed (免报): they are left out. */
  freed?: ReadonlyMap<number, unknown> | undefined
}

const monitoredKinds: ReadonlySet<Household['kind']> = new Set(['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'])

/** What a duty looks at in a village. */
type Coverage = Pick<Duty, 'covers' | 'hardship'>

/** The households of a village that a duty looks at. Villages are those of the time of registration: after a merger each still has its own (counting-rules 6). */
interface Roll {
  /** Ids of those that have always been there, in the order of the roster; and the same by their group. */
  settled: Int32Array
  groups: Map<string, Int32Array>
  /** Those that came, left, or became otherwise at some time. */
  moved: Household[]
}

/** Made once for each list of households: a village's list stays the same until one of it changes. */
const rollsOf = oncePer((_households: Household[]) => new Map<string, Roll>())

/** Found once for each book and duty, since figures are asked for all the time. */
const rollsIn = oncePer((_book: HouseholdBook) => oncePer((_duty: Coverage) => new Map<number, Roll>()))

/**
 * Where those households stand that a duty looks at, for the whole roster, by id: of a city there are hundreds of thousands, and visits
 * are held against them one by one.
 */
export interface Places {
  /** The village, for those that have always been there; 0 for all others. */
  village: Int32Array
  /** Their group: its number in `groups`; 0 for all others. */
  group: Int32Array
  groups: { villageId: number; name: string }[]
  /** Those that came, left, or became otherwise at some time, with their village. */
  moved: Map<number, { household: Household; villageId: number }>
}

const placesIn = oncePer((_book: HouseholdBook) => new WeakMap<Coverage, Places>())

/** The places of a duty's households, found once for each book. */
export function placesFor(house: House, duty: Coverage): Places {
  const known = placesIn(house.book)
  const places = known.get(duty) ?? findPlaces(house, duty)
  known.set(duty, places)
  return places
}

function findPlaces(house: House, duty: Coverage): Places {
  const rolls = rollsFor(house, duty)
  const size = house.book.lastId + 1
  const places: Places = {
    village: new Int32Array(size),
    group: new Int32Array(size),
    groups: [{ villageId: 0, name: '' }],
    moved: new Map(),
  }
  const { root } = house.directory
  for (const villageId of root ? house.lexicon.villagesIn([root.id]) : []) {
    const { groups, moved } = rolls(villageId)
    for (const [name, ids] of groups) {
      const group = places.groups.push({ villageId, name }) - 1
      for (const id of ids) {
        places.village[id] = villageId
        places.group[id] = group
      }
    }
    for (const household of moved) places.moved.set(household.id, { household, villageId })
  }
  return places
}

/** The rolls of villages, for a duty. */
export function rollsFor(house: House, duty: Coverage): (villageId: number) => Roll {
  const found = rollsIn(house.book)(duty)
  return (villageId) => {
    const known = found.get(villageId)
    if (known) return known
    const { covers, hardship } = duty
    const roll = rollOf(house.directory.households(villageId), { covers, hardship, villageId })
    found.set(villageId, roll)
    return roll
  }
}

function rollOf(households: Household[], { villageId, ...coverage }: Coverage & { villageId: number }): Roll {
  const rolls = rollsOf(households)
  const key = `${villageId} ${coverage.covers} ${coverage.hardship.join()}`
  const own = (): Household[] =>
    households.filter((household) => household.originId === villageId && statesOf(household).some((state) => isCovered(coverage, state)))
  const roll = rolls.get(key) ?? makeRoll(own(), coverage)
  rolls.set(key, roll)
  return roll
}

function makeRoll(households: Household[], coverage: Coverage): Roll {
  const groups = new Map<string, number[]>()
  const moved: Household[] = []
  for (const household of households) {
    const isSettled = household.since === null && household.until === null
    if (!isSettled || !statesOf(household).every((state) => isCovered(coverage, state))) moved.push(household)
    else groups.set(household.groupName, [...(groups.get(household.groupName) ?? []), household.id])
  }
  const byGroup = new Map([...groups].map(([name, ids]) => [name, Int32Array.from(ids)]))
  return { settled: Int32Array.from([...groups.values()].flat().sort((a, b) => a - b)), groups: byGroup, moved }
}

const allHouseholds: Coverage = { covers: 'households', hardship: [] }

/** Is it one of the three monitored kinds (三类户)? */
export function isMonitored({ kind }: Pick<Household, 'kind'>): boolean {
  return monitoredKinds.has(kind)
}

/**
 * Villages of a unit's subtree; a village is its own. With a day those of the tree as it was then, merged ones on their own
 * (counting-rules 6); without one those that stand.
 */
export function villagesOf({ directory, lexicon }: House, unitId: number, day?: DateText): number[] {
  const villages = lexicon.villagesIn([unitId])
  if (!villages.some((id) => directory.isClosed(id))) return villages
  return villages.filter((id) => (day === undefined ? !directory.isClosed(id) : directory.lineOn(id, day).includes(unitId)))
}

/** The villages of a unit whose households are owed: all but those that are freed. */
export function owedVillages(house: House, { unitId, day, freed }: RosterSpan & { unitId: number }): number[] {
  const villages = villagesOf(house, unitId, day)
  return freed === undefined || freed.size === 0 ? villages : villages.filter((id) => !freed.has(id))
}

/** The households that a village had as its own before any merger. */
function ownHouseholds({ directory }: House, villageId: number): Household[] {
  return directory.households(villageId).filter((household) => household.originId === villageId)
}

/**
 * The households that a duty covers in a unit: the roster at 00:00 of the period's first day, frozen; those that left leave the
 * figure on the day of the event (counting-rules 1). For a duty over village groups these are the households of the groups.
 */
export function dueHouseholds(house: House, duty: Duty, span: RosterSpan & { unitId: number }): Set<number> {
  const households = owedVillages(house, span).flatMap((village) => ownHouseholds(house, village))
  return new Set(households.filter((household) => isDue(duty, household, span)).map((household) => household.id))
}

/** The villages that a duty over villages covers in a unit: those that stood on the day, with the attribute where one is asked for (B2). */
export function dueVillages(house: House, { among }: Duty, span: RosterSpan & { unitId: number }): number[] {
  const { directory } = house
  return owedVillages(house, span).filter((id) => among === undefined || directory.unit(id).attributes.some((word) => among.includes(word)))
}

/** How much a duty covers in a unit: households, village groups, or villages. */
export function dueSize(house: House, duty: Duty, span: RosterSpan & { unitId: number }): number {
  if (duty.covers === 'villages') return dueVillages(house, duty, span).length
  const rolls = rollsFor(house, duty)
  let size = 0
  for (const villageId of owedVillages(house, span)) {
    if (duty.covers === 'groups') {
      size += dueGroups(house, duty, { ...span, villageId }).size
      continue
    }
    const { settled, moved } = rolls(villageId)
    size += settled.length
    for (const household of moved) if (isDue(duty, household, span)) size += 1
  }
  return size
}

/**
 * The groups that a duty covers in a village, in the order of the roster, each with the ids of its due households. 自然村组; a village
 * whose households have no group at all is one by itself.
 */
export function dueGroups(house: House, duty: Duty, span: RosterSpan & { villageId: number }): ReadonlyMap<string, ArrayLike<number>> {
  const { groups: settled, moved } = rollsFor(house, duty)(span.villageId)
  if (moved.length === 0 && !(settled.size > 1 && settled.has(''))) return settled
  const groups = new Map<string, number[]>([...settled].map(([name, ids]) => [name, [...ids]]))
  for (const { id, groupName } of moved.filter((household) => isDue(duty, household, span)))
    groups.set(groupName, [...(groups.get(groupName) ?? []), id])
  if (groups.size > 1) groups.delete('')
  return groups
}

/** What a household is, and all that it was. */
type HouseholdState = Pick<Household, 'kind' | 'attributes'>

function statesOf(household: Household): HouseholdState[] {
  return household.past ? [household, ...household.past] : [household]
}

/** What a household was at 00:00 of a day. */
function stateOn(household: Household, day: DateText): HouseholdState {
  return household.past?.find(({ until }) => until >= day) ?? household
}

/** Does a duty look at such a household? */
function isCovered({ covers, hardship }: Coverage, state: HouseholdState): boolean {
  if (covers === 'monitored') return isMonitored(state)
  if (covers === 'hardship') return isMonitored(state) || state.attributes.some((word) => hardship.includes(word))
  return true
}

/** Was it on the roster that the period was frozen with, as one that the duty looks at, and is it still here? */
export function isDue(duty: Coverage, household: Household, span: RosterSpan): boolean {
  return isCovered(duty, stateOn(household, span.from)) && !hasCome(household, span) && !hasLeft(household, span)
}

/** Did it come after the roster was frozen, or become one that the duty looks at? It counts from the next period. */
export function isNewcomer(duty: Coverage, household: Household, span: RosterSpan): boolean {
  if (!isCovered(duty, stateOn(household, addDays(span.day, 1)))) return false
  return hasCome(household, span) || !isCovered(duty, stateOn(household, span.from))
}

function hasCome({ since }: Household, span: RosterSpan): boolean {
  return since !== null && since > span.from
}

function hasLeft(household: Household, span: RosterSpan): boolean {
  return household.until !== null && household.until <= span.day
}

/** Did any household that a duty looks at ever come, leave or change? */
export function hasMoved(house: House, duty: Coverage): boolean {
  return placesFor(house, duty.covers === 'groups' ? allHouseholds : duty).moved.size > 0
}

/** Changes inside a span of what a duty looks at in a unit (户数变动): who came, who left, and all that lie outside the denominator. */
export function movedHouseholds(
  house: House,
  duty: Coverage,
  span: RosterSpan & { unitId: number },
): { came: Household[]; left: Household[]; outside: Household[] } {
  const looked = duty.covers === 'groups' ? allHouseholds : duty
  const rolls = rollsFor(house, looked)
  const all = owedVillages(house, span).flatMap((village) => rolls(village).moved)
  return {
    came: all.filter((household) => isNewcomer(looked, household, span) && (household.since === null || household.since <= span.day)),
    left: all.filter((household) => household.until !== null && household.until > span.from && household.until <= span.day),
    outside: all.filter((household) => !isDue(looked, household, span)),
  }
}
