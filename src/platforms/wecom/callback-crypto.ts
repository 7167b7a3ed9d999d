import { timingSafeEqual } from 'node:crypto'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import type { CallbackRequest } from '../../core/platform.ts'

/** What seals one callback address, as WeCom's console shows it (https://developer.work.weixin.qq.com/document/path/101033). */
export interface CallbackKeys {
  token: string
  /** 43 characters. */
  aesKey: string
  /** For whom the messages are: the CorpID for an app, empty for a company's own bot. */
  receiveId: string
}

/** What stands in the query of every callback. */
export interface CallbackSeal {
  signature: string
  /** Epoch seconds, as text. */
  timestamp: string
  nonce: string
  /** The sealed text to send back when WeCom checks the address. */
  echo: string | undefined
}

/** A callback that is not taken: 400 wrong form, 401 wrong signature or receiver, 403 rightly signed but too old or too new. */
export interface Refused {
  ok: false
  status: 400 | 401 | 403
}

const SIGNATURE = /^[0-9a-f]{40}$/
const TIMESTAMP = /^\d{10}$/
const NONCE = /^[\x21-\x7e]{1,128}$/
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
/** AES-CBC with WeCom's padding: whole blocks of 32 bytes. */
const BLOCK = 32
/** How far a callback's clock may be off (interface §4). */
const WINDOW_MS = 3_600_000

/** The seal of a request; null when a value is missing, given twice or misshapen. */
export function readSeal(query: CallbackRequest['query']): CallbackSeal | null {
  const { msg_signature: signature, timestamp, nonce, echostr: echo } = query
  // Any name twice is a forgery: WeCom writes each once, and readers would differ about which one counts.
  if (Object.values(query).some(Array.isArray)) return null
  if (!matches(signature, SIGNATURE) || !matches(timestamp, TIMESTAMP) || !matches(nonce, NONCE)) return null
  return { signature, timestamp, nonce, echo: typeof echo === 'string' ? echo : undefined }
}

function matches(value: string | string[] | undefined, shape: RegExp): value is string {
  return typeof value === 'string' && shape.test(value)
}

/** Opens a sealed text. The signature is compared, in constant time, before anything is decrypted, so that padding tells nothing. */
export function openSealed(
  keys: CallbackKeys,
  seal: CallbackSeal,
  sealed: { text: string; now: number },
): { ok: true; message: string } | Refused {
  const { text, now } = sealed
  if (!BASE64.test(text) || Buffer.from(text, 'base64').length % BLOCK !== 0) return { ok: false, status: 400 }
  const expected = getSignature(keys.token, seal.timestamp, seal.nonce, text)
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(seal.signature))) return { ok: false, status: 401 }
  if (Math.abs(now - Number(seal.timestamp) * 1000) > WINDOW_MS) return { ok: false, status: 403 }
  const opened = openExactly(keys.aesKey, text)
  if (!opened) return { ok: false, status: 400 }
  return opened.id === keys.receiveId ? { ok: true, message: opened.message } : { ok: false, status: 401 }
}

/**
 * Decrypts what WeCom's own encryption would have written byte for byte, and nothing else: the library overlooks wrong padding, a length
 * that runs over the end and broken UTF-8, but sealing again what it found then gives another text.
 */
function openExactly(aesKey: string, text: string): { message: string; id: string } | null {
  try {
    const { message, id, random } = decrypt(aesKey, text)
    return encrypt(aesKey, message, id, random) === text ? { message, id } : null
  } catch {
    return null
  }
}

/** Seals a reply under the callback's own nonce. */
export function sealReply(
  keys: CallbackKeys,
  message: string,
  under: { nonce: string; now: number },
): {
  encrypt: string
  signature: string
  /** Epoch seconds. */
  timestamp: number
  nonce: string
} {
  const timestamp = Math.floor(under.now / 1000)
  const sealed = encrypt(keys.aesKey, message, keys.receiveId)
  return { encrypt: sealed, signature: getSignature(keys.token, String(timestamp), under.nonce, sealed), timestamp, nonce: under.nonce }
}
