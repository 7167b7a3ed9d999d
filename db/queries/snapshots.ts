import { and, eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { periodResults, snapshots } from '../schema.ts'

/** A closed period of a duty. */
export interface Snapshot {
  no: number
  dutyId: string
  period: string
  closedAt: number
}

const selectSnapshot = prepared<{ dutyId: string; period: string }, Snapshot[]>((db) =>
  db
    .select()
    .from(snapshots)
    .where(and(eq(snapshots.dutyId, sql.placeholder('dutyId')), eq(snapshots.period, sql.placeholder('period'))))
    .prepare(),
)

/** The snapshot of a duty's period, or null while it is open. */
export async function findSnapshot(db: Db, dutyId: string, period: string): Promise<Snapshot | null> {
  return (await selectSnapshot(db, { dutyId, period }))[0] ?? null
}

/** What a subject owed and had done when the period closed. */
export type PeriodResult = typeof periodResults.$inferSelect

/** The lines of a snapshot. */
export async function listPeriodResults(db: Db, snapshotNo: number): Promise<PeriodResult[]> {
  return await db.select().from(periodResults).where(eq(periodResults.snapshotNo, snapshotNo))
}

/** Lines written by one statement; each has ten parameters. */
const ROWS_PER_INSERT = 100

/** Closes a period: writes its snapshot once; null when it is closed already. */
export async function addSnapshot(
  tx: Db,
  snapshot: Omit<Snapshot, 'no'>,
  results: Omit<PeriodResult, 'snapshotNo' | 'dutyId' | 'period'>[],
): Promise<Snapshot | null> {
  const [row] = await tx.insert(snapshots).values(snapshot).onConflictDoNothing().returning()
  if (!row) return null
  const { no, dutyId, period } = row
  for (let start = 0; start < results.length; start += ROWS_PER_INSERT) {
    const rows = results.slice(start, start + ROWS_PER_INSERT).map((result) => ({ ...result, snapshotNo: no, dutyId, period }))
    await tx.insert(periodResults).values(rows)
  }
  return row
}
