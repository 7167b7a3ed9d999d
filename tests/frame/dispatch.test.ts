import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCommands } from '../../src/app.ts'
import { createVirtualClock } from '../../src/clock.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { createIntake, type Intake } from '../../src/frame/intake.ts'
import { instant, type Ledger, openLedger, qingcheng } from '../support/ledger.ts'

// What a message is, in the order of interface §1; a bare name or number means what was asked.

let ledger: Ledger
let intake: Intake
beforeAll(async () => {
  const commands = await loadCommands()
  ledger = await openLedger({ commands, households: ['王亦态', '王志刚', '李桂花'].map((head) => ({ village: '纸房村', head })) })
  const clock = createVirtualClock(instant('2023-06-15 10:00'), () => 0)
  const keepHouse = createHouseKeeper([qingcheng()])
  const log = pino({ level: 'silent' })
  intake = createIntake({
    store: ledger.store,
    clock,
    commands,
    keepHouse,
    botNames: ['乡报'],
    quiet: { from: 0, to: 0 },
    log,
    announceFiles: async (reply) => reply,
    committed() {},
  })
})
afterAll(async () => await ledger.close())

let counter = 0
/** What 贾宏伟 gets when he says something in his direct chat or his village's group. */
async function said(text: string, where: 'direct' | 'group' = 'direct'): Promise<string> {
  counter += 1
  const chatId = where === 'direct' ? 'direct:贾宏伟' : 'group:纸房村'
  const place = { chatId, chatKind: where, userId: '贾宏伟', platform: 'sandbox', bot: '' }
  const receipt = await intake({
    ...place,
    messageId: `m${counter}`,
    text,
    voice: false,
    attachments: [],
    sentAt: instant('2023-06-15 10:00'),
  })
  return receipt.replies[0]?.text ?? ''
}

test.each([
  ['a command', '走访 王亦态 在合作社务工，收入稳定', /^✅ 走访 #\d+/],
  ['a command after a mention', '@乡报 走访 王亦态 在家务农', /^✅ 走访/],
  ['a command after a mention with a wide space', '@乡报\u2005走访 王亦态 在家务农', /^✅ 走访/],
  ['a command before a mention', '走访 王亦态 在家务农 @乡报', /^✅ 走访/],
  ['a command behind # and fillers', '嗯，#走访 王亦态 在家务农', /^✅ 走访/],
  ['a sentence that reports', '昨天走访王亦态，在合作社务工', /^✅ 走访/],
  ['a report that ends in words of asking', '走访 王亦态 家里没人，不知道几点回来', /^✅ 走访/],
  ['an action on an entry', '查 1001', /^【走访 1001】/],
  ['an action on an entry, with #', '查 #1001', /^【走访 1001】/],
  ['a word before the number of an entry', '回访 王亦态 收入稳定', /^✅ 走访/],
  ['a question with a command word in it', '走访排名前十', /^(?!✅)[\s\S]*(?:走访|遍访)/],
  ['a question about who', '会议谁没开', /^(?!✅)./],
  ['a question about a household', '王亦态 情况', /^(?!✅)[\s\S]*王亦态/],
  ['help', '帮助', /走访/],
  ['help on one thing', '帮助 走访', /户主/],
])('%s (%s) is read as such', async (_what, text, expected) => {
  expect(await said(text)).toMatch(expected)
  await said('取消')
})

test.each(['会议改到三点', '问题不大', '大家辛苦了', '收到', '好的', '明天都来'])(
  'plain talk (%s) gets no reply in a group and makes no entry',
  async (text) => {
    const reply = await said(text, 'group')
    expect(reply).not.toMatch(/^✅/)
    await said('取消', 'group')
  },
)

test('plain talk in a direct chat gets one short line of help', async () => {
  const reply = await said('今天天气不错')
  expect(reply).toContain('帮助')
  expect(reply.length).toBeLessThan(120)
})

test('a command word that is nearly right is named', async () => {
  expect(await said('走方')).toMatch(/走访|帮助/)
})

test('a bare number is a choice only while a choice is open', async () => {
  expect(await said('1')).not.toMatch(/^✅/)
  expect(await said('走访 户主:王志钢 情况:正常')).toMatch(/^[✅❓]/u)
  await said('取消')
})

test('a bare name is the answer where a household is asked for, else a question', async () => {
  expect(await said('李桂花')).not.toMatch(/^[✅❓❌]/u)
  await said('走访')
  expect(await said('李桂花')).toMatch(/^❓.*情况/)
  await said('取消')
})
