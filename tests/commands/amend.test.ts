import { afterEach, beforeEach, expect, test } from 'vitest'
import { findEntry } from '../../db/queries/entries.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: manyHouseholds('纸房村', 3, '张') })
  await talk.say('贾宏伟', '风险 张1 因病 肝病住院自付三万二')
})
afterEach(async () => await talk.ledger.close())

const fields = async (): Promise<Record<string, unknown> | undefined> => (await findEntry(talk.ledger.store.read, 1001))?.fields

test('a correction in words changes the value that is wrong, and nothing else', async () => {
  expect(await talk.say('贾宏伟', '更正 1001 金额写错了,应该是三万六')).toMatch(/^✅ 风险 #1001 已更正/)
  expect(await fields()).toMatchObject({ amount: 36_000, situation: '肝病住院自付三万二', cause: '因病' })
})

test.each(['改 1001 金额写错了', '改 1001 报错了', '改 1001 帮我改一下', '改 1001'])(
  'what is to be changed is not said, so it is asked with an example: %s',
  async (said) => {
    const before = await fields()
    const reply = await talk.say('贾宏伟', said)
    expect(reply).toMatch(/^❓ .*例如：改 1001 /)
    expect(await fields()).toEqual(before)
  },
)

test('what stands there already is no correction', async () => {
  expect(await talk.say('贾宏伟', '改 1001 金额:3.2万')).toMatch(/^❓ 1001 记的本来就是这样，没有改动/)
})

test('figures beside an unknown indicator stay while it is asked about', async () => {
  expect(await talk.say('刘海峰', '月报 投资完成额:300 完工率:42%')).toMatch(/投资完成额/)
  const reply = await talk.say('刘海峰', '资金支出率 57%')
  expect(reply).toMatch(/^✅/)
  expect((await findEntry(talk.ledger.store.read, 1002))?.fields.values).toEqual({ 完工率: 42, 资金支出率: 57 })
})

test('a label and an option of the same sound are taken and said so', async () => {
  const reply = await talk.say('贾宏伟', '风险 户主:张2 原因:因失页 情矿:鞋厂关门了')
  expect(reply).toMatch(/^✅/)
  expect(reply).toContain('您写的是“因失页”，记为“因失业”')
  expect(reply).toContain('您写的是“情矿”，记为“情况”')
  expect((await findEntry(talk.ledger.store.read, 1002))?.fields).toMatchObject({ cause: '因失业', situation: '鞋厂关门了' })
})
