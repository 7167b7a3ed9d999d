import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSealer, loadSecretKey } from '../src/seal.ts'

describe('sealing', () => {
  const sealer = createSealer('secret')

  it('gives back what was sealed', () => {
    expect(sealer.open(sealer.seal('13800000001'))).toBe('13800000001')
  })

  it('never gives the same twice', () => {
    expect(sealer.seal('13800000001')).not.toBe(sealer.seal('13800000001'))
  })

  it('opens nothing of another key, nothing altered and nothing foreign', () => {
    const sealed = sealer.seal('13800000001')
    const altered = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`

    expect([createSealer('other').open(sealed), sealer.open(altered), sealer.open('13800000001'), sealer.open('v1:')]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('the secret', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'xiangbao-seal-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  it('is the configured one where there is one', () => {
    expect(loadSecretKey({ secretKey: 'mine', dataDir })).toBe('mine')
  })

  it('is made once and kept for its owner alone', () => {
    const first = loadSecretKey({ secretKey: undefined, dataDir: join(dataDir, 'new') })
    const file = join(dataDir, 'new', 'secret.key')

    expect(loadSecretKey({ secretKey: undefined, dataDir: join(dataDir, 'new') })).toBe(first)
    expect(readFileSync(file, 'utf8').trim()).toBe(first)
    expect(first.length).toBeGreaterThanOrEqual(43)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is not an empty file', () => {
    writeFileSync(join(dataDir, 'secret.key'), '\n')

    expect(() => loadSecretKey({ secretKey: undefined, dataDir })).toThrow('是空的')
  })
})
