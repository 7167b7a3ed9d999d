import { and, eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { chats } from '../schema.ts'
import { bumpRosterVersion } from './roster-version.ts'

/** Writes down that the bot is no longer in a chat; one that never spoke is kept as a direct chat of nobody, so that it is not tried again. */
export async function markChatGone(
  tx: Db,
  chat: { platform: string; chatId: string },
  gone: { at: number; reason: string },
): Promise<void> {
  const what = { goneAt: gone.at, goneReason: gone.reason }
  const known = await tx
    .update(chats)
    .set(what)
    .where(and(eq(chats.platform, chat.platform), eq(chats.chatId, chat.chatId)))
    .returning({ id: chats.id })
  const stranger = { kind: 'direct', title: '', muted: false, outsiders: false } as const
  if (known.length === 0) await tx.insert(chats).values({ ...chat, ...stranger, ...what })
  await bumpRosterVersion(tx, 'chats')
}

/** A chat that speaks again is no longer gone. */
export async function reviveChat(tx: Db, id: number): Promise<void> {
  await tx.update(chats).set({ goneAt: null, goneReason: null }).where(eq(chats.id, id))
  await bumpRosterVersion(tx, 'chats')
}
