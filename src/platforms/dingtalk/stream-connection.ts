import { lookup as systemLookup } from 'node:dns'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { toError } from '../../core/errors.ts'
import type { Log } from '../../log.ts'
import { checkForeign, publicOnly } from '../outgoing-http.ts'
import { type Ack, type Frame, readFrame, writeAck } from './frames.ts'

/** How patient a connection is, all in milliseconds. */
export interface ConnectionPatience {
  handshakeMs: number
  /** Between two of our pings. */
  pingMs: number
  /** Silence after which a connection counts as dead; looked at with each ping. */
  deadMs: number
}

/** One WebSocket of Stream mode, from its opening to its end; it never comes back. */
export interface StreamConnection {
  /** The gateway said that it is about to close: a replacement should be opened at once, this one is still read. */
  readonly leaving: Promise<void>
  readonly closed: Promise<void>
  /** Waits up to `graceMs` until what was received is answered, then closes. */
  close(graceMs: number): Promise<void>
}

/** What a connection needs from outside. */
export interface ConnectionParts {
  patience: ConnectionPatience
  log: Log
  /** Configured addresses; their hosts may be reached wherever they are. */
  bases: readonly string[]
  /** What a push is answered; null: it is left unanswered, so that it may be pushed again. */
  handle(frame: Frame): Promise<Ack | null>
}

/** Bytes; official clients stop at 256 KiB. */
const LARGEST_FRAME = 1024 * 1024

/** Opens a connection with a ticket, which lives 90 seconds and opens exactly one. Rejects when it does not come up. */
export async function connectStream(address: { endpoint: string; ticket: string }, parts: ConnectionParts): Promise<StreamConnection> {
  const url = new URL(address.endpoint)
  url.searchParams.set('ticket', address.ticket)
  const socket = new WebSocket(url, {
    handshakeTimeout: parts.patience.handshakeMs,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    ...guard(url, parts.bases),
  })
  // Listened to from the beginning: the first push may come together with the handshake's answer.
  const connection = follow(socket, parts)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    // An error without a listener would end the process.
    socket.on('error', (error) => reject(toError(error)))
    socket.once('close', () => reject(new Error('closed before it was open')))
  })
  return connection
}

/** The gateway names the endpoint: it may be a host of ours, or a public one by wss. */
function guard(url: URL, bases: readonly string[]): { lookup?: ReturnType<typeof publicOnly> } {
  if (bases.some((base) => new URL(base).hostname === url.hostname)) return {}
  checkForeign(new URL(url.href.replace(/^ws/, 'http')))
  return { lookup: publicOnly(systemLookup) }
}

function follow(socket: WebSocket, parts: ConnectionParts): StreamConnection {
  const answers = createAnswers(socket, parts)
  const leaving = withResolver()
  const closed = withResolver()
  const pulse = watchPulse(socket, parts.patience)

  socket.on('message', (data, isBinary) => {
    const frame = isBinary ? null : readFrame(String(data))
    if (!frame) parts.log.warn('a push was not understood')
    else if (frame.type !== 'SYSTEM') answers.begin(frame)
    else if (frame.topic === 'disconnect') leaving.resolve()
    else if (frame.topic === 'ping') socket.send(writeAck(frame.messageId, { code: 200, data: frame.data }))
    // CONNECTED, REGISTERED and KEEPALIVE are signs of life and nothing else.
  })
  socket.once('close', () => {
    pulse.stop()
    leaving.resolve()
    closed.resolve()
  })
  return {
    leaving: leaving.promise,
    closed: closed.promise,
    async close(graceMs) {
      await within(graceMs, answers.idle())
      socket.close()
      await within(graceMs, closed.promise)
      socket.terminate()
    },
  }
}

/** Answers pushes on the connection that brought them; `idle` resolves when none is being handled. */
function createAnswers(socket: WebSocket, { log, handle }: ConnectionParts): { begin(frame: Frame): void; idle(): Promise<void> } {
  const busy = new Set<Promise<void>>()

  async function answer(frame: Frame): Promise<void> {
    try {
      const ack = await handle(frame)
      if (ack && socket.readyState === WebSocket.OPEN) socket.send(writeAck(frame.messageId, ack))
      else if (ack) log.warn({ topic: frame.topic }, 'an answer came after its connection had closed')
    } catch (thrown) {
      log.error({ err: toError(thrown), topic: frame.topic }, 'a push could not be handled')
    }
  }

  return {
    begin(frame) {
      const work = answer(frame).finally(() => busy.delete(work))
      busy.add(work)
    },
    async idle() {
      while (busy.size > 0) await Promise.allSettled(busy)
    },
  }
}

/** Ends a socket from which nothing was heard for too long: a line that is cut without a word looks open for hours. */
function watchPulse(socket: WebSocket, { pingMs, deadMs }: ConnectionPatience): { stop(): void } {
  let heardAt = performance.now()
  for (const sign of ['open', 'message', 'ping', 'pong'] as const) {
    socket.on(sign, () => {
      heardAt = performance.now()
    })
  }
  const pulse = setInterval(() => {
    if (performance.now() - heardAt >= deadMs) socket.terminate()
    else if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, pingMs)
  return { stop: () => clearInterval(pulse) }
}

/** Resolves when the work does, or when the time is over. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  await Promise.race([work, delay(ms, undefined, { signal: over.signal }).catch(() => undefined)])
  over.abort()
}

/** A promise to be resolved from outside. */
function withResolver(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}
