import { afterEach, beforeEach, expect, test } from 'vitest'
import { findEntry, findSteps } from '../../db/queries/entries.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { noticesOf, openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [...manyHouseholds('纸房村', 4, '张'), ...manyHouseholds('贺旗村', 2, '李')] })
})
afterEach(async () => await talk.ledger.close())

const status = async (...nos: number[]): Promise<(string | undefined)[]> =>
  await Promise.all(nos.map(async (no) => (await findEntry(talk.ledger.store.read, no))?.status))
const field = async (no: number, key: string): Promise<unknown> => (await findEntry(talk.ledger.store.read, no))?.fields[key]
/** Risks of 纸房村, from number 1001 on. */
const risks = async (count: number): Promise<void> => {
  for (let head = 1; head <= count; head++) await talk.say('贾宏伟', `风险 张${head} 因病 住院自付两万元`)
}
const tasks = async (...contents: string[]): Promise<void> => {
  for (const content of contents) await talk.say('刘海峰', `任务 内容:${content} 责任单位:纸房村`)
}

test('numbers in a row share the words behind them', async () => {
  await risks(3)

  expect(await talk.say('刘海峰', '核实 1001 1002、1003 属实')).toMatch(/^✅ #1001 .*\n#1002 .*\n#1003 /)
  expect(await status(1001, 1002, 1003)).toEqual(['verified', 'verified', 'verified'])
})

test('each number takes the conclusion that is drawn behind it', async () => {
  await risks(4)

  expect(await talk.say('刘海峰', '核实 1001 属实，1002 不属实 现场看家里没有病人；1003、1004属实')).toMatch(/^✅/)
  expect(await status(1001, 1002, 1003, 1004)).toEqual(['verified', 'dismissed', 'verified', 'verified'])
  expect(await field(1002, 'verifyNote')).toBe('现场看家里没有病人')
})

test('a word without words of its own is done to all of them; what cannot be done is named with its reason', async () => {
  for (const title of ['经验一', '经验二', '经验三']) await talk.say('刘海峰', `信息 经验成效 标题:${title} 正文:土地托管增收`)
  await talk.say('周凯', '有效 1001')
  const reply = await talk.say('周凯', '有效 1001 1002 1003 1999')

  expect(await status(1001, 1002, 1003)).toEqual(['valid', 'valid', 'valid'])
  expect(reply).toMatch(/^✅ #1002 已标为有效.*\n#1003 已标为有效.*\n没有办的：/)
  expect(reply).toMatch(/#1001 现在是“有效”，不能“有效”/)
  expect(reply).toContain('没有找到编号 1999')
})

test('where nothing can be done it is refused, with every reason', async () => {
  await risks(2)

  expect(await talk.say('杨治国', '核实 1001 1002 属实')).toMatch(/^❌ 没有找到编号 1001/)
  expect(await talk.say('贾宏伟', '核实 1001 1002 属实')).toMatch(/^❌ .*您不能办 #1001。\n.*您不能办 #1002。$/)
  expect(await status(1001, 1002)).toEqual(['reported', 'reported'])
})

test('behind a number that is nobody’s the others are named, none is done', async () => {
  await risks(1)

  expect(await talk.say('刘海峰', '核实 1999 1001 属实')).toMatch(/^❌ 没有找到编号 1999 .*\n1001 没有办，要办请另发：核实 1001/)
  expect(await talk.say('刘海峰', '核实 1999 属实')).toMatch(/^❌ 没有找到编号 1999 [^\n]*$/)
  expect(await status(1001)).toEqual(['reported'])
})

test('what is missing is asked for one of them, the others are named', async () => {
  await risks(3)
  const reply = await talk.say('刘海峰', '核实 1001 属实，1002 属实')
  expect(reply).toMatch(/^✅/)
  const asked = await talk.say('刘海峰', '纳入 1001 1002')

  expect(asked).toMatch(/^❓[\s\S]*1002 没有办，要办请另发：纳入 1002|没有办的：[\s\S]*纳入 1002/)
  expect(await talk.say('刘海峰', '脱贫不稳定户')).toMatch(/^✅ #1001/)
  expect(await status(1001, 1002)).toEqual(['monitored', 'verified'])
})

test('a number in free words is no entry that something is done to; where the same waits for it, it is named', async () => {
  await tasks('核对名单', '清理河道')
  const reply = await talk.say('贾宏伟', '办结 1001 已报送，1002 下周再办')

  expect(reply).toMatch(/^✅ #1001[\s\S]*1002 没有办，要办请另发：办结 1002/)
  expect(await status(1001, 1002)).toEqual(['done', 'assigned'])
  await talk.say('贾宏伟', '走访 张1 在家务农')
  await talk.say('贾宏伟', '走访 张1 在家务农，收入稳定')
  await talk.say('贾宏伟', '撤 1003 报重了，1004 是对的')
  expect(await status(1003, 1004)).toEqual(['withdrawn', 'recorded'])
})

test.each(['进展 1001 1200 余亩已经种上', '进展 1001 1002米水渠已清', '进展 1001 2023年的名单核完'])('“%s” is about one', async (words) => {
  await tasks('核对名单', '清理河道')
  const reply = await talk.say('贾宏伟', words)

  expect(reply).toMatch(/^✅ #1001/)
  expect(reply).not.toContain('没有办')
  expect((await findSteps(talk.ledger.store.read, 1001)).at(-1)?.text).toBe(words.slice('进展 1001 '.length))
  expect(await status(1002)).toEqual(['assigned'])
})

test('figures behind the number stay figures', async () => {
  await risks(2)
  await talk.say('刘海峰', '核实 1001 1002 属实')
  await talk.say('刘海峰', '纳入 1001 脱贫不稳定户，1002 脱贫不稳定户')

  expect(await talk.say('刘海峰', '救助 1001 1002')).not.toMatch(/#1002|1002 没有办/)
  expect(await talk.say('刘海峰', '救助 1001 1002元')).toMatch(/^✅/)
  expect(await field(1002, 'relief')).toBeUndefined()
  expect(await talk.say('刘海峰', '救助 1001、1002 3000元')).toMatch(/^✅ #1001[\s\S]*#1002/)
  expect(await field(1002, 'relief')).toMatchObject([{ amount: 3000 }])
})

test('what takes one at a time names the others', async () => {
  await tasks('核对名单', '清理河道')
  const reply = await talk.say('刘海峰', '改 1001 1002 时限:7月1日')

  expect(reply).toMatch(/^✅[\s\S]*1002 没有办，要办请另发：改 1002/)
  expect(await field(1001, 'due')).toBe('2023-07-01')
  expect(await field(1002, 'due')).toBeUndefined()
  expect(await talk.say('贾宏伟', '查 1001 1002')).toMatch(/核对名单[\s\S]*清理河道/)
})

test('who is told of several hears of each, and the giver reads it once', async () => {
  await risks(2)
  const reply = await talk.say('刘海峰', '撤 1001 1002 报错了')
  expect(reply.match(/已告知/g) ?? []).toHaveLength(0)
  await tasks('核对名单', '清理河道')
  const again = await talk.say('刘海峰', '撤 1003 1004 会议改期')

  expect(again.match(/已告知：纸房村/g)).toHaveLength(1)
  expect((await noticesOf(talk, 'withdrawn/')).map(({ chatId }) => chatId)).toEqual(['group:纸房村', 'group:纸房村'])
})
