import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEntry } from '../../db/queries/entries.ts'
import { loadCommands } from '../../src/app.ts'
import type { Commands } from '../../src/domain/command.ts'
import { withdraw } from '../../src/domain/entries.ts'
import { spreadWarnings } from '../../src/domain/warnings.ts'
import { instant, type Ledger, openLedger } from '../support/ledger.ts'

let ledger: Ledger
let commands: Commands
beforeAll(async () => {
  commands = await loadCommands()
  ledger = await openLedger({ commands, households: [{ village: '纸房村', head: '王亦态' }] })
})
afterAll(async () => await ledger.close())

const table = { line: 1, columns: ['村', '户主', '原因'], rows: [{ line: 2, values: ['纸房村', '王亦态', '因病'] }] }

/** A list whose file comes only now, spread or not. */
async function spread(withdrawn: boolean): Promise<{ notices: number; status: string; risks: number }> {
  const no = await ledger.report({ kind: 'warning', date: '2023-06-15', unit: '财政局', member: '周凯', status: 'received' })
  const house = await ledger.house()
  const now = instant('2023-06-15 10:00')
  return await ledger.store.transaction(async (db) => {
    const made = await findEntry(db, no)
    if (!made) throw new Error(`no entry ${no}`)
    const entry = withdrawn ? await withdraw(db, made, { memberId: made.typedById ?? 0, at: now, reason: '' }) : made
    const notices = await spreadWarnings({ db, house, now, today: '2023-06-15', commands }, { entry, table })
    return { notices: notices.length, status: (await findEntry(db, no))?.status ?? '', risks: (await findEntry(db, no + 1)) ? 1 : 0 }
  })
}

test('a list that was taken back before its file had come is not spread any more', async () => {
  expect(await spread(true)).toEqual({ notices: 0, status: 'withdrawn', risks: 0 })
  // The village's group and the sender.
  expect(await spread(false)).toEqual({ notices: 2, status: 'spread', risks: 1 })
})
