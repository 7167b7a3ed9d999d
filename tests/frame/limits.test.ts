import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { countOutgoing, findOutgoing } from '../../db/queries/traffic.ts'
import { createVirtualClock, type VirtualClock } from '../../src/clock.ts'
import type { Limit, OutgoingPart, Platform, SendOutcome } from '../../src/core/platform.ts'
import { drive, mostWithin, openOutbox, platformThat, queueMessage } from '../support/outbox.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-10T10:00:00+08:00')

let folder: string
let store: Store
let clock: VirtualClock
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-limits-'))
  store = openStore(join(folder, 'test.db'))
  clock = createVirtualClock(START, () => 0)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A platform that notes when and where it was called; every call takes `tookMs` of the clock. */
function noting(limits: Limit[], answer: (part: OutgoingPart) => SendOutcome = () => ({ sent: true }), tookMs = 0) {
  const calls: { chatId: string; at: number; text: string }[] = []
  const { platform } = platformThat(
    (chatId, part) => {
      calls.push({ chatId, at: clock.now(), text: part.part.kind === 'text' ? part.part.text : '' })
      clock.set(clock.now() + tookMs)
      return answer(part)
    },
    { limits },
  )
  return { platform, calls, times: (chatId: string) => calls.filter((call) => call.chatId === chatId).map(({ at }) => at) }
}

const perChat: Limit = { per: 'chat', most: 3, windowMs: MINUTE }
const reply = { kind: 'reply', urgent: true } as const

describe('the limits of a platform', () => {
  it('are never exceeded, nothing is dropped, and the order is kept', async () => {
    const { platform, calls, times } = noting([perChat, { per: 'chat', most: 5, windowMs: 10 * MINUTE }])
    for (let i = 1; i <= 12; i++) for (const chat of ['a', 'b']) await queueMessage(store, chat, String(i), reply)

    await drive(openOutbox(store, clock, { platforms: [platform] }).outbox, clock, START + 60 * MINUTE)

    for (const chat of ['a', 'b']) {
      expect(calls.filter(({ chatId }) => chatId === chat).map(({ text }) => text)).toEqual([
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
        '8',
        '9',
        '10',
        '11',
        '12',
      ])
      expect(mostWithin(times(chat), MINUTE)).toBe(3)
      expect(mostWithin(times(chat), 10 * MINUTE)).toBe(5)
    }
    expect(await countOutgoing(store.read)).toEqual({ queued: 0, failed: 0 })
  })

  it('hold for all chats together where the platform counts so', async () => {
    const { platform, calls } = noting([{ per: 'platform', most: 20, windowMs: 1_000 }])
    for (let i = 0; i < 70; i++) await queueMessage(store, `chat${i}`, 'x', reply)

    await drive(openOutbox(store, clock, { platforms: [platform] }).outbox, clock, START + MINUTE)

    expect(calls).toHaveLength(70)
    expect(
      mostWithin(
        calls.map(({ at }) => at),
        1_000,
      ),
    ).toBe(20)
    // Three full windows have to pass before the last ten, and no more than that.
    expect(Math.max(...calls.map(({ at }) => at)) - START).toBe(3 * 1_001)
  })

  it('are not forgotten by a restart', async () => {
    const { platform, times } = noting([perChat])
    for (let i = 1; i <= 7; i++) await queueMessage(store, 'a', String(i), reply)

    for (const minutes of [0, 0.2, 0.5, 1.1, 1.3, 2.5]) {
      clock.set(START + minutes * MINUTE)
      await openOutbox(store, clock, { platforms: [platform] }).outbox.flush()
      expect(mostWithin(times('a'), MINUTE)).toBeLessThanOrEqual(3)
    }

    expect(times('a')).toHaveLength(7)
  })

  it('count a try whose outcome nobody saw, since it may have arrived', async () => {
    const { platform, times } = noting([{ per: 'chat', most: 1, windowMs: MINUTE }])
    const crashing: Platform = { ...platform, send: () => new Promise(() => {}) }
    await queueMessage(store, 'a', '1', reply)
    void openOutbox(store, clock, { platforms: [crashing] }).outbox.flush()
    await untilTried()
    clock.set(START + 5_000)

    const { outbox } = openOutbox(store, clock, { platforms: [platform] })
    await drive(outbox, clock, START + 10 * MINUTE)

    expect(outbox.possiblyRepeated()).toBe(1)
    expect(times('a')).toEqual([START + 5_000 + MINUTE + 1])
  })

  it('count refused calls too', async () => {
    let refusals = 2
    const busy: SendOutcome = { sent: false, retryable: true, code: 'busy', reason: '忙', retryAfterMs: 1 }
    const { platform, times } = noting([{ per: 'chat', most: 2, windowMs: MINUTE }], () => (refusals-- > 0 ? busy : { sent: true }))
    await queueMessage(store, 'a', '1', reply)
    const first = openOutbox(store, clock, { platforms: [platform] }).outbox
    await first.flush()
    clock.set(START + 10)
    await first.flush()

    await drive(openOutbox(store, clock, { platforms: [platform] }).outbox, clock, START + 10 * MINUTE)

    expect(times('a')).toHaveLength(3)
    expect(mostWithin(times('a'), MINUTE)).toBe(2)
  })

  it('are counted from the end of a call, which is when the platform saw it at the latest', async () => {
    const { platform, times } = noting([{ per: 'chat', most: 1, windowMs: MINUTE }], () => ({ sent: true }), 4_000)
    for (const text of ['1', '2']) await queueMessage(store, 'a', text, reply)

    await drive(openOutbox(store, clock, { platforms: [platform] }).outbox, clock, START + 10 * MINUTE)

    expect(times('a')).toEqual([START, START + 4_000 + MINUTE + 1])
  })

  async function untilTried(): Promise<void> {
    for (;;) {
      const [row] = await findOutgoing(store.read, [1])
      if (row?.triedAt) return
      await new Promise(setImmediate)
    }
  }
})

describe('a message of several parts', () => {
  it('goes on where it stopped', async () => {
    let refuse = true
    const answer = ({ index }: OutgoingPart): SendOutcome =>
      index === 1 && refuse ? { sent: false, retryable: true, code: 'busy', reason: '忙', retryAfterMs: 1_000 } : { sent: true }
    const { platform, calls } = noting([perChat], answer)
    const inThree: Platform = { ...platform, compose: (_, { text }) => [...text].map((part) => ({ kind: 'text', text: part })) }
    await queueMessage(store, 'a', '甲乙丙', reply)
    await openOutbox(store, clock, { platforms: [inThree] }).outbox.flush()
    expect(calls.map(({ text }) => text)).toEqual(['甲', '乙'])
    refuse = false

    await drive(openOutbox(store, clock, { platforms: [inThree] }).outbox, clock, START + 10 * MINUTE)

    expect(calls.map(({ text }) => text)).toEqual(['甲', '乙', '乙', '丙'])
  })

  it('goes back to the message that it answers, and to no other', async () => {
    const seen: (string | null)[] = []
    const { platform } = platformThat(
      (_, { message }) => {
        seen.push(message.replyTo)
        return seen.length === 1 ? { sent: false, retryable: true, code: 'busy', reason: '忙', retryAfterMs: 1 } : { sent: true }
      },
      { limits: [{ per: 'chat', most: 30, windowMs: MINUTE }] },
    )
    await queueMessage(store, 'a', '1', { ...reply, replyTo: 'first' })
    await queueMessage(store, 'a', '2', { ...reply, replyTo: 'second' })
    await queueMessage(store, 'a', '3', { urgent: true })

    await drive(openOutbox(store, clock, { platforms: [platform] }).outbox, clock, START + MINUTE)

    expect(seen).toEqual(['first', 'first', 'second', null])
  })
})

describe('what keeps a message from going out', () => {
  it('does not keep another chat from its messages', async () => {
    const { platform, taken } = platformThat((chatId) => (chatId === 'slow' ? new Promise(() => {}) : { sent: true }), {
      limits: [perChat],
    })
    await queueMessage(store, 'slow', '1', reply)
    for (let i = 0; i < 100; i++) await queueMessage(store, `chat${i}`, 'x', reply)

    void openOutbox(store, clock, { platforms: [platform] }).outbox.flush()

    await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(100)
  })

  it('is written down with what was taken already: a part is not sent twice when the disk is full', async () => {
    let broken = true
    const failing: Store = {
      ...store,
      read: store.read,
      get failedCommits() {
        return 0
      },
      transaction: (work) => (broken && calls.length > 0 ? Promise.reject(new Error('disk full')) : store.transaction(work)),
    }
    const { platform, calls } = noting([perChat])
    await queueMessage(store, 'a', '1', reply)
    const { outbox } = openOutbox(failing, clock, { platforms: [platform] })
    await outbox.flush()
    broken = false
    await outbox.flush()

    expect(calls).toHaveLength(1)
    expect(await countOutgoing(store.read)).toEqual({ queued: 0, failed: 0 })
  })
})
