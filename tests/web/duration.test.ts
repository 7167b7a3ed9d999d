import { describe, expect, it } from 'vitest'
import { parseInstant, toIso } from '../../src/clock.ts'
import { addDuration } from '../../src/web/duration.ts'

const after = (start: string, duration: string) => toIso(addDuration(parseInstant(start), duration) ?? Number.NaN)

describe('addDuration', () => {
  it.each([
    ['2023-06-15T08:00:00+08:00', 'P1D', '2023-06-16T08:00:00+08:00'],
    ['2023-06-15T23:00:00+08:00', 'PT2H', '2023-06-16T01:00:00+08:00'],
    ['2023-06-15T08:00:00+08:00', 'P1W', '2023-06-22T08:00:00+08:00'],
    ['2023-06-15T08:00:00+08:00', 'PT90M', '2023-06-15T09:30:00+08:00'],
    ['2023-06-15T08:00:00+08:00', 'PT30S', '2023-06-15T08:00:30+08:00'],
    ['2023-01-31T08:00:00+08:00', 'P1M', '2023-02-28T08:00:00+08:00'],
    ['2023-12-31T01:00:00+08:00', 'P2M', '2024-02-29T01:00:00+08:00'],
    ['2024-02-29T08:00:00+08:00', 'P1Y', '2025-02-28T08:00:00+08:00'],
    ['2023-06-15T08:00:00+08:00', 'P1Y2M3DT4H5M6S', '2024-08-18T12:05:06+08:00'],
  ])('%s and %s make %s', (start, duration, expected) => {
    expect(after(start, duration)).toBe(expected)
  })

  it.each(['', 'P', 'PT', 'P1', '1D', 'P-1D', 'P1.5D', 'P1H', 'PT1D', 'P1DT', 'p1d'])('cannot read %j', (duration) => {
    expect(addDuration(0, duration)).toBeNull()
  })
})
