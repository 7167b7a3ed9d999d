import { afterEach, beforeEach, expect, test } from 'vitest'
import { putChat, putMember, putPost } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { openRelease } from '../support/release.ts'
import { noticesOf, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openRelease()
})
afterEach(async () => await talk.ledger.close())

const sent = async () => (await noticesOf(talk, 'release/')).filter(({ chatId }) => chatId === 'group:庆城县').length

test('rule 20: 缓发 holds it until he releases it after all', async () => {
  expect(await talk.say('王建新', '暂缓 1')).toMatch(/^✅ 已缓发“庆城县 调度会排名（2023年6月）”（编号 1）/)
  expect(await sent()).toBe(0)

  expect(await talk.say('王建新', '同意发布 1')).toMatch(/^✅/)
  expect(await sent()).toBe(1)
  expect(await talk.say('王建新', '缓发 1')).toMatch(/^❌ 编号 1 的通报已经发布了/)
})

test('rule 20: nobody else holds it, and a bare 缓发 is plain talk', async () => {
  expect(await talk.say('周凯', '缓发 1')).toMatch(/^❌ 没有找到要您审定的/)
  expect(await talk.say('王建新', '缓发吧', '庆城县')).toBe('')
})

test('rule 20: what one leader holds another is asked about before he releases it, and both are told', async () => {
  const unit = await talk.ledger.unit('庆城县')
  await talk.ledger.store.transaction(async (tx) => {
    const memberId = await putMember(tx, { name: '王霞', phone: null, platform: 'sandbox', userId: '王霞', at: 0 })
    await putPost(tx, { memberId, unitId: unit.id, title: '副县长', role: 'leader', since: null, grantedAt: null })
    const chat = { platform: 'sandbox', chatId: 'direct:王霞', kind: 'direct', title: '王霞', unitId: null, memberId } as const
    await putChat(tx, { ...chat, muted: false, outsiders: false })
    await bumpRosterVersion(tx)
  })
  const heard = async (chat: string, words: string) =>
    (await noticesOf(talk, 'release/')).filter(({ chatId, text }) => chatId === chat && text.includes(words)).length

  expect(await talk.say('王霞', '缓发 1')).toMatch(/^✅/)
  expect(await heard('direct:王建新', '王霞同志已缓发')).toBe(1)
  expect(await talk.say('王建新', '同意发布 1')).toMatch(/^❓ 王霞同志已缓发.*请再发一次：同意发布 1/)
  expect(await sent()).toBe(0)
  // She holds it once more: he is asked once more.
  await talk.say('王霞', '缓发 1')
  expect(await talk.say('王建新', '同意发布 1')).toMatch(/^❓/)
  expect(await talk.say('王建新', '同意发布 1')).toMatch(/^✅/)
  expect(await sent()).toBe(1)
  expect(await heard('direct:王霞', '王建新同志已同意发布您缓发的')).toBe(1)
})
