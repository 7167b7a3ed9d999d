import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { toError } from '../../core/errors.ts'
import type { ConnectionState } from '../../core/platform.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { readAnswer } from './answers.ts'
import type { DingtalkSettings } from './settings.ts'
import { type ConnectionParts, type ConnectionPatience, connectStream, type StreamConnection } from './stream-connection.ts'

/** The pace of Stream mode, all in milliseconds; tests make it faster. */
export interface StreamPace extends ConnectionPatience {
  /** For the request that fetches a ticket. */
  openMs: number
  firstRetryMs: number
  longestRetryMs: number
  /** A connection that held so long was a good one: its end is no failure. */
  stableMs: number
  /** After the gateway said goodbye it closes by itself within 10 seconds; then we do. */
  drainMs: number
  /** How long a stop waits for answers on their way. */
  graceMs: number
  /** Without a connection for so long, the administrator is told. */
  outageMs: number
  /** Between two tries. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** The real pace. */
export const defaultPace: StreamPace = {
  openMs: 10_000,
  handshakeMs: 10_000,
  pingMs: 20_000,
  deadMs: 65_000,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  stableMs: 5_000,
  drainMs: 15_000,
  graceMs: 5_000,
  outageMs: 300_000,
  wait: async (ms, signal) => await delay(ms, undefined, { signal }),
}

/** Share of a waiting time by which it is made longer or shorter, so that many bots do not come back in one moment. */
const JITTER = 0.2

/** What is asked of the gateway. */
export interface Subscription {
  type: 'EVENT' | 'CALLBACK'
  topic: string
}

/** What Stream mode is made with. */
export interface StreamParts extends Pick<ConnectionParts, 'handle' | 'log'> {
  http: OutgoingHttp
  settings: DingtalkSettings
  subscriptions: readonly Subscription[]
  trouble(words: string): void
  pace?: Partial<StreamPace>
}

/** The link to DingTalk's gateway: kept up from `start` to `stop`, whatever happens to single connections. */
export interface Stream {
  start(): void
  /** What was received is answered first. */
  stop(): Promise<void>
  state(): ConnectionState
}

/**
 * Stream mode: a ticket by POST, a WebSocket with it, and a new one of both whenever the connection ends or is about to. The old
 * connection is read on until it closes, since its answers belong to it.
 * https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol
 */
export function createStream(parts: StreamParts): Stream {
  const pace: StreamPace = { ...defaultPace, ...parts.pace }
  const { log, settings, handle } = parts
  const connectionParts: ConnectionParts = { patience: pace, log, bases: [settings.apiBase, settings.oapiBase], handle }
  const stopping = new AbortController()
  const { signal } = stopping
  const connections = new Set<StreamConnection>()
  let started = false
  let current: StreamConnection | null = null
  /** The connection that is on its way, if any. */
  let opening: Promise<unknown> = Promise.resolve()

  /** A connection, looked after until it closes; null when it does not come up. */
  function open(): Promise<StreamConnection | null> {
    const made = connect()
    opening = made
    return made
  }

  async function connect(): Promise<StreamConnection | null> {
    try {
      const address = await fetchTicket(parts, pace.openMs)
      if (signal.aborted) return null
      const connection = await connectStream(address, connectionParts)
      connections.add(connection)
      current = connection
      log.info('connected to DingTalk')
      void retire(connection)
      // What came together with the handshake's answer is answered all the same.
      if (signal.aborted) await connection.close(pace.graceMs)
      return connection
    } catch (thrown) {
      log.warn({ err: toError(thrown) }, 'DingTalk could not be reached')
      return null
    }
  }

  /** The end of a connection: it is read until the gateway closes it, or too long has passed. */
  async function retire(connection: StreamConnection): Promise<void> {
    await connection.leaving
    if (current === connection) current = null
    log.info('a connection to DingTalk is ending')
    await Promise.race([connection.closed, delay(pace.drainMs, undefined, { signal }).catch(() => undefined)])
    await connection.close(pace.graceMs)
    connections.delete(connection)
  }

  return {
    start() {
      started = true
      void keepUp({ pace, signal, open, trouble: parts.trouble })
    },
    async stop() {
      stopping.abort()
      await Promise.race([opening, delay(pace.graceMs, undefined, { ref: false })])
      await Promise.all([...connections].map((connection) => connection.close(pace.graceMs)))
    },
    state: () => (!started || signal.aborted ? 'off' : current ? 'connected' : 'connecting'),
  }
}

/** Opens one connection after another, waiting longer after each that did not hold. */
async function keepUp(parts: {
  pace: StreamPace
  signal: AbortSignal
  open(): Promise<StreamConnection | null>
  trouble(words: string): void
}): Promise<void> {
  const { pace, signal } = parts
  let failures = 0
  let downSince = performance.now()
  while (!signal.aborted) {
    const connection = await parts.open()
    failures++
    if (connection) {
      const openedAt = performance.now()
      await connection.leaving
      downSince = performance.now()
      if (downSince - openedAt >= pace.stableMs) failures = 0
    } else if (performance.now() - downSince >= pace.outageMs) {
      parts.trouble('钉钉的消息连接已中断超过5分钟，正在不断重试，请检查服务器网络')
    }
    // A wait that a stop cuts short rejects; the loop then ends.
    if (failures > 0) await pace.wait(retryMs(pace, failures), signal).catch(() => undefined)
  }
}

/** How long to wait after so many connections in a row that did not hold. */
function retryMs(pace: StreamPace, failures: number): number {
  const ms = Math.min(pace.longestRetryMs, pace.firstRetryMs * 2 ** (failures - 1))
  return ms * (1 - JITTER + Math.random() * 2 * JITTER)
}

const CHECK_APP = '请核对 DINGTALK_CLIENT_ID、DINGTALK_CLIENT_SECRET，并确认应用已添加机器人、消息接收模式为 Stream'

const ticketSchema = z.object({ endpoint: z.url(), ticket: z.string().min(1) })

/**
 * A ticket: lives 90 seconds and opens one connection, so each is fetched anew. Needs no access token. Without `accept` the answer
 * would be XML. https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol
 */
async function fetchTicket(parts: StreamParts, timeoutMs: number): Promise<z.infer<typeof ticketSchema>> {
  const { apiBase, app } = parts.settings
  const answer = readAnswer(
    await parts.http.json(`${apiBase}/v1.0/gateway/connections/open`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: { clientId: app.clientId, clientSecret: app.clientSecret, ua: 'xiangbao', subscriptions: parts.subscriptions },
      timeoutMs,
    }),
  )
  if (!answer.ok) {
    if (answer.unauthorised || !answer.retryable) parts.trouble(answer.trouble ?? `钉钉不接受连接（${answer.code}），${CHECK_APP}`)
    throw new Error(`${answer.code}: ${answer.reason}`)
  }
  return ticketSchema.parse(answer.body)
}
