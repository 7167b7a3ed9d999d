import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../src/log.ts'
import { defaultPace, type StreamPace } from '../../src/platforms/dingtalk/stream.ts'
import { connectStream } from '../../src/platforms/dingtalk/stream-connection.ts'
import { createHouse, type TestHouse } from '../support/fake-dingtalk/house.ts'
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'
import { directMessage, robotMessage } from '../support/fake-dingtalk/messages.ts'
import { freePort } from '../support/server.ts'

const ROBOT = '/v1.0/im/bot/messages/get'

/** Milliseconds instead of seconds; a beat slow enough that a busy machine is not taken for a cut line. */
const QUICK: Partial<StreamPace> = {
  openMs: 2_000,
  handshakeMs: 300,
  pingMs: 1_000,
  deadMs: 5_000,
  firstRetryMs: 5,
  longestRetryMs: 40,
  stableMs: 0,
  drainMs: 400,
  graceMs: 300,
}

let fake: FakeDingtalk
let house: TestHouse

beforeEach(async () => {
  fake = await startFakeDingtalk()
})
afterEach(async () => {
  await house.stop()
  await fake.stop()
})

async function start(pace: Partial<StreamPace> = {}, cardTemplateId?: string): Promise<void> {
  const made = createHouse(fake, { pace: { ...QUICK, ...pace }, ...(cardTemplateId ? { cardTemplateId } : {}) })
  house = made
  await made.platform.start(made.host)
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5_000, interval: 2 })
const connected = (count = 1): Promise<void> => until(() => expect(fake.gateway.live()).toHaveLength(count))
const acked = (messageId: string): Promise<void> => until(() => expect(fake.gateway.acks.map((ack) => ack.messageId)).toContain(messageId))
const ackOf = (messageId: string) => fake.gateway.acks.find((ack) => ack.messageId === messageId)

/** Writing a message down takes until it is released. */
function holdReceive(onBegin: () => void = () => undefined): { begun: Promise<void>; release(): void } {
  let begin = (): void => undefined
  let release = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const held = new Promise<void>((resolve) => (release = resolve))
  house.onReceive = () => {
    begin()
    onBegin()
    return held
  }
  return { begun, release: () => release() }
}

describe('the connection', () => {
  it('opens with a ticket of its own and says what it wants to hear', async () => {
    await start()
    await connected()
    await until(() => expect(house.platform.state()).toBe('connected'))
    expect(fake.gateway.ticketRequests).toEqual([
      {
        accept: 'application/json',
        body: expect.objectContaining({
          clientId: 'dingapp',
          clientSecret: 'app-secret',
          subscriptions: [
            { type: 'EVENT', topic: '*' },
            { type: 'CALLBACK', topic: ROBOT },
          ],
        }),
      },
    ])
  })

  it('asks for card presses where there is a card template, and does not lend its list to another app', async () => {
    await start({}, 'template.schema')
    await connected()
    const other = createHouse(fake, { pace: QUICK })
    await other.platform.start(other.host)
    await connected(2)
    await other.stop()
    const topics = fake.gateway.ticketRequests.map(({ body }) => body.subscriptions?.map(({ topic }) => topic))
    expect(topics).toEqual([
      ['*', ROBOT, '/v1.0/card/instances/callback'],
      ['*', ROBOT],
    ])
  })

  it('is off before the start and after the stop, and a pause on its way does not bring it back', async () => {
    fake.gateway.refuse = { status: 503, code: 'ServiceUnavailable' }
    let waits = 0
    const wait = (_ms: number, signal: AbortSignal) => {
      waits++
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    }
    const made = createHouse(fake, { pace: { ...QUICK, wait } })
    house = made
    expect(house.platform.state()).toBe('off')
    await made.platform.start(made.host)
    await until(() => expect(waits).toBe(1))
    expect(house.platform.state()).toBe('connecting')
    await house.platform.stop()
    expect(house.platform.state()).toBe('off')
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(waits).toBe(1)
    expect(fake.gateway.ticketRequests).toHaveLength(1)
  })

  it('comes back with a new ticket after it was cut', async () => {
    await start()
    await connected()
    fake.gateway.connections[0]?.socket.terminate()
    await until(() => expect(fake.gateway.connections).toHaveLength(2))
    const id = fake.gateway.push('CALLBACK', ROBOT, robotMessage())
    await acked(id)
    expect(house.received).toHaveLength(1)
  })

  it('leaves neither secrets nor words of people in the log', async () => {
    const lines: string[] = []
    const made = createHouse(fake, { pace: QUICK, log: createLog({ level: 'trace', stream: { write: (line) => void lines.push(line) } }) })
    house = made
    fake.gateway.refuse = { status: 401, code: 'invalidCredential' }
    await made.platform.start(made.host)
    await until(() => expect(lines.length).toBeGreaterThan(0))
    fake.gateway.refuse = null
    await connected()
    let tries = 0
    house.onReceive = () => {
      if (++tries === 1) throw new Error('disk full')
    }
    fake.gateway.raw('{"headers":"王亦态"')
    await acked(fake.gateway.push('CALLBACK', ROBOT, robotMessage()))
    fake.gateway.connections[0]?.socket.terminate()
    await until(() => expect(fake.gateway.connections).toHaveLength(2))
    expect(lines.join('')).toContain('disk full')
    expect(lines.join('')).not.toMatch(/app-secret|ticket=|王亦态|staff1|sendBySession/)
  })

  it('opens its replacement before the old one ends, and loses nothing in between', async () => {
    await start()
    await connected()
    const ending = new Promise<number>((resolve) =>
      fake.gateway.connections[0]?.socket.once('close', () => resolve(fake.gateway.live().length)),
    )
    fake.gateway.disconnect(300)
    await connected()
    expect(fake.gateway.connections).toHaveLength(2)
    await until(() => expect(house.platform.state()).toBe('connected'))
    await acked(fake.gateway.push('CALLBACK', ROBOT, robotMessage()))
    // The new one was live while the old one closed.
    expect(await ending).toBe(1)
    expect(house.received).toHaveLength(1)
  })

  it('answers what came before the goodbye on the connection that brought it', async () => {
    await start()
    await connected()
    const { begun, release } = holdReceive()
    const id = fake.gateway.push('CALLBACK', ROBOT, robotMessage())
    await begun
    fake.gateway.disconnect(5_000)
    await until(() => expect(fake.gateway.connections).toHaveLength(2))
    release()
    await acked(id)
    expect(ackOf(id)?.connection).toBe(1)
  })

  it('closes an old connection that the gateway forgot to close', async () => {
    await start({ drainMs: 30 })
    await connected()
    fake.gateway.disconnect(60_000)
    await until(() => expect(fake.gateway.connections[0]?.socket.readyState).toBe(3))
    await connected()
  })

  it('notices a line that was cut without a word', async () => {
    await start({ pingMs: 20, deadMs: 65 })
    await connected()
    fake.gateway.connections[0]?.socket.pause()
    await until(() => expect(fake.gateway.connections.length).toBeGreaterThan(1))
  })

  it('would notice it within 90 seconds at its real pace', async () => {
    house = createHouse(fake)
    const { pingMs, deadMs } = defaultPace
    expect(pingMs + deadMs).toBeLessThanOrEqual(90_000)
  })

  it('does not wait for ever for a handshake', async () => {
    fake.gateway.stallHandshakes = true
    await start({ handshakeMs: 30 })
    await until(() => expect(fake.gateway.ticketRequests.length).toBeGreaterThan(1))
    expect(house.platform.state()).toBe('connecting')
    fake.gateway.stallHandshakes = false
    await connected()
  })

  it('goes on after every kind of frame that is none', async () => {
    await start()
    await connected()
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '7',
      '"x"',
      '{"type":"CALLBACK"}',
      '{"type":"CALLBACK","headers":{}}',
      '{"type":"NEW","headers":{"messageId":"1"}}',
    ])
      fake.gateway.raw(text)
    fake.gateway.raw(Buffer.from([0, 1, 2]))
    fake.gateway.push('CALLBACK', ROBOT, 'not json')
    fake.gateway.push('CALLBACK', ROBOT, '{"msgtype":5}')
    fake.gateway.push('SYSTEM', 'CONNECTED', {})
    fake.gateway.push('SYSTEM', 'REGISTERED', {})
    fake.gateway.push('SYSTEM', 'KEEPALIVE', {})
    await acked(fake.gateway.push('CALLBACK', ROBOT, robotMessage()))
    expect(fake.gateway.connections).toHaveLength(1)
    expect(house.received).toHaveLength(1)
  })

  it('reads frames whose headers are called header, as an official sample has it', async () => {
    await start()
    await connected()
    fake.gateway.raw(JSON.stringify({ type: 'CALLBACK', header: { topic: ROBOT, messageId: 'h1' }, data: JSON.stringify(robotMessage()) }))
    await acked('h1')
    expect(house.received).toHaveLength(1)
  })

  it('answers a ping with the same words, and a topic that it does not know with 404', async () => {
    await start()
    await connected()
    const ping = fake.gateway.push('SYSTEM', 'ping', '{"opaque":"o-1"}')
    const unknown = fake.gateway.push('CALLBACK', '/v1.0/graph/api/invoke', {})
    await acked(unknown)
    await acked(ping)
    expect(ackOf(ping)).toMatchObject({ code: 200, data: '{"opaque":"o-1"}', message: 'OK' })
    expect(ackOf(unknown)?.code).toBe(404)
  })
})

describe('an endpoint that the gateway names', () => {
  it.each([
    'wss://192.168.1.176:443/connect',
    'wss://localhost/connect',
    'ws://wss-open-connection.dingtalk.com/connect',
    'wss://[::1]/connect',
  ])('is not called when it is %s', async (endpoint) => {
    house = createHouse(fake)
    const parts = {
      patience: defaultPace,
      log: createLog({ level: 'silent' }),
      bases: ['https://api.dingtalk.com'],
      handle: async () => null,
    }
    await expect(connectStream({ endpoint, ticket: 't' }, parts)).rejects.toThrow(/https|内网/)
  })
})

describe('an endpoint that refuses', () => {
  /** Waits take no time; `at` is the time that would have passed. */
  function virtualTime(untilMs: number) {
    let at = 0
    let over = (): void => undefined
    const passed = new Promise<void>((resolve) => (over = resolve))
    const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
      at += ms
      if (at < untilMs) return
      over()
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    }
    return { wait, passed, at: () => at }
  }

  it('is tried at most 10 times in the first 20 seconds, and is told to the administrator', async () => {
    fake.gateway.refuse = { status: 401, code: 'invalidCredential' }
    const time = virtualTime(20_000)
    house = createHouse(fake, { pace: { wait: time.wait } })
    await house.platform.start((house as ReturnType<typeof createHouse>).host)
    await time.passed
    expect(fake.gateway.ticketRequests.length).toBeGreaterThan(2)
    expect(fake.gateway.ticketRequests.length).toBeLessThanOrEqual(10)
    expect(house.troubles[0]).toContain('invalidCredential')
    expect(house.troubles[0]).not.toContain('app-secret')
  })

  it('is tried no oftener when it lets in and throws out at once', async () => {
    const time = virtualTime(20_000)
    house = createHouse(fake, { pace: { wait: time.wait } })
    const accept = fake.gateway.connections
    const push = accept.push.bind(accept)
    accept.push = (...connections) => {
      for (const { socket } of connections) setImmediate(() => socket.close())
      return push(...connections)
    }
    await house.platform.start((house as ReturnType<typeof createHouse>).host)
    await time.passed
    expect(fake.gateway.ticketRequests.length).toBeGreaterThan(2)
    expect(fake.gateway.ticketRequests.length).toBeLessThanOrEqual(10)
  })

  it('is tried on even when telling the administrator fails', async () => {
    fake.gateway.refuse = { status: 401, code: 'invalidCredential' }
    const time = virtualTime(20_000)
    const made = createHouse(fake, { pace: { wait: time.wait, outageMs: 0 } })
    house = made
    await made.platform.start({
      ...made.host,
      trouble: () => {
        throw new Error('bug')
      },
    })
    await time.passed
    expect(fake.gateway.ticketRequests.length).toBeGreaterThan(2)
  })

  it('is tried for ever, once a minute at the most seldom, also where nobody listens', async () => {
    const port = await freePort()
    const base = `http://127.0.0.1:${port}`
    const time = virtualTime(3_600_000)
    const waits: number[] = []
    const wait = (ms: number, signal: AbortSignal): Promise<void> => {
      waits.push(ms)
      return time.wait(ms, signal)
    }
    const settings = { apiBase: base, oapiBase: base, app: { clientId: 'a', clientSecret: 'b', robotCode: 'a' } }
    house = createHouse(fake, { settings, pace: { wait, outageMs: 0 } })
    await house.platform.start((house as ReturnType<typeof createHouse>).host)
    await time.passed
    expect(Math.max(...waits)).toBeLessThanOrEqual(72_000)
    expect(waits.length).toBeGreaterThan(50)
    expect(house.troubles[0]).toContain('中断')
  })
})

describe('a robot message', () => {
  it('is acknowledged after it is on disk, not before', async () => {
    await start()
    await connected()
    const { begun, release } = holdReceive()
    const id = fake.gateway.push('CALLBACK', ROBOT, robotMessage())
    await begun
    const ping = fake.gateway.push('SYSTEM', 'ping', '{"opaque":"1"}')
    await acked(ping)
    expect(ackOf(id)).toBeUndefined()
    release()
    await acked(id)
    expect(ackOf(id)).toMatchObject({ code: 200, data: '{"response":null}' })
  })

  it('that is pushed again while it is being written is one message, and every push is acknowledged', async () => {
    await start()
    await connected()
    fake.gateway.redelivery = { to: 'same', afterMs: 30 }
    house.onReceive = () => until(() => expect(fake.gateway.delivered).toBeGreaterThanOrEqual(2))
    fake.gateway.push('CALLBACK', ROBOT, robotMessage())
    await until(() => expect(fake.gateway.acks.length).toBeGreaterThan(1))
    expect(house.received).toHaveLength(1)
  })

  it('that is pushed again on another connection is one message, each push acknowledged where it came', async () => {
    await start()
    await connected()
    fake.gateway.redelivery = { to: 'other', afterMs: 30 }
    house.onReceive = () => until(() => expect(fake.gateway.delivered).toBeGreaterThanOrEqual(2))
    fake.gateway.push('CALLBACK', ROBOT, robotMessage())
    fake.gateway.disconnect(5_000)
    await until(() => expect(fake.gateway.acks.length).toBeGreaterThan(1))
    expect(new Set(fake.gateway.acks.map(({ connection }) => connection))).toEqual(new Set([1, 2]))
    expect(house.received).toHaveLength(1)
  })

  it('is neither lost nor taken twice, whatever happens to the lines, as long as the gateway pushes again', async () => {
    await start()
    await connected()
    fake.gateway.redelivery = { to: 'other', afterMs: 40 }
    const ids = Array.from({ length: 60 }, (_, i) => `m${i}`)
    for (const [i, msgId] of ids.entries()) {
      fake.gateway.push('CALLBACK', ROBOT, robotMessage({ msgId }))
      if (i % 10 === 3) fake.gateway.disconnect(20)
      if (i % 10 === 6) for (const { socket } of fake.gateway.live()) socket.terminate()
      if (i % 10 === 8) fake.gateway.raw('{')
      if (i % 2 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await until(() => expect(house.received).toHaveLength(ids.length))
    expect(house.received.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort())
  })

  it('that cannot be written is tried again by us, since nobody promises to push it again', async () => {
    await start()
    await connected()
    let tries = 0
    house.onReceive = () => {
      if (++tries === 1) throw new Error('disk full')
    }
    await acked(fake.gateway.push('CALLBACK', ROBOT, robotMessage()))
    expect(tries).toBe(2)
    expect(house.received).toHaveLength(1)
  })

  it('reaches the house in the order in which it was pushed', async () => {
    await start()
    await connected()
    const ids = Array.from({ length: 50 }, (_, i) => `m${i}`)
    for (const msgId of ids) fake.gateway.push('CALLBACK', ROBOT, robotMessage({ msgId }))
    await until(() => expect(house.received).toHaveLength(50))
    expect(house.received.map(({ messageId }) => messageId)).toEqual(ids)
  })

  it('that is being written while the program stops is acknowledged first', async () => {
    await start({ graceMs: 5_000 })
    await connected()
    let tries = 0
    const { begun, release } = holdReceive(() => tries++)
    const id = fake.gateway.push('CALLBACK', ROBOT, robotMessage())
    await begun
    const stopped = house.platform.stop()
    // One more comes while the first is waited for.
    const late = fake.gateway.push('CALLBACK', ROBOT, robotMessage())
    await until(() => expect(tries).toBe(2))
    release()
    await stopped
    await acked(id)
    await acked(late)
    expect(house.received).toHaveLength(2)
  })

  it('without its text because the month is used up is told to the administrator', async () => {
    await start()
    await connected()
    const { text: _text, ...rest } = robotMessage({ errCode: 20001, errMsg: 'message service paused' })
    await acked(fake.gateway.push('CALLBACK', ROBOT, rest))
    expect(house.received).toHaveLength(0)
    expect(house.troubles[0]).toContain('次数已用完')
  })

  it('that we cannot read is answered politely, once', async () => {
    await start()
    await connected()
    const session = fake.openSession('direct')
    const message = directMessage({
      msgtype: 'unknownMsgType',
      content: { unknownMsgType: '用户发送了一条消息，机器人暂不支持接收。' },
      sessionWebhook: session.url,
      sessionWebhookExpiredTime: session.expiresAt,
    })
    await acked(fake.gateway.push('CALLBACK', ROBOT, message))
    await acked(fake.gateway.push('CALLBACK', ROBOT, message))
    expect(house.received).toHaveLength(0)
    expect(fake.shown.map(({ content }) => content)).toEqual([
      { msgtype: 'text', text: { content: expect.stringMatching(/^❌ .*请改发文字/) } },
    ])
  })
})

describe('an event', () => {
  it.each([
    ['chat_disband', '群已解散'],
    ['im_cool_app_uninstall', '机器人已从群里移除'],
  ])('%s ends the group', async (eventType, reason) => {
    await start()
    await connected()
    const id = fake.gateway.push('EVENT', '*', { openConversationId: 'cid1', timeStamp: 1 }, { eventType })
    await acked(id)
    expect(house.gone).toEqual([{ chatId: 'group:cid1', reason }])
    expect(ackOf(id)).toMatchObject({ code: 200, data: '{"status":"SUCCESS"}' })
  })

  it.each(['chat_update_title', 'user_leave_org', 'chat_add_member', 'something_new', ''])(
    '%s is taken and changes nothing',
    async (eventType) => {
      await start()
      await connected()
      const id = fake.gateway.push('EVENT', '*', { timeStamp: '1685501863357', userId: ['u'], openConversationId: 'cid1' }, { eventType })
      await acked(id)
      expect(house.gone).toEqual([])
      expect(ackOf(id)?.data).toBe('{"status":"SUCCESS"}')
    },
  )

  it('that could not be handled is asked for again', async () => {
    const made = createHouse(fake, { pace: QUICK })
    house = made
    await made.platform.start({
      ...made.host,
      chatGone: () => {
        throw new Error('bug')
      },
    })
    await connected()
    const id = fake.gateway.push('EVENT', '*', { openConversationId: 'cid1' }, { eventType: 'chat_disband' })
    await acked(id)
    expect(ackOf(id)?.data).toBe('{"status":"LATER"}')
  })
})
