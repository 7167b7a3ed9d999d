import { afterEach, describe, expect, test } from 'vitest'
import { changeUnitAttributes, putHousehold, putPost } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { allDuties, type PackDuty } from '../../src/domain/house.ts'
import { dutyPeriod, type Standing, standings } from '../../src/domain/progress.ts'
import { missingGroups, missingHouseholds } from '../../src/domain/still-missing.ts'
import { instant, type Ledger, openLedger, testPack } from '../support/ledger.ts'

const pack = testPack(`
name: x
title: 某县规则
source: 某县文件
hardship: [低保, 五保]
duties:
  - { id: groups, row: A4, title: 遍访自然村, who: { kind: township }, report: { kind: visit, class: [入户] }, covers: groups, every: year }
  - { id: own-groups, row: A4, title: 书记遍访自然村, who: { post: 党委书记 }, report: { kind: visit, class: [入户] }, covers: groups, every: year }
  - { id: hardship, row: A4, title: 遍访困难户, who: { kind: township }, report: { kind: visit, class: [入户] }, covers: hardship, every: year }
  - { id: tasked, row: B2, title: 有任务的村, who: { kind: village, attribute: 有巩固任务 }, report: { kind: visit }, covers: households, every: year }
`)

let ledger: Ledger
afterEach(async () => await ledger.close())

async function dutyOf(id: string): Promise<PackDuty> {
  const found = allDuties(await ledger.house()).find(({ duty }) => duty.id === id)
  if (!found) throw new Error(`no duty ${id}`)
  return found
}

async function all(id: string, now = '2023-06-15 09:00'): Promise<Standing[]> {
  const packDuty = await dutyOf(id)
  const period = dutyPeriod(packDuty, now.slice(0, 10))
  return await standings({ db: ledger.store.read, house: await ledger.house() }, packDuty, { period, now: instant(now) })
}

async function missing(id: string, name: string, now = '2023-06-15 09:00'): Promise<{ groups: string[]; heads: string[] }> {
  const packDuty = await dutyOf(id)
  const subject = (await all(id, now)).find((standing) => standing.subject.name === name)?.subject
  if (!subject) throw new Error(`${name} does not owe ${id}`)
  const source = { db: ledger.store.read, house: await ledger.house() }
  const moment = { period: dutyPeriod(packDuty, now.slice(0, 10)), now: instant(now), subject }
  const heads = (await missingHouseholds(source, packDuty, moment)).map(({ head }) => head)
  return { groups: await missingGroups(source, packDuty, moment), heads }
}

describe('village groups (A4)', () => {
  const households = [
    { village: '纸房村', head: '甲1', group: '一组' },
    { village: '纸房村', head: '甲2', group: '一组' },
    { village: '纸房村', head: '甲3', group: '二组' },
    { village: '贺旗村', head: '乙1', group: '一组' },
    { village: '董家滩村', head: '丁1', group: '' },
  ]

  test('are covered by one visit each; those missing are named', async () => {
    ledger = await openLedger({ packs: [pack], households })
    for (const head of ['甲1', '甲2']) await ledger.visit('纸房村', head, '2023-03-01')
    await ledger.visit('董家滩村', '丁1', '2023-03-01', { class: '电话' })

    // 纸房村 一组 and 二组, 贺旗村 一组, and 董家滩村 that has no groups.
    const [maling] = await all('groups')
    expect(maling).toMatchObject({ required: 4, done: 1, subject: { name: '马岭镇' } })
    expect(await missing('groups', '马岭镇')).toEqual({ groups: ['纸房村二组', '贺旗村一组', '董家滩村'], heads: [] })
  })

  test('are those of the first day of the period; one that has lost all its households leaves', async () => {
    ledger = await openLedger({
      packs: [pack],
      households: [
        ...households,
        { village: '纸房村', head: '新户', group: '三组', since: '2023-02-01' },
        { village: '贺旗村', head: '迁户', group: '四组', until: '2023-05-01' },
      ],
    })
    await ledger.visit('纸房村', '新户', '2023-03-01')

    expect((await all('groups', '2023-04-30 09:00'))[0]).toMatchObject({ required: 5, done: 0 })
    expect((await all('groups', '2023-06-15 09:00'))[0]).toMatchObject({ required: 4, done: 0 })
    expect((await all('groups', '2024-06-15 09:00'))[0]).toMatchObject({ required: 5 })
  })

  test('count for a person by his own visits only', async () => {
    ledger = await openLedger({ packs: [pack], households })
    const secretary = (await ledger.house()).directory.memberByIdentity('sandbox', '吴敏', '2023-01-01')?.id ?? 0
    const unitId = (await ledger.unit('马岭镇')).id
    await ledger.store.transaction(async (tx) => {
      await putPost(tx, { memberId: secretary, unitId, title: '党委书记', role: 'manager', since: null, grantedAt: null })
      await bumpRosterVersion(tx)
    })
    await ledger.visit('纸房村', '甲1', '2023-03-01', { member: '吴敏' })
    await ledger.visit('纸房村', '甲3', '2023-03-01', { member: '慕晓东' })

    expect(await all('own-groups')).toMatchObject([{ required: 4, done: 1, onTime: 1 }])
    expect((await missing('own-groups', '马岭镇党委书记吴敏')).groups).toEqual(['纸房村二组', '贺旗村一组', '董家滩村'])
  })
})

test('hardship is the monitored kinds and the attributes that the pack lists', async () => {
  ledger = await openLedger({
    packs: [pack],
    households: [
      { village: '纸房村', head: '监测户', kind: '突发严重困难户' },
      { village: '纸房村', head: '一般户' },
    ],
  })
  const villageId = (await ledger.unit('纸房村')).id
  const base = { villageId, groupName: '一组', kind: '一般户' as const, persons: 2 }
  await ledger.store.transaction(async (tx) => {
    await putHousehold(tx, { ...base, head: '低保户', attributes: ['低保'] })
    await putHousehold(tx, { ...base, head: '残疾户', attributes: ['残疾'] })
    await putHousehold(tx, { ...base, head: '五保户', attributes: ['其他', '五保'] })
    await bumpRosterVersion(tx)
  })
  await ledger.visit('纸房村', '低保户', '2023-03-01')
  await ledger.visit('纸房村', '残疾户', '2023-03-01')

  // 残疾 is not on this pack's list.
  expect((await all('hardship'))[0]).toMatchObject({ required: 3, done: 1 })
  expect((await missing('hardship', '马岭镇')).heads).toEqual(['监测户', '五保户'])
})

test('an attribute narrows a selector to the units that bear it', async () => {
  ledger = await openLedger({ packs: [pack], households: [] })
  expect(await all('tasked')).toEqual([])
  const { id } = await ledger.unit('贺旗村')
  await ledger.store.transaction((tx) => changeUnitAttributes(tx, id, ['重点村', '有巩固任务']))

  expect((await all('tasked')).map(({ subject }) => subject.name)).toEqual(['贺旗村'])
})
