import { expect, test } from 'vitest'
import { findCounts, parseCount } from '../../../src/language/values/counts.ts'

// biome-ignore format: a table
test.each([
  ['12人', [[12, '人']]], ['十二户', [[12, '户']]], ['两次', [[2, '次']]], ['四十二人', [[42, '人']]], ['三户十一人', [[3, '户'], [11, '人']]],
  ['参会:各成员单位分管负责人,共23人', [[23, '人']]], ['16名', [[16, '名']]], ['十八个人参加', [[18, '人']]], ['三口人', [[3, '人']]], ['3口', [[3, '口']]],
  ['120余人', [[120, '人']]], ['培训5期300人次', [[5, '期'], [300, '人次']]],
])('%s', (text, counts) => {
  expect(findCounts(text).map(({ value }) => [value.count, value.unit])).toEqual(counts)
})

test.each(['前三名', '第二次', '后三名', '二三十人', '1.5人', '倒数第二名', '若干人'])('%s counts nothing', (text) => {
  expect(findCounts(text)).toEqual([])
})

test.each([
  ['23', 23],
  ['二十三', 23],
  ['共23人', 23],
  ['三户十一人', 11],
  ['约40人', 40],
  ['31人', 31],
])('the labelled value %s is %d', (text, count) => {
  expect(parseCount(text)).toBe(count)
})

test.each(['很多', '3.5', '镇12人村30人', '12 15', ''])('the labelled value %s is no single count', (text) => {
  expect(parseCount(text)).toBeNaN()
})
