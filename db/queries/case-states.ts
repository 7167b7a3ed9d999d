import { and, eq, gte, inArray, isNotNull, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { entries, files } from '../schema.ts'
import { WITHDRAWN } from './entries.ts'

/** How many entries about a unit are of a kind, a class and a state. */
export interface StateCount {
  unitId: number
  kind: string
  class: string | null
  status: string
  count: number
}

/** Entries of these kinds by unit, class and state; of all times, or only those whose date lies in [from, to). */
export async function countStates(db: Db, about: { kinds: string[]; from?: string; to?: string }): Promise<StateCount[]> {
  const rows = await db
    .select({
      unitId: entries.unitId,
      kind: entries.kind,
      class: entries.class,
      status: entries.status,
      count: sql<number>`count(*)`,
    })
    .from(entries)
    .where(
      and(
        inArray(entries.kind, about.kinds),
        ne(entries.status, WITHDRAWN),
        about.from === undefined ? undefined : gte(entries.date, about.from),
        about.to === undefined ? undefined : lt(entries.date, about.to),
      ),
    )
    .groupBy(entries.unitId, entries.kind, entries.class, entries.status)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** A stored photo or file of an entry about a household. */
export interface HouseholdFile {
  sha256: string
  entryNo: number
  householdId: number
  unitId: number
}

/** Files whose bytes lie under two households or more, one of these entries being dated in [from, to); by file, oldest entry first. */
export async function sharedFiles(db: Db, span: { from: string; to: string }): Promise<HouseholdFile[]> {
  const counted = and(eq(files.state, 'stored'), ne(entries.status, WITHDRAWN), isNotNull(entries.householdId))
  const shared = await db
    .select({ sha256: files.sha256, last: sql<string>`max(${entries.date})` })
    .from(files)
    .innerJoin(entries, eq(entries.no, files.entryNo))
    .where(counted)
    .groupBy(files.sha256)
    .having(sql`count(distinct ${entries.householdId}) > 1`)
  const wanted = shared.flatMap(({ sha256, last }) => (sha256 !== null && last >= span.from ? [sha256] : []))
  const rows = await db
    .select({ sha256: files.sha256, entryNo: files.entryNo, householdId: entries.householdId, unitId: entries.unitId, date: entries.date })
    .from(files)
    .innerJoin(entries, eq(entries.no, files.entryNo))
    .where(and(counted, inArray(files.sha256, wanted)))
    .orderBy(files.sha256, files.entryNo)
  const touched = new Set(rows.flatMap(({ sha256, date }) => (date >= span.from && date < span.to ? [sha256] : [])))
  return rows.flatMap(({ sha256, householdId, entryNo, unitId }) =>
    sha256 !== null && householdId !== null && touched.has(sha256) ? [{ sha256, entryNo, householdId, unitId }] : [],
  )
}
