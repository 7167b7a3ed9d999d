import type { Db } from '../../db/client.ts'
import { recentCheckins } from '../../db/queries/progress.ts'
import { addDays, type DateText } from '../clock.ts'

/** A 离岗 report is looked for this far back. */
const LONGEST_LEAVE_DAYS = 60

/**
 * Members who reported 离岗 with a day of return (至) that has not passed, and have not reported 返岗 since: they are not chased
 * meanwhile (counting-rules 11).
 */
export async function membersAway(db: Db, memberIds: number[], on: DateText): Promise<Set<number>> {
  const away = new Set<number>()
  const seen = new Set<number>()
  if (memberIds.length === 0) return away
  for (const { memberId, fields } of await recentCheckins(db, memberIds, addDays(on, -LONGEST_LEAVE_DAYS))) {
    // Newest first: only the last word of each person counts.
    if (memberId === null || seen.has(memberId) || !(fields.leaving || fields.returning)) continue
    seen.add(memberId)
    if (fields.leaving && typeof fields.until === 'string' && fields.until >= on) away.add(memberId)
  }
  return away
}
