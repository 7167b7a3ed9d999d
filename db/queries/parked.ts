import { and, count, desc, eq, inArray, max } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { outbox } from '../schema.ts'

/** What was refused for good in one chat. */
export interface ParkedChat {
  platform: string
  chatId: string
  messages: number
  /** Why the newest of them was refused: code and words. */
  reason: string
}

/** Chats with messages that were refused for good, the newest refusal first. */
export async function parkedByChat(db: Db): Promise<ParkedChat[]> {
  const newest = max(outbox.id)
  const chats = await db
    .select({ platform: outbox.platform, chatId: outbox.chatId, messages: count(), newest })
    .from(outbox)
    .where(eq(outbox.state, 'failed'))
    .groupBy(outbox.platform, outbox.chatId)
    .orderBy(desc(newest))
  const ids = chats.flatMap(({ newest: id }) => id ?? [])
  const rows = ids.length === 0 ? [] : await db.select({ id: outbox.id, reason: outbox.reason }).from(outbox).where(inArray(outbox.id, ids))
  const reasons = new Map(rows.map(({ id, reason }) => [id, reason]))
  return chats.map(({ newest: id, ...chat }) => ({ ...chat, messages: Number(chat.messages), reason: reasons.get(id ?? 0) ?? '' }))
}

/** Queues again what was refused for good in a chat, as if it had never been tried; returns how many messages that were. */
export async function requeueParked(tx: Db, chat: { platform: string; chatId: string }, now: number): Promise<number> {
  const rows = await tx
    .update(outbox)
    .set({ state: 'queued', attempts: 0, dueAt: now, reason: null })
    .where(and(eq(outbox.state, 'failed'), eq(outbox.platform, chat.platform), eq(outbox.chatId, chat.chatId)))
    .returning({ id: outbox.id })
  return rows.length
}
