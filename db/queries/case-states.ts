import { and, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { entries } from '../schema.ts'
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
