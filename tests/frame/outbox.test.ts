import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { waitingOutgoing } from '../../db/queries/outbox.ts'
import { countOutgoing } from '../../db/queries/traffic.ts'
import { createVirtualClock } from '../../src/clock.ts'
import type { Platform } from '../../src/core/platform.ts'
import type { Outbox } from '../../src/frame/outbox.ts'
import { drive, openOutbox, platformThat, type Queued, queueMessage } from '../support/outbox.ts'

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

const outboxOver = (platform: Platform): Outbox => openOutbox(store, clock, { platforms: [platform] }).outbox
const queue = (chatId: string, text: string, extra: Queued = {}): Promise<boolean> => queueMessage(store, chatId, text, extra)

test('messages of one chat go out in order', async () => {
  const { platform, taken } = platformThat(() => ({ sent: true }))
  for (const text of ['1', '2', '3']) await queue('a', text)

  await outboxOver(platform).flush()

  expect(taken).toEqual(['a:1', 'a:2', 'a:3'])
})

test('the words of an answer go at once, its file when it is made', async () => {
  const file = { name: '走访.xlsx', mime: 'x', path: 'exports/x.xlsx' }
  const said: string[] = []
  const { platform } = platformThat(
    (_chat, { part }) => {
      said.push(part.kind === 'file' ? part.file.name : part.text)
      return { sent: true }
    },
    {
      compose: (_chatId, { text }) => [
        { kind: 'text', text },
        { kind: 'file', file },
      ],
    },
  )
  const made = async (path: string): Promise<void> => void said.push(`made ${path}`)
  await queue('a', '共 2 条')

  await openOutbox(store, clock, { platforms: [platform], made }).outbox.flush()

  expect(said).toEqual(['共 2 条', 'made exports/x.xlsx', '走访.xlsx'])
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

test('what waits for a connection is not tried, and goes once the platform is ready', async () => {
  let connected = false
  let tries = 0
  const { platform, taken } = platformThat(
    () => {
      tries += 1
      return { sent: true }
    },
    { isReady: (chatId) => connected || chatId !== 'a', limits: [{ per: 'chat', most: 5, windowMs: 60_000 }] },
  )
  for (const chat of ['a', 'b']) await queue(chat, '1', { urgent: true })
  const outbox = outboxOver(platform)

  await outbox.flush()
  await outbox.flush()
  expect([tries, taken]).toEqual([1, ['b:1']])
  expect((await waitingOutgoing(store.read, clock.now())).map(({ chatId, attempts, triedAt }) => [chatId, attempts, triedAt])).toEqual([
    ['a', 0, null],
  ])
  connected = true
  await outbox.flush()

  expect(taken).toEqual(['b:1', 'a:1'])
})

test('a permanent refusal is parked for the administrator and does not hold the rest', async () => {
  const { platform, taken } = platformThat((_, { message }) =>
    message.text === 'bad' ? { sent: false, retryable: false, code: '400', reason: '内容不合规' } : { sent: true },
  )
  for (const text of ['bad', 'good']) await queue('a', text)

  await outboxOver(platform).flush()

  expect(taken).toEqual(['a:good'])
  expect(await countOutgoing(store.read)).toEqual({ queued: 0, failed: 1 })
})

test('a message whose answer was lost is sent again, and that is counted; after a clear refusal nothing is in doubt', async () => {
  const met: string[] = []
  const { platform, taken } = platformThat((_, { message }) => {
    const isFirst = !met.includes(message.text)
    met.push(message.text)
    if (!isFirst) return { sent: true }
    const refusal = { sent: false, retryable: true, code: 'x', reason: '' } as const
    return message.text === 'lost' ? { ...refusal, unsure: true } : refusal
  })
  await queue('a', 'lost')
  await queue('b', 'busy')
  const passing = createVirtualClock(1_000_000, () => 0)
  const { outbox } = openOutbox(store, passing, { platforms: [platform] })

  await drive(outbox, passing, 1_060_000)

  expect(taken.sort()).toEqual(['a:lost', 'b:busy'])
  expect(outbox.possiblyRepeated()).toBe(1)
})

test('a message whose answer is lost again and again is sent twice, then shown to the administrator', async () => {
  const met: string[] = []
  const { platform } = platformThat((_, { message }) => {
    met.push(message.text)
    return { sent: false, retryable: true, code: 'timeout', reason: '没有及时回应', unsure: true }
  })
  await queue('a', 'lost')
  const passing = createVirtualClock(1_000_000, () => 0)
  const { outbox } = openOutbox(store, passing, { platforms: [platform] })

  await drive(outbox, passing, 90_000_000)

  expect(met).toEqual(['lost', 'lost'])
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
