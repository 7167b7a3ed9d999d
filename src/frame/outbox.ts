import { nextOutgoingAt, waitingOutgoing } from '../../db/queries/outbox.ts'
import { toError } from '../core/errors.ts'
import { afterQuietHours, type QuietHours } from '../domain/quiet-hours.ts'
import type { Allowance } from './allowance.ts'
import { type CallWindows, createCallWindows } from './call-windows.ts'
import { createChatWriters } from './chat-writers.ts'
import { planOutbox, type ReadyChat } from './outbox-plan.ts'
import { pastCalls } from './past-calls.ts'
import type { SendingParts } from './sending.ts'
import { createSignal, createTimer } from './signal.ts'

/** What leaves the house: queued rows go to their platform, in order within a chat, and are settled by what came of it. */
export interface Outbox {
  /** Sends what is due now; resolves when nothing that can go out now is left. */
  flush(): Promise<void>
  /** Begins a flush without waiting for it. */
  wake(): void
  /** From now on it also wakes by itself when something falls due. */
  start(): void
  /** Begins nothing more; resolves when what is on its way has arrived. */
  stop(): Promise<void>
  /** When something that waits may go next, as far as known after the last flush; null: nothing waits. */
  nextAt(): number | null
  /** How often a crash or a lost answer left open whether a message had been taken, which then went out again (guarantee 3). */
  possiblyRepeated(): number
}

/** What the outbox works with. */
export interface OutboxParts extends Omit<SendingParts, 'taken' | 'repeating'> {
  quiet: QuietHours
  allowance: Allowance
}

/**
 * The outbox over the store. One chat is written to by one hand at a time, so no row is taken twice; many chats are at once. Platforms
 * with limits have their windows, which are filled from the rows themselves after a restart.
 */
export function createOutbox(parts: OutboxParts): Outbox {
  const { store, clock, log } = parts
  const windows = createWindows(parts)
  let queue: ReadyChat[] = []
  let running: Promise<void> | null = null
  let isStale = false
  let hasStopped = false
  let nextAt: number | null = null
  let signal = createSignal()
  let timer: ReturnType<typeof createTimer> | null = null
  let repeats = 0
  const repeating = (): void => void repeats++
  const writers = createChatWriters({ ...parts, repeating }, windows.of, (waitUntil) => {
    nextAt = earliest(nextAt, waitUntil)
    signal.give()
  })

  /** Looks at what waits; keeps when to look again. */
  async function plan(): Promise<void> {
    const now = clock.now()
    const held = heldBack(parts, now)
    const found = planOutbox(await waitingOutgoing(store.read, now, held.rows), now, (platform) => isPaced(parts, platform))
    queue = found.ready
    nextAt = earliest(found.nextAt, held.nextAt, await nextOutgoingAt(store.read, now))
  }
  async function pump(): Promise<void> {
    await windows.fill()
    for (;;) {
      signal = createSignal()
      if (isStale && !hasStopped) {
        isStale = false
        await plan()
      }
      const begun = writers.begin(hasStopped ? [] : queue)
      queue = begun.later
      nextAt = earliest(nextAt, begun.nextAt)
      if (isStale && !hasStopped) continue
      if (!writers.isBusy()) return
      await signal.given
    }
  }
  function flush(): Promise<void> {
    if (hasStopped) return running ?? Promise.resolve()
    isStale = true
    signal.give()
    running ??= pump()
      .catch((thrown) => log.error({ err: toError(thrown) }, 'the outbox stopped at an error'))
      .finally(() => {
        running = null
        timer?.set(hasStopped ? null : nextAt)
      })
    return running
  }
  return {
    flush,
    wake: () => void flush(),
    start() {
      timer = createTimer(clock, () => void flush())
    },
    async stop() {
      hasStopped = true
      timer?.set(null)
      signal.give()
      await running
    },
    nextAt: () => nextAt,
    possiblyRepeated: () => windows.inDoubt() + repeats,
  }
}

/** Does the platform have limits? There notices are collected and tries written down. */
function isPaced({ platforms }: OutboxParts, name: string): boolean {
  return (platforms.get(name)?.limits.length ?? 0) > 0
}

/** The windows of all platforms, filled once with what earlier processes sent. */
function createWindows(parts: OutboxParts): { of(platform: string): CallWindows; fill(): Promise<void>; inDoubt(): number } {
  const windows = new Map<string, CallWindows>()
  const open = createCallWindows([])
  let inDoubt = 0
  return {
    of: (platform) => windows.get(platform) ?? open,
    inDoubt: () => inDoubt,
    async fill() {
      if (windows.size === parts.platforms.size) return
      await parts.allowance.load()
      for (const platform of parts.platforms.values()) {
        if (windows.has(platform.name)) continue
        const past = isPaced(parts, platform.name) ? await pastCalls(parts.store, platform, parts.pace.now()) : { calls: [], inDoubt: 0 }
        inDoubt += past.inDoubt
        windows.set(platform.name, createCallWindows(platform.limits, past.calls))
      }
    },
  }
}

/** Which notices wait although they are due: in quiet hours all, and with a month's calls running out those of the day, or all. */
function heldBack(parts: OutboxParts, now: number): { rows: { platform: string; until: number }[]; nextAt: number | null } {
  const { allowance, platforms, quiet } = parts
  const quietUntil = afterQuietHours(now, quiet)
  const held = [...platforms.keys()].flatMap((name) => {
    const isQuiet = isPaced(parts, name) && quietUntil > now
    const until = isQuiet ? Number.NEGATIVE_INFINITY : allowance.heldAfter(name, now)
    if (until === null) return []
    return [{ platform: name, until: Math.max(until, -1), nextAt: isQuiet ? quietUntil : allowance.nextAt(name, now) }]
  })
  return { rows: held, nextAt: earliest(...held.map((one) => one.nextAt)) }
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.flatMap((time) => time ?? [])
  return known.length > 0 ? Math.min(...known) : null
}
