import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { settings } from '../schema.ts'

/** Names of the small values that the house keeps. */
export type SettingKey =
  /** In which state units, people, pairings, chats and households are, so that caches know (roster-version). */
  | 'rosterVersion'
  /** Which single households changed of late: JSON. */
  | 'householdChanges'
  /** Bumped when the ledger was changed otherwise than by new steps: emptied, or mended from them. */
  | 'ledgerVersion'
  /** The sandbox's virtual time, epoch ms. */
  | 'virtualNow'
  /** First moment of this ledger, epoch ms: no schedule that fell due before it is caught up. */
  | 'firstMoment'
  /** The house (roster and packs) under which all open cases were last brought up to date; a name of this process. */
  | 'casesUnder'
  /** One-time administrator code: JSON {hash, expiresAt, triesLeft}. */
  | 'adminCode'

const find = prepared<{ key: string }, { value: string }[]>((db) =>
  db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, sql.placeholder('key')))
    .prepare(),
)

/** A setting's value, or null. */
export async function getSetting(db: Db, key: SettingKey): Promise<string | null> {
  return (await find(db, { key }))[0]?.value ?? null
}

const put = prepared<{ key: string; value: string }, unknown>((db) =>
  db
    .insert(settings)
    .values({ key: sql.placeholder('key'), value: sql.placeholder('value') })
    .onConflictDoUpdate({ target: settings.key, set: { value: sql`excluded.value` } })
    .prepare(),
)

/** Sets a value, whatever was there. */
export async function putSetting(tx: Db, key: SettingKey, value: string): Promise<void> {
  await put(tx, { key, value })
}

/** Removes a value. */
export async function dropSetting(tx: Db, key: SettingKey): Promise<void> {
  await tx.delete(settings).where(eq(settings.key, key))
}

/** Tells every running process that the ledger is another one. */
export async function bumpLedgerVersion(tx: Db): Promise<void> {
  await putSetting(tx, 'ledgerVersion', randomUUID())
}
