import type { Db } from '../../db/client.ts'
import type { CountQuery } from '../../db/queries/counted.ts'
import { firstVisits, listActs, lookUp, type Visits, visitsByMember } from '../../db/queries/progress.ts'
import type { Household } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import { dueGroups, dueVillages, isDue, isNewcomer, owedVillages, type Places, placesFor, type RosterSpan } from './denominator.ts'
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
export async function coverageCounts(
  { db, house }: Source,
  duty: Duty,
  about: CoverageQuestion,
): Promise<ReadonlyMap<number, Readonly<Covered>>> {
  const { query, span } = about
  const visits = await visitsIn({ db, house }, query)
  const known = knownOf(visits)(placesFor(house, duty))
  const key = `${query.deadline}/${span.from}/${span.day}`
  const covered = known.get(key) ?? coveredIn(house, duty, about)(visits)
  known.set(key, covered)
  return new Map(query.unitIds.map((village) => [village, covered.get(village) ?? nothing]))
}

/** What was counted already, of visits that did not change against a roster that did not. */
const knownOf = oncePer((_visits: Visits) => oncePer((_places: Places) => new Map<string, ReadonlyMap<number, Covered>>()))

const nothing: Readonly<Covered> = { done: 0, onTime: 0, extra: 0 }

/** First visits by anybody in these villages, under whatever name they had. */
async function visitsIn({ db, house }: Source, query: CountQuery): Promise<Visits> {
  const { directory } = house
  const unitIds = new Set(query.unitIds)
  for (const id of query.unitIds) for (const other of [directory.successor(id), ...directory.absorbed(id)]) unitIds.add(other)
  return await firstVisits(db, { ...query, unitIds: [...unitIds] })
}

/** What visits cover, by village; a village in which none of them counts has no figure. */
type Count = (visits: Visits) => Map<number, Covered>

function coveredIn(house: House, duty: Duty, about: CoverageQuestion): Count {
  return duty.covers === 'groups' ? coveredGroups(house, duty, about) : coveredHouseholds(house, duty, about)
}

function coveredHouseholds(house: House, duty: Duty, { query, span }: CoverageQuestion): Count {
  const { village, moved } = placesFor(house, duty)
  const until = query.deadline ?? Number.POSITIVE_INFINITY
  const figures = createFigures()
  return ({ households, sentAt, from, to }) => {
    // Written out, since there may be hundreds of thousands.
    for (let at = from; at < to; at++) {
      const id = households[at] ?? 0
      const settledIn = village[id] ?? 0
      const isOnTime = (sentAt[at] ?? 0) <= until
      if (settledIn > 0) figures.add(settledIn, isOnTime)
      else {
        const mover = moved.get(id)
        if (mover && isDue(duty, mover.household, span)) figures.add(mover.villageId, isOnTime)
        else if (mover && isNewcomer(duty, mover.household, span)) figures.addExtra(mover.villageId)
      }
    }
    return figures.take()
  }
}

/** Adds up by village; `take` gives what was added since the last time. */
function createFigures(): { add(village: number, isOnTime: boolean): void; addExtra(village: number): void; take(): Map<number, Covered> } {
  // By id: a list is looked up many times faster than a map.
  const byVillage: (Covered | undefined)[] = []
  let found = new Map<number, Covered>()
  function of(village: number): Covered {
    const known = byVillage[village]
    if (known) return known
    const made = { ...nothing }
    byVillage[village] = made
    found.set(village, made)
    return made
  }
  return {
    add(village, isOnTime) {
      const covered = of(village)
      covered.done += 1
      if (isOnTime) covered.onTime += 1
    },
    addExtra(village) {
      of(village).extra += 1
    },
    take() {
      const taken = found
      for (const village of taken.keys()) byVillage[village] = undefined
      found = new Map()
      return taken
    },
  }
}

/** The groups in which a household was visited: each once, on time when one of its visits was. */
function coveredGroups(house: House, duty: Duty, { query, span }: CoverageQuestion): Count {
  const { group: groupOf, groups, moved } = placesFor(house, duty)
  const until = query.deadline ?? Number.POSITIVE_INFINITY
  const figures = createFigures()
  return ({ households, sentAt, from, to }) => {
    const onTimeIn = new Map<string, boolean>()
    for (let at = from; at < to; at++) {
      const id = households[at] ?? 0
      const mover = moved.get(id)
      const place = mover ? moverPlace(duty, mover, span) : groups[groupOf[id] ?? 0]
      if (!place || place.villageId === 0) continue
      const key = `${place.villageId}/${place.name}`
      onTimeIn.set(key, onTimeIn.get(key) === true || (sentAt[at] ?? 0) <= until)
    }
    for (const [key, onTime] of onTimeIn) {
      const villageId = Number.parseInt(key, 10)
      // 没有分组的户: no group of its own where the village has groups.
      if (!dueGroups(house, duty, { ...span, villageId }).has(key.slice(key.indexOf('/') + 1))) continue
      figures.add(villageId, onTime)
    }
    return figures.take()
  }
}

function moverPlace(duty: Duty, { household, villageId }: { household: Household; villageId: number }, span: RosterSpan) {
  return isDue(duty, household, span) ? { villageId, name: household.groupName } : undefined
}

/** Was it sent by the deadline? */
export function isOnTime(sentAt: number, { deadline }: Pick<CountQuery, 'deadline'>): boolean {
  return deadline === null || sentAt <= deadline
}

/** What visits cover in a unit. */
export function coveredBelow(
  house: House,
  duty: Duty,
  about: CoverageQuestion,
): (unitId: number, visits: Visits) => Pick<Covered, 'done' | 'onTime'> {
  const count = coveredIn(house, duty, about)
  return (unitId, visits) => {
    const sum = { done: 0, onTime: 0 }
    if (visits.from === visits.to) return sum
    const covered = count(visits)
    for (const village of owedVillages(house, { ...about.span, unitId })) {
      const { done, onTime } = covered.get(village) ?? nothing
      sum.done += done
      sum.onTime += onTime
    }
    return sum
  }
}

/** What one person covered himself in the unit of his post, alone or as a confirmed companion. */
export async function memberCoverage(
  source: Source,
  duty: Duty,
  about: CoverageQuestion & { memberId: number; unitId: number },
): Promise<{ done: number; onTime: number }> {
  const { query, memberId, unitId } = about
  if (duty.covers === 'villages') {
    const reached = [...(await villagesReached(source, duty, about)).values()]
    return { done: reached.length, onTime: reached.filter((sentAt) => isOnTime(sentAt, query)).length }
  }
  const visits = await visitsByMember(source.db, query, [memberId])
  return coveredBelow(source.house, duty, about)(unitId, visits(memberId))
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
  if (memberId === null) return lookUp(await visitsIn(source, { ...query, unitIds: owedVillages(source.house, { ...span, unitId }) }))
  const visits = await visitsByMember(source.db, query, [memberId])
  return lookUp(visits(memberId))
}

/** Names of due groups none of whose households was visited: 铺仔村一组. */
export function groupsWithout(house: House, duty: Duty, about: RosterSpan & { unitId: number; firstVisit: FirstVisit }): string[] {
  const { firstVisit, ...span } = about
  return owedVillages(house, span).flatMap((villageId) =>
    [...dueGroups(house, duty, { ...span, villageId })]
      .filter(([, ids]) => Array.from(ids).every((id) => firstVisit(id) === 0))
      .map(([name]) => `${house.directory.unit(villageId).name}${name}`),
  )
}
