import { describe, expect, it } from 'vitest'
import { readFollowUp } from '../../src/language/follow-up.ts'
import { interpret } from '../../src/language/interpret.ts'
import { followUps } from './cases/follow-ups.ts'
import { inQingcheng, spoken } from './cases/worlds.ts'

const county = inQingcheng('621021')

describe('a question that leaves out what the one before said', () => {
  it.each(followUps)('%s → %s', (first, next, meant) => {
    const before = interpret(first, county)
    if (before.kind !== 'query') throw new Error(`${first} is no question`)
    const followed = readFollowUp(next, county, before)
    const alone = interpret(next, county)
    const taken = followed ?? (alone.kind === 'query' ? alone : null)
    expect(taken === null ? null : spoken(county, taken.command, taken.query)).toEqual(meant)
  })

  it('says what it took over', () => {
    const before = interpret('马岭镇本月走访进度', county)
    const followed = before.kind === 'query' ? readFollowUp('那驿马呢', county, before) : null
    expect(followed?.inherited).toEqual(['command', 'matter', 'period'])
  })
})
