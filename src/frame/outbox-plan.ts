import type { WaitingRow } from '../../db/queries/outbox.ts'

/**
 * How long notices to one chat are collected, counted from the first: a little less than the 30 seconds within which what is told at
 * once has to arrive (interface §2).
 */
export const COLLECT_MS = 27_000

/** What one chat has waiting that may go out now, in order. */
export interface ReadyChat {
  platform: string
  chatId: string
  ids: number[]
}

/** Chats whose messages may go out, replies first; and when a chat that still collects its notices will be ready. */
export interface OutboxPlan {
  ready: ReadyChat[]
  nextAt: number | null
}

/**
 * Sorts out what may go now. A chat whose message waits for another try waits behind it. On platforms with limits (`collects`) notices
 * wait until the first is old enough, unless an urgent one is among them; replies never wait.
 */
export function planOutbox(rows: WaitingRow[], now: number, collects: (platform: string) => boolean): OutboxPlan {
  const ready: (ReadyChat & { replies: boolean })[] = []
  let nextAt: number | null = null
  for (const waiting of byChat(rows)) {
    const [first] = waiting
    if (!first || waiting.some((row) => row.dueAt > now)) continue
    const ripeAt = collects(first.platform) ? ripeTime(waiting) : now
    const going = ripeAt <= now ? waiting : waiting.filter((row) => !isCollecting(row))
    if (ripeAt > now) nextAt = Math.min(nextAt ?? ripeAt, ripeAt)
    if (going.length === 0) continue
    const { platform, chatId } = first
    ready.push({ platform, chatId, ids: going.map(({ id }) => id), replies: going.some(({ urgent }) => urgent) })
  }
  return { ready: ready.sort((a, b) => Number(b.replies) - Number(a.replies)), nextAt }
}

/** When the notices that a chat is collecting may go out. */
function ripeTime(waiting: WaitingRow[]): number {
  const collecting = waiting.filter(isCollecting)
  const isUrgent = waiting.some((row) => row.kind === 'notice' && row.urgent)
  return isUrgent || collecting.length === 0 ? 0 : Math.min(...collecting.map((row) => row.createdAt)) + COLLECT_MS
}

/** A notice that was not tried yet and is in no hurry. */
function isCollecting(row: WaitingRow): boolean {
  return row.kind === 'notice' && !row.urgent && row.triedAt === null
}

function byChat(rows: WaitingRow[]): Iterable<WaitingRow[]> {
  const chats = new Map<string, WaitingRow[]>()
  for (const row of rows) {
    const key = `${row.platform}\n${row.chatId}`
    const chat = chats.get(key)
    if (chat) chat.push(row)
    else chats.set(key, [row])
  }
  return chats.values()
}
