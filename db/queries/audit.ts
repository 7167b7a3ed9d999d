import { desc, eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { audit } from '../schema.ts'

/** One line of the audit book: who (null = at the shell) did what to what, when (epoch ms). */
export type AuditRow = typeof audit.$inferSelect

/** Writes down who looked at or exported personal data, or changed rights. Names no person in `detail`: the book is shown to administrators. */
export async function addAudit(tx: Db, row: Omit<AuditRow, 'id'>): Promise<void> {
  await tx.insert(audit).values(row)
}

/** The newest lines first; only those of one action when it is given. */
export async function listAudit(db: Db, limit: number, action?: string): Promise<AuditRow[]> {
  return await db
    .select()
    .from(audit)
    .where(action === undefined ? undefined : eq(audit.action, action))
    .orderBy(desc(audit.id))
    .limit(limit)
}
