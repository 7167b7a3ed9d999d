import { randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import { getSetting, putSetting } from '../../db/queries/settings.ts'

const LIFETIME_MS = 24 * 3_600_000
const TRIES = 5

const StoredCode = z.object({ salt: z.string(), hash: z.string(), expiresAt: z.number(), triesLeft: z.number() })

/** What became of a try. */
export type AdminCodeOutcome = 'ok' | 'wrong' | 'expired' | 'used-up'

/** Makes a new one-time administrator code of six digits, good for 24 hours and five tries (interface §1); an earlier one ends. */
export async function createAdminCode(tx: Db, now: number): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const salt = randomBytes(16).toString('base64url')
  await store(tx, { salt, hash: hashCode(code, salt), expiresAt: now + LIFETIME_MS, triesLeft: TRIES })
  return code
}

/**
 * Tries a code. `ok` only once; `used-up` after that and after five wrong tries; `wrong` also when no code was ever made.
 * Each try is counted in the same transaction, which the caller must therefore not undo.
 */
export async function useAdminCode(tx: Db, code: string, now: number): Promise<AdminCodeOutcome> {
  const text = await getSetting(tx, 'adminCode')
  if (text === null) return 'wrong'
  const stored = StoredCode.parse(JSON.parse(text))
  if (stored.triesLeft === 0) return 'used-up'
  if (now >= stored.expiresAt) return 'expired'
  const right = timingSafeEqual(Buffer.from(hashCode(code, stored.salt)), Buffer.from(stored.hash))
  await store(tx, { ...stored, triesLeft: right ? 0 : stored.triesLeft - 1 })
  return right ? 'ok' : 'wrong'
}

/** Slow on purpose: a million codes are soon tried against a fast hash. */
function hashCode(code: string, salt: string): string {
  return scryptSync(code, salt, 32).toString('base64url')
}

async function store(tx: Db, code: z.output<typeof StoredCode>): Promise<void> {
  await putSetting(tx, 'adminCode', JSON.stringify(code))
}
