import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRelease } from '../support/release.ts'
import { noticesOf, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openRelease()
})
afterEach(async () => await talk.ledger.close())

const inGroup = async () => (await noticesOf(talk, 'release/')).filter(({ chatId }) => chatId === 'group:庆城县')

test('rule 20: the leader is shown it first, with buttons, and nothing is sent without his word', async () => {
  const [preview, ...more] = await noticesOf(talk, 'release/')

  expect(more).toEqual([])
  expect(preview?.chatId).toBe('direct:王建新')
  expect(preview?.text).toContain('请审定下面的通报（编号 1），您同意后才发到庆城县群')
  expect(preview?.text).toContain('产业专班 100%')
  expect(preview?.content.buttons?.map(({ says }) => says)).toEqual(['同意发布 1', '缓发 1'])
})

test('rule 20: his word sends it to its groups, once', async () => {
  expect(await talk.say('王建新', '同意发布 1')).toBe('✅ 已同意，“庆城县 调度会排名（2023年6月）”（编号 1）发到庆城县群。')
  const [notice, ...more] = await inGroup()

  expect(more).toEqual([])
  expect(notice?.text).toContain('1. 产业专班 100%')
  expect(notice?.text).toContain('通报编号 1')
  expect(await talk.say('王建新', '同意 1')).toMatch(/^❌ 编号 1 的通报已经发布了/)
  expect(await inGroup()).toHaveLength(1)
})

test('rule 20: 同意 with the number is his word too; a bare 同意 in a group does nothing', async () => {
  expect(await talk.say('王建新', '同意', '庆城县')).toBe('')
  expect(await talk.say('王建新', '同意，就这么办', '庆城县')).toBe('')
  expect(await talk.say('王建新', '同意12月再议', '庆城县')).toBe('')
  expect(await inGroup()).toEqual([])

  expect(await talk.say('王建新', '同意1', '庆城县')).toMatch(/^✅ 已同意/)
  expect(await inGroup()).toHaveLength(1)
})

test('rule 20: nobody else releases it', async () => {
  for (const person of ['周凯', '刘海峰']) {
    expect(await talk.say(person, '同意发布 1')).toBe('❌ 没有找到要您审定的编号为 1 的通报，请核对编号。')
  }
  expect(await talk.say('贾宏伟', '同意发布 1')).toMatch(/^❌/)
  expect(await talk.say('王建新', '同意发布 2')).toBe('❌ 没有找到要您审定的编号为 2 的通报，请核对编号。')
  expect(await inGroup()).toEqual([])
})
