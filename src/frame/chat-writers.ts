import { toError } from '../core/errors.ts'
import type { CallWindows } from './call-windows.ts'
import type { ReadyChat } from './outbox-plan.ts'
import { type SendingParts, sendChat } from './sending.ts'

/** Chats of one platform that are written to at the same time. */
const MOST_AT_ONCE = 64

/** Writes to many chats at once, to each by one hand only, within the windows. */
export interface ChatWriters {
  /**
   * Begins with those that may be written to now. Returns the chats that have to wait for a free hand, and when the first of those may
   * be tried whose window is full.
   */
  begin(queue: ReadyChat[]): { later: ReadyChat[]; nextAt: number | null }
  isBusy(): boolean
}

/** The writers; `done` hears of each chat that is finished, and when it may be tried again where something had to wait. */
export function createChatWriters(
  parts: Omit<SendingParts, 'taken'>,
  windowsOf: (platform: string) => CallWindows,
  done: (waitUntil: number | null) => void,
): ChatWriters {
  const { clock, pace, log } = parts
  const busy = new Map<string, Set<string>>()
  /** Parts that were taken although that could not be written down (a full disk): they are not sent again. */
  const taken = new Map<number, number>()

  async function write(chat: ReadyChat, writing: Set<string>): Promise<void> {
    writing.add(chat.chatId)
    let waitUntil: number | null = null
    try {
      waitUntil = await sendChat({ ...parts, taken }, chat, windowsOf(chat.platform))
    } catch (thrown) {
      log.error({ err: toError(thrown) }, 'the outbox stopped at an error')
    }
    writing.delete(chat.chatId)
    done(waitUntil)
  }
  return {
    begin(queue) {
      const now = pace.now()
      let nextAt: number | null = null
      const later = queue.filter((chat) => {
        const writing = busy.get(chat.platform) ?? new Set()
        busy.set(chat.platform, writing)
        // More came for a chat that is just written to: its turn comes again.
        if (writing.has(chat.chatId) || writing.size >= MOST_AT_ONCE) return true
        const freeAt = windowsOf(chat.platform).freeAt(chat.chatId, now)
        if (freeAt > now) nextAt = Math.min(nextAt ?? Number.POSITIVE_INFINITY, clock.now() + (freeAt - now))
        else void write(chat, writing)
        return false
      })
      return { later, nextAt }
    },
    isBusy: () => [...busy.values()].some((writing) => writing.size > 0),
  }
}
