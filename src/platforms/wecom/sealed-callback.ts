import type { Clock } from '../../clock.ts'
import { toError } from '../../core/errors.ts'
import type { Callback, CallbackRequest, CallbackResponse } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import { type CallbackKeys, type CallbackSeal, openSealed, readSeal } from './callback-crypto.ts'

/** An opened callback. */
export interface OpenedCallback {
  message: string
  /** The body around the sealed message, as it came. */
  envelope: string
  seal: CallbackSeal
}

/** What an address is made with. */
export interface SealedCallbackParts {
  path: string
  keys: CallbackKeys
  clock: Clock
  log: Log
  /** The sealed text within a body; null when there is none. Sees unsigned input. */
  findSealed(body: string): string | null
  /** Sees nothing but what WeCom signed. When it rejects, WeCom is told so and delivers again. */
  take(opened: OpenedCallback): Promise<CallbackResponse>
}

/** Bytes; WeCom's callbacks are a few thousand. */
const LARGEST = 1024 * 1024

/** An address that WeCom checks once by GET, and then posts sealed messages to. */
export function createSealedCallback(parts: SealedCallbackParts): Callback {
  const { path, keys, clock, log } = parts

  async function handlePost(seal: CallbackSeal, body: Buffer): Promise<CallbackResponse> {
    const envelope = readUtf8(body)
    const text = envelope === null ? null : parts.findSealed(envelope)
    if (envelope === null || text === null) return plain(400)
    const opened = openSealed(keys, seal, { text, now: clock.now() })
    return opened.ok ? await parts.take({ message: opened.message, envelope, seal }) : plain(opened.status)
  }

  return {
    path,
    methods: ['GET', 'POST'],
    async handle({ method, query, body }: CallbackRequest) {
      if (body.length > LARGEST) return plain(413)
      const seal = readSeal(query)
      if (!seal) return plain(400)
      if (method === 'POST') {
        return await handlePost(seal, body).catch((thrown) => {
          log.error({ err: toError(thrown), path }, 'a wecom callback failed')
          return plain(500)
        })
      }
      if (seal.echo === undefined) return plain(400)
      // The bare text: quotes, a byte order mark or a line end would fail the check.
      const opened = openSealed(keys, seal, { text: seal.echo, now: clock.now() })
      return opened.ok ? plain(200, opened.message) : plain(opened.status)
    },
  }
}

/** An answer as plain text; WeCom's reference implementation answers everything so. */
export function plain(status: number, body = ''): CallbackResponse {
  return { status, type: 'text/plain; charset=utf-8', body }
}

function readUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
