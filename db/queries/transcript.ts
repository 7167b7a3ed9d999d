import { gt, max, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { transcript } from '../schema.ts'

/** How many lines each sandbox chat got after a sequence number, and the newest number. */
export async function countTranscriptAfter(db: Db, after: number): Promise<{ seq: number; chats: Record<string, number> }> {
  // Grouped by an expression: by the bare column the whole index would be read in its order.
  const chatId = sql<string>`${transcript.chatId} || ''`
  const rows = await db.select({ chatId, n: sql<number>`count(*)` }).from(transcript).where(gt(transcript.seq, after)).groupBy(chatId)
  const [newest] = await db.select({ seq: max(transcript.seq) }).from(transcript)
  return { seq: newest?.seq ?? 0, chats: Object.fromEntries(rows.map((row) => [row.chatId, Number(row.n)])) }
}
