import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { openStore } from '../../db/client.ts'
import { lockDatabase, quickCheck, StoreError } from '../../db/guard.ts'
import { addAudit } from '../../db/queries/audit.ts'
import { hasUnits } from '../../db/queries/roster.ts'
import { systemClock, toIso } from '../clock.ts'
import type { Config } from '../config.ts'
import { UserError } from '../core/errors.ts'
import { ledgerNow, readConfig, type Shell } from './shell.ts'

/** What SQLite keeps beside a database file. */
const sidecars = ['', '-wal', '-shm']

/** `restore`: puts a backup in the database's place and keeps what was there. */
export function addRestore(program: Command, shell: Shell): void {
  program
    .command('restore')
    .summary('恢复备份（需先停止服务）')
    .description('先检查备份，再用它替换现在的数据库；被替换的数据库改名保留。需先停止服务。')
    .argument('<文件>', '备份文件')
    .action((file: string) => restore(shell, file))
}

async function restore(shell: Shell, file: string): Promise<void> {
  const config = readConfig(shell)
  const { databaseFile } = config
  if (!existsSync(file)) throw new UserError(`找不到备份文件 ${file}：请检查路径。`)
  if (resolve(file) === resolve(databaseFile)) throw new UserError(`${file} 就是现在的数据库：请给出备份文件。`)
  mkdirSync(dirname(databaseFile), { recursive: true })
  const unlock = lockDatabase(databaseFile)
  const candidate = `${databaseFile}.restoring`
  try {
    copyDatabase(file, candidate)
    await checkCandidate({ config, file, candidate })
    const time = toIso(systemClock.now()).slice(0, 19).replace(/[-:]/g, '')
    const kept = replaceDatabase(databaseFile, candidate, time)
    const keptFiles = restoreAttachments(`${file}.files`, join(config.dataDir, 'files'), time)
    shell.out(`已从 ${file} 恢复。`)
    for (const path of [kept, keptFiles]) if (path) shell.out(`原来的保留在 ${path}。`)
  } finally {
    removeDatabase(candidate)
    unlock()
  }
}

function copyDatabase(from: string, to: string): void {
  removeDatabase(to)
  for (const sidecar of ['', '-wal']) if (existsSync(from + sidecar)) copyFileSync(from + sidecar, to + sidecar)
}

/** Checks a copy, since even looking may leave files beside a database. Throws a `UserError` or `StoreError` that names the backup. */
async function checkCandidate({ config, file, candidate }: { config: Config; file: string; candidate: string }): Promise<void> {
  try {
    const store = openStore(candidate)
    try {
      quickCheck(candidate)
      if (!(await hasUnits(store.read))) throw new UserError(`${file} 里没有任何单位，不是乡报的备份，未作任何改动。`)
      const at = await ledgerNow(store, config)
      await store.transaction((tx) => addAudit(tx, { at, memberId: null, action: 'restore', target: 'database', detail: '' }))
    } finally {
      await store.close()
    }
  } catch (thrown) {
    if (thrown instanceof StoreError) throw new StoreError(thrown.message.replaceAll(candidate, file), { cause: thrown })
    throw thrown
  }
}

/** Returns where the replaced database is kept; null when there was none. */
function replaceDatabase(databaseFile: string, candidate: string, time: string): string | null {
  const kept = existsSync(databaseFile) ? `${databaseFile.replace(/\.db$/, '')}-before-restore-${time}.db` : null
  for (const sidecar of sidecars) {
    if (kept && existsSync(databaseFile + sidecar)) renameSync(databaseFile + sidecar, kept + sidecar)
    rmSync(databaseFile + sidecar, { force: true })
  }
  renameSync(candidate, databaseFile)
  return kept
}

/** Only where the backup holds attachments: others do no harm, since nothing names them. */
function restoreAttachments(from: string, to: string, time: string): string | null {
  if (!existsSync(from)) return null
  const kept = existsSync(to) ? `${to}-before-restore-${time}` : null
  if (kept) renameSync(to, kept)
  cpSync(from, to, { recursive: true })
  return kept
}

function removeDatabase(file: string): void {
  for (const sidecar of sidecars) rmSync(file + sidecar, { force: true })
}
