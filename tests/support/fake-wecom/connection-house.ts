import { createVirtualClock, type VirtualClock } from '../../../src/clock.ts'
import type { Content } from '../../../src/core/blocks.ts'
import type { IncomingMessage } from '../../../src/core/message.ts'
import type { OutgoingMessage, Platform, PlatformHost, SendOutcome } from '../../../src/core/platform.ts'
import { createLog } from '../../../src/log.ts'
import type { ConnectionPace } from '../../../src/platforms/wecom/connection.ts'
import { createWecomPlatform } from '../../../src/platforms/wecom/index.ts'
import { type FakeSocketServer, startFakeSocketServer } from './socket-server.ts'

/** A bot of ours on the fake long connection, with a host that keeps what it is told. */
export interface ConnectionHouse {
  platform: Platform
  received: IncomingMessage[]
  troubles: string[]
  /** Lines of its log. */
  log: string[]
  /** Its waits, in ms, as they were asked for; they pass at once unless the test has a `sleep` of its own. */
  waits: number[]
  /** Composes a message and sends all its parts; the outcome of each. */
  deliver(chatId: string, content: Content, options?: { id?: number; replyTo?: string | null }): Promise<SendOutcome[]>
  start(): Promise<void>
  stop(): Promise<void>
}

/** What a test may choose. */
export interface HouseOptions {
  server: FakeSocketServer
  clock?: VirtualClock
  pace?: Partial<ConnectionPace>
  secret?: string
  dataDir?: string
  receive?(message: IncomingMessage): Promise<void>
  sleep?(ms: number): Promise<void>
}

/** The bot of the fake server. */
export const bot = { botId: 'aibTEST', secret: 'bot-secret' }

/** The fake server with a clock of its own: time stands still unless a test moves it. */
export async function startFake(): Promise<{ server: FakeSocketServer; clock: VirtualClock }> {
  const clock = createVirtualClock(Date.UTC(2026, 5, 1, 2), () => 0)
  return { server: await startFakeSocketServer({ ...bot, now: clock.now }), clock }
}

/** Pings so rare that no test meets one. */
const QUIET: Partial<ConnectionPace> = { ackMs: 150, pongMs: 150, subscribeMs: 150, handshakeMs: 300, pingEveryMs: 60_000 }

/** Makes the bot; it connects at `start`. */
export function createConnectionHouse(options: HouseOptions): ConnectionHouse {
  const { server, dataDir = '/nonexistent' } = options
  const clock = options.clock ?? createVirtualClock(Date.UTC(2026, 5, 1, 2), () => 0)
  const [received, troubles, lines, waits]: [IncomingMessage[], string[], string[], number[]] = [[], [], [], []]
  const stopped = new Map<AbortSignal, Promise<unknown>>()
  const platform = createWecomPlatform({
    settings: {
      apiBase: 'https://qyapi.weixin.qq.com',
      connection: { ...bot, secret: options.secret ?? bot.secret, url: server.url },
      callback: undefined,
      app: undefined,
    },
    clock,
    log: createLog({ level: 'trace', stream: { write: (line) => void lines.push(line) } }),
    dataDir,
    botNames: ['乡报'],
    connection: {
      pace: { ...QUIET, ...options.pace },
      sleep: async (ms, signal) => {
        waits.push(ms)
        const passed = options.sleep?.(ms) ?? new Promise(setImmediate)
        // One promise a signal: a listener for each wait would be one too many soon.
        const ended = stopped.get(signal) ?? new Promise((resolve) => signal.addEventListener('abort', resolve))
        stopped.set(signal, ended)
        await Promise.race([passed, ended])
      },
    },
  })
  const host: PlatformHost = {
    async receive(message) {
      await options.receive?.(message)
      received.push(message)
      return { duplicate: false, failed: false, replies: [] }
    },
    chatGone() {},
    trouble: (words) => void troubles.push(words),
    called() {},
    ready() {},
  }
  return {
    platform,
    received,
    troubles,
    log: lines,
    waits,
    deliver: (chatId, content, { id = 7, replyTo = null } = {}) =>
      deliver(platform, chatId, { id, text: '', content, replyTo, mentions: [] }),
    start: () => platform.start(host),
    stop: () => platform.stop(),
  }
}

async function deliver(platform: Platform, chatId: string, message: OutgoingMessage): Promise<SendOutcome[]> {
  const outcomes: SendOutcome[] = []
  const parts = platform.compose(chatId, message)
  for (const [index, part] of parts.entries()) outcomes.push(await platform.send(chatId, { message, part, index, count: parts.length }))
  return outcomes
}
