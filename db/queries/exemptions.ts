import { and, desc, eq, gte, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { exemptions } from '../schema.ts'

/** 零报告, 免报 or 请假, as it was entered. */
export type Exemption = typeof exemptions.$inferSelect

/** Enters one. */
export async function addExemption(tx: Db, row: Omit<Exemption, 'id'>): Promise<void> {
  await tx.insert(exemptions).values(row)
}

/** Zero reports and exemptions of units for one period of a duty, oldest first. */
export async function findFreed(db: Db, dutyId: string, period: string): Promise<Exemption[]> {
  return await db
    .select()
    .from(exemptions)
    .where(and(eq(exemptions.dutyId, dutyId), eq(exemptions.period, period), ne(exemptions.state, 'ended')))
    .orderBy(exemptions.id)
}

/** Leaves that hold on a day or later, newest first; provisional ones too. */
export async function findLeaves(db: Db, on: string): Promise<Exemption[]> {
  return await db
    .select()
    .from(exemptions)
    .where(and(eq(exemptions.kind, 'leave'), ne(exemptions.state, 'ended'), isNotNull(exemptions.memberId), gte(exemptions.until, on)))
    .orderBy(desc(exemptions.id))
}

/** Confirms or ends what was entered. */
export async function settleExemptions(tx: Db, ids: number[], state: Exemption['state']): Promise<void> {
  await tx.update(exemptions).set({ state }).where(inArray(exemptions.id, ids))
}
