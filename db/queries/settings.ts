import { eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { settings } from '../schema.ts'

/** Names of the small values that the house keeps. */
export type SettingKey =
  /** Bumped by every change of units, people, households or chats, so that caches know. */
  | 'rosterVersion'
  /** Bumped by those of them that touched households: there are many, and they are read anew only then. */
  | 'householdsVersion'
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

/** Sets a value, whatever was there. */
export async function putSetting(tx: Db, key: SettingKey, value: string): Promise<void> {
  await tx.insert(settings).values({ key, value }).onConflictDoUpdate({ target: settings.key, set: { value } })
}

/** Removes a value. */
export async function dropSetting(tx: Db, key: SettingKey): Promise<void> {
  await tx.delete(settings).where(eq(settings.key, key))
}

/** Tells every running process that units, people, households or chats have changed; with `householdsStand` households have not. */
export async function bumpRosterVersion(tx: Db, { householdsStand = false } = {}): Promise<void> {
  await bump(tx, 'rosterVersion')
  if (!householdsStand) await bump(tx, 'householdsVersion')
}

async function bump(tx: Db, key: SettingKey): Promise<void> {
  await putSetting(tx, key, String(Number((await getSetting(tx, key)) ?? '0') + 1))
}
