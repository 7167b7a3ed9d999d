import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { findOutgoing } from '../../db/queries/traffic.ts'
import { createVirtualClock, type VirtualClock } from '../../src/clock.ts'
import { text } from '../../src/core/blocks.ts'
import type { Platform } from '../../src/core/platform.ts'
import { splitText } from '../../src/render/split-text.ts'
import { drive, openOutbox, platformThat, queueMessage } from '../support/outbox.ts'

const SECOND = 1_000
const START = Date.parse('2026-11-10T10:00:00+08:00')
const limits = [{ per: 'chat', most: 30, windowMs: 60_000 }] as const
const RULE = '\n————————\n'

let folder: string
let store: Store
let clock: VirtualClock
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-merging-'))
  store = openStore(join(folder, 'test.db'))
  clock = createVirtualClock(START, () => 0)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A platform with limits, that notes when it took what. */
function noting(more: Partial<Platform> = {}) {
  const taken: string[] = []
  const at: number[] = []
  const { platform } = platformThat(
    (chatId, { part }) => {
      taken.push(`${chatId}:${part.kind === 'text' ? part.text : part.file.name}`)
      at.push(clock.now())
      return { sent: true }
    },
    { limits, ...more },
  )
  return { platform, taken, at }
}

const notice = (chatId: string, words: string, more: Parameters<typeof queueMessage>[3] = {}) =>
  queueMessage(store, chatId, words, { createdAt: clock.now(), dueAt: clock.now(), ...more })

describe('notices to one chat', () => {
  it('that come within 30 seconds are one message, in their order, and arrive within 30 seconds of the first', async () => {
    const { platform, taken, at } = noting()
    const { outbox } = openOutbox(store, clock, { platforms: [platform] })
    for (const seconds of [0, 10, 25]) {
      await drive(outbox, clock, START + seconds * SECOND)
      await notice('a', `第 ${seconds} 秒`)
    }
    await notice('b', '另一个群')

    await drive(outbox, clock, START + 120 * SECOND)

    expect(taken).toEqual([`a:第 0 秒${RULE}第 10 秒${RULE}第 25 秒`, 'b:另一个群'])
    expect((at[0] ?? 0) - START).toBeLessThanOrEqual(30 * SECOND)
    const states = (await findOutgoing(store.read, [1, 2, 3, 4])).map(({ state, mergedInto }) => [state, mergedInto])
    expect(states).toEqual([
      ['sent', null],
      ['merged', 1],
      ['merged', 1],
      ['sent', null],
    ])
  })

  it('go at once when an urgent one is among them', async () => {
    const { platform, taken } = noting()
    await notice('a', '提醒')
    await notice('a', '应急', { urgent: true })

    await openOutbox(store, clock, { platforms: [platform] }).outbox.flush()

    expect(taken).toEqual([`a:提醒${RULE}应急`])
  })

  it('wait for nothing on a platform without limits, and go one by one', async () => {
    const { platform, taken } = noting({ limits: [] })
    for (const words of ['1', '2']) await notice('a', words)

    await openOutbox(store, clock, { platforms: [platform] }).outbox.flush()

    expect(taken).toEqual(['a:1', 'a:2'])
  })

  it('that piled up in quiet hours are one message in the morning', async () => {
    const { platform, taken, at } = noting()
    const morning = START + 3_600_000
    for (const words of ['昨晚', '夜里']) await notice('a', words, { dueAt: morning })

    await drive(openOutbox(store, clock, { platforms: [platform] }).outbox, clock, morning + 60 * SECOND)

    expect(taken).toEqual([`a:昨晚${RULE}夜里`])
    expect(at).toEqual([morning])
  })

  it('that slipped into quiet hours wait for the morning, while urgent ones and replies go', async () => {
    const { platform, taken } = noting()
    const quiet = { from: 9 * 60 + 30, to: 11 * 60 }
    await notice('a', '提醒')
    await notice('b', '应急', { urgent: true })
    await notice('a', '答复', { kind: 'reply', urgent: true })
    const { outbox } = openOutbox(store, clock, { platforms: [platform], quiet })

    await drive(outbox, clock, START + 59 * 60 * SECOND)
    expect(taken.sort()).toEqual(['a:答复', 'b:应急'])
    await drive(outbox, clock, START + 61 * 60 * SECOND)

    expect(taken).toContain('a:提醒')
  })

  it('that wait for a full window are one message when it opens', async () => {
    const { platform, taken } = noting({ limits: [{ per: 'chat', most: 1, windowMs: 60_000 }] })
    const { outbox } = openOutbox(store, clock, { platforms: [platform] })
    await notice('a', '1')
    await drive(outbox, clock, START + 28 * SECOND)
    for (const words of ['2', '3', '4']) await notice('a', words)

    await drive(outbox, clock, START + 300 * SECOND)

    expect(taken).toEqual(['a:1', `a:2${RULE}3${RULE}4`])
  })

  it('keep to the byte limit, and lose no word', async () => {
    const { platform, taken } = noting({
      compose: (_, message) => splitText(message.text, 200).map((part) => ({ kind: 'text', text: part })),
    })
    for (let i = 0; i < 40; i++) await notice('a', `通知${i}：请按时上报。`)

    await drive(openOutbox(store, clock, { platforms: [platform] }).outbox, clock, START + 300 * SECOND)

    const parts = taken.map((line) => line.slice(2))
    expect(parts.every((part) => Buffer.byteLength(part) <= 200)).toBe(true)
    const told = parts.join('\n').match(/通知\d+/g)
    expect(told).toEqual(Array.from({ length: 40 }, (_, i) => `通知${i}`))
  })

  it('keep their buttons, files and mentions', async () => {
    const { platform } = noting()
    const seen: unknown[] = []
    const watching: Platform = {
      ...platform,
      compose(_chatId, { content, text: words }) {
        seen.push(content)
        return [{ kind: 'text', text: words }]
      },
    }
    const button = (says: string) => ({ text: says, says })
    const file = (name: string) => ({ name, mime: 'text/plain', path: name })
    await notice('a', '1', { content: { blocks: [text('1')], buttons: [button('收到 1')], files: [file('甲')] } })
    // The same button again says nothing new, and no card holds it twice.
    await notice('a', '2', { content: { blocks: [text('2')], buttons: [button('收到 2'), button('收到 1')], files: [file('乙')] } })

    await drive(openOutbox(store, clock, { platforms: [watching] }).outbox, clock, START + 60 * SECOND)

    expect(seen).toEqual([
      {
        blocks: [text('1'), text('————————'), text('2')],
        buttons: [button('收到 1'), button('收到 2')],
        files: [file('甲'), file('乙')],
      },
    ])
  })
})

describe('replies', () => {
  it('are never merged and never wait', async () => {
    const { platform, taken } = noting()
    await notice('a', '提醒')
    for (const words of ['答复1', '答复2']) await notice('a', words, { kind: 'reply', urgent: true })
    const { outbox } = openOutbox(store, clock, { platforms: [platform] })

    await outbox.flush()
    expect(taken).toEqual(['a:答复1', 'a:答复2'])
    await drive(outbox, clock, START + 60 * SECOND)

    expect(taken).toEqual(['a:答复1', 'a:答复2', 'a:提醒'])
  })

  it('keep their place between notices that wait with them', async () => {
    const { platform, taken } = noting()
    clock.set(START - 60 * SECOND)
    for (const words of ['1', '2']) await notice('a', words)
    await notice('a', '答复', { kind: 'reply', urgent: true })
    for (const words of ['3', '4']) await notice('a', words)
    clock.set(START)

    await openOutbox(store, clock, { platforms: [platform] }).outbox.flush()

    expect(taken).toEqual([`a:1${RULE}2`, 'a:答复', `a:3${RULE}4`])
  })
})

it('whatever comes when, everything that was queued is told once, in order within its chat', async () => {
  const event = fc.record({
    chat: fc.constantFrom('a', 'b'),
    isReply: fc.boolean(),
    isUrgent: fc.boolean(),
    waitMs: fc.integer({ min: 0, max: 40_000 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
      const own = openStore(join(folder, `${Math.random()}.db`))
      clock.set(START)
      const { platform, taken } = noting({ limits: [{ per: 'chat', most: 2, windowMs: 60_000 }] })
      const { outbox } = openOutbox(own, clock, { platforms: [platform] })
      for (const [i, { chat, isReply, isUrgent, waitMs }] of events.entries()) {
        const at = clock.now()
        const kind = isReply ? ('reply' as const) : ('notice' as const)
        await queueMessage(own, chat, `<${i}>`, { kind, urgent: isReply || isUrgent, createdAt: at, dueAt: at })
        await drive(outbox, clock, at + waitMs)
      }
      await drive(outbox, clock, START + 3_600_000 * 10)
      await own.close()

      const told = taken.flatMap((line) => [...line.matchAll(/<(\d+)>/g)].map(([, i]) => Number(i)))
      expect([...told].sort((a, b) => a - b)).toEqual(events.map((_, i) => i))
      for (const chat of ['a', 'b'])
        for (const isReply of [true, false]) {
          const order = told.filter((i) => events[i]?.chat === chat && events[i]?.isReply === isReply)
          expect(order).toEqual([...order].sort((a, b) => a - b))
        }
    }),
    { numRuns: 40 },
  )
}, 60_000)
