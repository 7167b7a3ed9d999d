import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEntry } from '../../db/queries/entries.ts'
import { replaceExpectations } from '../../db/queries/expectations.ts'
import { toDate } from '../../src/clock.ts'
import { isCurrent, refreshOpenCases } from '../../src/domain/cases.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported } from '../support/reports.ts'

let host: TestApp
beforeAll(async () => {
  host = await startTestApp()
})
afterAll(async () => await host.stop())

test('open cases are brought up to date again when the transaction that did it came to nothing', async () => {
  const { app } = host
  const { no } = await reported(host, 'chenlu', '风险 田宝 因病 住院自付两万三千元')
  const entry = await findEntry(app.store.read, no)
  if (!entry) throw new Error(`entry ${no} is not there`)
  const house = await app.keepHouse(app.store.read)
  const today = toDate(app.clock.now())
  const stale = { key: 'old', word: '旧', what: '旧', unitId: entry.unitId, memberId: null, since: today, due: null, span: null }
  await app.store.transaction((db) => replaceExpectations(db, { entryNo: no, kind: entry.kind, aboutUnitId: entry.unitId }, [stale]))

  const failing = app.store.transaction(async (db) => {
    await refreshOpenCases({ db, house, today })
    throw new Error('the run failed afterwards')
  })
  await expect(failing).rejects.toThrow('the run failed afterwards')
  expect(await isCurrent({ db: app.store.read, house, today }, entry)).toBe(false)

  await app.store.transaction((db) => refreshOpenCases({ db, house, today }))
  expect(await isCurrent({ db: app.store.read, house, today }, entry)).toBe(true)
})
