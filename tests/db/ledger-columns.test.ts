import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { createRandom } from '../../db/demo/random.ts'
import { findEntry, WITHDRAWN } from '../../db/queries/entries.ts'
import { countEntries, listEntries, sumEntries } from '../../db/queries/entry-lists.ts'
import { rewriteEntry } from '../../db/queries/inspection.ts'
import { countReports, firstVisits, lookUp } from '../../db/queries/progress.ts'
import { resetLedger } from '../../db/queries/reset.ts'
import { entries, steps } from '../../db/schema.ts'
import { applyStep, type Change, createEntry } from '../../src/domain/entries.ts'
import { type Ledger, openLedger } from '../support/ledger.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ households: ['李1', '李2', '李3', '李4'].map((head) => ({ village: '纸房村', head })) })
})
afterEach(async () => await ledger.close())

const june = { kind: 'visit', classes: undefined, from: '2023-06-01', to: '2023-07-01', deadline: null }

async function visitsOf(village: string, store: Store = ledger.store): Promise<number> {
  const { id } = await ledger.unit(village)
  return (await countReports(store.read, { ...june, unitIds: [id] }, 'about')).get(id)?.done ?? 0
}

describe('the columns in memory', () => {
  test('follow what is reported, corrected and taken back', async () => {
    const seen = [await visitsOf('纸房村')]
    const no = await ledger.visit('纸房村', '李1', '2023-06-03')
    await ledger.visit('纸房村', '李2', '2023-06-04')
    seen.push(await visitsOf('纸房村'))
    for (const change of [{ date: '2023-05-31' }, { date: '2023-06-30' }, { status: WITHDRAWN }] satisfies Change[]) {
      await ledger.store.transaction(async (tx) => {
        const entry = await findEntry(tx, no)
        if (entry) await applyStep(tx, entry, { action: 'amended', memberId: null, at: 1, text: '', change })
      })
      seen.push(await visitsOf('纸房村'))
    }

    expect(seen).toEqual([0, 2, 1, 2, 1])
  })

  test('show a work its own entries before they are committed, and nobody what was undone', async () => {
    await ledger.visit('纸房村', '李1', '2023-06-03')
    const { id } = await ledger.unit('纸房村')
    let inside = 0
    const work = ledger.store.transaction(async (tx) => {
      const draft = { kind: 'visit', class: '入户', unitId: id, byUnitId: id, byPost: null, memberId: null, typedById: null }
      await createEntry(tx, { ...draft, date: '2023-06-05', householdId: 2, fields: {}, status: 'recorded', sentAt: 5 }, 5)
      inside = (await countReports(tx, { ...june, unitIds: [id] }, 'about')).get(id)?.done ?? 0
      throw new Error('the work fails after all')
    })
    await expect(work).rejects.toThrow('after all')

    expect([inside, await visitsOf('纸房村')]).toEqual([2, 1])
    await ledger.visit('纸房村', '李3', '2023-06-06')
    expect(await visitsOf('纸房村')).toBe(2)
  })

  test('see what another process writes, what is mended from the steps, and an emptied ledger', async () => {
    const no = await ledger.visit('纸房村', '李1', '2023-06-03')
    const seen = [await visitsOf('纸房村')]
    const [{ file } = { file: '' }] = await ledger.store.read.all<{ file: string }>(sql`select file from pragma_database_list`)
    const other = openStore(file)
    const { id } = await ledger.unit('纸房村')
    const draft = { kind: 'visit', class: '入户', unitId: id, byUnitId: id, byPost: null, memberId: null, typedById: null }
    await other.transaction((tx) =>
      createEntry(tx, { ...draft, date: '2023-06-05', householdId: 2, fields: {}, status: 'recorded', sentAt: 5 }, 5),
    )
    await other.close()
    seen.push(await visitsOf('纸房村'))
    const [row] = await ledger.store.read.select().from(entries).where(sql`${entries.no} = ${no}`)
    if (!row) throw new Error('the entry is not there')
    await ledger.store.transaction((tx) => rewriteEntry(tx, { ...row, date: '2023-01-01' }))
    seen.push(await visitsOf('纸房村'))
    await ledger.store.transaction((tx) => resetLedger(tx))
    seen.push(await visitsOf('纸房村'))

    expect(seen).toEqual([1, 2, 1, 0])
  })

  test('count over thousands of entries of several years what the tables count', async () => {
    const random = createRandom(7)
    const { id: one } = await ledger.unit('纸房村')
    const { id: two } = await ledger.unit('贺旗村')
    const { pick } = random
    const draft = { byPost: null, memberId: null, typedById: null, fields: {} }
    await ledger.store.transaction(async (tx) => {
      for (let n = 0; n < 3000; n++) {
        const day = `${pick(['2022', '2023', '2024'])}-${pick(['01', '06', '12'])}-${pick(['01', '15', '30'])}`
        const unitId = pick([one, two])
        const kind = pick(['visit', 'risk', 'issue'])
        const status = pick(['recorded', 'closed', WITHDRAWN])
        const about = { kind, status, class: pick(['入户', '电话', null]), unitId, byUnitId: unitId, date: day }
        await createEntry(tx, { ...draft, ...about, householdId: pick([1, 2, 3, null]), sentAt: n * 1000 }, n)
      }
    })
    const stored = await ledger.store.read.select().from(entries)
    const about = (unitId: number, kind: string) =>
      stored.filter(
        (row) =>
          row.unitId === unitId && row.kind === kind && row.status !== WITHDRAWN && row.date >= '2023-06-01' && row.date < '2024-02-01',
      )
    const query = { ...june, from: '2023-06-01', to: '2024-02-01', classes: ['入户'], deadline: 1_500_000, unitIds: [one, two] }
    const counts = await countReports(ledger.store.read, query, 'about')
    const filter = { kind: 'risk', unitIds: [two], from: '2023-06-01', to: '2024-02-01' }
    const first = lookUp(await firstVisits(ledger.store.read, { ...query, classes: undefined }))
    const earliest = (household: number): number =>
      Math.min(...[one, two].flatMap((unit) => about(unit, 'visit')).flatMap((row) => (row.householdId === household ? row.sentAt : [])))

    for (const unit of [one, two]) {
      const own = about(unit, 'visit').filter((row) => row.class === '入户')
      expect(counts.get(unit)).toEqual({ done: own.length, onTime: own.filter((row) => row.sentAt <= 1_500_000).length })
    }
    const risks = about(two, 'risk')
    expect(await countEntries(ledger.store.read, filter)).toBe(risks.length)
    expect((await listEntries(ledger.store.read, filter, 5, true)).map(({ no }) => no)).toEqual(
      risks
        .map(({ no }) => no)
        .sort((a, b) => b - a)
        .slice(0, 5),
    )
    const sums = await sumEntries(ledger.store.read, filter)
    expect(sums.households).toBe(new Set(risks.flatMap((row) => row.householdId ?? [])).size)
    expect(sums.groups.reduce((sum, group) => sum + group.count, 0)).toBe(risks.length)
    expect([1, 2, 3, 4].map(first)).toEqual([earliest(1), earliest(2), earliest(3), 0])
  })

  test('long lists are what the tables hold: after a correction, in an emptied ledger, and when more was read than is kept', async () => {
    const { id: unitId } = await ledger.unit('纸房村')
    const fill = async (kind: string, from: number, count: number): Promise<void> => {
      const row = { kind, class: null, unitId, byUnitId: unitId, byPost: null, memberId: null, typedById: null, date: '2023-06-05' }
      const rest = { householdId: null, fields: {}, status: 'recorded', sentAt: 5, createdAt: 5, version: 1 }
      await ledger.store.transaction(async (tx) => {
        for (let at = from; at < from + count; at += 500) {
          const numbers = Array.from({ length: 500 }, (_, n) => at + n)
          await tx.insert(entries).values(numbers.map((no) => ({ ...row, ...rest, no })))
          const step = { seq: 1, action: 'created', memberId: null, at: 5, text: '', fields: {}, previousHash: '' }
          await tx.insert(steps).values(numbers.map((entryNo) => ({ ...step, entryNo })))
        }
      })
    }
    const list = async (filter: { kind?: string }) => await listEntries(ledger.store.read, filter, 50_000)
    await fill('visit', 1001, 15_000)
    expect(await list({ kind: 'visit' })).toHaveLength(15_000)
    await ledger.store.transaction(async (tx) => {
      const entry = await findEntry(tx, 1001)
      if (entry) await rewriteEntry(tx, { ...entry, class: '入户' })
    })
    expect((await list({ kind: 'visit' }))[0]?.class).toBe('入户')
    await ledger.store.transaction((tx) => resetLedger(tx))
    await fill('issue', 1001, 15_000)
    expect((await list({ kind: 'issue' })).every(({ kind }) => kind === 'issue')).toBe(true)
    await fill('risk', 16_001, 6_000)
    expect(await list({})).toHaveLength(21_000)
  })
})
