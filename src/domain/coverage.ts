import type { Db } from '../../db/client.ts'
import { visitedByMember } from '../../db/queries/member-progress.ts'
import { type CountQuery, type Counts, countHouseholds, listActs, visitedHouseholds } from '../../db/queries/progress.ts'
import { dueGroups, dueVillages, dueWithin, type Group, isNewcomer, movedHouseholds, type RosterSpan, villagesOf } from './denominator.ts'
import type { House } from './house.ts'
import type { Duty } from './pack.ts'

/** What a coverage figure is counted from: the visits asked for, and the roster that they are held against. */
export interface CoverageQuestion {
  query: CountQuery
  span: RosterSpan
}

/** Covered households or groups by village, and visits to households that came later, shown extra (counting-rules 1). */
export interface CoverageCounts {
  counts: Counts
  extra: Counts
}

interface Visit {
  householdId: number
  sentAt: number
}

/**
 * What was covered in each of the villages of the query, whoever went (counting-rules 1 and 2). A village that has to do with a merger
 * is counted household by household, since a household may have been visited under both names (counting-rules 6).
 */
export async function coverageCounts(source: { db: Db; house: House }, duty: Duty, about: CoverageQuestion): Promise<CoverageCounts> {
  const { query } = about
  const { directory } = source.house
  const isPlain = (id: number): boolean =>
    duty.covers === 'households' && directory.successor(id) === id && directory.absorbed(id).length === 0
  const plain = query.unitIds.filter(isPlain)
  const others = query.unitIds.filter((id) => !isPlain(id))
  const parts = [
    await plainCounts(source, { ...about, query: { ...query, unitIds: plain } }),
    ...(others.length > 0 ? [await listedCounts(source, duty, { ...about, query: { ...query, unitIds: others } })] : []),
  ]
  return { counts: new Map(parts.flatMap(({ counts }) => [...counts])), extra: new Map(parts.flatMap(({ extra }) => [...extra])) }
}

/** Counts all visited households in SQL and takes off the few that came or left, which alone can lie outside the denominator. */
async function plainCounts({ db, house }: { db: Db; house: House }, { query, span }: CoverageQuestion): Promise<CoverageCounts> {
  if (query.unitIds.length === 0) return { counts: new Map(), extra: new Map() }
  const counts = await countHouseholds(db, query)
  const outside = movedHouseholds(house, span).outside
  if (outside.length === 0) return { counts, extra: new Map() }
  const visits = (
    await visitsTo(
      db,
      query,
      outside.map(({ id }) => id),
    )
  ).map((visit) => placed(house, visit))
  for (const [unitId, { done, onTime }] of sumUp(visits, query)) {
    const all = counts.get(unitId)
    if (all) counts.set(unitId, { done: all.done - done, onTime: all.onTime - onTime })
  }
  return { counts, extra: newcomerCounts(house, { query, span }, visits) }
}

async function listedCounts({ db, house }: { db: Db; house: House }, duty: Duty, about: CoverageQuestion): Promise<CoverageCounts> {
  const { directory } = house
  const { query, span } = about
  const wanted = new Set(query.unitIds)
  const households = query.unitIds.flatMap((village) => directory.households(village).filter(({ originId }) => wanted.has(originId)))
  const unitIds = [...new Set(query.unitIds.flatMap((id) => [id, directory.successor(id), ...directory.absorbed(id)]))]
  const visits = await visitsTo(
    db,
    { ...query, unitIds },
    households.map(({ id }) => id),
  )
  const covered = coveredBy(house, duty, { span, unitIds: query.unitIds, visits })
  const extra =
    duty.covers === 'households'
      ? newcomerCounts(
          house,
          about,
          visits.map((visit) => placed(house, visit)),
        )
      : new Map()
  return { counts: sumUp(covered, query), extra }
}

/** The first visit to each of these households. */
async function visitsTo(db: Db, query: CountQuery, householdIds: number[]): Promise<Visit[]> {
  const first = new Map<number, number>()
  for (const { householdId, firstSentAt } of await visitedHouseholds(db, query, householdIds))
    first.set(householdId, Math.min(firstSentAt, first.get(householdId) ?? Number.POSITIVE_INFINITY))
  return [...first].map(([householdId, sentAt]) => ({ householdId, sentAt }))
}

/** A household or group that was covered: the village that it counts for, and when that was first sent. */
interface Covered {
  villageId: number
  sentAt: number
}

function placed({ directory }: House, { householdId, sentAt }: Visit): Covered & Visit {
  return { householdId, sentAt, villageId: directory.household(householdId)?.originId ?? 0 }
}

/** The due households, or the due groups, that these visits covered. */
function coveredBy(house: House, duty: Duty, about: { span: RosterSpan; unitIds: number[]; visits: Visit[] }): Covered[] {
  const { span, unitIds, visits } = about
  if (duty.covers !== 'groups') {
    const isDue = dueWithin(house, duty, { ...span, unitIds })
    return visits.filter(({ householdId }) => isDue(householdId)).map((visit) => placed(house, visit))
  }
  const due = new Map(unitIds.flatMap((unitId) => dueGroups(house, duty, { ...span, unitId })).map((group) => [groupKey(group), group]))
  const covered = new Map<string, Covered>()
  for (const { householdId, sentAt } of visits) {
    const key = keyOfHousehold(house, householdId)
    const group = due.get(key)
    const before = covered.get(key)
    if (group && !(before && before.sentAt <= sentAt)) covered.set(key, { villageId: group.villageId, sentAt })
  }
  return [...covered.values()]
}

function groupKey({ villageId, name }: Group): string {
  return `${villageId}/${name}`
}

function keyOfHousehold({ directory }: House, householdId: number): string {
  const { originId: villageId = 0, groupName: name = '' } = directory.household(householdId) ?? {}
  return groupKey({ villageId, name })
}

function newcomerCounts({ directory }: House, { query, span }: CoverageQuestion, visits: (Covered & Visit)[]): Counts {
  const later = visits.filter(({ householdId }) => {
    const household = directory.household(householdId)
    return household !== undefined && isNewcomer(household, span)
  })
  return sumUp(later, query)
}

function sumUp(covered: Covered[], query: CountQuery): Counts {
  const counts: Counts = new Map()
  for (const { villageId, sentAt } of covered) {
    const sum = counts.get(villageId) ?? { done: 0, onTime: 0 }
    counts.set(villageId, { done: sum.done + 1, onTime: sum.onTime + (isOnTime(sentAt, query) ? 1 : 0) })
  }
  return counts
}

/** Was it sent by the deadline? */
export function isOnTime(sentAt: number, { deadline }: CountQuery): boolean {
  return deadline === null || sentAt <= deadline
}

/** What one person covered himself in the unit of his post, alone or as a confirmed companion. */
export async function memberCoverage(
  { db, house }: { db: Db; house: House },
  duty: Duty,
  about: CoverageQuestion & { memberId: number; unitId: number },
): Promise<{ done: number; onTime: number }> {
  const { query, span, memberId, unitId } = about
  if (duty.covers === 'villages') {
    const reached = [...(await villagesReached({ db, house }, duty, about)).values()]
    return { done: reached.length, onTime: reached.filter((sentAt) => isOnTime(sentAt, query)).length }
  }
  return coveredCounts(house, duty, { query, span, unitId, visited: await visitedByMember(db, query, memberId) })
}

/** How many due households or groups of a unit these visits covered: first sending time by household. */
export function coveredCounts(
  house: House,
  duty: Duty,
  about: CoverageQuestion & { unitId: number; visited: ReadonlyMap<number, number> },
): { done: number; onTime: number } {
  const { query, span, unitId, visited } = about
  if (visited.size === 0) return { done: 0, onTime: 0 }
  const visits = [...visited].map(([householdId, sentAt]) => ({ householdId, sentAt }))
  const covered = coveredBy(house, duty, { span, unitIds: [unitId], visits })
  return { done: covered.length, onTime: covered.filter(({ sentAt }) => isOnTime(sentAt, query)).length }
}

/** The due villages in which a person was himself, alone or as a confirmed companion, and when that was first sent (B2). */
export async function villagesReached(
  { db, house }: { db: Db; house: House },
  duty: Duty,
  about: CoverageQuestion & { memberId: number; unitId: number },
): Promise<Map<number, number>> {
  const { query, span, memberId, unitId } = about
  const due = new Set(dueVillages(house, duty, { ...span, unitId }))
  const reached = new Map<number, number>()
  for (const act of await listActs(db, query, { count: 'member', ids: [memberId] })) {
    // What was done in a village that was merged away since counts for its successor.
    const village = due.has(act.unitId) ? act.unitId : house.directory.successor(act.unitId)
    if (due.has(village)) reached.set(village, Math.min(act.sentAt, reached.get(village) ?? Number.POSITIVE_INFINITY))
  }
  return reached
}

/** The households that were visited, by anybody or by one person. */
export async function visitedIn(
  { db, house }: { db: Db; house: House },
  about: CoverageQuestion & { memberId: number | null; unitId: number },
): Promise<Set<number>> {
  const { query, span, memberId, unitId } = about
  if (memberId !== null) return new Set((await visitedByMember(db, query, memberId)).keys())
  const { directory } = house
  const villages = villagesOf(house, unitId, span.day)
  const unitIds = [...new Set(villages.flatMap((id) => [id, directory.successor(id), ...directory.absorbed(id)]))]
  return new Set((await visitedHouseholds(db, { ...query, unitIds })).map((row) => row.householdId))
}

/** Names of due groups that hold none of these households: 铺仔村一组. */
export function groupsWithout(house: House, duty: Duty, about: RosterSpan & { unitId: number; visited: ReadonlySet<number> }): string[] {
  const reached = new Set([...about.visited].map((id) => keyOfHousehold(house, id)))
  const missing = dueGroups(house, duty, about).filter((group) => !reached.has(groupKey(group)))
  return missing.map(({ villageId, name }) => `${house.directory.unit(villageId).name}${name}`)
}
