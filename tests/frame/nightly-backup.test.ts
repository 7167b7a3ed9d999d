import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { getSetting, putSetting } from '../../db/queries/settings.ts'
import { toInstant } from '../../src/clock.ts'
import { backUpNightly } from '../../src/frame/nightly-backup.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-backup-'))
  store = openStore(join(folder, 'test.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the copy is a whole database that can be opened', async () => {
  await store.transaction((tx) => putSetting(tx, 'rosterVersion', '7'))

  const copy = openStore(await backUpNightly(store, join(folder, 'backups'), toInstant('2023-06-15', '02:30')))

  expect(await getSetting(copy.read, 'rosterVersion')).toBe('7')
  await copy.close()
})

test('fourteen nights are kept, other files are left alone', async () => {
  const backups = join(folder, 'backups')
  for (let day = 1; day <= 16; day++) await backUpNightly(store, backups, toInstant(`2023-06-${String(day).padStart(2, '0')}`, '02:30'))
  writeFileSync(join(backups, 'by-hand.db'), '')

  await backUpNightly(store, backups, toInstant('2023-06-17', '02:30'))

  const names = readdirSync(backups).filter((name) => name.startsWith('nightly'))
  expect([names.length, names.sort()[0]]).toEqual([14, 'nightly-2023-06-04.db'])
  expect(readdirSync(backups)).toContain('by-hand.db')
})
