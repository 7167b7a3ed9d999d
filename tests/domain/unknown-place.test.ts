import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = await openTalk()
})
afterAll(async () => await talk.ledger.close())

test('a question about a place that nobody knows says so, with the nearest names', async () => {
  expect(await talk.say('刘海峰', '纸仓村走访进度')).toBe('没有找到“纸仓村”这个单位，请核对名称。您是不是要问：\n1. 纸房村')
  expect(await talk.say('刘海峰', '铺仔村 走访 进度')).toBe('没有找到“铺仔村”这个单位，请核对名称。')
})

test('in a group only who mentions the bot is answered', async () => {
  expect(await talk.say('刘海峰', '铺仔村走访进度', '马岭镇')).toBe('')
  expect(await talk.say('刘海峰', '@乡报 铺仔村走访进度', '马岭镇')).toContain('没有找到“铺仔村”')
})

test('names outside what the speaker reads are not offered', async () => {
  expect(await talk.say('王建新', '儒河村走访进度')).toContain('1. 儒林村')
  expect(await talk.say('贾宏伟', '儒河村走访进度')).toBe('没有找到“儒河村”这个单位，请核对名称。')
})

test('talk about such a place is no question', async () => {
  expect(await talk.say('刘海峰', '今天到新农村开会了，挺热闹')).not.toContain('没有找到')
})
