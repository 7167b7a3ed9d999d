import { expect, test } from 'vitest'
import { toInstant, toIso } from '../../src/clock.ts'
import { afterQuietHours, heldUntil } from '../../src/domain/quiet-hours.ts'

const overnight = { from: 21 * 60, to: 8 * 60 }

test.each([
  ['2023-06-15', '12:00', '2023-06-15T12:00:00+08:00'],
  ['2023-06-15', '20:59', '2023-06-15T20:59:00+08:00'],
  ['2023-06-15', '21:00', '2023-06-16T08:00:00+08:00'],
  ['2023-06-15', '23:30', '2023-06-16T08:00:00+08:00'],
  ['2023-06-16', '00:30', '2023-06-16T08:00:00+08:00'],
  ['2023-06-16', '07:59', '2023-06-16T08:00:00+08:00'],
  ['2023-06-16', '08:00', '2023-06-16T08:00:00+08:00'],
  ['2023-12-31', '22:00', '2024-01-01T08:00:00+08:00'],
])('a notice of %s %s goes out at %s', (date, time, expected) => {
  expect(toIso(afterQuietHours(toInstant(date, time), overnight))).toBe(expected)
})

test('equal ends mean no quiet hours', () => {
  const at = toInstant('2023-06-15', '03:00')
  expect(afterQuietHours(at, { from: 480, to: 480 })).toBe(at)
})

test('quiet hours inside a day', () => {
  expect(toIso(afterQuietHours(toInstant('2023-06-15', '12:30'), { from: 12 * 60, to: 14 * 60 }))).toBe('2023-06-15T14:00:00+08:00')
})

test.each([
  ['2023-06-15', '20:59', null],
  ['2023-06-15', '22:10', '明早8点'],
  ['2023-06-16', '00:30', '今早8点'],
])('who is told something at %s %s learns of it: %s', (date, time, expected) => {
  expect(heldUntil(toInstant(date, time), overnight)).toBe(expected)
})

test('quiet hours that end in the afternoon, not on the hour', () => {
  expect(heldUntil(toInstant('2023-06-15', '12:30'), { from: 12 * 60, to: 14 * 60 + 30 })).toBe('今天14点30分')
})
