import type { Db } from '../../db/client.ts'
import type { CountQuery } from '../../db/queries/counted.ts'
import { firstVisits, listActs, visitsByMember } from '../../db/queries/progress.ts'
import { dueGroups, dueVillages, isDue, isNewcomer, type RosterSpan, rollsFor, villagesOf } from './denominator.ts'
import type { House } from './house.ts'
import type { Duty } from './pack.ts'

interface Source {
  db: Db
  house: House
}

/** What a coverage figure is counted from: the visits asked for, and the roster that they are held against. */
export interface CoverageQuestion {
  query: CountQuery
  span: RosterSpan
}

/** What was covered: households, or groups, that are due. */
export interface Covered {
  done: number
  onTime: number
  /** Visited households that came later, shown extra (counting-rules 1). */
  extra: number
}

/** When a household was first visited: epoch ms, 0 where it was not. */
export type FirstVisit = (householdId: number) => number

/**
 * What was covered in each of the villages of the query, whoever went (counting-rules 1 and 2). A household of a village that has to do
 * with a merger may have been visited under both names (counting-rules 6).
 */
export async function coverageCounts({ db, house }: Source, duty: Duty, { query, span }: CoverageQuestion): Promise<Map<number, Covered>> {
  const firstVisit = await firstVisitIn({ db, house }, query)
  const covered = coveredIn(house, duty, { query, span, firstVisit })
  return new Map(query.unitIds.map((village) => [village, covered(village)]))
}

/** First visits by anybody in these villages, under whatever name they had. */
async function firstVisitIn({ db, house }: Source, query: CountQuery): Promise<FirstVisit> {
  const { directory } = house
  const unitIds = [...new Set(query.unitIds.flatMap((id) => [id, directory.successor(id), ...directory.absorbed(id)]))]
  const first = await firstVisits(db, { ...query, unitIds })
  return (householdId) => first[householdId] ?? 0
}

/** Counts what was covered, village by village. */
function coveredIn(house: House, duty: Duty, about: CoverageQuestion & { firstVisit: FirstVisit }): (villageId: number) => Covered {
  const { query, span, firstVisit } = about
  const until = query.deadline ?? Number.POSITIVE_INFINITY
  if (duty.covers === 'groups') return (villageId) => coveredGroups(dueGroups(house, duty, { ...span, villageId }), { firstVisit, until })
  const rolls = rollsFor(house, duty)
  return (villageId) => {
    const { settled, moved } = rolls(villageId)
    const covered: Covered = { done: 0, onTime: 0, extra: 0 }
    // Written out, since there may be hundreds of thousands.
    for (const id of settled) {
      const sentAt = firstVisit(id)
      if (sentAt === 0) continue
      covered.done += 1
      if (sentAt <= until) covered.onTime += 1
    }
    for (const household of moved) {
      const sentAt = firstVisit(household.id)
      if (sentAt === 0) continue
      if (isDue(household, span)) {
        covered.done += 1
        if (sentAt <= until) covered.onTime += 1
      } else if (duty.covers === 'households' && isNewcomer(household, span)) covered.extra += 1
    }
    return covered
  }
}

/** The groups in which a household was visited. */
function coveredGroups(
  groups: ReadonlyMap<string, ArrayLike<number>>,
  { firstVisit, until }: { firstVisit: FirstVisit; until: number },
): Covered {
  const covered: Covered = { done: 0, onTime: 0, extra: 0 }
  for (const ids of groups.values()) {
    let first = Number.POSITIVE_INFINITY
    for (const id of Array.from(ids)) first = Math.min(first, firstVisit(id) || Number.POSITIVE_INFINITY)
    if (first < Number.POSITIVE_INFINITY) covered.done += 1
    if (first < Number.POSITIVE_INFINITY && first <= until) covered.onTime += 1
  }
  return covered
}

/** Was it sent by the deadline? */
export function isOnTime(sentAt: number, { deadline }: Pick<CountQuery, 'deadline'>): boolean {
  return deadline === null || sentAt <= deadline
}

/** What people covered themselves in the units of their posts, alone or as confirmed companions. */
export function coveredBy(
  house: House,
  duty: Duty,
  about: CoverageQuestion & { unitId: number; firstVisit: FirstVisit },
): Pick<Covered, 'done' | 'onTime'> {
  const { unitId, span } = about
  const sum = { done: 0, onTime: 0 }
  const covered = coveredIn(house, duty, about)
  for (const village of villagesOf(house, unitId, span.day)) {
    const { done, onTime } = covered(village)
    sum.done += done
    sum.onTime += onTime
  }
  return sum
}

/** What one person covered himself in the unit of his post, alone or as a confirmed companion. */
export async function memberCoverage(
  source: Source,
  duty: Duty,
  about: CoverageQuestion & { memberId: number; unitId: number },
): Promise<{ done: number; onTime: number }> {
  const { query, memberId } = about
  if (duty.covers === 'villages') {
    const reached = [...(await villagesReached(source, duty, about)).values()]
    return { done: reached.length, onTime: reached.filter((sentAt) => isOnTime(sentAt, query)).length }
  }
  const visits = await visitsByMember(source.db, query, [memberId])
  return coveredBy(source.house, duty, { ...about, firstVisit: (householdId) => visits(memberId, householdId) })
}

/** The due villages in which a person was himself, alone or as a confirmed companion, and when that was first sent (B2). */
export async function villagesReached(
  { db, house }: Source,
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

/** First visits to the households of a unit, by anybody or by one person. */
export async function visitedIn(
  source: Source,
  about: CoverageQuestion & { memberId: number | null; unitId: number },
): Promise<FirstVisit> {
  const { query, span, memberId, unitId } = about
  if (memberId === null) return await firstVisitIn(source, { ...query, unitIds: villagesOf(source.house, unitId, span.day) })
  const visits = await visitsByMember(source.db, query, [memberId])
  return (householdId) => visits(memberId, householdId)
}

/** Names of due groups none of whose households was visited: 铺仔村一组. */
export function groupsWithout(house: House, duty: Duty, about: RosterSpan & { unitId: number; firstVisit: FirstVisit }): string[] {
  const { unitId, from, day, firstVisit } = about
  return villagesOf(house, unitId, day).flatMap((villageId) =>
    [...dueGroups(house, duty, { from, day, villageId })]
      .filter(([, ids]) => Array.from(ids).every((id) => firstVisit(id) === 0))
      .map(([name]) => `${house.directory.unit(villageId).name}${name}`),
  )
}
