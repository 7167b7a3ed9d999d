import type { Db } from '../../db/client.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'

/** How many rows (of members: persons) were new, changed or as they were; `warnings` are Chinese sentences for whoever imports. */
export interface ImportResult {
  added: number
  changed: number
  unchanged: number
  warnings: string[]
}

/** Seals phone numbers (src/seal.ts); `open` gives null for what another key sealed. */
export interface PhoneSealer {
  seal(text: string): string
  open(sealed: string): string | null
}

/** Tells running servers when anything was written. */
export async function finishImport(tx: Db, result: ImportResult): Promise<ImportResult> {
  if (result.added + result.changed > 0) await bumpRosterVersion(tx)
  return result
}

/** Is the sealed number the one that the file gives? A file without number agrees with any. */
export function isSamePhone(sealed: string | null, typed: string | null, sealer: PhoneSealer): boolean {
  return typed === null || (sealed !== null && sealer.open(sealed) === typed)
}
