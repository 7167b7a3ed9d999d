import type { Db } from '../../db/client.ts'
import { findFreed } from '../../db/queries/exemptions.ts'
import { dutyKey, type PackDuty } from './house.ts'
import type { Period } from './periods.ts'

/** Units that owe nothing, or nothing more, on a duty in a period (counting-rules 11), by unit. */
export interface Freed {
  /** 免报: why. They leave the denominator. */
  exempt: Map<number, string>
  /** 零报告: when it was sent. It counts as reported with 0 done. */
  zero: Map<number, number>
}

/** Reads who is freed from a duty in one of its periods. */
export async function freedFrom(db: Db, packDuty: PackDuty, period: Period): Promise<Freed> {
  const rows = await findFreed(db, dutyKey(packDuty), period.key)
  const freed: Freed = { exempt: new Map(), zero: new Map() }
  for (const { kind, unitId, reason, at } of rows) {
    if (unitId === null) continue
    if (kind === 'exempt') freed.exempt.set(unitId, reason)
    else if (!freed.zero.has(unitId)) freed.zero.set(unitId, at)
  }
  return freed
}
