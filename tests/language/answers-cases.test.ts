import { describe, expect, it } from 'vitest'
import { readChoice, withoutDenial } from '../../src/language/answers.ts'
import { readListAnswer } from '../../src/language/list-answers.ts'
import { choices, listAnswers, offered, soleChoices } from './cases/answers.ts'
import { kin, kinChoices } from './cases/ninth.ts'

describe('answers', () => {
  it.each(choices)('to several that are offered: %s', (typed, chosen) => {
    expect(readChoice(typed, offered)).toBe(chosen)
  })

  it.each(kinChoices)('to two of one surname: %s', (typed, chosen) => {
    expect(readChoice(typed, kin)).toBe(chosen)
  })

  it.each(soleChoices)('to one that is offered alone: %s', (typed, chosen) => {
    expect(readChoice(typed, offered.slice(2))).toBe(chosen)
  })

  it.each(listAnswers)('to seven that are still due: %s', (typed, meant) => {
    expect(readListAnswer(typed, 7).map(({ numbers, text }) => [numbers, text])).toEqual(meant)
  })

  it.each([
    ['不对，是王亦泰', '王亦泰'],
    ['不是，应该是王亦泰家', '王亦泰家'],
    ['错了 是李四', '李四'],
    ['不是王五，是李四', '李四'],
    ['王亦泰', '王亦泰'],
    ['不在家，是去新疆了', '不在家，是去新疆了'],
    ['不对', '不对'],
  ])('that put something right: %s', (typed, meant) => {
    expect(withoutDenial(typed)).toBe(meant)
  })
})
