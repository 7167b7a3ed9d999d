import type { Db } from '../../db/client.ts'
import { hasEntries } from '../../db/queries/entries.ts'
import { addRosterChange, changeHousehold } from '../../db/queries/roster-changes.ts'
import type { Household, HouseholdKind } from '../core/nouns.ts'

/** What a household is by the county's words. */
interface HouseholdClass {
  kind?: HouseholdKind
  attributes?: string[]
}

/**
 * Changes what a household is, and keeps what it was up to now: duties over such households owe those of the first day of their period
 * (counting-rules 1). Before the first entry the roster is still being set up. `by` is the member who did it, `now` epoch ms.
 */
export async function reclassify(
  tx: Db,
  household: Household,
  { to, by, now }: { to: HouseholdClass; by: number; now: number },
): Promise<void> {
  if (await hasEntries(tx)) await keepClass(tx, household, { by, now })
  await changeHousehold(tx, household.id, to)
}

/** Keeps what a household is as what it was up to now. */
export async function keepClass(
  tx: Db,
  household: Pick<Household, 'id' | 'originId' | 'groupName' | 'kind' | 'attributes'>,
  { by, now }: { by: number; now: number },
): Promise<void> {
  const { id: householdId, originId: villageId, groupName, kind, attributes } = household
  const before = { villageId, householdId, groupName, head: null, householdKind: kind, persons: null, reason: attributes.join('、') }
  await addRosterChange(tx, { ...before, kind: 'class', byMemberId: by, at: now, state: 'confirmed' })
}
