import { describe, expect, it } from 'vitest'
import { loadCommands } from '../../src/app.ts'
import { parseInstant } from '../../src/clock.ts'
import { readAmendment } from '../../src/language/amendment.ts'
import { amendments } from './cases/eighth.ts'
import { places } from './cases/rosters.ts'

const { words: commands } = await loadCommands()
const ground = { ...places.铺仔村, nowMs: parseInstant('2023-06-15T08:45:00+08:00') }

describe.each(amendments)('a correction in words of a %s', (kind, stored, rows) => {
  const fields = commands.find(({ name }) => name === kind)?.fields ?? {}

  it.each(rows)('%s', (raw, changes) => {
    const item = readAmendment(raw, fields, { ...ground, stored })
    expect({ values: item.values, asks: item.asks }).toEqual({ values: changes, asks: [] })
  })
})
