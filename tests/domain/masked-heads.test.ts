import { afterAll, beforeAll, expect, test } from 'vitest'
import type { House } from '../../src/domain/house.ts'
import { maskHeads } from '../../src/domain/masked-heads.ts'
import { type Ledger, openLedger } from '../support/ledger.ts'

let ledger: Ledger
let house: House
beforeAll(async () => {
  ledger = await openLedger()
  const heads = ['徐武义', '雷华', '高峰', '安全', '马岭', '刘海峰', '张文化']
  await ledger.addHouseholds([
    ...heads.map((head) => ({ village: '纸房村', head })),
    { village: '贺旗村', head: '雷武民', until: '2023-05-01' },
  ])
  house = await ledger.house()
})
afterAll(async () => await ledger.close())

test.each([
  ['徐武义家低保没落实', '徐*义家低保没落实'],
  ['1.徐武义、雷华两户今年脱贫', '1.徐*义、雷*两户今年脱贫'],
  ['雷华家房屋漏雨，帮徐武义修房', '雷*家房屋漏雨，帮徐*义修房'],
  ['高峰家漏雨', '高*家漏雨'],
  ['雷武民搬走了', '雷*民搬走了'],
])('%s is shown as %s', (words, shown) => {
  expect(maskHeads(house, words)).toBe(shown)
})

test.each([
  ['a word that somebody bears as a name', '早高峰抓安全生产，注意用电安全'],
  ['a unit that is spelt like a head', '马岭镇、马岭镇纸房村'],
  ['a cadre who bears the name of a head', '请刘海峰去看，刘海峰家访三户'],
  ['what only begins like a name', '乡村文化站'],
  ['nothing', ''],
])('%s stays', (_what, words) => {
  expect(maskHeads(house, words)).toBe(words)
})

test('of a cadre who bears the name of a head the household is not named', () => {
  expect(maskHeads(house, '刘海峰家缺水，刘海峰已去看')).toBe('刘*峰家缺水，刘海峰已去看')
})
