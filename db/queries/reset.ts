import { isNotNull } from 'drizzle-orm'
import type { Db } from '../client.ts'
import {
  audit,
  chats,
  checks,
  claims,
  companions,
  dialogs,
  entries,
  exemptions,
  files,
  households,
  inbox,
  jobs,
  outbox,
  periodResults,
  photoLooks,
  posts,
  publications,
  rosterChanges,
  scheduleRuns,
  snapshots,
  steps,
  transcript,
  units,
} from '../schema.ts'
import { bumpRosterVersion } from './roster-version.ts'
import { bumpLedgerVersion, dropSetting } from './settings.ts'

/**
 * Empties the sandbox's ledger: entries, dialogs, notices, runs, and rights given by message go; units, people and households
 * stay with the rights that they were imported with (interface §4).
 */
export async function resetLedger(tx: Db): Promise<void> {
  const emptied = [
    entries,
    steps,
    companions,
    files,
    photoLooks,
    periodResults,
    exemptions,
    snapshots,
    publications,
    checks,
    dialogs,
    inbox,
    outbox,
    transcript,
    scheduleRuns,
    jobs,
    claims,
    rosterChanges,
    audit,
  ]
  for (const table of emptied) await tx.delete(table)
  await tx.delete(posts).where(isNotNull(posts.grantedAt))
  // Rosters import without dates: whatever has one was changed by message.
  await tx.update(posts).set({ until: null })
  await tx.delete(households).where(isNotNull(households.since))
  await tx.update(households).set({ until: null, untilReason: null }).where(isNotNull(households.until))
  await tx.update(units).set({ until: null, mergedIntoId: null }).where(isNotNull(units.until))
  await tx.update(chats).set({ muted: false, outsiders: false })
  await dropSetting(tx, 'firstMoment')
  await dropSetting(tx, 'adminCode')
  await bumpRosterVersion(tx)
  await bumpLedgerVersion(tx)
}
