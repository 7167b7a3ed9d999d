import { and, desc, eq, gt, or } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { chats, dialogs } from '../schema.ts'

/** An entry that photos sent next may belong to. */
export interface LastEntry {
  no: number
  /** Row id of the chat that it was reported in. */
  chatId: number
}

/** The last entries of a person that are still remembered, newest first: of one chat, and with `andGroups` of the groups too. */
export async function lastEntries(db: Db, of: { memberId: number; chatId: number; andGroups: boolean; now: number }): Promise<LastEntry[]> {
  const here = eq(dialogs.chatId, of.chatId)
  const rows = await db
    .select({ state: dialogs.state, chatId: dialogs.chatId })
    .from(dialogs)
    .innerJoin(chats, eq(chats.id, dialogs.chatId))
    .where(
      and(
        eq(dialogs.memberId, of.memberId),
        eq(dialogs.kind, 'last-entry'),
        gt(dialogs.expiresAt, of.now),
        of.andGroups ? or(here, eq(chats.kind, 'group')) : here,
      ),
    )
    .orderBy(desc(dialogs.expiresAt))
  return rows.map(({ state, chatId }) => ({ no: (state as { no: number }).no, chatId }))
}
