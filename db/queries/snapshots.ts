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

const selectLines = prepared<{ snapshotNo: number }, PeriodResult[]>((db) =>
  db
    .select()
    .from(periodResults)
    .where(eq(periodResults.snapshotNo, sql.placeholder('snapshotNo')))
    .prepare(),
)

/** The lines of a snapshot. */
export async function listPeriodResults(db: Db, snapshotNo: number): Promise<PeriodResult[]> {
  return await selectLines(db, { snapshotNo })
}

/** Lines written by one statement; each has ten parameters. */
const ROWS_PER_INSERT = 100

const lineColumns = [
  'snapshotNo',
  'dutyId',
  'period',
  'subject',
  'subjectId',
  'subjectName',
  'required',
  'done',
  'onTime',
  'entries',
] as const

/** A city closes thousands of lines at once: building such a statement anew takes longer than running it. */
const insertLines = prepared<Record<string, unknown>, unknown>((db) =>
  db
    .insert(periodResults)
    .values(
      Array.from({ length: ROWS_PER_INSERT }, (_, index) => ({
        snapshotNo: sql.placeholder(`snapshotNo${index}`),
        dutyId: sql.placeholder(`dutyId${index}`),
        period: sql.placeholder(`period${index}`),
        subject: sql.placeholder(`subject${index}`),
        subjectId: sql.placeholder(`subjectId${index}`),
        subjectName: sql.placeholder(`subjectName${index}`),
        required: sql.placeholder(`required${index}`),
        done: sql.placeholder(`done${index}`),
        onTime: sql.placeholder(`onTime${index}`),
        entries: sql.placeholder(`entries${index}`),
      })),
    )
    .prepare(),
)

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
    if (rows.length < ROWS_PER_INSERT) await tx.insert(periodResults).values(rows)
    else
      await insertLines(tx, Object.fromEntries(rows.flatMap((line, index) => lineColumns.map((name) => [`${name}${index}`, line[name]]))))
  }
  return row
}
