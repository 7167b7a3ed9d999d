import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far a request's time may be from ours, either way. */
export const SIGNATURE_WINDOW_MS = 3_600_000

/**
 * DingTalk's signature of a moment, base64: HMAC-SHA256 over the timestamp and the secret, keyed by the secret. The same for callbacks
 * (secret: the AppSecret) and for webhook robots (secret: the whole `SEC…`).
 * https://open.dingtalk.com/document/development/receive-message
 */
export function sign(timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
}

/** Is this the signature of that moment? Takes the same time wherever they differ. */
export function isSignature(given: string, timestamp: string, secret: string): boolean {
  const expected = Buffer.from(sign(timestamp, secret))
  const actual = Buffer.from(given)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
