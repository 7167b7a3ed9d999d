import type { Db } from '../../db/client.ts'
import { type FreedUnit, findFreed, findFreedUnits } from '../../db/queries/exemptions.ts'
import { oncePer } from '../core/once-per.ts'
import type { Directory } from './directory.ts'
import { dutyKey, type PackDuty } from './house.ts'
import type { Period } from './periods.ts'

/** Units that owe nothing, or nothing more, on a duty in a period (counting-rules 11), by unit. */
export interface Freed {
  /** 免报: why. They leave the denominator. */
  exempt: Map<number, string>
  /** 零报告: when it was sent. It counts as reported with 0 done. */
  zero: Map<number, number>
}

/** More units than these are not asked for one by one. */
const MANY = 200

async function readFreed(db: Db, of: { dutyId: string; period: string; unitIds: number[] }): Promise<FreedUnit[]> {
  const { dutyId, period, unitIds } = of
  if (unitIds.length === 0) return []
  if (unitIds.length <= MANY) return await findFreedUnits(db, of)
  const rows = await findFreed(db, dutyId, period)
  const wanted = rows.length > 0 ? new Set<number | null>(unitIds) : null
  return rows.filter(({ unitId }) => wanted?.has(unitId))
}

/** The units below others, with those that were merged into them: found once for each roster. */
const unitsIn = oncePer((_directory: Directory) => new Map<number, number[]>())

/** A unit, all below it, and all that were merged into these. */
export function unitsBelow(directory: Directory, root: number): number[] {
  const known = unitsIn(directory).get(root) ?? directory.subtree(root).flatMap(({ id }) => [id, ...directory.absorbed(id)])
  unitsIn(directory).set(root, known)
  return known
}

/** Reads which of these units are freed from a duty in one of its periods. */
export async function freedFrom(db: Db, packDuty: PackDuty, { period, unitIds }: { period: Period; unitIds: number[] }): Promise<Freed> {
  const rows = await readFreed(db, { dutyId: dutyKey(packDuty), period: period.key, unitIds })
  const freed: Freed = { exempt: new Map(), zero: new Map() }
  for (const { kind, unitId, reason, at } of rows) {
    if (unitId === null) continue
    if (kind === 'exempt') freed.exempt.set(unitId, reason)
    else if (!freed.zero.has(unitId)) freed.zero.set(unitId, at)
  }
  return freed
}
