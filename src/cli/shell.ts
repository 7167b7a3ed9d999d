import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openStore, type Store } from '../../db/client.ts'
import { systemClock } from '../clock.ts'
import { type Config, loadConfig } from '../config.ts'
import { UserError } from '../core/errors.ts'
import { restoreClock } from '../frame/virtual-time.ts'

/** What a shell command meets: its environment and two streams that take whole lines. */
export interface Shell {
  env: Record<string, string | undefined>
  out(line: string): void
  err(line: string): void
}

/** The checked configuration. Throws a `UserError` with one line per fault. */
export function readConfig(shell: Shell): Config {
  const read = loadConfig(shell.env)
  if (!read.ok) throw new UserError(read.faults.join('\n'))
  return read.config
}

/** Opens the database, made when absent, and closes it after the work. A server may be running, unless `exclusive`. */
export async function withNewStore<T>(
  config: Config,
  work: (store: Store) => Promise<T>,
  options: { exclusive?: boolean } = {},
): Promise<T> {
  const store = openStore(config.databaseFile, { ...options, backupDir: join(config.dataDir, 'backups') })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The same for a database that must be there already. */
export async function withStore<T>(config: Config, work: (store: Store) => Promise<T>, options: { exclusive?: boolean } = {}): Promise<T> {
  if (!existsSync(config.databaseFile)) {
    throw new UserError(`还没有数据库 ${config.databaseFile}：请先用 npm run cli -- init 建立，或检查 DATABASE_URL。`)
  }
  return await withNewStore(config, work, options)
}

/** The ledger's time, epoch ms: in the sandbox its virtual clock, else the machine's. */
export async function ledgerNow(store: Store, config: Config): Promise<number> {
  if (!config.platforms.includes('sandbox')) return systemClock.now()
  return (await restoreClock(store, config.sandboxNow)).now()
}
