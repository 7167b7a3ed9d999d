import { expect, test } from 'vitest'
import { gapTo, isBelow, percent, toTenth } from '../../src/domain/figures.ts'

test('every whole percent is reached by exactly so many of a hundred, and not by one yuan less of a million', () => {
  for (let percents = 1; percents <= 100; percents++) {
    expect([percents, isBelow(percents / 100, percents)]).toEqual([percents, false])
    expect([percents, isBelow((percents * 10_000 - 1) / 1_000_000, percents)]).toEqual([percents, true])
    expect(percent(percents / 100)).toBe(`${percents}%`)
  }
})

test('so is every tenth of a percent', () => {
  for (let tenths = 1; tenths <= 1000; tenths++) {
    expect([tenths, isBelow(tenths / 1000, tenths / 10)]).toEqual([tenths, false])
    expect([tenths, isBelow((tenths * 1000 - 1) / 1_000_000, tenths / 10)]).toEqual([tenths, true])
  }
})

test('what is missing is the difference of the figures that are shown, and never nothing', () => {
  expect(percent(0.56999)).toBe('56.9%')
  expect(gapTo(0.56999, 57)).toBe('0.1%')
  expect(gapTo(0.5, 57)).toBe('7%')
})

test('less than all is never shown as all, nor more than none as none', () => {
  expect([0, 1 / 5000, 1 / 1000, 1 / 148, 3 / 498, 2999 / 3000, 1].map(percent)).toEqual([
    '0%',
    '不到0.1%',
    '0.1%',
    '0.6%',
    '0.6%',
    '99.9%',
    '100%',
  ])
})

test('the same score is the same figure, however it was added up', () => {
  // 0.2 of 45 and 0.75 of 55 are 50.25 of a hundred; so are 0.67 of 75 and nothing of 25. The sums differ by a hair.
  expect([0.2 * 45 + 0.75 * 55, 0.67 * 75].map((sum) => toTenth((sum / 100) * 100))).toEqual([50.3, 50.3])
  expect([1.005 * 10, 10.05].map(toTenth)).toEqual([10.1, 10.1])
  expect([0, 99.94, 99.95].map(toTenth)).toEqual([0, 99.9, 100])
})
