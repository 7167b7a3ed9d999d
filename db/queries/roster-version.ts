import { randomBytes } from 'node:crypto'
import type { Db } from '../client.ts'
import { getSetting, putSetting } from './settings.ts'

/** The parts of the roster; each is read anew only when it has changed. `people` are members, posts and identities. */
export const rosterParts = ['units', 'people', 'contacts', 'chats', 'households'] as const
export type RosterPart = (typeof rosterParts)[number]

/** In which state each part is: a word that is never used twice, since a change may be undone and another one made. */
export type RosterVersion = Record<RosterPart, string>

/** The roster's version as it is stored: compared whole with every message. */
export async function rosterVersion(db: Db): Promise<string> {
  return (await getSetting(db, 'rosterVersion')) ?? ''
}

/** Reads a stored version; what is none stands for a roster that nobody has seen. */
export function readRosterVersion(stored: string): RosterVersion {
  const words = stored.split(' ')
  return Object.fromEntries(rosterParts.map((part, index) => [part, words[index] ?? ''])) as RosterVersion
}

/** Tells every running process that parts of the roster have changed; all of them when none is named. */
export async function bumpRosterVersion(tx: Db, ...parts: RosterPart[]): Promise<void> {
  const changed = parts.length > 0 ? parts : rosterParts
  const version = readRosterVersion(await rosterVersion(tx))
  const word = randomBytes(6).toString('base64url')
  for (const part of changed) version[part] = word
  await putSetting(tx, 'rosterVersion', rosterParts.map((part) => version[part]).join(' '))
  if (changed.includes('households')) await putSetting(tx, 'householdChanges', JSON.stringify([{ version: word, id: null }]))
}

/** One household changed: then not all of them need be read anew. */
interface HouseholdChange {
  /** The households' version from then on. */
  version: string
  /** Null: any may have changed. */
  id: number | null
}

/** Changes that are remembered one by one; who has missed more reads all. */
const MOST_CHANGES = 200

/** Tells every running process that one household is new or otherwise. */
export async function bumpHousehold(tx: Db, id: number): Promise<void> {
  const before = readRosterVersion(await rosterVersion(tx)).households
  const changes = await readChanges(tx)
  await bumpRosterVersion(tx, 'households')
  const version = readRosterVersion(await rosterVersion(tx)).households
  const kept = changes.at(-1)?.version === before ? changes : [{ version: before, id: null }]
  await putSetting(tx, 'householdChanges', JSON.stringify([...kept.slice(-MOST_CHANGES), { version, id }]))
}

/** The households that have changed since a version; null when that is not known: all are to be read. */
export async function householdsChangedSince(db: Db, version: string): Promise<number[] | null> {
  const changes = await readChanges(db)
  const from = changes.findIndex((change) => change.version === version)
  if (from < 0) return null
  const ids = changes.slice(from + 1).map(({ id }) => id)
  return ids.includes(null) ? null : [...new Set(ids.flatMap((id) => id ?? []))]
}

async function readChanges(db: Db): Promise<HouseholdChange[]> {
  const stored = await getSetting(db, 'householdChanges')
  return stored === null ? [] : (JSON.parse(stored) as HouseholdChange[])
}
