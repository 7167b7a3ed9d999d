import type { Household } from '../core/nouns.ts'
import { type FirstVisit, groupsWithout, villagesReached, visitedIn } from './coverage.ts'
import { dueHouseholds, dueVillages, type RosterSpan } from './denominator.ts'
import type { PackDuty } from './house.ts'
import { type Moment, ownQuery, type Source, spanOf } from './progress.ts'
import type { Subject } from './subjects.ts'

/** The households that a subject has not yet covered, in the order of the roster; of a duty over groups or villages see `missingGroups`. */
export async function missingHouseholds(source: Source, packDuty: PackDuty, at: Moment & { subject: Subject }): Promise<Household[]> {
  const { duty } = packDuty
  if (duty.covers === 'groups' || duty.covers === 'villages') return []
  const { house } = source
  const { firstVisit, span } = await visitedBy(source, packDuty, at)
  const due = dueHouseholds(house, duty, { ...span, unitId: at.subject.unitId })
  return [...due].flatMap((id) => (firstVisit(id) > 0 ? [] : (house.directory.household(id) ?? [])))
}

/** Names of the village groups, or villages, in which a subject has not yet been: 铺仔村一组. */
export async function missingGroups(source: Source, packDuty: PackDuty, at: Moment & { subject: Subject }): Promise<string[]> {
  const { duty } = packDuty
  if (duty.covers === 'villages') return await missingVillages(source, packDuty, at)
  if (duty.covers !== 'groups') return []
  const { firstVisit, span } = await visitedBy(source, packDuty, at)
  return groupsWithout(source.house, duty, { ...span, unitId: at.subject.unitId, firstVisit })
}

async function missingVillages(source: Source, packDuty: PackDuty, at: Moment & { subject: Subject }): Promise<string[]> {
  const { duty } = packDuty
  const { id: memberId, unitId } = at.subject
  const span = await spanOf(source, packDuty, { ...at, subjects: [at.subject] })
  const reached = await villagesReached(source, duty, { query: ownQuery(source.house, duty, at), span, memberId, unitId })
  const missing = dueVillages(source.house, duty, { ...span, unitId }).filter((id) => !reached.has(id))
  return missing.map((id) => source.house.directory.unit(id).name)
}

async function visitedBy(
  source: Source,
  packDuty: PackDuty,
  at: Moment & { subject: Subject },
): Promise<{ firstVisit: FirstVisit; span: RosterSpan }> {
  const { duty } = packDuty
  const span = await spanOf(source, packDuty, { ...at, subjects: [at.subject] })
  const memberId = duty.count === 'member' ? at.subject.id : null
  const firstVisit = await visitedIn(source, { query: ownQuery(source.house, duty, at), span, memberId, unitId: at.subject.unitId })
  return { firstVisit, span }
}
