import { describe, expect, test } from 'vitest'
import { findNumbers, parseNumber } from '../../../src/language/values/numbers.ts'

// biome-ignore format: a table
const readable: [string, number][] = [
  ['十二', 12], ['二十', 20], ['两百三', 230], ['一百零五', 105], ['一万二', 12_000], ['三千五百', 3500], ['3.5万', 35_000], ['1.2亿', 120_000_000],
  ['12,000', 12_000], ['1,234,567', 1_234_567], ['二〇二三', 2023], ['五十一点五', 51.5], ['1027', 1027], ['0', 0], ['3万5', 35_000], ['3万5千', 35_000],
  ['两千零二十三', 2023], ['一百一十七', 117], ['廿五', 25], ['卅', 30], ['零', 0], ['一亿二千万', 120_000_000], ['十万', 100_000], ['十', 10],
  ['叁仟伍佰', 3500], ['四十六', 46], ['二十一', 21], ['一万零三百', 10_300], ['两万三千', 23_000], ['47.5', 47.5],
]

test.each(readable)('%s is %d', (text, value) => {
  expect(parseNumber(text)).toBe(value)
})

test.each(['三四千', '七八', '万', '千万', '百', '', '王', '12,34', '点五', '一二点', '百十', '三3'])('%s is no number', (text) => {
  expect(parseNumber(text)).toBeNaN()
})

describe('findNumbers', () => {
  test('finds numbers with their places', () => {
    expect(findNumbers('去了12户,十八个人')).toEqual([
      { value: 12, start: 2, end: 4, rule: 'number' },
      { value: 18, start: 6, end: 8, rule: 'number' },
    ])
  })

  test('leaves estimates out', () => {
    expect(findNumbers('养了三四十只羊')).toEqual([])
  })
})
