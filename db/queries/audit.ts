import { and, desc, eq, gte, inArray, lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { audit } from '../schema.ts'

/** One line of the audit book: who (null = at the shell) did what to what, when (epoch ms). */
export type AuditRow = typeof audit.$inferSelect

/** Writes down who looked at or exported personal data, or changed rights. Names no person in `detail`: the book is shown to administrators. */
export async function addAudit(tx: Db, row: Omit<AuditRow, 'id'>): Promise<void> {
  await tx.insert(audit).values(row)
}

/** Which lines of the book: of one action, of a span of time (epoch ms, half-open); without them all. */
export interface AuditSpan {
  action?: string
  from?: number
  to?: number
}

function inSpan({ action, from, to }: AuditSpan) {
  return and(
    action === undefined ? undefined : eq(audit.action, action),
    from === undefined ? undefined : gte(audit.at, from),
    to === undefined ? undefined : lt(audit.at, to),
  )
}

/** The newest lines first; only those of one action when it is given. */
export async function listAudit(db: Db, limit: number, action?: string): Promise<AuditRow[]> {
  return await pageAudit(db, action === undefined ? {} : { action }, { limit, offset: 0 })
}

/** Lines of a span, the newest first, from a place on. */
export async function pageAudit(db: Db, span: AuditSpan, { limit, offset }: { limit: number; offset: number }): Promise<AuditRow[]> {
  return await db.select().from(audit).where(inSpan(span)).orderBy(desc(audit.id)).limit(limit).offset(offset)
}

/** How many lines a span has. */
export async function countAudit(db: Db, span: AuditSpan): Promise<number> {
  return await db.$count(audit, inSpan(span))
}

/** What was done to one thing, oldest first: lines of these actions with this target and detail. */
export async function auditOf(
  db: Db,
  { actions, target, detail }: { actions: string[]; target: string; detail: string },
): Promise<AuditRow[]> {
  const about = and(inArray(audit.action, actions), eq(audit.target, target), eq(audit.detail, detail))
  return await db.select().from(audit).where(about).orderBy(audit.id)
}
