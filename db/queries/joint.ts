import { and, gte, inArray, lt, lte, ne, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { entries, units } from '../schema.ts'
import { WITHDRAWN } from './entries.ts'
import type { CountQuery, Counts } from './progress.ts'

/** A further body that an entry counts for (counting-rules 12), as it is kept in the entry's field `jointWith`. */
export interface JointBody {
  unitId: number
  /** The class that it counts as there; null: the entry's own. */
  class: string | null
}

/** Kinds that may be held jointly. */
export const jointKinds: ReadonlySet<string> = new Set(['meeting'])

/** One entry counted for one of the further bodies that it names. */
interface JointAct {
  no: number
  unitId: number
  sentAt: number
}

/** What was held jointly and counts for other units than the one that reported it, each once, oldest first. `byUnitIds`: reported by these only. */
export async function listJointActs(db: Db, query: CountQuery, byUnitIds?: number[]): Promise<JointAct[]> {
  const kinds = [query.kind, ...(query.also ?? [])].filter((kind) => jointKinds.has(kind))
  if (kinds.length === 0) return []
  const rows = await db
    .select({
      no: entries.no,
      kind: entries.kind,
      class: entries.class,
      byUnitId: entries.byUnitId,
      sentAt: entries.sentAt,
      fields: entries.fields,
    })
    .from(entries)
    .where(
      and(
        // Whoever reported it: the index that finds a kind by its dates begins with the unit.
        byUnitIds === undefined ? inArray(entries.byUnitId, sql`(select ${units.id} from ${units})`) : inArray(entries.byUnitId, byUnitIds),
        inArray(entries.kind, kinds),
        gte(entries.date, query.from),
        lt(entries.date, query.to),
        ne(entries.status, WITHDRAWN),
        query.sentBy === undefined ? undefined : lte(entries.sentAt, query.sentBy),
        // Only to pass over the many that are not joint: what is inside is read in the program.
        sql`${entries.fields} like ${'%"jointWith":%'}`,
      ),
    )
    .orderBy(entries.no)
  return rows.flatMap((row) => {
    const fits = (name: string | null): boolean => row.kind !== query.kind || !query.classes || query.classes.includes(name ?? '')
    const counted = new Set(fits(row.class) ? [row.byUnitId] : [])
    return bodiesOf(row.fields).flatMap(({ unitId, class: name }) => {
      if (counted.has(unitId) || !fits(name ?? row.class)) return []
      counted.add(unitId)
      return [{ no: row.no, unitId, sentAt: row.sentAt }]
    })
  })
}

/** Adds what was held jointly to the reports that units made. */
export async function addJointCounts(db: Db, query: CountQuery, counts: Counts): Promise<Counts> {
  for (const { unitId, sentAt } of await listJointActs(db, query)) {
    const known = counts.get(unitId) ?? { done: 0, onTime: 0 }
    const onTime = query.deadline === null || sentAt <= query.deadline ? 1 : 0
    counts.set(unitId, { done: known.done + 1, onTime: known.onTime + onTime })
  }
  return counts
}

/** The further bodies that an entry's fields name. */
function bodiesOf(fields: Record<string, unknown>): JointBody[] {
  const bodies = Array.isArray(fields.jointWith) ? fields.jointWith : []
  return bodies.flatMap((body: unknown) => {
    if (typeof body !== 'object' || body === null || !('unitId' in body) || typeof body.unitId !== 'number') return []
    return [{ unitId: body.unitId, class: 'class' in body && typeof body.class === 'string' ? body.class : null }]
  })
}
