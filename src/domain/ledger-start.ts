import type { Db } from '../../db/client.ts'
import { getSetting } from '../../db/queries/settings.ts'
import { toDate } from '../clock.ts'
import type { Period } from './periods.ts'

/** Was the ledger kept in this period at all? Nobody is chased for, and nothing summed up of, the time before its first moment. */
export async function isKept(db: Db, period: Pick<Period, 'to'>): Promise<boolean> {
  const first = await getSetting(db, 'firstMoment')
  return first === null || period.to > toDate(Number(first))
}
