import type { DateText } from '../clock.ts'
import type { Household } from '../core/nouns.ts'
import type { House } from './house.ts'
import type { Duty } from './pack.ts'

/** The first day of the period, on which the roster is frozen, and the day that is looked at. */
export interface RosterSpan {
  from: DateText
  day: DateText
}

const monitoredKinds: ReadonlySet<Household['kind']> = new Set(['脱贫不稳定户', '边缘易致贫户', '突发严重困难户'])

/** What of the roster never moves is counted once for each house (the roster in memory), since figures are asked for all the time. */
interface Settled {
  /** Covered households of each village that have always been there: how many, and of which groups. */
  sizes: Map<number, { households: number; groups: Set<string> }>
  /** Covered households that came or left at some time, by village. */
  moved: Map<number, Household[]>
}

const settledOf = new WeakMap<House, Map<string, Settled>>()

/** Villages are those of the time of registration: after a merger each still has its own (counting-rules 6). */
function settled(house: House, duty: Pick<Duty, 'covers' | 'hardship'> = allHouseholds): Settled {
  const known = settledOf.get(house) ?? new Map<string, Settled>()
  settledOf.set(house, known)
  const key = `${duty.covers} ${duty.hardship.join()}`
  const made = known.get(key) ?? settle(house, duty)
  known.set(key, made)
  return made
}

const allHouseholds = { covers: 'households', hardship: [] } as const satisfies Pick<Duty, 'covers' | 'hardship'>

function settle(house: House, duty: Pick<Duty, 'covers' | 'hardship'>): Settled {
  const made: Settled = { sizes: new Map(), moved: new Map() }
  for (const household of house.directory.allHouseholds()) {
    if (!isCovered(duty, household)) continue
    if (household.since !== null || household.until !== null) {
      made.moved.set(household.originId, [...(made.moved.get(household.originId) ?? []), household])
      continue
    }
    const size = made.sizes.get(household.originId) ?? { households: 0, groups: new Set<string>() }
    size.households += 1
    size.groups.add(household.groupName)
    made.sizes.set(household.originId, size)
  }
  return made
}

/** Is it one of the three monitored kinds (三类户)? */
export function isMonitored(household: Household): boolean {
  return monitoredKinds.has(household.kind)
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

/** The households that a village had as its own before any merger. */
function ownHouseholds({ directory }: House, villageId: number): Household[] {
  return directory.households(villageId).filter((household) => household.originId === villageId)
}

/**
 * The households that a duty covers in a unit: the roster at 00:00 of the period's first day, frozen; those that left leave the
 * figure on the day of the event (counting-rules 1). For a duty over village groups these are the households of the groups.
 */
export function dueHouseholds(house: House, duty: Duty, span: RosterSpan & { unitId: number }): Set<number> {
  const households = villagesOf(house, span.unitId, span.day).flatMap((village) => ownHouseholds(house, village))
  return new Set(households.filter((household) => isCovered(duty, household) && isDue(household, span)).map((household) => household.id))
}

/** The same asked of one household after the other: is it covered in one of these units? */
export function dueWithin(house: House, duty: Duty, span: RosterSpan & { unitIds: number[] }): (householdId: number) => boolean {
  const { directory } = house
  const villages = new Set(span.unitIds.flatMap((unitId) => villagesOf(house, unitId, span.day)))
  return (householdId) => {
    const household = directory.household(householdId)
    if (!household || !villages.has(household.originId)) return false
    const isOwn = directory.isClosed(household.originId) !== (household.villageId === household.originId)
    return isOwn && isCovered(duty, household) && isDue(household, span)
  }
}

/** The villages that a duty over villages covers in a unit: those that stood on the day, with the attribute where one is asked for (B2). */
export function dueVillages(house: House, { among }: Duty, span: RosterSpan & { unitId: number }): number[] {
  const { directory } = house
  return villagesOf(house, span.unitId, span.day).filter(
    (id) => among === undefined || directory.unit(id).attributes.some((word) => among.includes(word)),
  )
}

/** How much a duty covers in a unit: households, village groups, or villages. */
export function dueSize(house: House, duty: Duty, span: RosterSpan & { unitId: number }): number {
  if (duty.covers === 'villages') return dueVillages(house, duty, span).length
  const { sizes, moved } = settled(house, duty)
  let size = 0
  for (const village of villagesOf(house, span.unitId, span.day)) {
    const always = sizes.get(village)
    const others = (moved.get(village) ?? []).filter((household) => isDue(household, span))
    if (duty.covers === 'groups') size += namedGroups([...(always?.groups ?? []), ...others.map(({ groupName }) => groupName)]).size
    else size += (always?.households ?? 0) + others.length
  }
  return size
}

/** 自然村组 of a village; one whose households have no group at all is one by itself. */
function namedGroups(names: Iterable<string>): Set<string> {
  const groups = new Set(names)
  if (groups.size > 1) groups.delete('')
  return groups
}

/** A village group: its village at the time of registration, and its name. */
export interface Group {
  villageId: number
  name: string
}

/** The groups that a duty covers in a unit, in the order of the roster. */
export function dueGroups(house: House, duty: Duty, span: RosterSpan & { unitId: number }): Group[] {
  const due = dueHouseholds(house, duty, span)
  return villagesOf(house, span.unitId, span.day).flatMap((villageId) => {
    const names = ownHouseholds(house, villageId).flatMap(({ id, groupName }) => (due.has(id) ? [groupName] : []))
    return [...namedGroups(names)].map((name) => ({ villageId, name }))
  })
}

function isCovered(duty: Pick<Duty, 'covers' | 'hardship'>, household: Household): boolean {
  if (duty.covers === 'monitored') return isMonitored(household)
  if (duty.covers === 'hardship') return isMonitored(household) || household.attributes.some((word) => duty.hardship.includes(word))
  return true
}

function isDue(household: Household, span: RosterSpan): boolean {
  return !isNewcomer(household, span) && !hasLeft(household, span)
}

/** Did it come after the roster was frozen? It counts from the next period. */
export function isNewcomer(household: Household, span: RosterSpan): boolean {
  return household.since !== null && household.since > span.from
}

function hasLeft(household: Household, span: RosterSpan): boolean {
  return household.until !== null && household.until <= span.day
}

/** Changes of the roster inside a span (户数变动): who came, who left, and all that lie outside the denominator. */
export function movedHouseholds(
  house: House,
  span: RosterSpan,
  unitId?: number,
): { came: Household[]; left: Household[]; outside: Household[] } {
  const { moved } = settled(house)
  const villages = unitId === undefined ? [...moved.keys()] : villagesOf(house, unitId, span.day)
  const all = villages.flatMap((village) => moved.get(village) ?? [])
  return {
    came: all.filter((household) => isNewcomer(household, span) && household.since !== null && household.since <= span.day),
    left: all.filter((household) => household.until !== null && household.until > span.from && household.until <= span.day),
    outside: all.filter((household) => !isDue(household, span)),
  }
}
