import { afterEach, beforeEach, expect, test } from 'vitest'
import { findEntry, findSteps } from '../../db/queries/entries.ts'
import { furtherNumbers } from '../../src/domain/several.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [...manyHouseholds('纸房村', 5, '张'), ...manyHouseholds('贺旗村', 2, '李')] })
})
afterEach(async () => await talk.ledger.close())

const status = async (no: number): Promise<string | undefined> => (await findEntry(talk.ledger.store.read, no))?.status

test('several are taken back with one reply and one reason', async () => {
  for (const head of ['张1', '张2', '张3']) await talk.say('贾宏伟', `走访 ${head} 在家务农`)
  const reply = await talk.say('贾宏伟', '撤 1001、#1003 报重了')

  expect(reply).toMatch(/^✅ .*#1001 已撤回.*报重了[\s\S]*#1003 已撤回.*报重了/)
  expect([await status(1001), await status(1002), await status(1003)]).toEqual(['withdrawn', 'recorded', 'withdrawn'])
})

test('what cannot be taken back is named under what was; nothing at all is a refusal', async () => {
  await talk.say('贾宏伟', '走访 张1 在家务农')
  await talk.say('杨治国', '走访 李1 在家务农')
  const reply = await talk.say('贾宏伟', '撤 1001 1002 1999')

  expect(reply).toMatch(/^✅ .*#1001 已撤回/)
  expect(reply).toContain('没有找到编号 1002 的记录')
  expect(reply.replace(/1999/g, '1002')).toContain('没有找到编号 1002 的记录')
  expect(await status(1002)).toBe('recorded')
  expect(await talk.say('贾宏伟', '撤 1001 1002')).toMatch(/^❌ #1001 已经撤回过了。\n没有找到编号 1002/)
})

test('several are acknowledged with one reply', async () => {
  for (const content of ['核对名单', '报送台账']) await talk.say('刘海峰', `任务 内容:${content} 责任单位:纸房村`)
  const reply = await talk.say('贾宏伟', '收到 1001 1002')
  const steps = [...(await findSteps(talk.ledger.store.read, 1001)), ...(await findSteps(talk.ledger.store.read, 1002))]

  expect(reply).toMatch(/^✅ #1001 已记下您收到。\n#1002 已记下您收到。$/)
  expect(steps.filter(({ action }) => action === 'acknowledged')).toHaveLength(2)
})

test.each([
  ['1028 报重了', [1028], '报重了'],
  ['1028，1029、#1030', [1028, 1029, 1030], ''],
  ['3月数据报重了', [], '3月数据报重了'],
  ['1028 2户报重了', [1028], '2户报重了'],
  ['2023-06-01报重了', [], '2023-06-01报重了'],
  ['', [], ''],
])('“%s” behind the first number', (rest, nos, words) => {
  expect(furtherNumbers(rest)).toEqual({ nos, words })
})
