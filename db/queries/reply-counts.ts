import { and, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { entries } from '../schema.ts'
import type { CountQuery } from './counted.ts'
import { WITHDRAWN } from './entries.ts'

const selectSameDay = prepared<{ householdId: number; date: string }, { no: number }[]>((db) =>
  db
    .select({ no: entries.no })
    .from(entries)
    .where(
      and(
        eq(entries.householdId, sql.placeholder('householdId')),
        eq(entries.kind, 'visit'),
        eq(entries.date, sql.placeholder('date')),
        ne(entries.status, WITHDRAWN),
      ),
    )
    .orderBy(entries.no)
    .limit(1)
    .prepare(),
)

/** The first visit to a household on a day, if there is one: a second is not counted again (counting-rules 2). */
export async function findSameDayVisit(db: Db, householdId: number, date: string): Promise<number | null> {
  return (await selectSameDay(db, { householdId, date }))[0]?.no ?? null
}

/** Most classes that one duty may name; shorter lists are padded with their last word. */
const CLASS_SLOTS = 12

const oneUnit = {
  kind: sql.placeholder('kind'),
  unitId: sql.placeholder('unitId'),
  from: sql.placeholder('from'),
  to: sql.placeholder('to'),
}
const classSlots = Array.from({ length: CLASS_SLOTS }, (_, index) => sql.placeholder(`class${index}`))

function unitTally(unit: typeof entries.unitId | typeof entries.byUnitId, withClass: boolean) {
  return prepared<Record<string, unknown>, { reports: number; households: number; recent: number }[]>((db) =>
    db
      .select({
        reports: sql<number>`count(*)`,
        households: sql<number>`count(distinct ${entries.householdId})`,
        recent: sql<number>`count(distinct case when ${entries.date} >= ${sql.placeholder('recentFrom')} then ${entries.householdId} end)`,
      })
      .from(entries)
      .where(
        and(
          eq(unit, oneUnit.unitId),
          eq(entries.kind, oneUnit.kind),
          gte(entries.date, oneUnit.from),
          lt(entries.date, oneUnit.to),
          ne(entries.status, WITHDRAWN),
          withClass ? inArray(entries.class, classSlots) : undefined,
        ),
      )
      .prepare(),
  )
}

const tallies = {
  about: { plain: unitTally(entries.unitId, false), classed: unitTally(entries.unitId, true) },
  by: { plain: unitTally(entries.byUnitId, false), classed: unitTally(entries.byUnitId, true) },
}

/** Reports and different households of one unit in a period, and since `recentFrom`: prepared, since every accepted report shows it. */
export async function tallyUnit(
  db: Db,
  query: Pick<CountQuery, 'kind' | 'classes' | 'from' | 'to'> & { unitId: number; count: 'about' | 'by'; recentFrom: string },
): Promise<{ reports: number; households: number; recent: number }> {
  const { count, classes, ...values } = query
  const slots = Object.fromEntries(classSlots.map((_, index) => [`class${index}`, classes?.[Math.min(index, classes.length - 1)]]))
  const rows = await tallies[count][classes ? 'classed' : 'plain'](db, { ...values, ...slots })
  const [row] = rows
  return { reports: Number(row?.reports ?? 0), households: Number(row?.households ?? 0), recent: Number(row?.recent ?? 0) }
}
