import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { listHouseholds, loadRoster } from '../../db/queries/roster.ts'
import { loadStaff } from '../../db/queries/roster-bulk.ts'
import { getSetting } from '../../db/queries/settings.ts'
import { households, posts } from '../../db/schema.ts'
import type { HouseholdRow, MemberRow, UnitRow } from '../../src/core/roster-rows.ts'
import { importHouseholds } from '../../src/domain/household-import.ts'
import { importMembers } from '../../src/domain/member-import.ts'
import { importRoster } from '../../src/domain/roster-import.ts'
import { ensureSandboxChats } from '../../src/domain/sandbox-chats.ts'
import { importUnits } from '../../src/domain/unit-import.ts'
import { createSealer } from '../../src/seal.ts'

const on = '2023-06-15'
const at = Date.parse('2023-06-15T09:00:00+08:00')
const sealer = createSealer('secret')

const unit = (code: string, kind: UnitRow['kind'], parentCode: string | null): UnitRow => ({
  code,
  name: `单位${code}`,
  kind,
  parentCode,
  aliases: [],
})
const units = [unit('a1', 'village', 'a'), unit('a', 'township', 'r'), unit('b', 'township', 'r'), unit('r', 'county', null)]
const member = (row: Partial<MemberRow>): MemberRow => ({
  name: '张三',
  unitCode: 'a1',
  post: '村书记',
  role: 'reporter',
  phone: null,
  platform: 'sandbox',
  userId: 'zhangsan',
  ...row,
})
const household = (row: Partial<HouseholdRow>): HouseholdRow => ({
  villageCode: 'a1',
  groupName: '一组',
  head: '王亦态',
  kind: '脱贫户',
  persons: 4,
  phone: null,
  carer: null,
  ...row,
})

let dir: string
let store: Store
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'xiangbao-roster-'))
  store = openStore(join(dir, 'x.db'))
  await putUnits(units)
})
afterEach(async () => {
  await store.close()
  rmSync(dir, { recursive: true })
})

const putUnits = (rows: UnitRow[]) => store.transaction((tx) => importUnits(tx, rows))
const putMembers = (...rows: MemberRow[]) => store.transaction((tx) => importMembers(tx, rows, { sealer, at }))
const putHouseholds = (...rows: HouseholdRow[]) => store.transaction((tx) => importHouseholds(tx, rows, { sealer, on }))
const roster = () => loadRoster(store.read)
const counts = ({ added, changed, unchanged }: { added: number; changed: number; unchanged: number }) => [added, changed, unchanged]

/** Paths in codes: /r/a/a1/. */
async function paths(): Promise<Record<string, string>> {
  const rows = (await roster()).units
  const codeOf = new Map(rows.map(({ id, code }) => [String(id), code]))
  return Object.fromEntries(rows.map(({ code, path }) => [code, path.replace(/\d+/g, (id) => codeOf.get(id) ?? '?')]))
}

describe('units', () => {
  it('form a tree, whatever their order', async () => {
    expect(await paths()).toEqual({ r: '/r/', a: '/r/a/', b: '/r/b/', a1: '/r/a/a1/' })
  })

  it('are updated by code and otherwise left alone', async () => {
    const { id } = (await roster()).units.find(({ code }) => code === 'a') ?? {}
    const result = await putUnits([
      { ...unit('a', 'township', 'r'), name: '马岭镇', aliases: ['马岭'] },
      unit('b', 'township', 'r'),
      unit('c', 'township', 'r'),
    ])

    expect(counts(result)).toEqual([1, 1, 1])
    expect((await roster()).units.find(({ code }) => code === 'a')).toMatchObject({ id, name: '马岭镇', aliases: ['马岭'] })
  })

  it('take what is below them along when they move', async () => {
    await putUnits([unit('a', 'township', 'b')])

    expect(await paths()).toEqual({ r: '/r/', b: '/r/b/', a: '/r/b/a/', a1: '/r/b/a/a1/' })
  })

  it.each([
    ['below itself', [unit('a', 'township', 'a1')], /绕回了它自己/],
    ['beside the topmost one', [unit('b', 'township', null)], /最上级单位只能有一个/],
    ['below nothing known', [unit('d', 'village', 'zz')], /没有编码为 zz/],
  ])('cannot be placed %s', async (_, rows, complaint) => {
    const before = await paths()

    await expect(putUnits(rows)).rejects.toThrow(complaint)
    expect(await paths()).toEqual(before)
  })
})

describe('members', () => {
  it('are updated by account; posts are added and their roles changed', async () => {
    expect(counts(await putMembers(member({}), member({ unitCode: 'a', post: '副镇长' })))).toEqual([1, 0, 0])
    const result = await putMembers(member({ name: '张三丰', role: 'manager' }), member({ name: '张三丰', unitCode: 'b', post: '镇长' }))

    expect(counts(result)).toEqual([0, 1, 0])
    const { members, posts: held } = await roster()
    expect(members.map(({ name }) => name)).toEqual(['张三丰'])
    expect(held.map(({ title, role, since }) => [title, role, since])).toEqual([
      ['村书记', 'manager', null],
      ['副镇长', 'reporter', null],
      ['镇长', 'reporter', null],
    ])
  })

  it('are as they were when the same file comes again', async () => {
    const rows = [member({ phone: '13800000001' }), member({ name: '李四', platform: null, userId: null })]
    await putMembers(...rows)

    expect(counts(await putMembers(...rows))).toEqual([0, 0, 2])
  })

  it('keep their phone number when the file has none', async () => {
    await putMembers(member({ phone: '13800000001' }))
    await putMembers(member({ phone: null }))

    const [known] = (await loadStaff(store.read)).members
    expect(sealer.open(known?.phone ?? '')).toBe('13800000001')
  })

  it('get the account that they lacked instead of being doubled', async () => {
    await putMembers(member({ platform: null, userId: null }))
    const result = await putMembers(member({}))

    expect(counts(result)).toEqual([0, 1, 0])
    expect((await roster()).identities).toMatchObject([{ platform: 'sandbox', userId: 'zhangsan' }])
  })

  it('of one name and unit with two accounts are two people', async () => {
    await putMembers(member({}))
    const result = await putMembers(member({ userId: 'zhangsan2' }), member({}))

    expect(counts(result)).toEqual([1, 0, 1])
  })

  it('hold a post that had ended from the day of the import', async () => {
    await putMembers(member({}))
    await store.transaction(async (tx) => void (await tx.update(posts).set({ until: '2023-05-31' })))
    await putMembers(member({}))

    const held = (await roster()).posts.map(({ since, until }) => [since, until])
    expect(held).toEqual([
      [null, '2023-05-31'],
      [on, null],
    ])
  })
})

describe('households', () => {
  it('are updated by village, group and head', async () => {
    await putHouseholds(household({}), household({ head: '王志刚' }))
    const result = await putHouseholds(household({ persons: 5 }), household({ head: '王志刚' }), household({ groupName: '二组' }))

    expect(counts(result)).toEqual([1, 1, 1])
    expect((await listHouseholds(store.read)).map(({ groupName, head, persons }) => [groupName, head, persons])).toEqual([
      ['一组', '王亦态', 5],
      ['一组', '王志刚', 4],
      ['二组', '王亦态', 4],
    ])
  })

  it('keep carer and phone when the file has none, or a carer whom nobody knows', async () => {
    await putMembers(member({}))
    await putHouseholds(household({ carer: '张三', phone: '13900000001' }))
    const silent = await putHouseholds(household({}))
    const unknown = await putHouseholds(household({ carer: '赵无名' }))

    expect([counts(silent), counts(unknown)]).toEqual([
      [0, 0, 1],
      [0, 0, 1],
    ])
    expect(unknown.warnings).toEqual([expect.stringContaining('赵无名')])
    const [row] = await store.read.select().from(households)
    expect([row?.carerId, sealer.open(row?.phone ?? '')]).toEqual([1, '13900000001'])
  })

  it('mean by a carer who serves in the village, else the only one of that name', async () => {
    await putMembers(member({ name: '李四', unitCode: 'b', userId: 'other' }), member({ name: '李四', userId: 'local' }))
    await putMembers(member({ name: '王五', unitCode: 'b', userId: 'w' }))
    await putMembers(member({ name: '赵六', unitCode: 'a', userId: 'z1' }), member({ name: '赵六', unitCode: 'b', userId: 'z2' }))
    const rows = ['李四', '王五', '赵六'].map((carer) => household({ head: `${carer}的户`, carer }))
    const { warnings } = await putHouseholds(...rows)

    const { identities } = await roster()
    const stored = await listHouseholds(store.read)
    const accountOf = (id: number | null) => identities.find(({ memberId }) => memberId === id)?.userId ?? null
    expect(stored.map(({ carerId }) => accountOf(carerId))).toEqual(['local', 'w', null])
    expect(warnings).toEqual([expect.stringContaining('赵六')])
  })

  it('that have left the roster stay away, and that is said', async () => {
    await putHouseholds(household({}))
    await store.transaction(
      async (tx) => void (await tx.update(households).set({ until: '2023-03-01' }).where(eq(households.head, '王亦态'))),
    )
    const result = await putHouseholds(household({ persons: 6 }))

    expect(counts(result)).toEqual([0, 0, 1])
    expect(result.warnings).toEqual([expect.stringContaining('已于 2023-03-01 移出名册')])
    expect(await listHouseholds(store.read)).toMatchObject([{ until: '2023-03-01', persons: 4 }])
  })
})

describe('a whole roster', () => {
  it('tells running servers only of what has changed', async () => {
    const rows = { units, members: [member({})], households: [household({ carer: '张三' })] }
    const bring = () => store.transaction((tx) => importRoster(tx, rows, { sealer, at, sandbox: true }))
    await bring()
    const version = await getSetting(store.read, 'rosterVersion')
    await bring()

    expect(await getSetting(store.read, 'rosterVersion')).toBe(version)
    await putHouseholds(household({ kind: '一般户' }))
    expect(Number(await getSetting(store.read, 'rosterVersion'))).toBe(Number(version) + 1)
  })

  it('gets each sandbox chat once', async () => {
    await putMembers(member({}))
    for (let round = 0; round < 2; round += 1) await store.transaction(ensureSandboxChats)

    const ids = (await roster()).chats.map(({ chatId }) => chatId).sort()
    expect(ids).toEqual(['direct:zhangsan', 'group:a', 'group:a1', 'group:b', 'group:r'])
  })

  it('of a county of 20,000 households comes in within seconds', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => household({ head: `户${index}`, phone: '13900000001' }))
    const started = performance.now()
    const result = await putHouseholds(...many)

    expect(result.added).toBe(20_000)
    expect(performance.now() - started).toBeLessThan(6_000)
  })
})
