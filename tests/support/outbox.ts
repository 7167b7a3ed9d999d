import { pino } from 'pino'
import type { Store } from '../../db/client.ts'
import { queueOutgoing } from '../../db/queries/traffic.ts'
import type { Clock, VirtualClock } from '../../src/clock.ts'
import type { Content } from '../../src/core/blocks.ts'
import type { Limit, OutgoingPart, Platform, SendOutcome } from '../../src/core/platform.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { type Allowance, allowanceWords, createAllowance } from '../../src/frame/allowance.ts'
import { createOutbox, type Outbox } from '../../src/frame/outbox.ts'
import { createTrouble, type Trouble } from '../../src/frame/trouble.ts'

const log = pino({ level: 'silent' })

/** A platform by itself: what `answer` lets it take is kept in `taken` as `chat:text`. */
export function platformThat(
  answer: (chatId: string, part: OutgoingPart) => SendOutcome | Promise<SendOutcome>,
  more: Partial<Platform> & { limits?: readonly Limit[] } = {},
): { platform: Platform; taken: string[] } {
  const taken: string[] = []
  const platform: Platform = {
    name: 'test',
    capabilities: { buttons: { group: false, direct: false }, hearsGroups: false },
    limits: [],
    compose: (_chatId, message) => [{ kind: 'text', text: message.text }],
    directChatOf: () => null,
    state: () => 'connected',
    start: async () => {},
    stop: async () => {},
    download: async () => new Uint8Array(),
    async send(chatId, part) {
      const outcome = await answer(chatId, part)
      if (outcome.sent && part.part.kind === 'text') taken.push(`${chatId}:${part.part.text}`)
      return outcome
    },
    ...more,
  }
  return { platform, taken }
}

/** The outbox of one process over a store, as app.ts puts it together; hours are never quiet unless `quiet` says so. */
export function openOutbox(
  store: Store,
  clock: Clock,
  options: { platforms: Platform[]; quiet?: { from: number; to: number }; made?: (path: string) => Promise<void> },
): { outbox: Outbox; allowance: Allowance; trouble: Trouble } {
  const platforms = new Map(options.platforms.map((platform) => [platform.name, platform]))
  const reach = {
    state: (name: string) => platforms.get(name)?.state() ?? null,
    directChatOf: (name: string, userId: string) => platforms.get(name)?.directChatOf(userId) ?? null,
    capabilities: (name: string) => platforms.get(name)?.capabilities ?? null,
  }
  const keepHouse = createHouseKeeper([], clock, reach)
  const trouble = createTrouble({ store, clock, keepHouse, log, queued: () => outbox.wake() })
  const allowance = createAllowance({
    store,
    clock,
    platforms,
    log,
    reached: (report, percent) => trouble.tell(report.platform, ...allowanceWords(report, percent)),
  })
  const quiet = options.quiet ?? { from: 0, to: 0 }
  const made = options.made ?? (async () => {})
  const outbox: Outbox = createOutbox({ store, clock, pace: clock, platforms, keepHouse, quiet, log, trouble, allowance, made })
  return { outbox, allowance, trouble }
}

/** What a test may say of a queued message besides where it goes and what it says. */
export interface Queued {
  kind?: 'reply' | 'notice'
  dedupeKey?: string
  dueAt?: number
  createdAt?: number
  urgent?: boolean
  replyTo?: string
  content?: Content
  platform?: string
}

/** Queues a message; false when the same notice is there already. */
export async function queueMessage(store: Store, chatId: string, text: string, extra: Queued = {}): Promise<boolean> {
  const row = {
    platform: 'test',
    chatId,
    dedupeKey: null,
    kind: 'notice' as const,
    text,
    content: { blocks: [{ kind: 'text' as const, text }] },
    dueAt: 0,
    createdAt: 0,
    replyTo: null,
    urgent: false,
    ...extra,
  }
  return (await store.transaction((tx) => queueOutgoing(tx, row))) !== null
}

/** Flushes, and moves a virtual clock on to whatever the outbox waits for, until nothing is left to wait for before `until`. */
export async function drive(outbox: Outbox, clock: VirtualClock, until: number): Promise<void> {
  for (;;) {
    await outbox.flush()
    const next = outbox.nextAt()
    if (next === null || next > until) break
    clock.set(Math.max(next, clock.now()))
  }
  clock.set(Math.max(until, clock.now()))
}

/** The most calls that any window of `windowMs` holds; counted anew, from the times alone. */
export function mostWithin(times: number[], windowMs: number): number {
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + windowMs).length))
}
