import { describe, expect, it } from 'vitest'
import type { FieldSpecs } from '../../src/core/fields.ts'
import { readCaseFields } from '../../src/language/case-fields.ts'
import { interpret } from '../../src/language/interpret.ts'
import { readCase } from './cases/judge.ts'
import { fewWords, years } from './cases/ninth.ts'
import { places } from './cases/rosters.ts'
import { inQingcheng } from './cases/worlds.ts'

const ground = { ...inQingcheng('621021'), ...places.铺仔村 }
const text: FieldSpecs = { text: { type: 'text', label: '情况', required: true, main: true } }

describe('what is said behind the number of a case', () => {
  it.each(fewWords)('%s, few words as they are, is all its text', (words) => {
    const reading = interpret(`闲置 1014 ${words}`, ground)
    expect(reading).toMatchObject({ kind: 'action', no: 1014, rest: words })
    expect(readCaseFields(words, text, ground)).toMatchObject({ values: { text: words }, asks: [] })
  })
})

describe('a year behind its label', () => {
  it.each(years)('%s', (typed, key) => {
    const reading = readCase({ say: `项目 入库 名称：冷库 ${typed}`, at: '和舍镇' })
    expect(reading).toMatchObject({ kind: 'report', command: 'project', items: [{ values: { name: '冷库', year: key } }] })
  })
})

describe('a bare number where an amount is wanted', () => {
  const relief: FieldSpecs = {
    amount: { type: 'amount', label: '金额', required: true, ask: '请问救助金额是多少？' },
    date: { type: 'date', label: '日期' },
  }
  it.each([
    ['3000', 3000],
    ['3,000', 3000],
    ['6月10日 3000', 3000],
    ['3000 6月10日', 3000],
    ['3000元', 3000],
  ])('%s', (words, amount) => {
    expect(readCaseFields(words, relief, ground)).toMatchObject({ values: { amount }, asks: [] })
  })
  it.each(['3', '3000 5000', '6月10日', '3户'])('%s is asked about', (words) => {
    expect(readCaseFields(words, relief, ground).asks).toHaveLength(1)
  })
})
