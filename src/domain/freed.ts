import type { Db } from '../../db/client.ts'
import { findFreedUnits } from '../../db/queries/exemptions.ts'
import { dutyKey, type PackDuty } from './house.ts'
import type { Period } from './periods.ts'

/** Units that owe nothing, or nothing more, on a duty in a period (counting-rules 11), by unit. */
export interface Freed {
  /** 免报: why. They leave the denominator. */
  exempt: Map<number, string>
  /** 零报告: when it was sent. It counts as reported with 0 done. */
  zero: Map<number, number>
}

/** Reads which of these units are freed from a duty in one of its periods. */
export async function freedFrom(db: Db, packDuty: PackDuty, { period, unitIds }: { period: Period; unitIds: number[] }): Promise<Freed> {
  const rows = unitIds.length > 0 ? await findFreedUnits(db, { dutyId: dutyKey(packDuty), period: period.key, unitIds }) : []
  const freed: Freed = { exempt: new Map(), zero: new Map() }
  for (const { kind, unitId, reason, at } of rows) {
    if (unitId === null) continue
    if (kind === 'exempt') freed.exempt.set(unitId, reason)
    else if (!freed.zero.has(unitId)) freed.zero.set(unitId, at)
  }
  return freed
}
