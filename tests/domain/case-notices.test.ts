import { afterEach, beforeEach, expect, test } from 'vitest'
import { markChatGone } from '../../db/queries/gone-chats.ts'
import { toInstant } from '../../src/clock.ts'
import { noticesOf, openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [{ village: '纸房村', head: '张1' }], quiet: { from: 21 * 60, to: 8 * 60 } })
})
afterEach(async () => await talk.ledger.close())

const told = async (): Promise<string[]> => (await noticesOf(talk, 'expected/')).map(({ chatId }) => chatId)
const leave = async (chatId: string): Promise<void> => {
  await talk.ledger.store.transaction((tx) => markChatGone(tx, { platform: 'sandbox', chatId }, { at: 1, reason: '被移出群' }))
}

test('静默 stops reminders: a task, a problem and a risk that are given to a unit reach its group all the same', async () => {
  expect(await talk.say('刘海峰', '静默', '马岭镇')).toMatch(/^✅/)

  expect(await talk.say('周凯', '任务 内容:报送秋粮面积 责任单位:马岭镇 时限:7月25日')).toContain('已告知：马岭镇')
  expect(await talk.say('周凯', '问题 村口道路塌方 责任单位:马岭镇')).toContain('已告知：马岭镇')
  expect(await talk.say('贾宏伟', '风险 张1 因病 住院自付两万元')).toContain('已告知：马岭镇')
  expect(await told()).toEqual(['group:马岭镇', 'group:马岭镇', 'group:马岭镇'])
  expect(await talk.say('周凯', '撤 1001 报重了')).toContain('已告知：马岭镇')
  expect((await noticesOf(talk, 'withdrawn/')).map(({ chatId }) => chatId)).toEqual(['group:马岭镇'])
})

test('a unit whose group the bot was put out of is told through its people; without anybody that is said', async () => {
  await leave('group:纸房村')
  expect(await talk.say('刘海峰', '任务 内容:核对名单 责任单位:纸房村')).toContain('已告知：贾宏伟、慕晓东')
  expect(await told()).toEqual(['direct:贾宏伟', 'direct:慕晓东'])

  await leave('direct:贾宏伟')
  await leave('direct:慕晓东')
  const reply = await talk.say('刘海峰', '任务 内容:清理河道 责任单位:纸房村')
  expect(reply).toContain('没有通知到：贾宏伟、慕晓东')
  expect(reply).not.toContain('已告知')
})

test('a unit without group and people is named as not told', async () => {
  await leave('group:董家滩村')
  const reply = await talk.say('刘海峰', '任务 内容:核对名单 责任单位:董家滩村')

  expect(reply).toContain('没有通知到：董家滩村')
  expect(reply).not.toContain('已告知')
})

test('at night the giver hears when it will be told', async () => {
  talk.at('2023-06-15 22:10')
  const reply = await talk.say('刘海峰', '任务 内容:核对名单 责任单位:纸房村')

  expect(reply).toContain('明早8点告知：纸房村')
  expect(reply).not.toContain('已告知')
  expect((await noticesOf(talk, 'expected/'))[0]?.dueAt).toBe(toInstant('2023-06-16', '08:00'))
})
