import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { toError } from '../core/errors.ts'
import type { SendOutcome } from '../core/platform.ts'
import { isPublicAddress } from './public-address.ts'

/** A request that got no usable answer. It is a refusal as `send` returns it, so callers may hand it on; it never repeats a path or a query, which may be secret. */
export type HttpFailure = { ok: false } & Extract<SendOutcome, { sent: false }>

/** Header names in lower case. */
export type HttpHeaders = Record<string, string | string[] | undefined>

/** An answer of whatever status (redirects excepted); `body` is undefined when it is not JSON. */
export type JsonAnswer = { ok: true; status: number; headers: HttpHeaders; body: unknown } | HttpFailure

/** The bytes of a 200 answer. */
export type BytesAnswer = { ok: true; bytes: Uint8Array; headers: HttpHeaders } | HttpFailure

/** A call with a JSON answer; `body` is sent as JSON, `form` as multipart. */
export interface JsonCall {
  /** GET, or POST when there is something to send. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: unknown
  form?: FormData
  /** Default 10 seconds, for everything together. */
  timeoutMs?: number
}

/** A download; more than `maxBytes` is refused. */
export interface BytesCall {
  maxBytes: number
  headers?: Record<string, string>
  /** Default 60 seconds, for everything together. */
  timeoutMs?: number
}

/** The one way out for every platform. It never rejects, and follows no redirects. */
export interface OutgoingHttp {
  json(url: string, call?: JsonCall): Promise<JsonAnswer>
  bytes(url: string, call: BytesCall): Promise<BytesAnswer>
  close(): Promise<void>
}

const JSON_TIMEOUT_MS = 10_000
const BYTES_TIMEOUT_MS = 60_000
const LARGEST_JSON = 1024 * 1024
/** Ends of a connection that had come up: the request may have arrived. */
const BROKEN_OFF: readonly string[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']
/** Shorter than a whole call: what never connected was never sent, so another try repeats nothing. */
const CONNECT_TIMEOUT_MS = 4_000
/** Sockets to one host at a time. */
const CONNECTIONS = 16

class Refusal extends Error {
  readonly code: string
  readonly retryable: boolean
  constructor(code: string, message: string, retryable = false) {
    super(message)
    this.code = code
    this.retryable = retryable
  }
}

/**
 * An HTTP client that reaches the configured bases (ws bases count as their http twins) wherever they are, and besides them only https
 * hosts with public addresses. The address is checked when the socket is opened, so that a name cannot change its address in between.
 */
export function createOutgoingHttp(options: { bases: readonly string[]; lookup?: typeof systemLookup }): OutgoingHttp {
  const own = new Set(options.bases.map((base) => new URL(base.replace(/^ws/i, 'http')).origin))
  const free = new Agent({ connections: CONNECTIONS, connect: { timeout: CONNECT_TIMEOUT_MS } })
  const guarded = new Agent({
    connections: CONNECTIONS,
    connect: { lookup: publicOnly(options.lookup ?? systemLookup), timeout: CONNECT_TIMEOUT_MS },
  })

  /** Checks the address, and opens the answer. */
  async function open(address: string, call: JsonCall & { timeoutMs: number }): Promise<Dispatcher.ResponseData> {
    const url = parseUrl(address)
    const isOwn = own.has(url.origin)
    if (!isOwn) checkForeign(url)
    const sent = call.form ?? (call.body === undefined ? null : JSON.stringify(call.body))
    const response = await request(url, {
      dispatcher: isOwn ? free : guarded,
      method: call.method ?? (sent === null ? 'GET' : 'POST'),
      headers: { ...(typeof sent === 'string' ? { 'content-type': 'application/json' } : {}), ...call.headers },
      body: sent,
      signal: AbortSignal.timeout(call.timeoutMs),
    })
    // An answer that is given up half-way emits an error; whoever reads it gets that error besides.
    response.body.on('error', () => undefined)
    if (response.statusCode >= 300 && response.statusCode < 400) {
      response.body.destroy()
      throw new Refusal('redirect', `${url.hostname} 要求转到别的地址，没有跟随`)
    }
    return response
  }

  return {
    json: (url, call = {}) =>
      settle(url, async () => {
        const response = await open(url, { ...call, timeoutMs: call.timeoutMs ?? JSON_TIMEOUT_MS })
        const bytes = await readBytes(response, LARGEST_JSON)
        return { ok: true, status: response.statusCode, headers: response.headers, body: parseJson(bytes) }
      }),
    bytes: (url, call) =>
      settle(url, async () => {
        const { maxBytes, ...rest } = call
        const response = await open(url, { ...rest, timeoutMs: call.timeoutMs ?? BYTES_TIMEOUT_MS })
        const { statusCode, headers } = response
        if (statusCode !== 200) {
          response.body.destroy()
          throw new Refusal(`http-${statusCode}`, `对方返回 ${statusCode}`, isBusy(statusCode))
        }
        return { ok: true, bytes: await readBytes(response, maxBytes), headers }
      }),
    close: async () => {
      await Promise.all([free.destroy(), guarded.destroy()])
    },
  }
}

/** Statuses after which the same request may succeed. */
export function isBusy(status: number): boolean {
  return status === 429 || status >= 500
}

function parseUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password)
    throw new Refusal('bad-url', '地址不是正确的网址')
  return url
}

/** What is not a configured base must be https, and no bare address outside the public internet (names are checked when connecting). */
export function checkForeign(url: URL): void {
  if (url.protocol !== 'https:') throw new Refusal('not-https', '只能访问 https 地址')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  if ((family === 4 || family === 6) && !isPublicAddress(host, family)) throw notPublic()
}

function notPublic(): Refusal {
  return new Refusal('private-address', '地址在内网或本机，不能访问')
}

/** A lookup that fails when any of the addresses of a name is not public. */
export function publicOnly(lookup: typeof systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? new Refusal('unreachable', '查不到地址', true), [])
      if (!addresses.every(isPublic)) return callback(notPublic(), [])
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }
}

function isPublic({ address, family }: LookupAddress): boolean {
  return isPublicAddress(address, family === 6 ? 6 : 4)
}

async function readBytes({ headers, body }: Dispatcher.ResponseData, most: number): Promise<Uint8Array> {
  const tooLarge = () => new Refusal('too-large', `内容超过 ${Math.floor(most / 1024)} KB`)
  if (Number(headers['content-length'] ?? 0) > most) {
    body.destroy()
    throw tooLarge()
  }
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    total += bytes.length
    // Leaving the loop destroys the stream.
    if (total > most) throw tooLarge()
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

/** Turns what was thrown into a failure that names the host at most. */
async function settle<T>(url: string, work: () => Promise<T>): Promise<T | HttpFailure> {
  try {
    return await work()
  } catch (thrown) {
    const host = URL.canParse(url) ? new URL(url).hostname : '对方'
    const error = toError(thrown)
    const cause = error.cause instanceof Refusal ? error.cause : error
    if (cause instanceof Refusal) return { ok: false, sent: false, retryable: cause.retryable, code: cause.code, reason: cause.message }
    if (error.name === 'TimeoutError')
      return { ok: false, sent: false, retryable: true, code: 'timeout', reason: `${host} 没有及时回应`, unsure: true }
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
    const unsure = BROKEN_OFF.includes(code) ? ({ unsure: true } as const) : {}
    return { ok: false, sent: false, retryable: true, code: 'unreachable', reason: `连不上 ${host}（${code}）`, ...unsure }
  }
}
