import { and, eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { households, rosterChanges } from '../schema.ts'
import { bumpHousehold } from './roster-version.ts'

/** A change of the household roster that somebody asked for. */
export type RosterChange = typeof rosterChanges.$inferSelect

/** Files a request; returns its number. */
export async function addRosterChange(tx: Db, change: Omit<RosterChange, 'id'>): Promise<number> {
  const [row] = await tx.insert(rosterChanges).values(change).returning({ id: rosterChanges.id })
  if (!row) throw new Error('the database gave no number')
  return row.id
}

/** Requests that wait for a confirmation, oldest first. */
export async function waitingRosterChanges(db: Db): Promise<RosterChange[]> {
  return await db.select().from(rosterChanges).where(eq(rosterChanges.state, 'waiting')).orderBy(rosterChanges.id)
}

/** Settles a waiting request. */
export async function settleRosterChange(tx: Db, id: number, state: 'confirmed' | 'refused'): Promise<void> {
  await tx
    .update(rosterChanges)
    .set({ state })
    .where(and(eq(rosterChanges.id, id), eq(rosterChanges.state, 'waiting')))
}

/** Adds a household; returns its id. Village, group and head together must be new. */
export async function addHousehold(tx: Db, household: typeof households.$inferInsert): Promise<number> {
  const [row] = await tx.insert(households).values(household).returning({ id: households.id })
  if (!row) throw new Error('the database gave no household id')
  await bumpHousehold(tx, row.id)
  return row.id
}

/** Changes a household, which keeps its id and with it its history. */
export async function changeHousehold(
  tx: Db,
  id: number,
  changes: Partial<Pick<typeof households.$inferInsert, 'head' | 'kind' | 'persons' | 'until' | 'untilReason' | 'attributes'>>,
): Promise<void> {
  await tx.update(households).set(changes).where(eq(households.id, id))
  await bumpHousehold(tx, id)
}
