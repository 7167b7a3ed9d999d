import { and, asc, eq, gt, gte, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Content } from '../../src/core/blocks.ts'
import { type Db, prepared } from '../client.ts'
import { outbox } from '../schema.ts'

/** As a literal: with a parameter the engine could not know that the index of queued rows will do. */
const isQueued = sql`${outbox.state} = 'queued'`

/** What the outbox decides by: everything of a queued row but its texts. */
export interface WaitingRow {
  id: number
  platform: string
  chatId: string
  kind: 'reply' | 'notice'
  urgent: boolean
  dueAt: number
  createdAt: number
  attempts: number
  triedAt: number | null
}

const selectWaiting = (db: Db, ...more: SQL[]) =>
  db
    .select({
      id: outbox.id,
      platform: outbox.platform,
      chatId: outbox.chatId,
      kind: outbox.kind,
      urgent: outbox.urgent,
      dueAt: outbox.dueAt,
      createdAt: outbox.createdAt,
      attempts: outbox.attempts,
      triedAt: outbox.triedAt,
    })
    .from(outbox)
    .where(and(isQueued, or(lte(outbox.dueAt, sql.placeholder('now')), gt(outbox.attempts, 0)), ...more))
    .orderBy(asc(outbox.id))

const selectAllWaiting = prepared<{ now: number }, WaitingRow[]>((db) => selectWaiting(db).prepare())

/**
 * Queued messages that are due or wait for another try, oldest first. `heldBack` names platforms whose notices, unless urgent, wait
 * when they were made after a moment (`until`, epoch ms).
 */
export async function waitingOutgoing(db: Db, now: number, heldBack: { platform: string; until: number }[] = []): Promise<WaitingRow[]> {
  if (heldBack.length === 0) return await selectAllWaiting(db, { now })
  const held = heldBack.map(({ platform, until }) => and(eq(outbox.platform, platform), gt(outbox.createdAt, until)))
  return await selectWaiting(db, sql`not (${outbox.kind} = 'notice' and not ${outbox.urgent} and (${or(...held)}))`)
    .prepare()
    .execute({ now })
}

/** When the next queued message falls due after `now`, or null. */
export async function nextOutgoingAt(db: Db, now: number): Promise<number | null> {
  const [row] = await db
    .select({ at: sql<number | null>`min(${outbox.dueAt})` })
    .from(outbox)
    .where(and(isQueued, gt(outbox.dueAt, now)))
  return row?.at ?? null
}

/** What a platform was sent since a moment, for the windows of its limits (guarantee 4), and what waits after a try. */
export async function triedSince(
  db: Db,
  platform: string,
  since: number,
): Promise<
  { chatId: string; state: string; triedAt: number | null; dueAt: number; sentAt: number | null; partsSent: number; attempts: number }[]
> {
  const { chatId, state, triedAt, dueAt, sentAt, partsSent, attempts } = outbox
  return await db
    .select({ chatId, state, triedAt, dueAt, sentAt, partsSent, attempts })
    .from(outbox)
    .where(
      and(
        eq(outbox.platform, platform),
        or(gte(outbox.triedAt, since), gte(outbox.sentAt, since), and(isQueued, isNotNull(outbox.triedAt))),
      ),
    )
}

/** Writes down that a try begins: after a crash it may have been taken (guarantee 3). */
export async function markTrying(tx: Db, id: number, at: number): Promise<void> {
  await tx.update(outbox).set({ triedAt: at }).where(eq(outbox.id, id))
}

/** Writes down how many parts of a long message were taken. */
export async function markPartSent(tx: Db, id: number, partsSent: number): Promise<void> {
  await tx.update(outbox).set({ partsSent }).where(eq(outbox.id, id))
}

const updateSent = prepared<{ id: number; at: number; partsSent: number }, unknown>((db) =>
  db
    .update(outbox)
    .set({ state: 'sent', sentAt: sql`${sql.placeholder('at')}`, partsSent: sql`${sql.placeholder('partsSent')}` })
    .where(eq(outbox.id, sql.placeholder('id')))
    .prepare(),
)

/** Settles a message that was handed over. */
export async function markSent(tx: Db, id: number, sent: { at: number; partsSent: number }): Promise<void> {
  await updateSent(tx, { id, ...sent })
}

/** Records a failed try: again later, or never. */
export async function markTried(
  tx: Db,
  id: number,
  outcome: { state: 'queued' | 'failed'; dueAt: number; attempts: number; reason: string },
): Promise<void> {
  await tx.update(outbox).set(outcome).where(eq(outbox.id, id))
}

/** Puts waiting notices into the first of them, which then carries what all of them say. */
export async function mergeOutgoing(tx: Db, carrier: { id: number; text: string; content: Content }, ids: number[]): Promise<void> {
  await tx.update(outbox).set({ text: carrier.text, content: carrier.content }).where(eq(outbox.id, carrier.id))
  await tx.update(outbox).set({ state: 'merged', mergedInto: carrier.id }).where(inArray(outbox.id, ids))
}

/** Parks everything that waits for a chat. */
export async function parkChat(tx: Db, chat: { platform: string; chatId: string }, reason: string): Promise<void> {
  await tx
    .update(outbox)
    .set({ state: 'failed', reason })
    .where(and(isQueued, eq(outbox.platform, chat.platform), eq(outbox.chatId, chat.chatId)))
}
