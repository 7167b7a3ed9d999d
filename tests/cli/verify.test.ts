import { readFileSync, writeFileSync } from 'node:fs'
import { and, eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../db/client.ts'
import { lockDatabase } from '../../db/guard.ts'
import { findEntry } from '../../db/queries/entries.ts'
import { entries, steps } from '../../db/schema.ts'
import { type Desk, makeCounty, makeDesk, reportVisits } from './support.ts'

let desk: Desk
beforeEach(async () => {
  desk = await makeCounty()
  await reportVisits(desk, 4)
})
afterEach(() => desk.remove())

/** What somebody with a database tool might do. */
const tamper = (work: (tx: Db) => Promise<unknown>) => desk.store((store) => store.transaction(async (tx) => void (await work(tx))))
const changeRow = (tx: Db) => tx.update(entries).set({ date: '2023-01-01' }).where(eq(entries.no, 1003))
const changeStep = (tx: Db) =>
  tx
    .update(steps)
    .set({ fields: sql`replace(${steps.fields}, '在合作社', '在县城')` })
    .where(and(eq(steps.entryNo, 1002), eq(steps.seq, 1)))
const dropRow = (tx: Db) => tx.delete(entries).where(eq(entries.no, 1004))
const spoilRow = (tx: Db) => tx.update(entries).set({ fields: sql`'{oh'` }).where(eq(entries.no, 1001))

describe('verify', () => {
  it('finds a sound ledger sound', async () => {
    expect(await desk.run('verify')).toEqual({ code: 0, out: '已核对条目 4 条、步骤 5 步，全部一致。', err: '' })
  })

  it.each([
    ['a changed row', changeRow, '#1003 的内容与步骤不一致'],
    ['a changed step', changeStep, '#1002 第 2 步与上一步对不上，可能被改动过'],
    ['a row that is gone', dropRow, '#1004 只剩步骤，条目不见了'],
    ['steps that are gone', (tx: Db) => tx.delete(steps).where(eq(steps.entryNo, 1003)), '#1003 没有步骤'],
    [
      'a first step that is gone',
      (tx: Db) => tx.delete(steps).where(and(eq(steps.entryNo, 1002), eq(steps.seq, 1))),
      '#1002 的第一步不是登记',
    ],
    ['a row that is no JSON any more', spoilRow, '#1001 的内容读不出来'],
    [
      'an entry that is gone with its steps',
      async (tx: Db) => {
        await tx.delete(entries).where(eq(entries.no, 1003))
        await tx.delete(steps).where(eq(steps.entryNo, 1003))
      },
      '#1003 不见了',
    ],
  ])('finds %s', async (_, change, fault) => {
    await tamper(change)
    const { code, out, err } = await desk.run('verify')

    expect(code).toBe(1)
    expect(out).toContain(fault)
    expect(err).toMatch(/发现 \d 处问题/)
  })

  it('wants a database', async () => {
    const empty = makeDesk()
    const { code, err } = await empty.run('verify')
    empty.remove()

    expect(code).toBe(1)
    expect(err).toContain('还没有数据库')
  })

  it.each([
    ['no database at all', (bytes: Buffer) => Buffer.concat([Buffer.from('not a database..'), bytes.subarray(16)])],
    [
      'a database with a broken schema',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(3996, 0xff), bytes.subarray(4096)]),
    ],
  ])('refuses a file that is %s and does not change it', async (_, damage) => {
    const damaged = damage(readFileSync(desk.database))
    writeFileSync(desk.database, damaged)
    const { code, err } = await desk.run('verify')

    expect(code).toBe(1)
    expect(err).toBe(`数据库 ${desk.database} 已损坏，或不是乡报的数据库，未作任何改动。请用备份恢复：npm run cli -- restore 备份文件`)
    expect(readFileSync(desk.database).equals(damaged)).toBe(true)
  })

  it('finds damaged pages', async () => {
    const bytes = readFileSync(desk.database)
    bytes.fill(0xff, 4096 * 3, 4096 * 40)
    writeFileSync(desk.database, bytes)
    const { code, err } = await desk.run('verify')

    expect(code).toBe(1)
    expect(err).toContain('已损坏')
  })
})

describe('rebuild', () => {
  it('writes changed and missing rows anew from their steps', async () => {
    const before = await desk.store((store) => findEntry(store.read, 1003))
    await tamper(changeRow)
    await tamper(dropRow)
    await tamper(spoilRow)
    const { code, out } = await desk.run('rebuild')

    expect({ code, out }).toEqual({ code: 0, out: '已重建 3 条：#1001、#1003、#1004' })
    expect(await desk.store((store) => findEntry(store.read, 1003))).toEqual(before)
    expect((await desk.run('verify')).code).toBe(0)
  })

  it('builds nothing on steps that were changed', async () => {
    await tamper(changeStep)
    const { code, out, err } = await desk.run('rebuild')

    expect(code).toBe(1)
    expect(out).toMatch(/没有需要重建的条目[\s\S]*#1002/)
    expect(err).toContain('不能由步骤重建')
  })

  it('wants the server stopped', async () => {
    const unlock = lockDatabase(desk.database)
    const { code, err } = await desk.run('rebuild')
    unlock()

    expect(code).toBe(1)
    expect(err).toContain('正由另一个乡报服务使用')
  })
})
