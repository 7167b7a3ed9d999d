import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { toError, UserError } from './core/errors.ts'

/** Closes phone numbers for keeping, and opens them again. */
export interface Sealer {
  /** Sealing the same text twice gives two different results. */
  seal(text: string): string
  /** Null when it was sealed with another key, or altered. */
  open(sealed: string): string | null
}

const VERSION = 'v1:'
const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM with a key drawn from the secret, so that the secret may serve other ends as well. */
export function createSealer(secretKey: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'xiangbao phone numbers', 32))
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return VERSION + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed) {
      if (!sealed.startsWith(VERSION)) return null
      const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return null
      }
    },
  }
}

/** SECRET_KEY as configured; else the one in DATA_DIR/secret.key, made (mode 0600) when there is none. Throws a `UserError` when that file is of no use. */
export function loadSecretKey(config: { secretKey: string | undefined; dataDir: string }): string {
  if (config.secretKey !== undefined) return config.secretKey
  const file = join(config.dataDir, 'secret.key')
  mkdirSync(config.dataDir, { recursive: true })
  makeSecret(file)
  const secret = readFileSync(file, 'utf8').trim()
  if (secret === '') throw new UserError(`密钥文件 ${file} 是空的：请从备份找回；若从未录入过电话号码，删去该文件即可重新生成。`)
  return secret
}

/** Leaves a file that is there alone: another process may have made it a moment ago. */
function makeSecret(file: string): void {
  try {
    const descriptor = openSync(file, 'wx', 0o600)
    writeSync(descriptor, `${randomBytes(32).toString('base64url')}\n`)
    fsyncSync(descriptor)
    closeSync(descriptor)
  } catch (thrown) {
    const error = toError(thrown)
    if (!('code' in error) || error.code !== 'EEXIST') throw error
  }
}
