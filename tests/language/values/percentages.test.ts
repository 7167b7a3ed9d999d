import { expect, test } from 'vitest'
import { findPercentages, parsePercentage } from '../../../src/language/values/percentages.ts'

// biome-ignore format: a table
test.each([
  ['53%', [53]], ['百分之五十三', [53]], ['五成三', [53]], ['六成一', [61]], ['八成', [80]], ['五成', [50]], ['百分之五十一点五', [51.5]], ['53个百分点', [53]],
  ['百分之百', [100]], ['资金支出率百分之五十一点五开工率百分之九十五', [51.5, 95]], ['四成五', [45]], ['47.5%', [47.5]], ['三成半', [35]], ['百分之0.5', [0.5]], ['完工率 92 %', [92]],
])('%s', (text, points) => {
  expect(findPercentages(text).map(({ value }) => value)).toEqual(points)
})

test.each(['三成员单位', '七八成', '一成立就', '53', '成效', '二十成'])('%s holds no percentage', (text) => {
  expect(findPercentages(text)).toEqual([])
})

test.each([
  ['53', 53],
  ['53%', 53],
  ['0.53%', 0.53],
  ['0', 0],
  ['六成一', 61],
  ['一百', 100],
])('the labelled value %s is %d', (text, points) => {
  expect(parsePercentage(text)).toBe(points)
})

test.each(['0.53', '不详', '53% 60%', ''])('the labelled value %s is not clear', (text) => {
  expect(parsePercentage(text)).toBeNaN()
})
