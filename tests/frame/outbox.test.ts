import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { countOutgoing, queueOutgoing } from '../../db/queries/traffic.ts'
import { createVirtualClock } from '../../src/clock.ts'
import type { OutgoingMessage, Platform, SendOutcome } from '../../src/core/platform.ts'
import { createOutbox, type Outbox } from '../../src/frame/outbox.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-outbox-'))
  store = openStore(join(folder, 'test.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const clock = createVirtualClock(1_000_000, () => 0)

/** A platform that takes what `answer` lets it take, and keeps it. */
function platformThat(answer: (chatId: string, message: OutgoingMessage) => SendOutcome): { platform: Platform; taken: string[] } {
  const taken: string[] = []
  const platform: Platform = {
    name: 'test',
    capabilities: { buttons: { group: false, direct: false }, hearsGroups: false },
    limits: [],
    compose: (_chatId, message) => [{ kind: 'text', text: message.text }],
    directChatOf: () => null,
    state: () => 'connected',
    start: async () => {},
    stop: async () => {},
    download: async () => new Uint8Array(),
    async send(chatId, { message }) {
      const outcome = answer(chatId, message)
      if (outcome.sent) taken.push(`${chatId}:${message.text}`)
      return outcome
    },
  }
  return { platform, taken }
}

function outboxOver(platform: Platform): Outbox {
  return createOutbox({ store, clock, platforms: new Map([[platform.name, platform]]), log: pino({ level: 'silent' }) })
}

async function queue(chatId: string, text: string, extra: { dedupeKey?: string; dueAt?: number } = {}): Promise<boolean> {
  const row = {
    platform: 'test',
    chatId,
    dedupeKey: null,
    kind: 'notice' as const,
    text,
    content: { blocks: [] },
    dueAt: 0,
    createdAt: 0,
    replyTo: null,
    urgent: false,
    ...extra,
  }
  return (await store.transaction((tx) => queueOutgoing(tx, row))) !== null
}

test('messages of one chat go out in order', async () => {
  const { platform, taken } = platformThat(() => ({ sent: true }))
  for (const text of ['1', '2', '3']) await queue('a', text)

  await outboxOver(platform).flush()

  expect(taken).toEqual(['a:1', 'a:2', 'a:3'])
})

test('a message that must wait holds those behind it, and other chats go on', async () => {
  let refusals = 1
  const { platform, taken } = platformThat((chatId) =>
    chatId === 'a' && refusals-- > 0 ? { sent: false, retryable: true, code: 'busy', reason: '忙', retryAfterMs: 5000 } : { sent: true },
  )
  for (const text of ['1', '2']) await queue('a', text)
  await queue('b', '1')
  const outbox = outboxOver(platform)

  await outbox.flush()
  expect(taken).toEqual(['b:1'])
  clock.set(clock.now() + 5000)
  await outbox.flush()

  expect(taken).toEqual(['b:1', 'a:1', 'a:2'])
})

test('a permanent refusal is parked for the administrator and does not hold the rest', async () => {
  const { platform, taken } = platformThat((_, message) =>
    message.text === 'bad' ? { sent: false, retryable: false, code: '400', reason: '内容不合规' } : { sent: true },
  )
  for (const text of ['bad', 'good']) await queue('a', text)

  await outboxOver(platform).flush()

  expect(taken).toEqual(['a:good'])
  expect(await countOutgoing(store.read)).toEqual({ queued: 0, failed: 1 })
})

test('a sent message is not sent again by the next process', async () => {
  const { platform, taken } = platformThat(() => ({ sent: true }))
  await queue('a', '1')

  await outboxOver(platform).flush()
  await outboxOver(platform).flush()

  expect(taken).toEqual(['a:1'])
})

test('the same notice is queued once', async () => {
  expect(await queue('a', '1', { dedupeKey: 'k' })).toBe(true)
  expect(await queue('a', '1', { dedupeKey: 'k' })).toBe(false)
})

test('what is held until later leaves at its time', async () => {
  const { platform, taken } = platformThat(() => ({ sent: true }))
  await queue('a', 'later', { dueAt: clock.now() + 60_000 })
  const outbox = outboxOver(platform)

  await outbox.flush()
  expect(taken).toEqual([])
  clock.set(clock.now() + 60_000)
  await outbox.flush()

  expect(taken).toEqual(['a:later'])
})
