import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { FIRST_NO, findEntry, findSteps } from '../../db/queries/entries.ts'
import type { Entry } from '../../src/core/nouns.ts'
import { applyStep, createEntry, type Draft, fold, inspectEntry, withdraw } from '../../src/domain/entries.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-entries-'))
  store = openStore(join(folder, 'test.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const draft: Draft = {
  kind: 'visit',
  class: '入户',
  unitId: 3,
  byUnitId: 3,
  byPost: '村书记',
  memberId: 1,
  typedById: 1,
  date: '2023-06-15',
  householdId: 9,
  fields: { household: '王亦态', situation: '在家务农' },
  status: 'recorded',
  sentAt: 1000,
}

async function correct(entry: Entry, situation: string): Promise<Entry> {
  const step = { action: 'corrected', memberId: 2, at: 2000, text: '', change: { fields: { situation } } }
  return await store.transaction((tx) => applyStep(tx, entry, step))
}

test('numbers begin at 1001 and go up by one', async () => {
  const first = await store.transaction((tx) => createEntry(tx, draft, 1000))
  const second = await store.transaction((tx) => createEntry(tx, draft, 1000))

  expect([first.no, second.no]).toEqual([FIRST_NO, FIRST_NO + 1])
})

test('a correction changes the entry and keeps the earlier value in its steps', async () => {
  const entry = await store.transaction((tx) => createEntry(tx, draft, 1000))

  await correct(entry, '外出务工')

  expect((await findEntry(store.read, entry.no))?.fields.situation).toBe('外出务工')
  const [created] = await findSteps(store.read, entry.no)
  expect(created?.fields.fields).toEqual({ household: '王亦态', situation: '在家务农' })
})

test('a withdrawn entry is still there, with who and why', async () => {
  const entry = await store.transaction((tx) => createEntry(tx, draft, 1000))

  await store.transaction((tx) => withdraw(tx, entry, { memberId: 2, at: 3000, reason: '报重了' }))

  expect((await findEntry(store.read, entry.no))?.status).toBe('withdrawn')
  expect((await findSteps(store.read, entry.no)).at(-1)).toMatchObject({ action: 'withdrawn', memberId: 2, text: '报重了' })
})

test('the row is the fold of its steps after any of them', async () => {
  const entry = await store.transaction((tx) => createEntry(tx, draft, 1000))
  const corrected = await correct(entry, '外出务工')
  await correct(corrected, '回乡创业')

  const [row, steps] = [await findEntry(store.read, entry.no), await findSteps(store.read, entry.no)]
  expect(row && fold(entry.no, steps)).toEqual(row)
  expect(row && inspectEntry(row, steps)).toEqual([])
})

test('a step that was changed afterwards is found by the next one, a changed row by its fold', async () => {
  const entry = await store.transaction((tx) => createEntry(tx, draft, 1000))
  const corrected = await correct(entry, '外出务工')
  const steps = await findSteps(store.read, entry.no)
  const forged = steps.map((step) => (step.seq === 1 ? { ...step, memberId: 99 } : step))

  expect(inspectEntry(corrected, forged).join()).toContain('可能被改动过')
  expect(inspectEntry({ ...corrected, date: '2023-01-01' }, steps).join()).toContain('内容与步骤不一致')
})
