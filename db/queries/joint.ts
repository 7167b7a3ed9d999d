import { type Db, isOneOf } from '../client.ts'
import { ledgerColumns } from '../ledger-columns.ts'
import { entries } from '../schema.ts'
import { type CountQuery, type Counts, countedRows } from './counted.ts'

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
  const [kind, ...also] = kinds
  if (kind === undefined) return []
  const columns = await ledgerColumns(db)
  const owners = byUnitIds && { column: columns.byUnitId, ids: byUnitIds }
  const counted = countedRows(columns, { ...query, kind, also, classes: undefined, states: undefined }, owners)
  const nos = [...counted].flatMap((row) => (columns.joint[row] === 1 ? (columns.no[row] ?? []) : []))
  if (nos.length === 0) return []
  const rows = await db.select().from(entries).where(isOneOf(entries.no, nos)).orderBy(entries.no)
  return rows.flatMap((row) => {
    const fits = (name: string | null): boolean => row.kind !== query.kind || !query.classes || query.classes.includes(name ?? '')
    const taken = new Set(fits(row.class) ? [row.byUnitId] : [])
    return jointBodies(row.fields).flatMap(({ unitId, class: name }) => {
      if (taken.has(unitId) || !fits(name ?? row.class)) return []
      taken.add(unitId)
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
export function jointBodies(fields: Record<string, unknown>): JointBody[] {
  const bodies = Array.isArray(fields.jointWith) ? fields.jointWith : []
  return bodies.flatMap((body: unknown) => {
    if (typeof body !== 'object' || body === null || !('unitId' in body) || typeof body.unitId !== 'number') return []
    return [{ unitId: body.unitId, class: 'class' in body && typeof body.class === 'string' ? body.class : null }]
  })
}
