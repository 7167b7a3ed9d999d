import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Store } from '../../db/client.ts'
import { type FileRow, findEntry, pendingFiles, updateFile } from '../../db/queries/entries.ts'
import { settleStored } from '../../db/queries/photo-twins.ts'
import type { Clock } from '../clock.ts'
import { toError } from '../core/errors.ts'
import type { Platform } from '../core/platform.ts'
import { applyStep } from '../domain/entries.ts'
import type { Table } from '../domain/table-file.ts'
import { lookOf } from './photo-look.ts'
import { mayBeTable, type TableTaker } from './tables.ts'
import { writeDurably } from './write-durably.ts'

const BATCH = 20
const MOST_ATTEMPTS = 5
/** Bytes; what platforms let people send is smaller. */
const LARGEST_FILE = 20 * 1024 * 1024

/** Fetches the photos and files of stored entries, from a durable list of what is pending. */
export interface FileFetcher {
  /** Fetches what is pending; resolves when all of it was tried once. */
  flush(): Promise<void>
}

/** The path of a file's bytes below DATA_DIR, by content. */
export function filePath(sha256: string): string {
  return join('files', sha256.slice(0, 2), sha256)
}

/** The fetcher; bytes are written and synced before the row says that they are there. */
export function createFileFetcher(parts: {
  store: Store
  clock: Clock
  platforms: Map<string, Platform>
  dataDir: string
  tables: TableTaker
  log: Logger
}): FileFetcher {
  const { store, clock, platforms, dataDir, tables, log } = parts
  let running: Promise<void> | null = null

  async function fetchAll(): Promise<void> {
    for (;;) {
      const rows = await pendingFiles(store.read, BATCH)
      if (rows.length === 0) return
      const outcomes = await Promise.all(rows.map(fetchOne))
      if (outcomes.every((fetched) => !fetched)) return
    }
  }

  async function fetchOne(row: FileRow): Promise<boolean> {
    try {
      const platform = platforms.get(row.platform)
      if (!platform) throw new Error(`platform ${row.platform} is not on`)
      const fetched = await platform.download({ name: row.name, mime: row.mime, source: row.source }, LARGEST_FILE)
      const { bytes, name = row.name } = fetched instanceof Uint8Array ? { bytes: fetched } : fetched
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await writeDurably(join(dataDir, filePath(sha256)), bytes)
      const entry = await findEntry(store.read, row.entryNo)
      const table = mayBeTable(row) ? await tables.read(entry, { name, bytes }) : null
      const look = await lookOf(bytes)
      await attach(row, { name, sha256, bytes: bytes.byteLength, look }, table)
      return true
    } catch (thrown) {
      log.warn({ err: toError(thrown), file: row.id }, 'a file could not be fetched')
      const attempts = row.attempts + 1
      await store.transaction((tx) => updateFile(tx, row.id, { attempts, state: attempts >= MOST_ATTEMPTS ? 'failed' : 'pending' }))
      return false
    }
  }

  async function attach(row: FileRow, stored: Parameters<typeof settleStored>[2], table: Table | string | null): Promise<void> {
    await store.transaction(async (tx) => {
      await settleStored(tx, row.id, stored)
      const entry = await findEntry(tx, row.entryNo)
      if (!entry) return
      const { name, sha256, bytes } = stored
      const step = { action: 'file', memberId: row.memberId, at: clock.now(), text: name, extra: { sha256, bytes } }
      const now = await applyStep(tx, entry, step)
      if (table !== null) await tables.take(tx, now, table)
    })
  }

  return {
    flush() {
      running ??= fetchAll().finally(() => {
        running = null
      })
      return running
    },
  }
}
