import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Entry, Step } from '../../src/core/nouns.ts'
import { type Db, prepared } from '../client.ts'
import { companions, entries, files, steps } from '../schema.ts'

/** Status of an entry that was taken back; it counts nowhere. */
export const WITHDRAWN = 'withdrawn'

/** First entry number: four digits are easier to tell from counts and list numbers than one. */
export const FIRST_NO = 1001

const insertEntry = prepared<Record<string, unknown>, { no: number }[]>((db) =>
  db
    .insert(entries)
    .values({
      // Entries are never deleted, so the next number was never used.
      no: sql`(select coalesce(max(no), ${sql.raw(String(FIRST_NO - 1))}) + 1 from entries)`,
      kind: sql.placeholder('kind'),
      class: sql.placeholder('class'),
      unitId: sql.placeholder('unitId'),
      byUnitId: sql.placeholder('byUnitId'),
      byPost: sql.placeholder('byPost'),
      memberId: sql.placeholder('memberId'),
      typedById: sql.placeholder('typedById'),
      date: sql.placeholder('date'),
      householdId: sql.placeholder('householdId'),
      fields: sql.placeholder('fields'),
      status: sql.placeholder('status'),
      sentAt: sql.placeholder('sentAt'),
      createdAt: sql.placeholder('createdAt'),
      version: 1,
    })
    .returning({ no: entries.no })
    .prepare(),
)

/** Adds an entry; returns its number. */
export async function addEntry(tx: Db, entry: Omit<Entry, 'no' | 'version'>): Promise<number> {
  const [row] = await insertEntry(tx, { ...entry })
  if (!row) throw new Error('the database gave no entry number')
  return row.no
}

const insertStep = prepared<Record<string, unknown>, unknown>((db) =>
  db
    .insert(steps)
    .values({
      entryNo: sql.placeholder('entryNo'),
      seq: sql.placeholder('seq'),
      action: sql.placeholder('action'),
      memberId: sql.placeholder('memberId'),
      at: sql.placeholder('at'),
      text: sql.placeholder('text'),
      fields: sql.placeholder('fields'),
      previousHash: sql.placeholder('previousHash'),
    })
    .prepare(),
)

/** Adds a step; steps are never changed. */
export async function addStep(tx: Db, step: Step): Promise<void> {
  await insertStep(tx, { ...step })
}

const selectEntry = prepared<{ no: number }, Entry[]>((db) =>
  db
    .select()
    .from(entries)
    .where(eq(entries.no, sql.placeholder('no')))
    .prepare(),
)

/** One entry, or null. */
export async function findEntry(db: Db, no: number): Promise<Entry | null> {
  return (await selectEntry(db, { no }))[0] ?? null
}

const { id: _, ...columnsOfSteps } = getTableColumns(steps)

/** What a step says; its number in the order of adding is the database's own. */
export const stepColumns = columnsOfSteps

const selectSteps = prepared<{ no: number }, Step[]>((db) =>
  db
    .select(stepColumns)
    .from(steps)
    .where(eq(steps.entryNo, sql.placeholder('no')))
    .orderBy(steps.seq)
    .prepare(),
)

/** All steps of an entry, oldest first. */
export async function findSteps(db: Db, no: number): Promise<Step[]> {
  return await selectSteps(db, { no })
}

const updateRow = prepared<Record<string, unknown>, unknown>((db) =>
  db
    .update(entries)
    .set({
      kind: sql`${sql.placeholder('kind')}`,
      class: sql`${sql.placeholder('class')}`,
      unitId: sql`${sql.placeholder('unitId')}`,
      byUnitId: sql`${sql.placeholder('byUnitId')}`,
      byPost: sql`${sql.placeholder('byPost')}`,
      memberId: sql`${sql.placeholder('memberId')}`,
      typedById: sql`${sql.placeholder('typedById')}`,
      date: sql`${sql.placeholder('date')}`,
      householdId: sql`${sql.placeholder('householdId')}`,
      fields: sql`${sql.placeholder('fields')}`,
      status: sql`${sql.placeholder('status')}`,
      sentAt: sql`${sql.placeholder('sentAt')}`,
      version: sql`${sql.placeholder('version')}`,
    })
    .where(eq(entries.no, sql.placeholder('no')))
    .prepare(),
)

/** Writes the fold of an entry's steps back to its row. */
export async function updateEntry(tx: Db, no: number, columns: Omit<Entry, 'no' | 'createdAt'>): Promise<void> {
  await updateRow(tx, { ...columns, fields: entries.fields.mapToDriverValue(columns.fields), no })
}

/** Names somebody as having taken part; it counts once he confirms. */
export async function addCompanion(tx: Db, entryNo: number, memberId: number): Promise<void> {
  await tx.insert(companions).values({ entryNo, memberId, confirmedAt: null }).onConflictDoNothing()
}

/** 同行 confirmed by himself. False when he was not named. */
export async function confirmCompanion(tx: Db, entryNo: number, memberId: number, at: number): Promise<boolean> {
  const rows = await tx
    .update(companions)
    .set({ confirmedAt: at })
    .where(and(eq(companions.entryNo, entryNo), eq(companions.memberId, memberId)))
    .returning({ memberId: companions.memberId })
  return rows.length > 0
}

/** A photo or file of an entry. */
export type FileRow = typeof files.$inferSelect

/** Records files to be fetched after the commit. */
export async function addFiles(tx: Db, rows: (typeof files.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(files).values(rows)
}

const selectFiles = prepared<{ entryNo: number }, FileRow[]>((db) =>
  db
    .select()
    .from(files)
    .where(eq(files.entryNo, sql.placeholder('entryNo')))
    .orderBy(files.id)
    .prepare(),
)

/** Files of an entry that are stored or on their way. */
export async function findFiles(db: Db, entryNo: number): Promise<FileRow[]> {
  return await selectFiles(db, { entryNo })
}

const selectPending = prepared<{ limit: number }, FileRow[]>((db) =>
  db.select().from(files).where(eq(files.state, 'pending')).orderBy(files.id).limit(sql.placeholder('limit')).prepare(),
)

/** Files that still have to be fetched. */
export async function pendingFiles(db: Db, limit: number): Promise<FileRow[]> {
  return await selectPending(db, { limit })
}

/** Settles or postpones the fetching of a file. */
export async function updateFile(tx: Db, id: number, changes: Partial<FileRow>): Promise<void> {
  await tx.update(files).set(changes).where(eq(files.id, id))
}

/** Is there any entry, withdrawn ones included? */
export async function hasEntries(db: Db): Promise<boolean> {
  return (await db.select({ no: entries.no }).from(entries).limit(1)).length > 0
}
