import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** What seals callbacks on WeCom's side; written here without the library that the bot uses. */
export interface CallbackSecrets {
  token: string
  aesKey: string
  receiveId: string
}

/** The bot's own address has no receiver, the app's the company. */
export const botSecrets: CallbackSecrets = {
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: '',
}
export const appSecrets: CallbackSecrets = {
  token: 'AppToken',
  aesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
  receiveId: 'wx5823bf96d3bd56c7',
}

/** Further choices of whoever seals; tests of forgeries make them wrong. */
export interface SealOptions {
  /** Epoch ms. */
  now: number
  nonce?: string
  /** Changes the plaintext block just before it is encrypted; what it returns has to be whole AES blocks. */
  block?(plain: Buffer): Buffer
}

/** A sealed text with the query that belongs to it. */
export interface Sealed {
  text: string
  query: { msg_signature: string; timestamp: string; nonce: string }
}

/** Seals a message as WeCom does (wecom.md §2). */
export function seal(secrets: CallbackSecrets, message: string | Buffer, options: SealOptions): Sealed {
  const words = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(words.length)
  const plain = pad(Buffer.concat([randomBytes(16), length, words, Buffer.from(secrets.receiveId)]))
  const text = encryptBlock(secrets, options.block?.(plain) ?? plain)
  return { text, query: sign(secrets, text, options) }
}

/** Signs whatever is said to be a sealed text. */
export function sign(secrets: CallbackSecrets, text: string, options: SealOptions): Sealed['query'] {
  const timestamp = String(Math.floor(options.now / 1000))
  const nonce = options.nonce ?? randomBytes(5).toString('hex')
  return { msg_signature: sha1([secrets.token, timestamp, nonce, text]), timestamp, nonce }
}

/** Fills up to a multiple of 32. */
export function pad(data: Buffer): Buffer {
  const count = 32 - (data.length % 32)
  return Buffer.concat([data, Buffer.alloc(count, count)])
}

function sha1(parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex')
}

function encryptBlock({ aesKey }: CallbackSecrets, plain: Buffer): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

/** Opens what we answered; fails when the seal is not right in every point. */
export function open(secrets: CallbackSecrets, sealed: { encrypt: string; signature: string; timestamp: string; nonce: string }): string {
  if (sha1([secrets.token, sealed.timestamp, sealed.nonce, sealed.encrypt]) !== sealed.signature) throw new Error('wrong signature')
  const key = Buffer.from(`${secrets.aesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.concat([decipher.update(sealed.encrypt, 'base64'), decipher.final()])
  const end = plain.length - (plain[plain.length - 1] ?? 0)
  const length = plain.readUInt32BE(16)
  if (plain.subarray(20 + length, end).toString() !== secrets.receiveId) throw new Error('wrong receiver')
  return plain.subarray(20, 20 + length).toString()
}

/** The body around a sealed text, for the bot and for the app. */
export const botBody = (text: string): string => JSON.stringify({ encrypt: text })
export const appBody = (text: string): string =>
  `<xml><ToUserName><![CDATA[${appSecrets.receiveId}]]></ToUserName><AgentID><![CDATA[218]]></AgentID><Encrypt><![CDATA[${text}]]></Encrypt></xml>`
