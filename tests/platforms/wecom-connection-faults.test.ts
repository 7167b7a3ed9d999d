import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VirtualClock } from '../../src/clock.ts'
import type { Content } from '../../src/core/blocks.ts'
import { defaultPace } from '../../src/platforms/wecom/connection.ts'
import { bot, type ConnectionHouse, createConnectionHouse, type HouseOptions, startFake } from '../support/fake-wecom/connection-house.ts'
import { type FakeSocketServer, startFakeSocketServer } from '../support/fake-wecom/socket-server.ts'

let server: FakeSocketServer
let clock: VirtualClock
let houses: ConnectionHouse[]

const CHAT = 'user:u1'
const says = (text: string): Content => ({ blocks: [{ kind: 'text', text }] })
const spoken = (content: string) => ({ chattype: 'single', from: { userid: 'u1' }, msgtype: 'text', text: { content } })

beforeEach(async () => {
  houses = []
  ;({ server, clock } = await startFake())
})

afterEach(async () => {
  for (const house of houses) await house.stop()
  await server.stop()
})

async function begin(options: Partial<HouseOptions> = {}): Promise<ConnectionHouse> {
  const house = createConnectionHouse({ server, clock, ...options })
  houses.push(house)
  await house.start()
  return house
}

const isConnected = (house: ConnectionHouse) =>
  vi.waitFor(() => expect(house.platform.state()).toBe('connected'), { interval: 5, timeout: 3_000 })

/** A connected bot that was written to, and the request that it was written with. */
async function talking(options: Partial<HouseOptions> = {}): Promise<{ house: ConnectionHouse; replyTo: string }> {
  const house = await begin(options)
  await isConnected(house)
  server.say(spoken('你好'))
  await vi.waitFor(() => expect(house.received).toHaveLength(1), { interval: 5 })
  return { house, replyTo: house.received[0]?.replyTo ?? '' }
}

describe('connecting', () => {
  it('goes on for ever while nobody listens, at most 10 times in the first 20 seconds, and at least once a minute', async () => {
    server.switches.handshake = 'refuse'
    const house = await begin()
    await vi.waitFor(() => expect(house.waits.length).toBeGreaterThan(20), { interval: 5, timeout: 5_000 })

    const times = house.waits.map((_, i) => house.waits.slice(0, i).reduce((sum, wait) => sum + wait, 0))
    expect(times.filter((at) => at <= 20_000).length).toBeLessThanOrEqual(10)
    expect(house.waits[0]).toBeLessThanOrEqual(1_000)
    for (const wait of house.waits.slice(8)) expect(wait).toBeGreaterThanOrEqual(30_000)
    for (const wait of house.waits) expect(wait).toBeLessThanOrEqual(60_000)
    // Chance spreads the bots.
    expect(new Set(house.waits.slice(8)).size).toBeGreaterThan(1)
    expect(house.platform.state()).toBe('connecting')
  })

  it('is there again after an outage of any length', async () => {
    server.switches.handshake = 'refuse'
    const house = await begin()
    await vi.waitFor(() => expect(house.waits.length).toBeGreaterThan(15), { interval: 5, timeout: 5_000 })
    server.switches.handshake = 'take'

    await isConnected(house)
  })

  it('gives up a peer that never finishes the handshake', async () => {
    server.switches.handshake = 'hang'
    const house = await begin({ pace: { handshakeMs: 40 } })
    await vi.waitFor(() => expect(server.opened()).toBe(2), { interval: 5 })
    server.switches.handshake = 'take'

    await isConnected(house)
    await vi.waitFor(() => expect(server.open()).toBe(1), { interval: 5 })
  })

  it('gives up a server that never answers the subscription, and sends nothing before the answer', async () => {
    server.switches.subscribe = null
    const house = await begin({ pace: { subscribeMs: 60 } })
    await vi.waitFor(() => expect(server.sent('aibot_subscribe')).toHaveLength(1), { interval: 1 })
    expect(house.platform.state()).toBe('connecting')
    expect(await house.deliver(CHAT, says('通知'))).toMatchObject([{ sent: false, retryable: true, code: 'not-connected' }])
    await vi.waitFor(() => expect(server.opened()).toBe(2), { interval: 5 })
    server.switches.subscribe = 0

    await isConnected(house)
    expect(server.sent('aibot_send_msg')).toEqual([])
  })

  it('takes a refused subscription for a passing one, unless the credentials are wrong', async () => {
    server.switches.subscribe = 846601
    const house = await begin()
    await vi.waitFor(() => expect(house.waits.length).toBeGreaterThan(7), { interval: 5 })
    expect(house.troubles).toEqual([])
    expect(house.waits[0]).toBeLessThanOrEqual(1_000)
    server.switches.subscribe = 0
    await isConnected(house)
  })

  it('asks rarely with wrong credentials, tells the administrator once, and never says the secret', async () => {
    const house = await begin({ secret: 'wrong-secret' })
    await vi.waitFor(() => expect(house.waits.length).toBeGreaterThan(9), { interval: 5 })

    expect(house.waits.slice(0, 9)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600].map((seconds) => seconds * 1000))
    expect(house.troubles).toHaveLength(1)
    expect(house.troubles[0]).toContain('WECOM_BOT_SECRET')
    expect(`${house.troubles.join()}${house.log.join()}`).not.toContain('wrong-secret')
    expect(server.open()).toBeLessThanOrEqual(1)
  })

  it('holds exactly one socket, however often the server closes it', async () => {
    const house = await begin()
    for (let closes = 1; closes <= 5; closes++) {
      await isConnected(house)
      server.closeAll(1006 + closes > 1011 ? 1000 : 1001)
      await vi.waitFor(() => expect(server.opened()).toBe(closes + 1), { interval: 2 })
    }
    await isConnected(house)
    expect([server.open(), server.kicks(), server.sent('aibot_subscribe').length]).toEqual([1, 0, 6])
    await house.stop()
    expect(house.platform.state()).toBe('off')
    await vi.waitFor(() => expect(server.open()).toBe(0), { interval: 5 })
  })

  it('is patient with a server that takes it and drops it at once, and quick again once a link has held', async () => {
    const house = await begin()
    for (let i = 0; i < 7; i++) {
      await vi.waitFor(() => expect(server.opened()).toBe(i + 1), { interval: 2 })
      await isConnected(house)
      server.closeAll()
      await vi.waitFor(() => expect(house.waits).toHaveLength(i + 1), { interval: 2 })
    }
    expect(house.waits[6]).toBeGreaterThanOrEqual(30_000)
    await isConnected(house)
    clock.set(clock.now() + 60_000)
    server.closeAll()
    await vi.waitFor(() => expect(house.waits).toHaveLength(8), { interval: 2 })
    expect(house.waits[7]).toBeLessThanOrEqual(1_000)
  })

  it('stops in the middle of a handshake, of a wait, and before it began', async () => {
    server.switches.handshake = 'hang'
    const hanging = await begin({ pace: { handshakeMs: 60_000 } })
    await vi.waitFor(() => expect(server.opened()).toBe(1), { interval: 2 })
    await hanging.stop()
    server.switches.handshake = 'refuse'
    const waiting = await begin({ sleep: () => new Promise(() => {}) })
    await vi.waitFor(() => expect(waiting.waits).toHaveLength(1), { interval: 2 })
    await waiting.stop()
    await createConnectionHouse({ server, clock }).stop()

    await vi.waitFor(() => expect(server.open()).toBe(0), { interval: 5 })
    expect([hanging.platform.state(), waiting.platform.state()]).toEqual(['off', 'off'])
  })
})

describe('a line that seems to live', () => {
  it('is noticed when it falls silent, within 90 seconds', async () => {
    const house = await begin({ pace: { pingEveryMs: 30, pongMs: 30 } })
    await isConnected(house)
    server.switches.pongs = false
    await vi.waitFor(() => expect(server.opened()).toBeGreaterThan(1), { interval: 5 })
    server.switches.pongs = true

    await isConnected(house)
    expect(server.open()).toBe(1)
    expect(defaultPace.pingEveryMs + defaultPace.pongMs).toBeLessThanOrEqual(90_000)
    for (const ping of server.sent('ping')) expect(ping.body).toEqual({})
  })

  it('is noticed by the first frame that gets no ack, before it is sent again', async () => {
    const { house } = await talking({ pace: { ackMs: 40, pongMs: 40 } })
    server.switches.pongs = false
    server.next('aibot_send_msg', 'drop')

    expect(await house.deliver(CHAT, says('通知'))).toMatchObject([{ sent: false, retryable: true, code: 'unconfirmed' }])
    server.switches.pongs = true
    await vi.waitFor(() => expect(server.opened()).toBe(2), { interval: 5 })
  })

  it('is left at once when the server lost the subscription', async () => {
    const { house } = await talking()
    server.forget()

    expect(await house.deliver(CHAT, says('通知'))).toMatchObject([{ sent: false, retryable: true, code: '846609' }])
    await vi.waitFor(() => expect(server.opened()).toBe(2), { interval: 5 })
    expect(house.waits).toEqual([0])
    await isConnected(house)
    expect(await house.deliver(CHAT, says('通知'))).toEqual([{ sent: true }])
  })

  it('answers a WebSocket ping once', async () => {
    const house = await begin()
    await isConnected(house)
    server.pingAll()
    await vi.waitFor(() => expect(server.pongs()).toBe(1), { interval: 5 })
    server.pingAll()
    await vi.waitFor(() => expect(server.pongs()).toBe(2), { interval: 5 })
  })
})

describe('acks', () => {
  it('of an earlier frame never settle a later one of the same request', async () => {
    const { house, replyTo } = await talking({ pace: { ackMs: 40 } })
    server.next('aibot_respond_msg', 'late')
    expect(await house.deliver(CHAT, says('答'), { replyTo })).toMatchObject([{ sent: false, retryable: true, code: 'unconfirmed' }])
    // Sent once more: under another request, which is never acked, while the late ack of the first comes in.
    server.next('aibot_send_msg', 'drop')
    const second = house.deliver(CHAT, says('答'), { replyTo })
    await vi.waitFor(() => expect(server.sent('aibot_send_msg')).toHaveLength(1), { interval: 1 })
    server.sendLate()

    expect(await second).toMatchObject([{ sent: false, retryable: false, code: 'unconfirmed' }])
    expect(server.sent('aibot_respond_msg')).toHaveLength(1)
    expect(server.open()).toBe(1)
  })

  it('that are missed repeat a message once and no more', async () => {
    const { house } = await talking({ pace: { ackMs: 40 } })
    server.next('aibot_send_msg', 'drop')
    expect(await house.deliver(CHAT, says('通知'), { id: 9 })).toMatchObject([{ sent: false, retryable: true, code: 'unconfirmed' }])
    expect(await house.deliver(CHAT, says('通知'), { id: 9 })).toEqual([{ sent: true }])
    expect(server.sent('aibot_send_msg')).toHaveLength(2)
    expect(house.log.filter((line) => line.includes('gave no ack'))).toHaveLength(1)
  })

  it('that are missed keep their doubt through a refusal that passes', async () => {
    const { house } = await talking({ pace: { ackMs: 40 } })
    const fates = ['drop', { errcode: 45009 }, 'drop'] as const
    const outcomes = []
    for (const fate of fates) {
      server.next('aibot_send_msg', fate)
      outcomes.push(...(await house.deliver(CHAT, says('通知'), { id: 9 })))
    }
    expect(outcomes).toMatchObject([
      { retryable: true, code: 'unconfirmed' },
      { retryable: true, code: '45009' },
      { retryable: false, code: 'unconfirmed' },
    ])
  })

  it('that come twice, or without a code, count once', async () => {
    const { house } = await talking()
    server.next('aibot_send_msg', 'double')
    expect(await house.deliver(CHAT, says('一'))).toEqual([{ sent: true }])
    server.next('aibot_send_msg', 'bare')
    expect(await house.deliver(CHAT, says('二'))).toEqual([{ sent: true }])
    expect(server.sent('aibot_send_msg')).toHaveLength(2)
  })

  it('are waited for before the next frame of the same request', async () => {
    const { house, replyTo } = await talking({ pace: { ackMs: 2_000 } })
    server.next('aibot_respond_msg', 'late')
    const both = [house.deliver(CHAT, says('一'), { id: 1, replyTo }), house.deliver(CHAT, says('二'), { id: 2, replyTo })]
    await vi.waitFor(() => expect(server.sent('aibot_respond_msg')).toHaveLength(1), { interval: 5 })
    // A push goes by, so the second reply had its chance.
    expect(await house.deliver(CHAT, says('三'), { id: 3 })).toEqual([{ sent: true }])
    expect(server.sent('aibot_respond_msg')).toHaveLength(1)
    server.sendLate()

    expect(await Promise.all(both)).toEqual([[{ sent: true }], [{ sent: true }]])
    expect(server.sent('aibot_respond_msg').map(({ body }) => body.stream)).toMatchObject([{ id: 'x1' }, { id: 'x2' }])
  })

  it('of a line that is cut leave the message for the next one', async () => {
    const { house, replyTo } = await talking()
    server.next('aibot_respond_msg', 'cut')
    expect(await house.deliver(CHAT, says('答'), { replyTo })).toMatchObject([{ sent: false, retryable: true }])
    await isConnected(house)

    // On a new socket no late ack can come: the very message is answered, by the same stream.
    expect(await house.deliver(CHAT, says('答'), { replyTo })).toEqual([{ sent: true }])
    expect(server.sent('aibot_respond_msg').map(({ body, connection }) => [connection, body.stream])).toMatchObject([
      [1, { id: 'x7' }],
      [2, { id: 'x7' }],
    ])
  })

  it('of a chunk that is missed are asked for again', async () => {
    const { house } = await talking({ pace: { ackMs: 40 }, dataDir: tmpdir() })
    const path = `xiangbao-upload-${process.pid}`
    writeFileSync(join(tmpdir(), path), 'twelve bytes')
    server.next('aibot_upload_media_chunk', 'drop')

    expect(await house.deliver(CHAT, { blocks: [], files: [{ name: 'a.csv', mime: 'text/csv', path }] })).toEqual([{ sent: true }])
    expect(server.sent('aibot_upload_media_chunk').map(({ body }) => body.chunk_index)).toEqual([0, 0])
  })
})

describe('another program with the same bot', () => {
  it('puts this one on standby for 3 minutes, then longer each time, and tells the administrator', async () => {
    const passes: (() => void)[] = []
    const house = await begin({ sleep: () => new Promise((resolve) => passes.push(resolve)) })
    for (const [round, minutes] of [3, 6, 12, 24, 48, 60, 60].entries()) {
      await isConnected(house)
      const other = await begin({ sleep: () => new Promise(() => {}) })
      await vi.waitFor(() => expect(house.platform.state()).toBe('standby'), { interval: 2 })
      expect(house.waits[round]).toBe(minutes * 60_000)
      await isConnected(other)
      await other.stop()
      expect(await house.deliver(CHAT, says('通知'))).toMatchObject([{ sent: false, retryable: true, code: 'not-connected' }])
      passes.pop()?.()
    }
    expect(house.troubles[0]).toContain('另一个程序')
    await isConnected(house)
  })

  it('never ends in a kick war: two of ours kick each other a few dozen times a day at most', async () => {
    const alarms: { at: number; wake: () => void }[] = []
    const sleep = (ms: number) => new Promise<void>((wake) => void alarms.push({ at: clock.now() + ms, wake }))
    const first = await begin({ sleep })
    await isConnected(first)
    const second = await begin({ sleep })
    const day = clock.now() + 86_400_000
    for (let kicks = 1; ; kicks++) {
      await vi.waitFor(
        () => {
          expect([server.kicks(), alarms.length]).toEqual([kicks, 1])
          expect([first.platform.state(), second.platform.state()].sort()).toEqual(['connected', 'standby'])
          expect(server.open()).toBe(1)
        },
        { interval: 2, timeout: 3_000 },
      )
      const alarm = alarms.pop()
      if (!alarm || alarm.at > day) break
      clock.set(alarm.at)
      alarm.wake()
    }
    expect(server.kicks()).toBeLessThanOrEqual(40)
  })

  it('leaves the one on standby alone when it is closed late by the server', async () => {
    const house = await begin({ sleep: () => new Promise(() => {}) })
    await isConnected(house)
    const other = await begin()
    await isConnected(other)
    await vi.waitFor(() => expect(house.platform.state()).toBe('standby'), { interval: 2 })

    // We close the half-alive socket ourselves instead of waiting minutes for the server.
    await vi.waitFor(() => expect(server.open()).toBe(1), { interval: 2 })
    expect(other.platform.state()).toBe('connected')
  })
})

it('never lets a failing receiver reach the process', async () => {
  const escaped: unknown[] = []
  const catchIt = (reason: unknown) => void escaped.push(reason)
  process.on('unhandledRejection', catchIt)
  const house = await begin({
    async receive({ text }) {
      if (text === '坏') throw new Error('bug')
    },
  })
  await isConnected(house)
  server.say(spoken('坏'))
  server.say(spoken('好'))
  await vi.waitFor(() => expect(house.received.map(({ text }) => text)).toEqual(['好']), { interval: 5 })
  await vi.waitFor(() => expect(house.log.join('')).toContain('a wecom message was lost'), { interval: 5 })
  await new Promise(setImmediate)
  process.off('unhandledRejection', catchIt)

  expect(escaped).toEqual([])
  expect(house.platform.state()).toBe('connected')
})

it('takes a second server under the same address without mixing up anything', async () => {
  const { house } = await talking()
  await server.stop()
  await vi.waitFor(() => expect(house.platform.state()).toBe('connecting'), { interval: 2 })
  const port = Number(new URL(server.url).port)
  server = await startFakeSocketServer({ ...bot, now: clock.now, port })

  await isConnected(house)
  server.say(spoken('回来了'))
  await vi.waitFor(() => expect(house.received).toHaveLength(2), { interval: 5 })
})
