import { and, asc, gte, lte, sql } from 'drizzle-orm'
import type { Entry, Step } from '../../src/core/nouns.ts'
import type { Db } from '../client.ts'
import { entries, steps } from '../schema.ts'
import { stepColumns } from './entries.ts'
import { bumpLedgerVersion } from './settings.ts'

/** The newest number that an entry or a step bears; 0 in an empty ledger. */
export async function newestNo(db: Db): Promise<number> {
  const [entry] = await db.select({ no: sql<number | null>`max(${entries.no})` }).from(entries)
  const [step] = await db.select({ no: sql<number | null>`max(${steps.entryNo})` }).from(steps)
  return Math.max(Number(entry?.no ?? 0), Number(step?.no ?? 0))
}

/** Entries with numbers from `first` to `last`, both included. */
export async function entriesBetween(db: Db, first: number, last: number): Promise<Entry[]> {
  return await db
    .select()
    .from(entries)
    .where(and(gte(entries.no, first), lte(entries.no, last)))
}

/** Steps of the entries from `first` to `last`, both included, in their order. */
export async function stepsBetween(db: Db, first: number, last: number): Promise<Step[]> {
  return await db
    .select(stepColumns)
    .from(steps)
    .where(and(gte(steps.entryNo, first), lte(steps.entryNo, last)))
    .orderBy(asc(steps.entryNo), asc(steps.seq))
}

/** Writes an entry's row as its steps have it, whatever was there. */
export async function rewriteEntry(tx: Db, entry: Entry): Promise<void> {
  const { no: _, ...columns } = entry
  await tx.insert(entries).values(entry).onConflictDoUpdate({ target: entries.no, set: columns })
  await bumpLedgerVersion(tx)
}
