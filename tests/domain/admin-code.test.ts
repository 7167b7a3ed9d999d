import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { getSetting } from '../../db/queries/settings.ts'
import { createAdminCode, useAdminCode } from '../../src/domain/admin-code.ts'

const HOUR = 3_600_000
const now = Date.parse('2023-06-15T09:00:00+08:00')
let dir: string
let store: Store

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'xiangbao-code-'))
  store = openStore(join(dir, 'x.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(dir, { recursive: true })
})

const create = () => store.transaction((tx) => createAdminCode(tx, now))
const use = (code: string, at = now) => store.transaction((tx) => useAdminCode(tx, code, at))
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000')

describe('the administrator code', () => {
  it('has six digits and is not kept in clear', async () => {
    const code = await create()

    expect(code).toMatch(/^\d{6}$/)
    expect(await getSetting(store.read, 'adminCode')).not.toContain(code)
  })

  it('works once', async () => {
    const code = await create()

    expect([await use(code), await use(code)]).toEqual(['ok', 'used-up'])
  })

  it('lapses after 24 hours', async () => {
    const code = await create()

    expect(await use(code, now + 24 * HOUR)).toBe('expired')
    expect(await use(code, now + 24 * HOUR - 1)).toBe('ok')
  })

  it('is used up after five wrong tries', async () => {
    const code = await create()
    for (let round = 0; round < 5; round += 1) expect(await use(wrongFor(code))).toBe('wrong')

    expect(await use(code)).toBe('used-up')
  })

  it('is wrong where none was ever made', async () => {
    expect(await use('123456')).toBe('wrong')
  })
})
