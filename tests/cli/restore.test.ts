import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../db/client.ts'
import { StoreError } from '../../db/guard.ts'
import { countEntries } from '../../db/queries/entry-lists.ts'
import { type Desk, makeCounty, makeDesk, reportVisits } from './support.ts'

let desk: Desk
beforeEach(async () => {
  desk = await makeCounty()
  await reportVisits(desk, 2)
  mkdirSync(desk.path('data/files/ab'), { recursive: true })
  desk.file('data/files/ab/abcd', 'photo')
})
afterEach(() => desk.remove())

const entriesNow = () => desk.store((store) => countEntries(store.read, {}))

describe('backup', () => {
  it('copies database and attachments for their owner alone', async () => {
    const { code, out } = await desk.run('backup', desk.path('b/x.db'))

    expect(code).toBe(0)
    expect(out).toContain('检查无误')
    expect(readdirSync(desk.path('b')).sort()).toEqual(['x.db', 'x.db.files'])
    expect(readFileSync(desk.path('b/x.db.files/ab/abcd'), 'utf8')).toBe('photo')
    expect(statSync(desk.path('b/x.db')).mode & 0o777).toBe(0o600)
  })

  it('is possible while a server writes', async () => {
    const server = openStore(desk.database, { exclusive: true })
    const { code } = await desk.run('backup', desk.path('x.db'))
    await server.close()

    expect(code).toBe(0)
  })

  it('never writes over a file', async () => {
    const { code, err } = await desk.run('backup', desk.database)

    expect(code).toBe(1)
    expect(err).toContain('已经存在，没有覆盖')
  })
})

describe('restore', () => {
  it('brings back what was backed up and keeps what was there', async () => {
    await desk.run('backup', desk.path('x.db'))
    await reportVisits(desk, 3)
    desk.file('data/files/ab/later', 'photo')
    const { code, out } = await desk.run('restore', desk.path('x.db'))

    expect(code).toBe(0)
    expect(await entriesNow()).toBe(2)
    expect((await desk.run('verify')).code).toBe(0)
    const [kept = ''] = readdirSync(desk.path('data')).filter((name) => /^xiangbao-before-restore-\d{8}T\d{6}\.db$/.test(name))
    expect(out).toContain(kept)
    const old = openStore(desk.path(`data/${kept}`))
    expect(await countEntries(old.read, {})).toBe(5)
    await old.close()
    expect(readdirSync(desk.path('data/files/ab'))).toEqual(['abcd'])
    expect(readdirSync(desk.dir)).not.toContain('x.db-wal')
  })

  it('also works where there is no database yet, or a damaged one', async () => {
    const backup = desk.path('x.db')
    await desk.run('backup', backup)
    const empty = makeDesk()
    expect((await empty.run('restore', backup)).code).toBe(0)
    writeFileSync(empty.database, 'damaged')
    expect((await empty.run('restore', backup)).code).toBe(0)
    expect((await empty.run('verify')).code).toBe(0)
    empty.remove()
  })

  it('also takes what an unclean stop left in the log of writes', async () => {
    const live = new Database(desk.database)
    live.exec("insert into settings values ('mark', 'late')")
    for (const sidecar of ['', '-wal']) writeFileSync(desk.path(`copy.db${sidecar}`), readFileSync(desk.database + sidecar))
    live.close()
    await desk.run('restore', desk.path('copy.db'))

    const restored = new Database(desk.database, { readonly: true })
    expect(restored.prepare("select value from settings where key = 'mark'").pluck().get()).toBe('late')
    restored.close()
  })

  it('wants the server stopped', async () => {
    await desk.run('backup', desk.path('x.db'))
    const server = openStore(desk.database, { exclusive: true })
    const { code, err } = await desk.run('restore', desk.path('x.db'))
    await server.close()

    expect(code).toBe(1)
    expect(err).toContain('正由另一个乡报服务使用')
  })

  it.each([
    ['text', () => desk.file('bad.db', '报表'), '已损坏，或不是乡报的数据库'],
    ['half a backup', () => desk.file('bad.db', readFileSync(desk.path('x.db')).subarray(0, 40_000)), '已损坏，或不是乡报的数据库'],
    ['empty', () => desk.file('bad.db', ''), '里没有任何单位'],
    ['missing', () => desk.path('bad.db'), '找不到备份文件'],
  ])('refuses a backup that is %s and leaves all as it was', async (_, place, complaint) => {
    await desk.run('backup', desk.path('x.db'))
    const file = place()
    const { code, err } = await desk.run('restore', file)

    expect(code).toBe(1)
    expect(err).toContain(complaint)
    expect(err).toContain(file)
    expect(err).not.toContain('restoring')
    expect(await entriesNow()).toBe(2)
    expect(readdirSync(desk.path('data')).filter((name) => /restor/.test(name))).toEqual([])
  })

  it('refuses the database of another program', async () => {
    const foreign = new Database(desk.path('foreign.db'))
    foreign.exec('create table songs (name text)')
    foreign.close()
    const { code, err } = await desk.run('restore', desk.path('foreign.db'))

    expect(code).toBe(1)
    expect(err).toContain('不是乡报的备份')
    expect(existsSync(desk.path('foreign.db'))).toBe(true)
  })
})

describe('the database', () => {
  it('serves one server at a time', async () => {
    const server = openStore(desk.database, { exclusive: true })

    expect(() => openStore(desk.database, { exclusive: true })).toThrow(StoreError)
    await server.close()
    await openStore(desk.database, { exclusive: true }).close()
  })
})
