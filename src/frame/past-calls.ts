import type { Store } from '../../db/client.ts'
import { triedSince } from '../../db/queries/outbox.ts'
import type { Platform } from '../core/platform.ts'
import type { PastCalls } from './call-windows.ts'

/** What an earlier process may have sent within the windows, and of how many messages that is not known for sure. */
export async function pastCalls(store: Store, platform: Platform, now: number): Promise<{ calls: PastCalls[]; inDoubt: number }> {
  const longest = Math.max(...platform.limits.map(({ windowMs }) => windowMs))
  const rows = await triedSince(store.read, platform.name, now - longest)
  // A try whose outcome was written is due later than it began; of any other nobody knows how long it was on its way.
  const isInDoubt = (row: (typeof rows)[number]): boolean => row.state === 'queued' && row.triedAt !== null && row.triedAt >= row.dueAt
  return {
    calls: rows.map((row) => ({
      chatId: row.chatId,
      at: isInDoubt(row) ? now : Math.max(row.sentAt ?? 0, row.triedAt ?? 0),
      calls: row.partsSent + row.attempts + (isInDoubt(row) ? 1 : 0),
    })),
    inDoubt: rows.filter(isInDoubt).length,
  }
}
