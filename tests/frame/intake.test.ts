import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addAudit, listAudit } from '../../db/queries/audit.ts'
import { findSteps } from '../../db/queries/entries.ts'
import { countEntries, listEntries } from '../../db/queries/entry-lists.ts'
import { countOutgoing, failedMessages, findReceived } from '../../db/queries/traffic.ts'
import { loadCommands } from '../../src/app.ts'
import { createVirtualClock, type VirtualClock } from '../../src/clock.ts'
import { text } from '../../src/core/blocks.ts'
import { UserError } from '../../src/core/errors.ts'
import type { IncomingMessage } from '../../src/core/message.ts'
import { accepted } from '../../src/core/reply.ts'
import { type Command, defineWord, indexCommands } from '../../src/domain/command.ts'
import { inspectEntry } from '../../src/domain/entries.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { createIntake, type Intake, replayFailed } from '../../src/frame/intake.ts'
import { instant, type Ledger, openLedger, qingcheng } from '../support/ledger.ts'

let ledger: Ledger
let clock: VirtualClock
let intake: Intake
/** Does the command 出错 still have its bug? */
let hasBug: boolean

/** Leaves a trace in the database, then ends as its name says. */
const writing = (name: string, title: string, end: () => void): Command =>
  defineWord({
    name,
    title,
    aliases: [],
    summary: title,
    examples: [],
    async run({ db, now }, { rest }) {
      await addAudit(db, { at: now, memberId: null, action: name, target: rest, detail: '' })
      end()
      return accepted([text(`${title}好了`)])
    },
  })

beforeEach(async () => {
  hasBug = true
  const commands = indexCommands([
    ...(await loadCommands()).all,
    writing('bug', '出错', () => {
      if (hasBug) throw new TypeError('cannot read properties of undefined')
    }),
    writing('refuse', '拒绝', () => {
      throw new UserError('这样不行，请换个写法。')
    }),
    writing('note', '记号', () => {}),
  ])
  ledger = await openLedger({ commands, households: [{ village: '纸房村', head: '王亦态' }] })
  clock = createVirtualClock(instant('2023-06-15 10:00'), () => 0)
  intake = createIntake({
    store: ledger.store,
    clock,
    commands,
    keepHouse: createHouseKeeper([qingcheng()]),
    botNames: ['乡报'],
    quiet: { from: 0, to: 0 },
    log: pino({ level: 'silent' }),
    announceFiles: async (reply) => reply,
    committed() {},
  })
})
afterEach(async () => await ledger.close())

let counter = 0
function message(words: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  counter += 1
  return {
    platform: 'sandbox',
    bot: '',
    messageId: `m${counter}`,
    chatId: 'direct:贾宏伟',
    chatKind: 'direct',
    userId: '贾宏伟',
    text: words,
    voice: false,
    attachments: [],
    sentAt: clock.now(),
    ...more,
  }
}

const visit = '走访 王亦态 在合作社务工，收入稳定'
const count = (): Promise<number> => countEntries(ledger.store.read, { all: true })
const texts = async (from: IncomingMessage): Promise<string[]> => (await intake(from)).replies.map((reply) => reply.text)
/** What the commands above left in the database, oldest first. */
const traces = async (name: string): Promise<string[]> => (await listAudit(ledger.store.read, 100, name)).map((row) => row.target).reverse()
const outcome = async (of: IncomingMessage): Promise<string | undefined> => (await findReceived(ledger.store.read, of))?.outcome

test('the same message again gives the same reply and is one entry', async () => {
  const once = message(visit)
  const first = await intake(once)
  const again = await intake(once)

  expect(first.duplicate).toBe(false)
  expect(first.replies[0]?.text).toMatch(/^✅ 走访 #1001/)
  expect(again.duplicate).toBe(true)
  expect(again.replies.map((reply) => reply.text)).toEqual(first.replies.map((reply) => reply.text))
  expect(again.replies.map((reply) => reply.content)).toEqual(first.replies.map((reply) => reply.content))
  expect(await count()).toBe(1)
})

test('the same message delivered many times at once is one entry and one outgoing reply', async () => {
  const once = message(visit)
  const replies = await Promise.all(Array.from({ length: 8 }, () => texts(once)))

  expect(new Set(replies.flat()).size).toBe(1)
  expect(await count()).toBe(1)
  expect((await countOutgoing(ledger.store.read)).queued).toBe(1)
})

test('a message that meets a bug changes nothing, is kept, and is answered with a calm sentence', async () => {
  const bad = message('出错 一次')

  expect(await texts(bad)).toEqual([expect.stringMatching(/^❌ 系统出了点问题，这条消息还没有记上，但已经保存/)])
  expect(await outcome(bad)).toBe('failed')
  expect(await traces('bug')).toEqual([])
})

test('a message that failed is handled by replay once the bug is gone, at its own time, and then no more', async () => {
  const bad = message('出错 一次')
  await intake(bad)
  const replay = async (): Promise<number> => await replayFailed(intake, await failedMessages(ledger.store.read, 10))

  expect(await replay()).toBe(0)
  expect(await outcome(bad)).toBe('failed')
  hasBug = false
  expect(await replay()).toBe(1)
  expect(await outcome(bad)).toBe('done')
  expect(await traces('bug')).toEqual(['一次'])
  expect(await replay()).toBe(0)
  expect(await texts(bad)).toEqual(['✅ 出错好了'])
})

test('a message that failed is handled when the platform delivers it again', async () => {
  const bad = message('出错 一次')
  await intake(bad)
  hasBug = false

  expect(await texts(bad)).toEqual(['✅ 出错好了'])
  expect(await traces('bug')).toEqual(['一次'])
})

test('a refusal thrown from inside undoes what was begun', async () => {
  const refused = message('拒绝 一次')

  expect(await texts(refused)).toEqual(['❌ 这样不行，请换个写法。'])
  expect(await outcome(refused)).toBe('done')
  expect(await traces('refuse')).toEqual([])
})

test('messages of one person in one chat are handled in the order in which they came', async () => {
  const words = Array.from({ length: 20 }, (_, index) => String(index))
  await Promise.all(words.map((word) => intake(message(`记号 ${word}`))))

  expect(await traces('note')).toEqual(words)
})

test('an answer that comes right behind its report is read as its answer', async () => {
  const replies = await Promise.all(['走访', '王亦态', '在家务农'].map((words) => texts(message(words))))

  expect(replies.flat().map((reply) => reply[0])).toEqual(['❓', '❓', '✅'])
})

test('bad messages harm no other that shares their commit', async () => {
  const people = ['贾宏伟', '慕晓东', '杨治国', '刘海峰', '周凯', '吴敏']
  const all = people.flatMap((person) =>
    ['记号 前', '出错 中', '拒绝 中', '记号 后'].map((words) => message(words, { userId: person, chatId: `direct:${person}` })),
  )
  const replies = await Promise.all(all.map(texts))

  expect(replies.map(([reply]) => reply?.slice(0, 4))).toEqual(people.flatMap(() => ['✅ 记号', '❌ 系统', '❌ 这样', '✅ 记号']))
  expect(await traces('note')).toHaveLength(2 * people.length)
  expect((await traces('bug')).concat(await traces('refuse'))).toEqual([])
})

test('a message handled after midnight still belongs to the day on which it was sent', async () => {
  clock.set(instant('2023-07-01 00:20'))
  await intake(message(visit, { sentAt: instant('2023-06-30 23:58') }))
  await intake(message(`昨天${visit}`, { sentAt: instant('2023-06-30 23:59') }))

  expect((await listEntries(ledger.store.read, {}, 10)).map((entry) => entry.date)).toEqual(['2023-06-30', '2023-06-29'])
})

test('a platform’s clock that is ahead puts nothing into the future', async () => {
  await intake(message(visit, { sentAt: instant('2023-06-16 10:00') }))

  expect(await listEntries(ledger.store.read, {}, 10)).toMatchObject([{ date: '2023-06-15', sentAt: clock.now() }])
})

test('what is stored is what was hashed, whatever signs were typed', async () => {
  await intake(message('会议 类型:研\ud800判会 主题:产\u0000业\udc00😀发展'))
  const [entry] = await listEntries(ledger.store.read, {}, 10)

  expect(entry).toMatchObject({ class: '研判会', fields: { topic: '产业😀发展' } })
  expect(entry && inspectEntry(entry, await findSteps(ledger.store.read, entry.no))).toEqual([])
})
