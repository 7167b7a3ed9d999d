import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Entry } from '../../src/core/nouns.ts'
import type { Db } from '../client.ts'
import { entries, units } from '../schema.ts'
import { WITHDRAWN } from './entries.ts'
import { listEntries } from './entry-lists.ts'

/** Makes numbers equally long, so that the later of one day is the greater text. */
const EQUALLY_LONG = 1_000_000_000

/** The last meeting of a class that each unit held before a day; of several on one day the one reported last. */
export async function findLastMeetings(db: Db, about: { class: string; before: string }): Promise<Entry[]> {
  const rows = await db
    .select({ last: sql<string>`max(${entries.date} || '/' || (${sql.raw(String(EQUALLY_LONG))} + ${entries.no}))` })
    .from(entries)
    .where(
      and(
        eq(entries.kind, 'meeting'),
        inArray(entries.unitId, sql`(select ${units.id} from ${units})`),
        lt(entries.date, about.before),
        eq(entries.class, about.class),
        ne(entries.status, WITHDRAWN),
      ),
    )
    .groupBy(entries.unitId)
  const nos = rows.map(({ last }) => Number(last.split('/')[1]) - EQUALLY_LONG)
  return await listEntries(db, { nos }, nos.length)
}
