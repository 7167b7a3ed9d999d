import { eq, isNull, lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { jobs } from '../schema.ts'

/** What a reply promised and is done after it. */
export type Job = typeof jobs.$inferSelect

/** Done jobs are known this long, so that what may be asked for once a day is not done twice. */
const KEPT_MS = 7 * 86_400_000

/** Writes a job down; one of the same key is there once. */
export async function addJob(tx: Db, job: Pick<Job, 'command' | 'key' | 'data' | 'at'>): Promise<void> {
  await tx.delete(jobs).where(lt(jobs.doneAt, job.at - KEPT_MS))
  await tx.insert(jobs).values(job).onConflictDoNothing()
}

/** Is there a job of this key, done or not? */
export async function hasJob(db: Db, key: string): Promise<boolean> {
  return (await db.select({ id: jobs.id }).from(jobs).where(eq(jobs.key, key))).length > 0
}

/** Jobs that are still to be done, oldest first. */
export async function pendingJobs(db: Db): Promise<Job[]> {
  return await db.select().from(jobs).where(isNull(jobs.doneAt)).orderBy(jobs.id)
}

/** Writes down that a job is done. */
export async function finishJob(tx: Db, id: number, doneAt: number): Promise<void> {
  await tx.update(jobs).set({ doneAt }).where(eq(jobs.id, id))
}
