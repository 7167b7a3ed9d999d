import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dateOf, daysBetween } from '../../src/clock.ts'
import { nextPeriod, type PeriodUnit, parsePeriodKey, periodOf, previousPeriod, shareElapsed } from '../../src/domain/periods.ts'

const units = ['day', 'week', 'month', 'two-months', 'quarter', 'half-year', 'year'] as const satisfies PeriodUnit[]
const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))

describe('a period', () => {
  it.each([
    ['day', '2023-06-15', '2023-06-15', '2023-06-15', '2023-06-16', '2023年6月15日'],
    ['week', '2023-06-15', '2023-W24', '2023-06-12', '2023-06-19', '2023年第24周'],
    ['month', '2023-12-31', '2023-12', '2023-12-01', '2024-01-01', '2023年12月'],
    ['two-months', '2023-06-15', '2023B3', '2023-05-01', '2023-07-01', '2023年5—6月'],
    ['quarter', '2023-06-15', '2023Q2', '2023-04-01', '2023-07-01', '2023年二季度'],
    ['half-year', '2023-06-30', '2023H1', '2023-01-01', '2023-07-01', '2023年上半年'],
    ['half-year', '2023-07-01', '2023H2', '2023-07-01', '2024-01-01', '2023年下半年'],
    ['year', '2023-06-15', '2023', '2023-01-01', '2024-01-01', '2023年'],
  ] as const)('%s of %s is %s', (...[unit, date, key, from, to, label]) => {
    expect(periodOf(unit, date)).toEqual({ unit, key, from, to, label })
  })

  it.each([
    ['2021-01-03', '2020-W53'],
    ['2024-12-30', '2025-W01'],
    ['2027-01-01', '2026-W53'],
  ])('week of %s belongs to the year of its Thursday: %s', (date, key) => {
    expect(periodOf('week', date).key).toBe(key)
  })

  it('holds its date, touches its neighbours and is found by its key', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), dates, (unit, date) => {
        const period = periodOf(unit, date)
        expect(period.from <= date && date < period.to).toBe(true)
        expect(nextPeriod(period).from).toBe(period.to)
        expect(previousPeriod(period).to).toBe(period.from)
        expect(previousPeriod(nextPeriod(period))).toEqual(period)
        expect(parsePeriodKey(period.key)).toEqual(period)
      }),
    )
  })

  it.each([
    '2023-13',
    '2023-00',
    '2023-6',
    '2023-02-30',
    '2023B7',
    '2023Q5',
    '2023Q0',
    '2023H3',
    '2023-W00',
    '2023-W53',
    '2023-W1',
    '23',
    '',
    'term',
    '0023',
  ])('key %j names none', (key) => {
    expect(parsePeriodKey(key)).toBeNull()
  })
})

describe('a term', () => {
  const term = { from: '2021-10-01', to: '2026-10-01' }

  it('has the dates that are given, whatever the date asked for', () => {
    expect(periodOf('term', '2023-06-15', term)).toEqual({ unit: 'term', key: 'term', ...term, label: '本届' })
    expect(parsePeriodKey('term', term)).toEqual(periodOf('term', '2000-01-01', term))
  })

  it('has neighbours that touch it under keys of their own', () => {
    const period = periodOf('term', '2023-06-15', term)
    expect(previousPeriod(period)).toMatchObject({ key: 'previous-term', to: '2021-10-01', label: '上届' })
    expect(nextPeriod(period)).toMatchObject({ key: 'next-term', from: '2026-10-01', label: '下届' })
  })

  it('without dates is an error', () => {
    expect(() => periodOf('term', '2023-06-15')).toThrow('term')
  })
})

describe('the share of a period that has passed', () => {
  const june = periodOf('month', '2023-06-15')

  it.each([
    ['2023-05-31', 0],
    ['2023-06-01', 1 / 30],
    ['2023-06-15', 0.5],
    ['2023-06-30', 1],
    ['2023-07-20', 1],
  ])('on %s is %f', (date, share) => {
    expect(shareElapsed(june, date)).toBeCloseTo(share, 10)
  })

  it('never falls from one day to the next', () => {
    const year = periodOf('year', '2024-01-01')
    const shares = Array.from({ length: daysBetween(year.from, year.to) }, (_, day) => shareElapsed(year, dateOf(2024, 1, day + 1)))
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
    expect(shares.at(-1)).toBe(1)
  })
})
