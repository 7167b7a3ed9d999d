import { and, asc, eq, inArray, isNotNull, lte, or, sql } from 'drizzle-orm'
import type { Expectation } from '../../src/core/nouns.ts'
import { type Db, prepared } from '../client.ts'
import { expectations } from '../schema.ts'

/** One thing that is to be done about a case. */
export type ExpectationRow = typeof expectations.$inferSelect

/** Of which entry the expectations are. */
export interface ExpectationOf {
  entryNo: number
  kind: string
  aboutUnitId: number
}

const selectExpected = prepared<{ entryNo: number }, ExpectationRow[]>((db) =>
  db
    .select()
    .from(expectations)
    .where(eq(expectations.entryNo, sql.placeholder('entryNo')))
    .orderBy(expectations.key)
    .prepare(),
)

/** What is expected of an entry now. */
export async function expectationsOf(db: Db, entryNo: number): Promise<ExpectationRow[]> {
  return await selectExpected(db, { entryNo })
}

const putRow = prepared<Record<string, unknown>, unknown>((db) => {
  const columns = {
    kind: sql.placeholder('kind'),
    aboutUnitId: sql.placeholder('aboutUnitId'),
    word: sql.placeholder('word'),
    what: sql.placeholder('what'),
    unitId: sql.placeholder('unitId'),
    memberId: sql.placeholder('memberId'),
    since: sql.placeholder('since'),
    due: sql.placeholder('due'),
    span: sql.placeholder('span'),
    urgent: sql.placeholder('urgent'),
    stage: sql.placeholder('stage'),
  }
  return db
    .insert(expectations)
    .values({ entryNo: sql.placeholder('entryNo'), key: sql.placeholder('key'), ...columns })
    .onConflictDoUpdate({
      target: [expectations.entryNo, expectations.key],
      set: {
        kind: sql`excluded.kind`,
        aboutUnitId: sql`excluded.about_unit_id`,
        word: sql`excluded.word`,
        what: sql`excluded.what`,
        unitId: sql`excluded.unit_id`,
        memberId: sql`excluded.member_id`,
        since: sql`excluded.since`,
        due: sql`excluded.due`,
        span: sql`excluded.span`,
        urgent: sql`excluded.urgent`,
        stage: sql`excluded.stage`,
      },
    })
    .prepare()
})

const deleteRow = prepared<{ entryNo: number; key: string }, unknown>((db) =>
  db
    .delete(expectations)
    .where(and(eq(expectations.entryNo, sql.placeholder('entryNo')), eq(expectations.key, sql.placeholder('key'))))
    .prepare(),
)

/**
 * Puts what is expected now in the place of what was; one that stays with its deadline and its owner keeps its stage. Writes nothing where
 * nothing has changed. Returns the keys of those that are new to somebody.
 */
export async function replaceExpectations(tx: Db, of: ExpectationOf, expected: Expectation[]): Promise<string[]> {
  const before = new Map((await expectationsOf(tx, of.entryNo)).map((row) => [row.key, row]))
  const keys = new Set(expected.map(({ key }) => key))
  for (const key of before.keys()) if (!keys.has(key)) await deleteRow(tx, { entryNo: of.entryNo, key })
  const fresh: string[] = []
  for (const one of expected) {
    const known = before.get(one.key)
    const isSameOwner = known !== undefined && known.unitId === one.unitId && known.memberId === one.memberId
    const row = toRow(of, one, isSameOwner && known.due === one.due ? known.stage : 0)
    if (!isSameOwner) fresh.push(one.key)
    if (known && isSame(known, row)) continue
    await putRow(tx, { ...row })
  }
  return fresh
}

function toRow(of: ExpectationOf, { quiet: _, ...columns }: Expectation, stage: number): ExpectationRow {
  return { ...of, ...columns, urgent: columns.urgent ?? false, stage }
}

function isSame(known: ExpectationRow, row: ExpectationRow): boolean {
  const columns = ['kind', 'aboutUnitId', 'word', 'what', 'unitId', 'memberId', 'since', 'due', 'span', 'urgent', 'stage'] as const
  return columns.every((column) => known[column] === row[column])
}

/** Entries of which something is expected, by number. */
export async function expectingEntries(db: Db): Promise<number[]> {
  const rows = await db.selectDistinct({ no: expectations.entryNo }).from(expectations).orderBy(expectations.entryNo)
  return rows.map(({ no }) => no)
}

const selectDue = prepared<{ until: string }, ExpectationRow[]>((db) =>
  db
    .select()
    .from(expectations)
    .where(and(isNotNull(expectations.due), lte(expectations.due, sql.placeholder('until'))))
    .orderBy(asc(expectations.due), asc(expectations.entryNo), asc(expectations.key))
    .prepare(),
)

/** What is due on a day or before, earliest first. */
export async function expectationsDue(db: Db, until: string): Promise<ExpectationRow[]> {
  return await selectDue(db, { until })
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

const updateStage = prepared<{ entryNo: number; key: string; stage: number }, unknown>((db) =>
  db
    .update(expectations)
    .set({ stage: sql`${sql.placeholder('stage')}` })
    .where(and(eq(expectations.entryNo, sql.placeholder('entryNo')), eq(expectations.key, sql.placeholder('key'))))
    .prepare(),
)

/** Records that an expectation was told about for the n-th time. */
export async function setExpectationStage(tx: Db, of: { entryNo: number; key: string }, stage: number): Promise<void> {
  await updateStage(tx, { ...of, stage })
}
