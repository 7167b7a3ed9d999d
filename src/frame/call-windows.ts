import type { Limit } from '../core/platform.ts'

/** One call's place in the windows. */
export interface CallSlot {
  /** The call has ended: the platform saw it at this time at the latest. */
  end(at: number): void
}

/** The sliding windows of one platform's limits (guarantee 4). */
export interface CallWindows {
  /** The first time from `now` on at which one more call to the chat may be made. */
  freeAt(chatId: string, now: number): number
  /** The same for the platform as a whole. */
  openAt(now: number): number
  /** Counts a call that begins now. */
  take(chatId: string, now: number): CallSlot
}

/** Calls of an earlier process: so many to a chat, the last of them at `at`. */
export interface PastCalls {
  chatId: string
  at: number
  calls: number
}

interface Call {
  /** When it ended; null while it runs. */
  at: number | null
}

/**
 * Windows over `limits`. A call counts from its end, and as if it ended now while it runs: so the platform never sees more than a limit
 * within its window, however long each call takes to arrive.
 */
export function createCallWindows(limits: readonly Limit[], past: PastCalls[] = []): CallWindows {
  const ofAll = createLane(limits.filter(({ per }) => per === 'platform'))
  const perChat = limits.filter(({ per }) => per === 'chat')
  const chats = new Map<string, Lane>()
  const laneOf = (chatId: string): Lane => {
    const known = chats.get(chatId)
    if (known) return known
    const lane = createLane(perChat)
    chats.set(chatId, lane)
    return lane
  }
  for (const { chatId, at, calls } of past) {
    for (let i = 0; i < calls; i++) {
      ofAll.add({ at })
      laneOf(chatId).add({ at })
    }
  }
  return {
    freeAt: (chatId, now) => Math.max(ofAll.freeAt(now), laneOf(chatId).freeAt(now)),
    openAt: (now) => ofAll.freeAt(now),
    take(chatId) {
      const call: Call = { at: null }
      ofAll.add(call)
      laneOf(chatId).add(call)
      return {
        end(at) {
          call.at = at
        },
      }
    },
  }
}

interface Lane {
  add(call: Call): void
  freeAt(now: number): number
}

/** The calls that share some limits. */
function createLane(limits: readonly Limit[]): Lane {
  const longest = Math.max(0, ...limits.map(({ windowMs }) => windowMs))
  let calls: Call[] = []
  return {
    add(call) {
      if (limits.length > 0) calls.push(call)
    },
    freeAt(now) {
      calls = calls.filter(({ at }) => at === null || at + longest >= now)
      // A clock that was set back makes nobody wait for longer than a window.
      const ends = calls.map(({ at }) => Math.min(at ?? now, now)).sort((a, b) => a - b)
      return Math.max(now, ...limits.map((limit) => freeWithin(limit, ends, now)))
    },
  }
}

/** When the last call but `most - 1` leaves the window; a millisecond more, since times are cut to whole ones. */
function freeWithin({ most, windowMs }: Limit, ends: number[], now: number): number {
  const oldest = ends[ends.length - most]
  return oldest === undefined ? now : oldest + windowMs + 1
}
