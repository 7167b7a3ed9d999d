import { expect, test } from 'vitest'
import { findAmounts, parseAmount } from '../../../src/language/values/amounts.ts'

// biome-ignore format: a table
const amounts: [string, number][] = [
  ['自付3.5万 来源:走访发现', 35_000], ['做心脏支架自付两万三千元,家里没存款', 23_000], ['6万', 60_000], ['6.5万元', 65_000], ['三千块', 3000],
  ['3,000元', 3000], ['亏了¥12,000', 12_000], ['自付一万二', 12_000], ['每亩二百五', 250], ['损失差不多八千块钱', 8000], ['自付四万', 40_000],
  ['一年要一万五 来源:自主申报', 15_000], ['1.8万元', 18_000], ['十五元', 15], ['三块五', 3.5], ['150元整', 150], ['贷了五万块', 50_000],
  ['住院花了两万', 20_000], ['补助3000元5户', 3000], ['人民币3000', 3000], ['借了三千五', 3500], ['4.6万', 46_000], ['(2万)', 20_000], ['工资3.5千', 3500], ['每月寄一千块钱回来', 1000],
]

test.each(amounts)('%s holds one amount: %d', (text, value) => {
  expect(findAmounts(text).map((found) => found.value)).toEqual([value])
})

test.each([
  ['能拿四千多没啥困难', 4000],
  ['3000余元', 3000],
  ['三万多', 30_000],
  ['20多万', 200_000],
  ['一千多块', 1000],
])('%s is an estimate', (text, value) => {
  expect(findAmounts(text)).toMatchObject([{ value, rule: 'approximate' }])
})

test.each([
  '一百零三名网格员',
  '套袋两万个',
  '三十袋',
  '三块地',
  '300亩',
  '两千斤苹果',
  '三四千块',
  '2-3万元',
  '近万元',
  '千万注意',
  '12人',
  '2023年',
  '1027',
  '第三百',
  '一块去',
  '几千块',
  '两百三十户',
  '一万只鸡',
])('%s holds no amount', (text) => {
  expect(findAmounts(text)).toEqual([])
})

test.each([
  ['35000', 35_000],
  ['3.5万', 35_000],
  ['约35000', 35_000],
  ['四千多', 4000],
  ['12,000', 12_000],
  ['一万二', 12_000],
])('the labelled value %s is %d', (text, value) => {
  expect(parseAmount(text)).toBe(value)
})

test.each(['不清楚', '自付3万,报销2万', '三块地', '12 15', ''])('the labelled value %s is no single amount', (text) => {
  expect(parseAmount(text)).toBeNaN()
})
