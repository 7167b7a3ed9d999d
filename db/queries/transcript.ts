import { and, count, eq, gt, max, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { transcript } from '../schema.ts'

const selectNewest = prepared<Record<string, never>, { seq: number | null }[]>((db) =>
  db
    .select({ seq: max(transcript.seq) })
    .from(transcript)
    .prepare(),
)

/** The newest line's sequence number over all sandbox chats; 0 when there is none. */
export async function newestLine(db: Db): Promise<number> {
  return (await selectNewest(db, {}))[0]?.seq ?? 0
}

const selectBotLines = prepared<{ chatId: string; after: number }, { lines: number }[]>((db) =>
  db
    .select({ lines: count() })
    .from(transcript)
    .where(
      and(eq(transcript.chatId, sql.placeholder('chatId')), gt(transcript.seq, sql.placeholder('after')), eq(transcript.sender, 'bot')),
    )
    .prepare(),
)

/** How many lines of the bot a sandbox chat got after a sequence number. */
export async function countBotLines(db: Db, chatId: string, after: number): Promise<number> {
  return (await selectBotLines(db, { chatId, after }))[0]?.lines ?? 0
}
