import { afterEach, beforeEach, expect, test } from 'vitest'
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
