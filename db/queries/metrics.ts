import { count } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { inbox, scheduleRuns } from '../schema.ts'

/** How many messages were received, by what came of them. */
export async function countMessages(db: Db): Promise<{ outcome: 'done' | 'failed'; messages: number }[]> {
  return await db.select({ outcome: inbox.outcome, messages: count() }).from(inbox).groupBy(inbox.outcome)
}

/** How many scheduled times were run. */
export async function countScheduleRuns(db: Db): Promise<number> {
  const [row] = await db.select({ runs: count() }).from(scheduleRuns)
  return row?.runs ?? 0
}
