import { describe, expect, it } from 'vitest'
import { generateDemoCounty } from '../db/demo/county.ts'
import { inventPeople } from '../db/demo/people.ts'
import { readHouseholds, readMembers, readUnits } from '../src/domain/roster-files.ts'
import type { Table } from '../src/domain/table-file.ts'

const county = generateDemoCounty()

/** The rows as an import file would hold them. */
function tableOf(rows: readonly object[], titles: Record<string, string>): Table {
  const cells = rows.map((row) => new Map<string, unknown>(Object.entries(row)))
  const cell = (value: unknown): string => (Array.isArray(value) ? value.join('|') : String(value ?? ''))
  const values = cells.map((row, index) => ({ line: index + 2, values: Object.values(titles).map((key) => cell(row.get(key))) }))
  return { columns: Object.keys(titles), line: 1, rows: values }
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}

describe('the demo county', () => {
  it('has the units of 庆城县 and what the rules need', () => {
    expect(countBy(county.units, (unit) => unit.kind)).toEqual({
      county: 1,
      township: 15,
      village: 176,
      department: 18,
      taskforce: 17,
      inspection: 2,
      enterprise: 2,
    })
    const taskforces = county.units.filter((unit) => unit.kind === 'taskforce')
    expect(countBy(taskforces, (unit) => (unit.name.endsWith('专班') ? '专班' : '专责工作组'))).toEqual({ 专班: 5, 专责工作组: 12 })
  })

  it('would pass the import without fault or warning', () => {
    const units = tableOf(county.units, { code: 'code', name: 'name', kind: 'kind', parent_code: 'parentCode', aliases: 'aliases' })
    const unitReading = readUnits(units)
    const codes = new Set(county.units.map((unit) => unit.code))
    const villages = new Set(county.units.filter((unit) => unit.kind === 'village').map((unit) => unit.code))
    const household = {
      village_code: 'villageCode',
      group_name: 'groupName',
      head: 'head',
      kind: 'kind',
      persons: 'persons',
      phone: 'phone',
      carer: 'carer',
    }
    const householdReading = readHouseholds(tableOf(county.households, household), villages)
    const member = {
      name: 'name',
      unit_code: 'unitCode',
      post: 'post',
      role: 'role',
      phone: 'phone',
      platform: 'platform',
      user_id: 'userId',
    }
    const memberReading = readMembers(tableOf(county.members, member), codes)
    for (const reading of [unitReading, householdReading, memberReading]) expect([...reading.faults, ...reading.warnings]).toEqual([])
    expect(unitReading.rows.map(({ line, ...row }) => row)).toEqual(county.units)
    expect(householdReading.rows.map(({ line, ...row }) => row)).toEqual(county.households)
    expect(memberReading.rows.map(({ line, ...row }) => row)).toEqual(county.members)
  })

  it('has about 34 households a village, mostly ordinary ones, a few monitored', () => {
    const { households } = county
    expect(households.length).toBeGreaterThan(5_500)
    expect(households.length).toBeLessThan(6_500)
    const perVillage = Object.values(countBy(households, (household) => household.villageCode))
    expect(perVillage).toHaveLength(176)
    expect(Math.min(...perVillage)).toBeGreaterThanOrEqual(20)
    const kinds = countBy(households, (household) => household.kind)
    const monitored = (kinds.脱贫不稳定户 ?? 0) + (kinds.边缘易致贫户 ?? 0) + (kinds.突发严重困难户 ?? 0)
    expect(Object.keys(kinds)).toHaveLength(5)
    expect(monitored / households.length).toBeLessThan(0.06)
    expect(kinds.一般户).toBeGreaterThan(households.length / 2)
  })

  it('has few villages with two heads of one name', () => {
    const heads = countBy(county.households, (household) => `${household.villageCode} ${household.head}`)
    const shared = Object.values(heads).filter((count) => count > 1)
    expect(shared.length).toBeGreaterThan(5)
    expect(shared.length).toBeLessThan(36)
    expect(Math.max(...shared)).toBe(2)
  })

  it('has staff with names, readable accounts and telephone numbers of their own', () => {
    const { members, households } = county
    expect(new Set(members.map((member) => member.name)).size).toBe(members.length)
    expect(new Set(members.map((member) => member.userId)).size).toBe(members.length)
    expect(members.filter((member) => !/^[a-z]+\d*$/.test(member.userId ?? ''))).toEqual([])
    const phones = [...members, ...households].flatMap(({ phone }) => (phone === null ? [] : [phone]))
    expect(new Set(phones).size).toBe(phones.length)
    expect(phones.filter((phone) => !/^1990000\d{4}$/.test(phone))).toEqual([])
  })

  it('has somebody in every unit, and every household in the care of its village', () => {
    const staffed = new Set(county.members.map((member) => member.unitCode))
    expect(county.units.filter((unit) => !staffed.has(unit.code))).toEqual([])
    const staff = new Set(county.members.map((member) => `${member.unitCode} ${member.name}`))
    expect(county.households.filter((household) => !staff.has(`${household.villageCode} ${household.carer}`))).toEqual([])
    const posts = countBy(county.members, (member) => member.post)
    expect(posts).toMatchObject({ 县委书记: 1, 县长: 1, 系统管理员: 1, 党委书记: 15, 村书记: 176, 第一书记: 176, 专班联络员: 5 })
  })

  it('is the same at every call and made within 300 ms', () => {
    const start = performance.now()
    const again = generateDemoCounty()
    expect(performance.now() - start).toBeLessThan(300)
    expect(again).toEqual(county)
  })
})

describe('invented people', () => {
  it('differ by seed and are the same for one seed', () => {
    const units = county.units.slice(0, 40)
    expect(inventPeople(units, 1)).toEqual(inventPeople(units, 1))
    expect(inventPeople(units, 1)).not.toEqual(inventPeople(units, 2))
  })

  it('lead a city by its own words', () => {
    const city = { code: '360900', name: '宜春市', kind: 'city', parentCode: null, aliases: [] } as const
    const posts = inventPeople([{ ...city, aliases: [] }], 1).members.map((member) => member.post)
    expect(posts).toEqual(['市委书记', '市长', '市委副书记', '常务副市长', '副市长', '副市长', '市乡村振兴局办公室主任', '系统管理员'])
  })
})
