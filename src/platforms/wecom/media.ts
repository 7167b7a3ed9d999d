import { createDecipheriv } from 'node:crypto'
import type { Download } from '../../core/platform.ts'
import type { HttpHeaders, OutgoingHttp } from '../outgoing-http.ts'

/** Padding goes up to a multiple of this, not of AES's own 16 bytes (https://developer.work.weixin.qq.com/document/path/100719). */
const BLOCK = 32
/** Characters; file systems stop at 255 bytes. */
const LONGEST_NAME = 80

/** Fetches and opens an attachment of the bot; fails when it is larger than `maxBytes`, no longer there, or not what the key belongs to. */
export async function fetchMedia(http: OutgoingHttp, media: { url: string; key: string }, maxBytes: number): Promise<Download> {
  const answer = await http.bytes(media.url, { maxBytes: maxBytes + BLOCK })
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.reason}`)
  const bytes = openMedia(answer.bytes, media.key)
  if (bytes.byteLength > maxBytes) throw new Error('the attachment is too large')
  const name = nameOf(answer.headers)
  return name === null ? { bytes } : { bytes, name }
}

/** Decrypts an attachment: AES-256-CBC, the start of the key as IV. Whatever is not padded as WeCom pads is refused. */
export function openMedia(sealed: Uint8Array, base64Key: string): Uint8Array {
  const key = Buffer.from(base64Key, 'base64')
  if (key.length !== 32) throw new Error('the key of the attachment is not one')
  if (sealed.byteLength === 0 || sealed.byteLength % BLOCK !== 0) throw new Error('the attachment is cut off')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const opened = Buffer.concat([decipher.update(sealed), decipher.final()])
  const padding = opened[opened.length - 1] ?? 0
  const isPadded = padding >= 1 && padding <= BLOCK && opened.subarray(-padding).every((byte) => byte === padding)
  if (!isPadded) throw new Error('the key does not open the attachment')
  return opened.subarray(0, -padding)
}

/** The file's name as the server gives it, without anything that a path, a terminal or a spreadsheet could take for its own; null when it gives none. */
function nameOf(headers: HttpHeaders): string | null {
  const given = [headers['content-disposition'] ?? ''].flat().join('; ')
  const [, encoded] = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(given) ?? []
  const [, quoted, bare] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(given) ?? []
  const name = decode(encoded ?? quoted ?? bare ?? '')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/^[\s.=+@-]+/, '')
    .trim()
  if (name === '') return null
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  return [...name.slice(0, name.length - ending.length)].slice(0, LONGEST_NAME).join('') + ending
}

/** Percent signs, and bytes of UTF-8 that HTTP reads as Latin-1, become what they stand for; what is neither stays. */
function decode(text: string): string {
  try {
    return decodeURIComponent(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1')))
  } catch {
    return text
  }
}
