import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import type { ConnectionState } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import type { Frame } from './frames.ts'
import { type Link, type LinkEnd, type LinkPace, openLink } from './link.ts'
import type { WecomConnection } from './settings.ts'

/** The pace of a connection, in ms. */
export interface ConnectionPace extends LinkPace {
  retryFirstMs: number
  retryMostMs: number
  credentialsFirstMs: number
  credentialsMostMs: number
  standbyFirstMs: number
  standbyMostMs: number
  /** A link that held so long starts the retries afresh; else a server that drops us at once would be asked each second. */
  steadyMs: number
}

/** How long everything takes unless a test is in a hurry. */
export const defaultPace: ConnectionPace = {
  handshakeMs: 10_000,
  subscribeMs: 10_000,
  ackMs: 10_000,
  pingEveryMs: 30_000,
  pongMs: 15_000,
  retryFirstMs: 1_000,
  retryMostMs: 60_000,
  credentialsFirstMs: 10_000,
  credentialsMostMs: 600_000,
  standbyFirstMs: 180_000,
  standbyMostMs: 3_600_000,
  steadyMs: 60_000,
}

/** What a connection is made with. */
export interface ConnectionParts {
  settings: WecomConnection
  clock: Clock
  log: Log
  pace: ConnectionPace
  /** Waits, until the signal ends it early. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>
  received(frame: Frame): void
  /** A link is usable. */
  ready(): void
  /** Something the administrator has to know; Chinese. */
  trouble(words: string): void
}

/** A connection that is kept up for ever: at most one link lives at a time. */
export interface Connection {
  state(): ConnectionState
  /** The link to send on; null while there is none. */
  link(): Link | null
  start(): void
  stop(): Promise<void>
}

/** Waits in real time. */
export async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined)
}

const TROUBLE: Partial<Record<LinkEnd, string>> = {
  credentials: '企业微信不认机器人的 ID 或 Secret，连接不上。请核对 WECOM_BOT_ID 和 WECOM_BOT_SECRET（长连接专用的 Secret）。',
  kicked: '企业微信机器人的连接被另一个程序占用，本程序转为待命，稍后再试。同一个机器人请只运行一个程序。',
}

/** The connection; nothing happens before `start`. */
export function createConnection(parts: ConnectionParts): Connection {
  const { settings, clock, log, pace } = parts
  const stopping = new AbortController()
  const nextWait = createWaits(pace)
  let state: ConnectionState = 'off'
  let current: Link | null = null
  let running: Promise<void> = Promise.resolve()

  /** One link from its opening to its end; `heldMs`: how long it was usable, null for never. */
  function live(): Promise<{ why: LinkEnd; heldMs: number | null }> {
    return new Promise((resolve) => {
      let openedAt: number | null = null
      const link = openLink(settings, pace, {
        opened() {
          openedAt = clock.now()
          current = link
          state = 'connected'
          log.info('connected to wecom')
          parts.ready()
        },
        received: parts.received,
        ended(why, detail) {
          current = null
          stopping.signal.removeEventListener('abort', link.stop)
          if (why !== 'stopped') log.warn({ why, detail }, 'the wecom connection ended')
          resolve({ why, heldMs: openedAt === null ? null : clock.now() - openedAt })
        },
      })
      stopping.signal.addEventListener('abort', link.stop)
    })
  }

  async function keepUp(): Promise<void> {
    let told: LinkEnd | null = null
    while (!stopping.signal.aborted) {
      const { why, heldMs } = await live()
      if (why === 'stopped') break
      if (heldMs !== null) told = null
      const words = TROUBLE[why]
      if (words && told !== why) parts.trouble(words)
      if (words) told = why
      // Whoever was kicked stands by until he holds the connection again, whatever his tries meet meanwhile.
      if (state !== 'standby') state = why === 'kicked' ? 'standby' : 'connecting'
      await parts.sleep(nextWait(why, heldMs), stopping.signal)
    }
    state = 'off'
  }

  return {
    state: () => state,
    link: () => current,
    start() {
      state = 'connecting'
      running = keepUp()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** How long to wait before the next link, by how the last ones ended; `heldMs` is null for one that was never usable. */
function createWaits(pace: ConnectionPace): (why: LinkEnd, heldMs: number | null) => number {
  let failures = 0
  let kicks = 0
  const doubling = (first: number, most: number, times: number): number => Math.min(most, first * 2 ** Math.min(times, 30))
  return (why, heldMs) => {
    if (heldMs !== null && heldMs >= pace.steadyMs) failures = 0
    // Two programs that take turns hold it for as long as the other one waits: only twice the longest wait ends the dispute.
    if (heldMs !== null && heldMs >= 2 * pace.standbyMostMs) kicks = 0
    if (why === 'kicked') return doubling(pace.standbyFirstMs, pace.standbyMostMs, kicks++)
    const tries = failures++
    if (why === 'credentials') return doubling(pace.credentialsFirstMs, pace.credentialsMostMs, tries)
    // The server lost us while the line is good.
    if (why === 'unsubscribed' && tries === 0) return 0
    // Half of it by chance, so that many bots do not come back at once.
    return doubling(pace.retryFirstMs, pace.retryMostMs, tries) * (0.5 + Math.random() / 2)
  }
}
