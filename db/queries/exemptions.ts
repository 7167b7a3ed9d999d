import { and, desc, eq, gte, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { type Db, isOneOf, prepared } from '../client.ts'
import { exemptions } from '../schema.ts'

/** 零报告, 免报 or 请假, as it was entered. */
export type Exemption = typeof exemptions.$inferSelect

const insertExemption = prepared<Record<string, unknown>, unknown>((db) =>
  db
    .insert(exemptions)
    .values({
      kind: sql.placeholder('kind'),
      dutyId: sql.placeholder('dutyId'),
      period: sql.placeholder('period'),
      unitId: sql.placeholder('unitId'),
      memberId: sql.placeholder('memberId'),
      since: sql.placeholder('since'),
      until: sql.placeholder('until'),
      reason: sql.placeholder('reason'),
      byMemberId: sql.placeholder('byMemberId'),
      at: sql.placeholder('at'),
      state: sql.placeholder('state'),
    })
    .prepare(),
)

/** Enters one. */
export async function addExemption(tx: Db, row: Omit<Exemption, 'id'>): Promise<void> {
  await insertExemption(tx, { ...row })
}

/** A unit that owes nothing, or nothing more. */
export type FreedUnit = Pick<Exemption, 'id' | 'kind' | 'unitId' | 'reason' | 'at'>

const freedUnit = { id: exemptions.id, kind: exemptions.kind, unitId: exemptions.unitId, reason: exemptions.reason, at: exemptions.at }

const inPeriod = and(
  eq(exemptions.dutyId, sql.placeholder('dutyId')),
  eq(exemptions.period, sql.placeholder('period')),
  ne(exemptions.state, 'ended'),
)

const selectFreed = prepared<{ dutyId: string; period: string }, FreedUnit[]>((db) =>
  db.select(freedUnit).from(exemptions).where(inPeriod).orderBy(exemptions.id).prepare(),
)

/** Zero reports and exemptions of units for one period of a duty, oldest first. */
export async function findFreed(db: Db, dutyId: string, period: string): Promise<FreedUnit[]> {
  return await selectFreed(db, { dutyId, period })
}

const selectFreedUnits = prepared<{ dutyId: string; period: string; unitIds: string }, FreedUnit[]>((db) =>
  db
    .select(freedUnit)
    .from(exemptions)
    .where(and(inPeriod, isOneOf(exemptions.unitId, sql.placeholder('unitIds'))))
    .orderBy(exemptions.id)
    .prepare(),
)

/** The same of these units alone: a city's month has thousands of zero reports, a township asks for its own. */
export async function findFreedUnits(db: Db, of: { dutyId: string; period: string; unitIds: number[] }): Promise<FreedUnit[]> {
  return await selectFreedUnits(db, { ...of, unitIds: JSON.stringify(of.unitIds) })
}

const selectLeaves = prepared<{ on: string }, Exemption[]>((db) =>
  db
    .select()
    .from(exemptions)
    .where(
      and(
        eq(exemptions.kind, 'leave'),
        ne(exemptions.state, 'ended'),
        isNotNull(exemptions.memberId),
        gte(exemptions.until, sql.placeholder('on')),
      ),
    )
    .orderBy(desc(exemptions.id))
    .prepare(),
)

/** Leaves that hold on a day or later, newest first; provisional ones too. */
export async function findLeaves(db: Db, on: string): Promise<Exemption[]> {
  return await selectLeaves(db, { on })
}

/** Confirms or ends what was entered. */
export async function settleExemptions(tx: Db, ids: number[], state: Exemption['state']): Promise<void> {
  await tx.update(exemptions).set({ state }).where(inArray(exemptions.id, ids))
}
