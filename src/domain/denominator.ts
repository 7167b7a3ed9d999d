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
  /** Households of each village that have always been there. */
  sizes: Map<number, { households: number; monitored: number }>
  /** Households that came or left at some time, by village. */
  moved: Map<number, Household[]>
}

const settledOf = new WeakMap<House, Settled>()

function settled(house: House): Settled {
  const known = settledOf.get(house)
  if (known) return known
  const made: Settled = { sizes: new Map(), moved: new Map() }
  for (const household of house.directory.allHouseholds()) {
    if (household.since !== null || household.until !== null) {
      made.moved.set(household.villageId, [...(made.moved.get(household.villageId) ?? []), household])
      continue
    }
    const size = made.sizes.get(household.villageId) ?? { households: 0, monitored: 0 }
    size.households += 1
    if (isMonitored(household)) size.monitored += 1
    made.sizes.set(household.villageId, size)
  }
  settledOf.set(house, made)
  return made
}

/** Is it one of the three monitored kinds (三类户)? */
export function isMonitored(household: Household): boolean {
  return monitoredKinds.has(household.kind)
}

/** Villages of a unit's subtree; a village is its own. */
export function villagesOf(house: House, unitId: number): number[] {
  return house.lexicon.villagesIn([unitId])
}

/**
 * The households that a duty covers in a unit: the roster at 00:00 of the period's first day, frozen; those that left leave the
 * figure on the day of the event (counting-rules 1).
 */
export function dueHouseholds(house: House, duty: Duty, span: RosterSpan & { unitId: number }): Set<number> {
  const households = villagesOf(house, span.unitId).flatMap((village) => house.directory.households(village))
  return new Set(households.filter((household) => isCovered(duty, household) && isDue(household, span)).map((household) => household.id))
}

/** How many they are, without listing them. */
export function dueSize(house: House, duty: Duty, span: RosterSpan & { unitId: number }): number {
  const { sizes, moved } = settled(house)
  let size = 0
  for (const village of villagesOf(house, span.unitId)) {
    const always = sizes.get(village)
    size += (duty.covers === 'monitored' ? always?.monitored : always?.households) ?? 0
    size += (moved.get(village) ?? []).filter((household) => isCovered(duty, household) && isDue(household, span)).length
  }
  return size
}

function isCovered(duty: Duty, household: Household): boolean {
  return duty.covers !== 'monitored' || isMonitored(household)
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
  const all = unitId === undefined ? [...moved.values()].flat() : villagesOf(house, unitId).flatMap((village) => moved.get(village) ?? [])
  return {
    came: all.filter((household) => isNewcomer(household, span) && household.since !== null && household.since <= span.day),
    left: all.filter((household) => household.until !== null && household.until > span.from && household.until <= span.day),
    outside: all.filter((household) => !isDue(household, span)),
  }
}
