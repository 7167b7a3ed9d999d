import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: ['王亦态', '李秀兰'].map((head) => ({ village: '纸房村', head })) })
})
afterEach(async () => await talk.ledger.close())

const say = (text: string, group?: string): Promise<string> => talk.say('贾宏伟', text, group)

test('a report that lapsed stays in 我的待办 and is finished by 接着报, on the day on which it was begun', async () => {
  await say('走访 王亦态')
  talk.at('2023-06-16 09:00')
  expect(await say('我的待办')).toContain('走访：“王亦态” 还没报完，发“接着报”可以接着报')

  expect(await say('接着报')).toMatch(/^❓ 请问这户的情况/)
  expect(await say('在合作社务工')).toMatch(/^✅/)
  expect(await listEntries(talk.ledger.store.read, {}, 5)).toMatchObject([{ date: '2023-06-15', fields: { situation: '在合作社务工' } }])
  expect(await say('接着报')).toBe('没有没报完的上报。')
  expect(await say('我的待办')).not.toContain('接着报')
})

test('it stays when another question takes its place', async () => {
  await say('走访 王亦态')
  talk.at('2023-06-15 11:00')
  await say('走访 李秀兰')
  await say('在家务农')

  expect(await say('接着报')).toMatch(/^❓.*\n.*王亦态/)
  expect(await say('收入稳定')).toMatch(/^✅/)
  expect(await say('接着报')).toBe('没有没报完的上报。')
})

test('what was given up is no draft, and an open report is only asked again', async () => {
  await say('走访 王亦态')
  await say('取消')
  expect(await say('接着报')).toBe('没有没报完的上报。')

  await say('走访 王亦态')
  expect(await say('接着报')).toContain('请问这户的情况')
  expect(await say('在家务农')).toMatch(/^✅/)
})

test('a draft of another chat is named with its place', async () => {
  await say('走访 王亦态', '纸房村')
  talk.at('2023-06-15 11:00')

  expect(await say('接着报')).toContain('“纸房村”群里有一条')
  expect(await say('我的待办')).toContain('到“纸房村”群发“接着报”')
})
