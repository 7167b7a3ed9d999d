import { and, desc, eq, gte, inArray, isNotNull, isNull, max, or, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { checks, publications } from '../schema.ts'

/** A ranking that was published or waits to be, with its number. */
export type Publication = typeof publications.$inferSelect

/** A line of a 核数单 with the unit's answer. */
export type Check = typeof checks.$inferSelect

const insertPublication = prepared<Record<string, unknown>, { no: number }[]>((db) =>
  db
    .insert(publications)
    .values({
      key: sql.placeholder('key'),
      rankingId: sql.placeholder('rankingId'),
      issue: sql.placeholder('issue'),
      period: sql.placeholder('period'),
      unitId: sql.placeholder('unitId'),
      title: sql.placeholder('title'),
      content: sql.placeholder('content'),
      figures: sql.placeholder('figures'),
      asOf: sql.placeholder('asOf'),
      releasedBy: sql.placeholder('releasedBy'),
      state: sql.placeholder('state'),
      corrects: sql.placeholder('corrects'),
      correctionNo: sql.placeholder('correctionNo'),
      createdAt: sql.placeholder('createdAt'),
    })
    .onConflictDoNothing()
    .returning({ no: publications.no })
    .prepare(),
)

/** Enters a publication; null when the same is there already. */
export async function addPublication(tx: Db, row: Omit<Publication, 'no'>): Promise<Publication | null> {
  const [added] = await insertPublication(tx, { ...row })
  return added ? { ...row, no: added.no } : null
}

/** A publication by its number, or null. */
export async function findPublication(db: Db, no: number): Promise<Publication | null> {
  return (await db.select().from(publications).where(eq(publications.no, no)))[0] ?? null
}

/** Publications that wait for a leader's word, oldest first. */
export async function waitingPublications(db: Db): Promise<Publication[]> {
  return await db.select().from(publications).where(eq(publications.state, 'waiting')).orderBy(publications.no)
}

/** A publication and its corrections, newest first. */
export async function listCorrected(db: Db, no: number): Promise<Publication[]> {
  return await db
    .select()
    .from(publications)
    .where(or(eq(publications.no, no), eq(publications.corrects, no)))
    .orderBy(desc(publications.no))
}

/** Corrections of a ranking's issues over one period that went out, oldest first. */
export async function sentCorrections(db: Db, of: { rankingIds: string[]; period: string }): Promise<Publication[]> {
  const { rankingIds, period } = of
  if (rankingIds.length === 0) return []
  const wanted = and(inArray(publications.rankingId, rankingIds), eq(publications.period, period), isNotNull(publications.corrects))
  return await db
    .select()
    .from(publications)
    .where(and(wanted, eq(publications.state, 'sent')))
    .orderBy(publications.no)
}

/** The highest running number of a correction (第N号); 0 before the first. */
export async function lastCorrectionNo(db: Db): Promise<number> {
  const [row] = await db.select({ no: max(publications.correctionNo) }).from(publications)
  return row?.no ?? 0
}

/** Moves a publication on. */
export async function setPublicationState(tx: Db, no: number, state: Publication['state']): Promise<void> {
  await tx.update(publications).set({ state }).where(eq(publications.no, no))
}

const insertCheck = prepared<Record<string, unknown>, unknown>((db) =>
  db
    .insert(checks)
    .values({
      rankingId: sql.placeholder('rankingId'),
      issue: sql.placeholder('issue'),
      unitId: sql.placeholder('unitId'),
      rootId: sql.placeholder('rootId'),
      entries: sql.placeholder('entries'),
      answer: 'none',
      sentAt: sql.placeholder('sentAt'),
      publicationNo: null,
    })
    .onConflictDoNothing()
    .prepare(),
)

/** Enters the line that a unit is shown; one that is there already stays with its answer. */
export async function addCheck(tx: Db, row: Omit<Check, 'answer' | 'publicationNo'>): Promise<void> {
  await insertCheck(tx, { ...row })
}

/** Lines of these units sent since an instant that can still be answered. */
export async function openChecks(db: Db, unitIds: number[], since: number): Promise<Check[]> {
  return await db
    .select()
    .from(checks)
    .where(and(inArray(checks.unitId, unitIds), isNull(checks.publicationNo), gte(checks.sentAt, since)))
}

type Issue = Pick<Check, 'rankingId' | 'issue' | 'rootId'>

const ofIssue = and(
  eq(checks.rankingId, sql.placeholder('rankingId')),
  eq(checks.issue, sql.placeholder('issue')),
  eq(checks.rootId, sql.placeholder('rootId')),
)

const selectChecks = prepared<Record<keyof Issue, unknown>, Check[]>((db) => db.select().from(checks).where(ofIssue).prepare())

/** Lines of one ranking's issue below a unit. */
export async function listChecks(db: Db, about: Issue): Promise<Check[]> {
  return await selectChecks(db, { ...about })
}

/** Writes down a unit's answer. */
export async function answerCheck(tx: Db, check: Check, answer: Check['answer']): Promise<void> {
  const own = and(eq(checks.rankingId, check.rankingId), eq(checks.issue, check.issue), eq(checks.unitId, check.unitId))
  await tx.update(checks).set({ answer }).where(own)
}

const updateClosed = prepared<Record<keyof Issue | 'publicationNo', unknown>, unknown>((db) =>
  db
    .update(checks)
    .set({ publicationNo: sql`${sql.placeholder('publicationNo')}` })
    .where(ofIssue)
    .prepare(),
)

/** The answers are printed: no more are taken. */
export async function closeChecks(tx: Db, about: Issue, publicationNo: number): Promise<void> {
  await updateClosed(tx, { ...about, publicationNo })
}
