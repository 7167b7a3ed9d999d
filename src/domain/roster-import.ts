import type { Db } from '../../db/client.ts'
import { toDate } from '../clock.ts'
import type { HouseholdRow, MemberRow, UnitRow } from '../core/roster-rows.ts'
import { importHouseholds } from './household-import.ts'
import type { ImportResult, PhoneSealer } from './import-result.ts'
import { importMembers } from './member-import.ts'
import { ensureSandboxChats } from './sandbox-chats.ts'
import { importUnits } from './unit-import.ts'

/** A whole roster as files or the demo county give it. */
export interface RosterRows {
  units: readonly UnitRow[]
  households: readonly HouseholdRow[]
  members: readonly MemberRow[]
}

/** What became of each part. */
export interface RosterImport {
  units: ImportResult
  members: ImportResult
  households: ImportResult
}

/** Brings a whole roster in: people before households, which name their carers. With `sandbox` its chats are made too. `at` is epoch ms. */
export async function importRoster(
  tx: Db,
  rows: RosterRows,
  { sealer, at, sandbox }: { sealer: PhoneSealer; at: number; sandbox: boolean },
): Promise<RosterImport> {
  const result = {
    units: await importUnits(tx, rows.units),
    members: await importMembers(tx, rows.members, { sealer, at }),
    households: await importHouseholds(tx, rows.households, { sealer, on: toDate(at) }),
  }
  if (sandbox) await ensureSandboxChats(tx)
  return result
}
