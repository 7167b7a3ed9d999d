import type { Store } from '../../db/client.ts'
import { findEntry } from '../../db/queries/entries.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { expectingEntries } from '../../db/queries/expectations.ts'
import { loadCommands, loadSchedules } from '../app.ts'
import { toDate } from '../clock.ts'
import type { Config } from '../config.ts'
import { type CaseGround, isCurrent, refreshCase } from '../domain/cases.ts'
import { createHouseKeeper } from '../domain/house.ts'
import { settledStatuses } from '../domain/status-words.ts'
import { workflows } from '../domain/workflows/all.ts'
import { createLog } from '../log.ts'
import { watchPacks } from '../pack-files.ts'
import { ledgerNow } from './shell.ts'

/** Entries of a kind that are looked through at a time. */
const BATCH = 500

/** The roster and rules by which the table of what is expected is checked. */
export async function caseGround(store: Store, config: Config): Promise<Omit<CaseGround, 'db'>> {
  const surroundings = { commands: (await loadCommands()).all, schedules: await loadSchedules() }
  const packs = watchPacks(config.packs, surroundings, createLog({ level: 'silent' }))
  const house = await createHouseKeeper(packs)(store.read)
  return { house, today: toDate(await ledgerNow(store, config)) }
}

/** Numbers of entries of which the table of what is expected says something else than their rules do. */
export async function outdatedCases(store: Store, ground: Omit<CaseGround, 'db'>): Promise<number[]> {
  const outdated = new Set<number>()
  const open = new Set(await expectingEntries(store.read))
  for (const kind of workflows.keys()) {
    for (let afterNo = 0; ; ) {
      const batch = await listEntries(store.read, { kind, notStatuses: settledStatuses(kind), afterNo }, BATCH)
      for (const entry of batch) {
        open.delete(entry.no)
        if (!(await isCurrent({ ...ground, db: store.read }, entry))) outdated.add(entry.no)
      }
      const last = batch.at(-1)
      if (!last || batch.length < BATCH) break
      afterNo = last.no
    }
  }
  // What is settled or withdrawn and still expects something.
  for (const no of open) {
    const entry = await findEntry(store.read, no)
    if (!entry || !(await isCurrent({ ...ground, db: store.read }, entry))) outdated.add(no)
  }
  return [...outdated].sort((a, b) => a - b)
}

/** Writes the table anew where it is outdated; gives the numbers. */
export async function refreshCases(store: Store, ground: Omit<CaseGround, 'db'>): Promise<number[]> {
  const outdated = await outdatedCases(store, ground)
  for (const no of outdated) {
    await store.transaction(async (db) => {
      const entry = await findEntry(db, no)
      if (entry) await refreshCase({ ...ground, db }, entry)
    })
  }
  return outdated
}
