import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { type AnyColumn, inArray, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { backupBefore, checkBeforeOpening, hasPendingMigrations, lockDatabase, quickCheck } from './guard.ts'
import { schema } from './schema.ts'

/** A connection that queries run on: the one writer inside a transaction, or the read-only one. */
export type Db = BetterSQLite3Database<typeof schema>

/** The database. Every write goes through `transaction`; reads outside use `read`, which sees only what is committed. */
export interface Store {
  readonly read: Db
  /**
   * Runs `work` in a savepoint of its own and resolves once it is durably committed. Works that wait at the same time share one
   * commit (group commit). `work` may run twice when a commit fails, so it must have no effects but on the database.
   */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>
  /** How many commits have failed since the start (disk full, I/O error). */
  readonly failedCommits: number
  /** Copies the database, consistent, into a new file. */
  backup(file: string): Promise<void>
  /** Finishes waiting works and closes. */
  close(): Promise<void>
}

/** What the connections of one store have in common: things kept in memory belong to it. */
export interface Engine {
  /** How often works or commits were undone since the start: what was kept of them meanwhile never came to be. */
  undone: number
}

const engines = new WeakMap<Db, Engine>()

/** The store that a connection belongs to. */
export function engineOf(db: Db): Engine {
  const engine = engines.get(db)
  if (!engine) throw new Error('this connection belongs to no store')
  return engine
}

/** A commit that the disk refused: nothing of it is stored, and trying again may help once there is room. */
export class CommitError extends Error {
  override readonly name = 'CommitError'
}

/** Works that share one commit at the most: bounds how long one event-loop turn is held. */
const GROUP_LIMIT = 64
/** How long a commit waits for another process that is writing, and how often it looks. */
const BUSY_MS = 30_000
const BUSY_STEP_MS = 20
const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Looks a database file over without changing anything in it. Throws StoreError when it is damaged, foreign or newer. */
export function checkDatabase(file: string): void {
  checkBeforeOpening(file, migrationsFolder)
  quickCheck(file)
}

/** What is thrown away is filled and read at once, as a whole: most of it stays in memory. */
const THROWAWAY_CACHE_KIB = 128 * 1024

/** How a store is opened. */
export interface StoreOptions {
  exclusive?: boolean
  backupDir?: string
  busyMs?: number
  /** It is thrown away in the end: nothing is flushed to disk. */
  throwaway?: boolean
}

/**
 * Opens (or makes) the SQLite database file, exclusively for this process when `exclusive`.
 * A damaged, foreign or newer file throws StoreError and is not changed. `busyMs` is how long a commit waits for another process (a
 * shell command) that is writing.
 */
export function openStore(file: string, options: StoreOptions = {}): Store {
  const isNew = !existsSync(file)
  mkdirSync(dirname(file), { recursive: true })
  if (!isNew) checkBeforeOpening(file, migrationsFolder)
  const unlock = options.exclusive ? lockDatabase(file) : () => {}
  try {
    if (!isNew && options.exclusive && wasUnclean(file)) quickCheck(file)
    if (!isNew && options.backupDir && hasPendingMigrations(file, migrationsFolder)) backupBefore(file, options.backupDir)
    const writer = connect(file)
    if (options.throwaway) writer.pragma('synchronous = OFF')
    migrate(drizzle(writer, { casing: 'snake_case' }), { migrationsFolder })
    const reader = new Database(file, { readonly: true })
    reader.pragma('busy_timeout = 5000')
    if (options.throwaway) for (const connection of [writer, reader]) connection.pragma(`cache_size = -${THROWAWAY_CACHE_KIB}`)
    return makeStore({ writer, reader, unlock, busyMs: options.busyMs ?? BUSY_MS })
  } catch (error) {
    unlock()
    throw error
  }
}

/** A clean close leaves no write-ahead log behind. */
function wasUnclean(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** The writer: WAL, and a flush for every commit. */
function connect(file: string): Database.Database {
  const writer = new Database(file)
  writer.pragma('journal_mode = WAL')
  writer.pragma('synchronous = FULL')
  // Waiting is done outside the engine, so that the event loop goes on meanwhile.
  writer.pragma('busy_timeout = 0')
  writer.pragma('temp_store = MEMORY')
  // A group commit writes some hundred pages: the engine's own limit of 1,000 would copy them back every second or third commit.
  writer.pragma('wal_autocheckpoint = 8000')
  return writer
}

interface Job {
  run(tx: Db): Promise<void>
  settle(error: Error | null): void
}

function makeStore(parts: { writer: Database.Database; reader: Database.Database; unlock: () => void; busyMs: number }): Store {
  const { writer, reader, unlock } = parts
  const db: Db = drizzle(writer, { schema, casing: 'snake_case' })
  const read: Db = drizzle(reader, { schema, casing: 'snake_case' })
  const engine: Engine = { undone: 0 }
  for (const connection of [db, read]) engines.set(connection, engine)
  let queue: Job[] = []
  let draining: Promise<void> | null = null
  let failedCommits = 0
  const commit = makeCommitter(writer, db, { busyMs: parts.busyMs, failed: () => failedCommits++, undone: () => engine.undone++ })

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      // One turn of the event loop: whatever arrives with this one shares its commit.
      await new Promise(setImmediate)
      const group = queue.slice(0, GROUP_LIMIT)
      queue = queue.slice(GROUP_LIMIT)
      await commit(group)
    }
    draining = null
  }

  return {
    read,
    get failedCommits() {
      return failedCommits
    },
    transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        let value: T
        queue.push({
          async run(tx) {
            value = await work(tx)
          },
          settle: (error) => (error ? reject(error) : resolve(value)),
        })
        draining ??= drain()
      })
    },
    backup: async (target) => void (await writer.backup(target)),
    async close() {
      while (draining) await draining
      reader.close()
      writer.close()
      unlock()
    },
  }
}

/** Returns the function that commits a group of works; `failed` hears of each commit that the disk refused, `undone` of all that is undone. */
function makeCommitter(
  writer: Database.Database,
  db: Db,
  options: { busyMs: number; failed(): void; undone(): void },
): (group: Job[]) => Promise<void> {
  const [begin, commit, rollback, savepoint, release, undo] = [
    'BEGIN IMMEDIATE',
    'COMMIT',
    'ROLLBACK',
    'SAVEPOINT work',
    'RELEASE work',
    'ROLLBACK TO work',
  ].map((sql) => writer.prepare(sql)) as [Statement, Statement, Statement, Statement, Statement, Statement]

  async function runJob(job: Job): Promise<Error | null> {
    savepoint.run()
    try {
      await job.run(db)
      release.run()
      return null
    } catch (error) {
      // Disk full or an I/O error ends the whole transaction: then the whole group fails.
      if (!writer.inTransaction) throw error
      undo.run()
      release.run()
      options.undone()
      return error instanceof Error ? error : new Error(String(error), { cause: error })
    }
  }

  /** Begins the transaction, waiting while another process writes. */
  async function beginWhenFree(): Promise<void> {
    for (const until = Date.now() + options.busyMs; ; ) {
      try {
        begin.run()
        return
      } catch (error) {
        if (!(error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') || Date.now() >= until) throw error
        await setTimeout(BUSY_STEP_MS)
      }
    }
  }

  async function runGroup(group: Job[]): Promise<void> {
    const outcomes: (Error | null)[] = []
    try {
      await beginWhenFree()
      for (const job of group) outcomes.push(await runJob(job))
      commit.run()
    } catch (error) {
      if (writer.inTransaction) rollback.run()
      options.undone()
      throw error
    }
    for (const [index, job] of group.entries()) job.settle(outcomes[index] ?? null)
  }

  return async function commitGroup(group: Job[]): Promise<void> {
    try {
      await runGroup(group)
    } catch (error) {
      options.failed()
      const [only] = group
      if (group.length === 1 && only) only.settle(new CommitError('the database could not be written', { cause: error }))
      else for (const job of group) await commitGroup([job])
    }
  }
}

type Statement = Database.Statement

/**
 * A hot query, built once per connection and kept prepared: `const find = prepared((db) => db.select()….prepare())`, then
 * `await find(db, { id })`. Building queries per call costs eight times as much (design §9).
 */
export function prepared<V extends Record<string, unknown>, R>(
  build: (db: Db) => { execute(values?: Record<string, unknown>): PromiseLike<R> },
): (db: Db, values: V) => PromiseLike<R> {
  const perConnection = new WeakMap<Db, ReturnType<typeof build>>()
  return (db, values) => {
    let query = perConnection.get(db)
    if (!query) {
      query = build(db)
      perConnection.set(db, query)
    }
    return query.execute(values)
  }
}

/** Is the column one of these ids? Given as one parameter (JSON where it is a placeholder): the thousands of units of a city would cost more than the search itself. */
export function isOneOf(column: AnyColumn, ids: number[] | Placeholder): SQL {
  return inArray(column, sql`(select value from json_each(${Array.isArray(ids) ? JSON.stringify(ids) : ids}))`)
}
