import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { callCounts } from '../schema.ts'

/** Adds calls of a platform's interfaces to a day's count. */
export async function addCalls(tx: Db, count: { platform: string; day: string; calls: number }): Promise<void> {
  await tx
    .insert(callCounts)
    .values(count)
    .onConflictDoUpdate({ target: [callCounts.platform, callCounts.day], set: { calls: sql`${callCounts.calls} + excluded.calls` } })
}

/** Calls of a platform on the days from `from` up to, not including, `until`. */
export async function countCalls(db: Db, platform: string, days: { from: string; until: string }): Promise<number> {
  const within = and(eq(callCounts.platform, platform), gte(callCounts.day, days.from), lt(callCounts.day, days.until))
  const [row] = await db
    .select({ calls: sql<number | null>`sum(${callCounts.calls})` })
    .from(callCounts)
    .where(within)
  return Number(row?.calls ?? 0)
}
