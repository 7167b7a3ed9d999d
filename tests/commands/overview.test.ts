import { afterEach, beforeEach, expect, test } from 'vitest'
import { manyHouseholds } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('儒林村', 5, '儒')] })
  await talk.say('周凯', '包抓 王建新 马岭镇')
})
afterEach(async () => await talk.ledger.close())

test.each(['我联系的镇', '我包抓的村', '联系点情况', '我联系的镇怎么样'])('“%s” shows how the contact units stand', async (words) => {
  await talk.ledger.visit('纸房村', '张1', '2023-06-03')
  await talk.ledger.visit('纸房村', '张2', '2023-02-03')
  await talk.ledger.report({ kind: 'risk', date: '2023-06-03', unit: '纸房村', status: 'reported' })
  await talk.ledger.report({ kind: 'issue', date: '2023-06-03', unit: '儒林村', status: 'found' })
  const text = await talk.say('王建新', words)

  // 31 + 28 + 31 + 30 + 31 + 15 = 166 of 365 days.
  expect(text).toContain('入户遍访 2/10 户，20%，序时进度 45.4%，慢于进度')
  expect(text).toContain('未办结：风险 1 条，问题 0 条')
  expect(text).not.toContain('驿马镇')
})

test('how often he was there himself counts days, of what is a visit, inside the contact unit', async () => {
  const mine = { member: '王建新' }
  await talk.ledger.visit('纸房村', '张1', '2023-06-03', mine)
  await talk.ledger.visit('纸房村', '张2', '2023-06-03', mine)
  await talk.ledger.visit('纸房村', '张3', '2023-06-10', { ...mine, class: '电话' })
  await talk.ledger.report({ ...mine, kind: 'inspection', date: '2023-06-05', unit: '贺旗村' })
  await talk.ledger.report({ ...mine, kind: 'study', date: '2023-06-12', unit: '儒林村' })
  await talk.ledger.report({ ...mine, kind: 'study', date: '2023-05-30', unit: '马岭镇' })

  expect(await talk.say('王建新', '我联系的镇')).toContain('您本月去了 2 次，最近一次 6月5日')
  expect(await talk.say('王建新', '我联系的镇', '庆城县')).not.toMatch(/您本月去了|6月5日/)
})

test('only what this chat may see is shown, and who has no contact unit is told how to get one', async () => {
  expect(await talk.say('王建新', '我联系的镇', '驿马镇')).toMatch(/^❌/)
  expect(await talk.say('刘海峰', '我联系的镇')).toContain('还没有登记您的联系点')
})
