import { existsSync, statSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { listHouseholds, loadRoster } from '../../db/queries/roster.ts'
import { useAdminCode } from '../../src/domain/admin-code.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { type Desk, makeCounty, makeDesk, membersCsv, unitsCsv } from './support.ts'

let desk: Desk
afterEach(() => desk.remove())

describe('init', () => {
  it('sets up the county and prints the counts and the administrator code', async () => {
    desk = makeDesk()
    const { code, out, err } = await desk.run('init', '--units', desk.file('u.csv', unitsCsv), '--members', desk.file('m.csv', membersCsv))

    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('单位 5 个，农户 0 户，人员 2 人')
    const [, adminCode = ''] = /^管理员 (\d{6})$/m.exec(out) ?? []
    const outcome = await desk.store((store) => store.transaction((tx) => useAdminCode(tx, adminCode, Date.now())))
    expect(outcome).toBe('ok')
  })

  it('puts parents before children whatever the order in the file', async () => {
    desk = await makeCounty()
    const { directory } = await desk.store((store) => createHouseKeeper([])(store.read))

    const names = (code: string) => directory.subtree(directory.unitByCode(code)?.id ?? 0).map((unit) => unit.name)
    expect(names('1001')).toEqual(['马岭镇', '铺仔村', '纸房村'])
    expect(directory.root?.name).toBe('庆城县')
    expect(directory.unitByCode('100101')?.aliases).toEqual(['铺仔'])
  })

  it('gives a person with two rows two posts, from ever', async () => {
    desk = await makeCounty()
    const { directory } = await desk.store((store) => createHouseKeeper([])(store.read))

    const posts = directory.memberByIdentity('sandbox', 'zhangsan', '1999-01-01')?.posts
    expect(posts?.map(({ title, role }) => `${title} ${role}`)).toEqual(['村书记 reporter', '副镇长 manager'])
  })

  it('finds carers by name and warns of those whom nobody knows', async () => {
    desk = makeDesk()
    const files = ['--units', desk.file('u.csv', unitsCsv), '--members', desk.file('m.csv', membersCsv)]
    const households = 'village_code,head,kind,persons,carer\n100101,王亦态,脱贫户,4,张三\n100101,王志刚,一般户,3,赵无名\n'
    const { err } = await desk.run('init', ...files, '--households', desk.file('h.csv', households))

    const roster = await desk.store((store) => loadRoster(store.read))
    const homes = await desk.store((store) => listHouseholds(store.read))
    const nameOf = (id: number | null) => roster.members.find((member) => member.id === id)?.name ?? null
    expect(homes.map(({ head, carerId }) => [head, nameOf(carerId)])).toEqual([
      ['王亦态', '张三'],
      ['王志刚', null],
    ])
    expect(err).toMatch(/铺仔村的帮扶责任人“赵无名”.*1 户没有登记责任人/)
  })

  it('keeps phone numbers sealed, and the key to its owner', async () => {
    desk = await makeCounty()
    const phones = await desk.store(async (store) => (await store.read.query.households.findMany()).map((household) => household.phone))

    expect(phones.filter((phone) => phone !== null)).toHaveLength(1)
    expect(JSON.stringify(phones)).not.toContain('13900000001')
    expect(statSync(desk.path('data/secret.key')).mode & 0o777).toBe(0o600)
  })

  it('gives the sandbox a group chat for every unit and a direct chat for every member', async () => {
    desk = await makeCounty()
    const { chats } = await desk.store((store) => loadRoster(store.read))

    expect(chats.map((chat) => chat.chatId).sort()).toEqual(
      ['direct:zhangsan', 'group:10', 'group:1001', 'group:100101', 'group:100102', 'group:1091'].sort(),
    )
    expect(chats.find((chat) => chat.chatId === 'group:1001')?.title).toBe('马岭镇工作群')
  })

  it('makes no sandbox chats for a real platform', async () => {
    desk = await makeCounty({ WECOM_BOT_ID: 'b', WECOM_BOT_SECRET: 's' })

    expect((await desk.store((store) => loadRoster(store.read))).chats).toEqual([])
  })

  it('says what it needs when no file is named', async () => {
    desk = makeDesk()
    const { code, err } = await desk.run('init')

    expect(code).toBe(1)
    expect(err).toContain('--units')
    expect(err).toContain('--demo')
    expect(existsSync(desk.database)).toBe(false)
  })

  it('refuses politely when there are units already', async () => {
    desk = await makeCounty()
    const { code, err } = await desk.run('init', '--units', desk.path('units.csv'))

    expect(code).toBe(1)
    expect(err).toContain('已有单位，没有改动')
  })

  it('names every faulty row of every file and makes no database', async () => {
    desk = makeDesk()
    const units = desk.file('u.csv', `${unitsCsv}2001,孤村,village,9999,\n2002,怪镇,星球,10,\n`)
    const members = desk.file('m.csv', `${membersCsv}王五,7777,村书记,reporter,,,\n`)
    const { code, err } = await desk.run('init', '--units', units, '--members', members)

    expect(code).toBe(1)
    expect(err).toMatch(/u\.csv 第 7 行：/)
    expect(err).toMatch(/u\.csv 第 8 行：/)
    expect(err).toMatch(/m\.csv 第 5 行：/)
    expect(err).toContain('什么都没有导入')
    expect(existsSync(desk.database)).toBe(false)
  })

  it('loads the demo county', async () => {
    desk = makeDesk()
    const { code, out } = await desk.run('init', '--demo')

    expect(code).toBe(0)
    expect(out).toMatch(/单位 231 个，农户 \d{4} 户，人员 \d{3} 人/)
  })
})

describe('admin-code', () => {
  it('gives a new code and ends the old one', async () => {
    desk = await makeCounty()
    const first = (await desk.run('admin-code')).out.slice(-6)
    const second = (await desk.run('admin-code')).out.slice(-6)

    const outcomes = await desk.store((store) =>
      store.transaction(async (tx) => [await useAdminCode(tx, first, Date.now()), await useAdminCode(tx, second, Date.now())]),
    )
    expect(outcomes).toEqual(first === second ? ['ok', 'used-up'] : ['wrong', 'ok'])
  })
})
