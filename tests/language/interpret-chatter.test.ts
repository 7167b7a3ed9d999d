import { describe, expect, it } from 'vitest'
import { readFollowUp } from '../../src/language/follow-up.ts'
import { interpret } from '../../src/language/interpret.ts'
import { chatter } from './cases/chatter.ts'
import { inQingcheng } from './cases/worlds.ts'

describe('ordinary talk', () => {
  it.each(['621021103204', '621021103', '621021'])('makes no entry and no question, whoever talks (%s)', (code) => {
    const world = inQingcheng(code)
    expect(chatter.length).toBeGreaterThanOrEqual(60)
    expect(chatter.filter((text) => interpret(text, world).kind !== 'chatter')).toEqual([])
  })

  it('is no follow-up of a question either', () => {
    const county = inQingcheng('621021')
    const before = { command: 'progress', query: { matter: 'visit', unitIds: [], householdIds: [], memberIds: [], rest: '' } }
    expect(chatter.filter((text) => readFollowUp(text, county, before) !== null)).toEqual([])
  })
})

describe('what is nearly a command', () => {
  const village = inQingcheng('621021103204')

  it.each([
    ['走方 张耀宗 在家', 'visit', '走访 张耀宗 在家'],
    ['会仪 推进会 人居环境整治', 'meeting', '会议 推进会 人居环境整治'],
    ['户主:张耀宗 情况:在家务农', 'visit', '走访 户主:张耀宗 情况:在家务农'],
    ['到刚', 'checkin', '到岗'],
  ])('%s is named, with the words that would be understood', (text, command, says) => {
    expect(interpret(text, village)).toMatchObject({ kind: 'nearest', command, says })
    expect(interpret(says, village)).toMatchObject({ kind: 'report', command })
  })
})
