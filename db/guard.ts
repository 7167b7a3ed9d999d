import { closeSync, mkdirSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'

/** The database cannot be used; the message is a plain Chinese sentence for whoever starts the service. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

const HEADER = 'SQLite format 3\0'

/** Reads header and schema version, read-only, before anything is opened for writing (guarantee 9). Throws StoreError. */
export function checkBeforeOpening(file: string, migrationsFolder: string): void {
  if (statSync(file).size === 0) return
  if (readHeader(file) !== HEADER) throw damaged(file)
  const applied = newestMigration(file)
  if (applied > Math.max(...knownMigrations(migrationsFolder))) {
    throw new StoreError(`数据库 ${file} 由更新版本的乡报建立，本版本不能打开，未作任何改动。请升级程序后再启动。`)
  }
}

/** Are there migrations that this file has not seen? */
export function hasPendingMigrations(file: string, migrationsFolder: string): boolean {
  if (statSync(file).size === 0) return false
  return newestMigration(file) < Math.max(...knownMigrations(migrationsFolder))
}

/** Copies the database aside before migrations touch it. */
export function backupBefore(file: string, backupDir: string): void {
  mkdirSync(backupDir, { recursive: true })
  const target = join(backupDir, `${basename(file)}-before-migration-${newestMigration(file)}.db`)
  const db = new Database(file, { readonly: true })
  try {
    if (!exists(target)) db.prepare('VACUUM INTO ?').run(target)
  } finally {
    db.close()
  }
}

/** A full check of the pages; wanted after an unclean stop. Throws StoreError when the file is damaged. */
export function quickCheck(file: string): void {
  const db = new Database(file, { readonly: true })
  try {
    if (db.pragma('quick_check', { simple: true }) !== 'ok') throw damaged(file)
  } catch (error) {
    throw error instanceof StoreError ? error : damaged(file, error)
  } finally {
    db.close()
  }
}

/**
 * Takes the database for this process alone; the operating system lets go of it however the process ends.
 * Throws StoreError when another server holds it.
 */
export function lockDatabase(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new StoreError(`数据库 ${file} 正由另一个乡报服务使用。请先停止那个服务，或改用另一个 DATABASE_URL。`, { cause: error })
  }
  return () => lock.close()
}

function readHeader(file: string): string {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(HEADER.length)
    readSync(descriptor, bytes, 0, HEADER.length, 0)
    return bytes.toString('latin1')
  } finally {
    closeSync(descriptor)
  }
}

/** Time stamp of the newest migration that the file has seen; 0 for a file without our tables. Throws StoreError. */
function newestMigration(file: string): number {
  try {
    const db = new Database(file, { readonly: true })
    try {
      const has = db.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get()
      if (!has) return 0
      return Number(db.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0)
    } finally {
      db.close()
    }
  } catch (error) {
    throw damaged(file, error)
  }
}

function knownMigrations(folder: string): number[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as { entries: { when: number }[] }
  return journal.entries.map((entry) => entry.when)
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined
}

function damaged(file: string, cause?: unknown): StoreError {
  return new StoreError(`数据库 ${file} 已损坏，或不是乡报的数据库，未作任何改动。请用备份恢复：npm run cli -- restore 备份文件`, { cause })
}
