import { and, desc, eq, lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { scheduleRuns } from '../schema.ts'

/** A time at which a schedule was run: when it fell due, and when it happened (epoch ms). */
export interface LastRun {
  dueAt: number
  ranAt: number
}

/** The last run of a schedule that fell due before this time, or null. */
export async function lastRunBefore(db: Db, schedule: string, dueAt: number): Promise<LastRun | null> {
  const [row] = await db
    .select({ dueAt: scheduleRuns.dueAt, ranAt: scheduleRuns.ranAt })
    .from(scheduleRuns)
    .where(and(eq(scheduleRuns.schedule, schedule), lt(scheduleRuns.dueAt, dueAt)))
    .orderBy(desc(scheduleRuns.dueAt))
    .limit(1)
  return row ?? null
}
