import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../../db/client.ts'
import { toDate } from '../clock.ts'

/** Nights that are kept. */
const KEPT = 14
const NAME = /^nightly-\d{4}-\d{2}-\d{2}\.db$/

/** Copies the database aside under the day's name and drops the oldest copies (guarantee 9). Returns the file. */
export async function backUpNightly(store: Store, backupDir: string, now: number): Promise<string> {
  await mkdir(backupDir, { recursive: true })
  const file = join(backupDir, `nightly-${toDate(now)}.db`)
  await rm(file, { force: true })
  await store.backup(file)
  const nights = (await readdir(backupDir)).filter((name) => NAME.test(name)).sort()
  for (const name of nights.slice(0, -KEPT)) await rm(join(backupDir, name))
  return file
}
