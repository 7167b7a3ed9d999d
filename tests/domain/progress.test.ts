import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../../src/domain/house.ts'
import { deadlineOf, dutyPeriod, isCoverage, standings } from '../../src/domain/progress.ts'
import { subjectsOf } from '../../src/domain/subjects.ts'
import { instant, type Ledger, manyHouseholds, openLedger, testPack } from '../support/ledger.ts'

const pack = testPack(`
name: test
title: 测试
source: 测试
duties:
  - { id: meeting, row: T1, title: 例会, who: { kind: [township, taskforce] }, report: { kind: meeting, class: 例会 }, every: month, atLeast: 2, by: 每月20日 12:00 }
  - { id: monitored, row: T2, title: 三类户走访, who: { kind: township }, report: { kind: visit }, covers: monitored, every: quarter }
  - { id: persons, row: T3, title: 个人走访, who: { post: [村书记, 第一书记] }, report: { kind: visit }, every: month, atLeast: 1 }
`)

let ledger: Ledger
let house: House

beforeAll(async () => {
  ledger = await openLedger({
    packs: [pack],
    households: [
      ...manyHouseholds('纸房村', 3, '张'),
      { village: '纸房村', head: '王一', kind: '边缘易致贫户' },
      { village: '贺旗村', head: '王二', kind: '脱贫不稳定户' },
      { village: '贺旗村', head: '王三', kind: '脱贫户' },
    ],
  })
  house = await ledger.house()
})

afterAll(async () => {
  await ledger.close()
})

function duty(id: string) {
  const found = pack.duties.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no duty ${id}`)
  return { pack, duty: found }
}

async function standingsOf(id: string, now: string) {
  const packDuty = duty(id)
  const found = await standings({ db: ledger.store.read, house }, packDuty, {
    period: dutyPeriod(packDuty, now.slice(0, 10)),
    now: instant(now),
  })
  return new Map(found.map((standing) => [standing.subject.name, standing]))
}

describe('subjects', () => {
  it('are the units of the kinds named, and the holders of posts, below the roots', async () => {
    const maling = (await ledger.unit('马岭镇')).id

    expect(subjectsOf(house, duty('meeting').duty, { on: '2023-06-15' }).map(({ name }) => name)).toEqual([
      '马岭镇',
      '驿马镇',
      '产业专班',
      '就业专班',
      '住房专责组',
    ])
    expect(subjectsOf(house, duty('meeting').duty, { on: '2023-06-15', roots: [maling] }).map(({ name }) => name)).toEqual(['马岭镇'])
    expect(subjectsOf(house, duty('persons').duty, { on: '2023-06-15', roots: [maling] }).map(({ name }) => name)).toEqual([
      '纸房村村书记贾宏伟',
      '纸房村第一书记慕晓东',
      '贺旗村村书记杨治国',
    ])
  })
})

describe('a deadline', () => {
  it('is the date that the duty names, else the end of the period', () => {
    const meeting = duty('meeting')
    const monitored = duty('monitored')

    expect(deadlineOf(house, meeting.duty, dutyPeriod(meeting, '2023-06-15'))).toBe(instant('2023-06-20 12:00'))
    expect(deadlineOf(house, monitored.duty, dutyPeriod(monitored, '2023-06-15'))).toBe(instant('2023-07-01 00:00'))
  })
})

describe('what is counted', () => {
  it('is only the class that the duty names, by who made it', async () => {
    await ledger.report({ kind: 'meeting', class: '例会', date: '2023-06-02', unit: '纸房村', by: '马岭镇' })
    await ledger.report({ kind: 'meeting', class: '例会', date: '2023-06-19', unit: '马岭镇', sent: '2023-06-20 12:01' })
    await ledger.report({ kind: 'meeting', class: '党委会', date: '2023-06-05', unit: '驿马镇' })
    const found = await standingsOf('meeting', '2023-06-25 09:00')

    expect(found.get('马岭镇')).toMatchObject({ required: 2, done: 2, onTime: 1, rate: 1, overdue: false })
    expect(found.get('驿马镇')).toMatchObject({ required: 2, done: 0, rate: 0, overdue: true, target: null })
  })

  it("of monitored households is the sum of a township's villages", async () => {
    await ledger.visit('纸房村', '王一', '2023-06-02')
    await ledger.visit('纸房村', '张1', '2023-06-02')
    await ledger.visit('贺旗村', '王三', '2023-06-02')
    const found = await standingsOf('monitored', '2023-06-25 09:00')

    expect(found.get('马岭镇')).toMatchObject({ required: 2, done: 1 })
    expect(found.get('驿马镇')).toMatchObject({ required: 0, done: 0, rate: null, overdue: false })
  })

  it('of a person is what he did himself', async () => {
    await ledger.visit('纸房村', '张2', '2023-06-03', { member: '慕晓东' })
    const found = await standingsOf('persons', '2023-06-25 09:00')

    expect(found.get('纸房村第一书记慕晓东')).toMatchObject({ required: 1, done: 1 })
    expect(found.get('纸房村村书记贾宏伟')).toMatchObject({ required: 1, done: 0 })
  })

  it('may leave out subjects before anything is counted', async () => {
    const packDuty = duty('meeting')
    const at = { period: dutyPeriod(packDuty, '2023-06-15'), now: instant('2023-06-25 09:00') }
    const found = await standings({ db: ledger.store.read, house }, packDuty, { ...at, only: ({ name }) => name === '产业专班' })

    expect(found.map(({ subject }) => subject.name)).toEqual(['产业专班'])
    expect(isCoverage(packDuty.duty)).toBe(false)
  })
})
