import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CommitError, openStore } from '../../db/client.ts'
import { StoreError } from '../../db/guard.ts'
import { getSetting, putSetting } from '../../db/queries/settings.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-store-'))
  file = join(folder, 'test.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('transaction', () => {
  test('a failing work is undone alone, its neighbours in the same commit stay', async () => {
    const store = openStore(file)

    const results = await Promise.allSettled([
      store.transaction((tx) => putSetting(tx, 'virtualNow', 'good')),
      store.transaction(async (tx) => {
        await putSetting(tx, 'firstMoment', 'half done')
        throw new Error('a bug')
      }),
      store.transaction((tx) => putSetting(tx, 'adminCode', 'good too')),
    ])

    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await getSetting(store.read, 'virtualNow')).toBe('good')
    expect(await getSetting(store.read, 'firstMoment')).toBeNull()
    expect(await getSetting(store.read, 'adminCode')).toBe('good too')
    await store.close()
  })

  test('works that wait together share one commit, in the order they came', async () => {
    const store = openStore(file)
    await store.transaction((tx) => putSetting(tx, 'virtualNow', 'warm'))
    const walBefore = readFileSync(`${file}-wal`).length

    await Promise.all(Array.from({ length: 50 }, (_, index) => store.transaction((tx) => putSetting(tx, 'virtualNow', String(index)))))

    // One page written over and over: 50 commits would append 50 frames and more.
    expect((readFileSync(`${file}-wal`).length - walBefore) / 4120).toBeLessThan(10)
    expect(await getSetting(store.read, 'virtualNow')).toBe('49')
    await store.close()
  })

  test('a caller hears of success only when another connection can see it', async () => {
    const store = openStore(file)

    await store.transaction((tx) => putSetting(tx, 'virtualNow', 'durable'))

    const other = new Database(file, { readonly: true })
    expect(other.prepare("select value from settings where key = 'virtualNow'").pluck().get()).toBe('durable')
    other.close()
    await store.close()
  })

  test('when the disk refuses the commit, nothing is reported as done and the store says that it is unwell', async () => {
    const store = openStore(file, { busyMs: 100 })
    const blocker = new Database(file, { timeout: 0 })
    blocker.exec('BEGIN IMMEDIATE')

    const attempt = store.transaction((tx) => putSetting(tx, 'virtualNow', 'never'))

    await expect(attempt).rejects.toThrow(CommitError)
    expect(store.failedCommits).toBe(1)
    blocker.exec('ROLLBACK')
    await store.transaction((tx) => putSetting(tx, 'virtualNow', 'later'))
    expect(store.failedCommits).toBe(1)
    blocker.close()
    await store.close()
  })

  test('a commit waits for a shell command that is writing, and the event loop goes on meanwhile', async () => {
    const store = openStore(file)
    const shell = new Database(file, { timeout: 0 })
    shell.exec('BEGIN IMMEDIATE')
    let turns = 0
    const spinning = setInterval(() => turns++, 5)

    const attempt = store.transaction((tx) => putSetting(tx, 'virtualNow', 'after'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    shell.exec('COMMIT')
    await attempt

    clearInterval(spinning)
    expect(turns).toBeGreaterThan(5)
    expect(await getSetting(store.read, 'virtualNow')).toBe('after')
    shell.close()
    await store.close()
  })
})

describe('durability', () => {
  test('the writer flushes for every commit, in write-ahead mode', async () => {
    const store = openStore(file)
    const pragma = (name: string): Promise<unknown[]> => store.transaction(async (tx) => tx.all(sql.raw(`PRAGMA ${name}`)))

    // 2 = FULL
    expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }])
    expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }])
    await store.close()
  })
})

describe('opening', () => {
  test('a damaged file stops the start with a plain sentence and is not changed', () => {
    writeFileSync(file, 'this is no database at all, only some words')

    expect(() => openStore(file)).toThrow(StoreError)
    expect(() => openStore(file)).toThrow(/已损坏，或不是乡报的数据库，未作任何改动/)
    expect(readFileSync(file, 'utf8')).toBe('this is no database at all, only some words')
  })

  test('a file with a good header and broken pages is refused after an unclean stop', async () => {
    const store = openStore(file)
    for (let index = 0; index < 300; index++) await store.transaction((tx) => putSetting(tx, 'virtualNow', 'x'.repeat(index)))
    await store.close()
    const bytes = readFileSync(file)
    bytes.fill(0x55, 4096 * 2, 4096 * 6)
    writeFileSync(file, bytes)
    writeFileSync(`${file}-wal`, 'left behind by a crash')

    expect(() => openStore(file, { exclusive: true })).toThrow(StoreError)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('a database of a newer version is refused and not changed', async () => {
    await openStore(file).close()
    const db = new Database(file)
    db.exec("insert into __drizzle_migrations (hash, created_at) values ('from the future', 9999999999999)")
    db.pragma('journal_mode = DELETE')
    db.close()
    const before = readFileSync(file)

    expect(() => openStore(file)).toThrow(/更新版本的乡报/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a second server on the same database refuses to start', async () => {
    const first = openStore(file, { exclusive: true })

    expect(() => openStore(file, { exclusive: true })).toThrow(/正由另一个乡报服务使用/)

    await first.close()
    await openStore(file, { exclusive: true }).close()
  })

  test('a shell command may open it beside the server', async () => {
    const server = openStore(file, { exclusive: true })
    const shell = openStore(file)

    await shell.transaction((tx) => putSetting(tx, 'rosterVersion', '7'))

    expect(await getSetting(server.read, 'rosterVersion')).toBe('7')
    await shell.close()
    await server.close()
  })
})
