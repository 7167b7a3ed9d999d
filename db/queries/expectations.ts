import { and, asc, eq, inArray, isNotNull, lte, notInArray, or, sql } from 'drizzle-orm'
import type { Expectation } from '../../src/core/nouns.ts'
import type { Db } from '../client.ts'
import { expectations } from '../schema.ts'

/** One thing that is to be done about a case. */
export type ExpectationRow = typeof expectations.$inferSelect

/** Of which entry the expectations are. */
export interface ExpectationOf {
  entryNo: number
  kind: string
  aboutUnitId: number
}

/** What is expected of an entry now. */
export async function expectationsOf(db: Db, entryNo: number): Promise<ExpectationRow[]> {
  return await db.select().from(expectations).where(eq(expectations.entryNo, entryNo)).orderBy(expectations.key)
}

/** Puts what is expected now in the place of what was; one that stays with its deadline keeps its stage. Returns the keys that are new. */
export async function replaceExpectations(tx: Db, of: ExpectationOf, expected: Expectation[]): Promise<string[]> {
  const before = await expectationsOf(tx, of.entryNo)
  const keys = expected.map(({ key }) => key)
  const gone = keys.length > 0 ? notInArray(expectations.key, keys) : undefined
  if (before.length > 0) await tx.delete(expectations).where(and(eq(expectations.entryNo, of.entryNo), gone))
  for (const one of expected) {
    const known = before.find(({ key }) => key === one.key)
    const stage = known && known.due === one.due ? known.stage : 0
    const { quiet: _, ...columns } = one
    const row = { ...of, ...columns, urgent: one.urgent ?? false, stage }
    await tx
      .insert(expectations)
      .values(row)
      .onConflictDoUpdate({ target: [expectations.entryNo, expectations.key], set: row })
  }
  return expected.filter(({ key }) => !before.some((known) => known.key === key)).map(({ key }) => key)
}

/** What is due on a day or before, earliest first. */
export async function expectationsDue(db: Db, until: string): Promise<ExpectationRow[]> {
  return await db
    .select()
    .from(expectations)
    .where(and(isNotNull(expectations.due), lte(expectations.due, until)))
    .orderBy(asc(expectations.due), asc(expectations.entryNo), asc(expectations.key))
}

/** What is expected of a person, or of units for which he acts; what is due first comes first. */
export async function expectationsFor(db: Db, whose: { memberId: number; unitIds: number[] }, limit: number): Promise<ExpectationRow[]> {
  const mine = eq(expectations.memberId, whose.memberId)
  const ours = whose.unitIds.length > 0 ? inArray(expectations.unitId, whose.unitIds) : undefined
  return await db
    .select()
    .from(expectations)
    .where(or(mine, ours))
    .orderBy(sql`${expectations.due} is null`, asc(expectations.due), asc(expectations.entryNo))
    .limit(limit)
}

/** Records that an expectation was told about for the n-th time. */
export async function setExpectationStage(tx: Db, of: { entryNo: number; key: string }, stage: number): Promise<void> {
  await tx
    .update(expectations)
    .set({ stage })
    .where(and(eq(expectations.entryNo, of.entryNo), eq(expectations.key, of.key)))
}
