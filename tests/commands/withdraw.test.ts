import { afterEach, beforeEach, expect, test } from 'vitest'
import { findEntry, findSteps } from '../../db/queries/entries.ts'
import { furtherNumbers } from '../../src/domain/several.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { noticesOf, openTalk, type Talk } from '../support/talk.ts'

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

test('a withdrawn meeting takes its open tasks along, and their owners are told; what is done stays', async () => {
  const meeting =
    '会议\n类型：推进会\n主题：饮水\n议定：\n1.纸房村6月25日前修好蓄水池\n2.贺旗村6月28日前核对名单\n3.纸房村6月20日前报送台账'
  expect(await talk.say('刘海峰', meeting)).toContain('编号：1002、1003、1004')
  expect(await talk.say('贾宏伟', '办结 1004 已报送')).toMatch(/^✅/)
  const reply = await talk.say('刘海峰', '撤 1001 会议改期')

  expect(reply).toMatch(/^✅ 会议 #1001 已撤回.*会议改期/)
  expect(reply).toContain('会上议定的任务 1002、1003 一并撤回')
  expect(reply).toContain('已告知：纸房村、贺旗村')
  expect(await Promise.all([1001, 1002, 1003, 1004].map(status))).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'done'])
  const told = await noticesOf(talk, 'withdrawn/')
  expect(told.map(({ chatId }) => chatId)).toEqual(['group:纸房村', 'group:贺旗村'])
  expect(JSON.stringify(told[0]?.content)).toMatch(/撤回.*#1002.*修好蓄水池.*会议改期/)
  expect(JSON.stringify(told[0]?.content)).not.toContain('1004')
  // Nothing of it is expected any more, and the ledger says why.
  expect(await talk.say('贾宏伟', '我的待办')).not.toContain('蓄水池')
  expect((await findSteps(talk.ledger.store.read, 1002)).at(-1)).toMatchObject({ action: 'withdrawn', text: '随会议 1001 撤回：会议改期' })
})

test('whoever was to do something about what is taken back is told, not the one who takes it back', async () => {
  await talk.say('刘海峰', '任务 内容:核对名单 责任单位:纸房村')
  expect(await talk.say('刘海峰', '撤 1001')).toContain('已告知：纸房村')
  await talk.say('贾宏伟', '任务 内容:修水管 责任单位:纸房村')
  expect(await talk.say('贾宏伟', '撤 1002')).not.toContain('已告知')
  await talk.say('贾宏伟', '走访 张1 在家务农')
  expect(await talk.say('贾宏伟', '撤 1003')).not.toContain('已告知')
})
