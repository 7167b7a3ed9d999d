import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { putChat, putMember, putPost } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
  await addPerson('冯进荣', '就业专班')
  await addPerson('任耀礼', '住房专责组')
})
afterEach(async () => await talk.ledger.close())

async function addPerson(name: string, unit: string): Promise<void> {
  const unitId = (await talk.ledger.unit(unit)).id
  await talk.ledger.store.transaction(async (tx) => {
    const memberId = await putMember(tx, { name, phone: null, platform: 'sandbox', userId: name, at: 0 })
    await putPost(tx, { memberId, unitId, title: '联络员', role: 'reporter', since: null, grantedAt: null })
    const chat = { platform: 'sandbox', muted: false, outsiders: false, unitId: null }
    await putChat(tx, { ...chat, chatId: `direct:${name}`, kind: 'direct', title: name, memberId })
    await bumpRosterVersion(tx)
  })
}

const joint = '会议 专班调度会 主题:监测排查 人数:12 合并召开:就业专班、住房专责组'
const own = '会议 专班调度会 主题:监测排查 人数:12'

/** Whose meeting of the month is counted how often: 就业专班 1/1. */
const counted = async (person: string): Promise<string | undefined> => /\d+\/\d+ 次/.exec(await talk.say(person, '会议 进度'))?.[0]

describe('rule 12: a meeting held jointly counts once for each body', () => {
  test('a body that it was held with and that reports it too is asked', async () => {
    expect(await talk.say('吴敏', joint)).toMatch(/^✅/)
    const asked = await talk.say('冯进荣', own)

    expect(asked).toMatch(/^❓.*是否同一次 #1001/)
    expect(await talk.say('冯进荣', '是')).toContain('和 1001 是同一次，没有另记')
    expect(await counted('冯进荣')).toBe('1/1 次')
  })

  test('another meeting of that day is one of its own', async () => {
    await talk.say('吴敏', joint)
    await talk.say('任耀礼', own)
    expect(await talk.say('任耀礼', '不是')).toMatch(/^✅[\s\S]*调度会 2\/1 次/)
  })

  test('a body that reported it first counts once, the others through the joint report', async () => {
    expect(await talk.say('冯进荣', own)).toMatch(/^✅/)
    expect(await talk.say('吴敏', joint)).toMatch(/^❓.*就业专班已经报过会议 #1001.*是否同一次 #1001/)
    expect(await talk.say('吴敏', '是')).toMatch(/^✅/)

    for (const person of ['冯进荣', '吴敏', '任耀礼']) expect([person, await counted(person)]).toEqual([person, '1/1 次'])
  })

  test('whoever was not named is not asked', async () => {
    await talk.say('吴敏', '会议 专班调度会 主题:监测排查 人数:12 合并召开:就业专班')
    expect(await talk.say('任耀礼', own)).toMatch(/^✅/)
  })
})
