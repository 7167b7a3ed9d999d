import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Callback, CallbackRequest, CallbackResponse } from '../../src/core/platform.ts'
import { createRobotCallback } from '../../src/platforms/dingtalk/callback.ts'
import { createHouse, type TestHouse } from '../support/fake-dingtalk/house.ts'
import { app, type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'
import { robotMessage } from '../support/fake-dingtalk/messages.ts'

let fake: FakeDingtalk
let house: TestHouse
let callback: Callback

beforeEach(async () => {
  fake = await startFakeDingtalk()
  fake.gateway.refuse = { status: 503, code: 'ServiceUnavailable' }
  const made = createHouse(fake)
  house = made
  await made.platform.start(made.host)
  const [found] = made.platform.callbacks ?? []
  if (!found) throw new Error('no callback')
  callback = found
})
afterEach(async () => {
  await house.stop()
  await fake.stop()
})

/** Independent of the code under test. */
function signOf(timestamp: string, secret = app.clientSecret): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
}

/** A request as DingTalk makes it, but for `change`. */
function request(body: unknown = robotMessage(), change: Partial<CallbackRequest> = {}): CallbackRequest {
  const timestamp = String(fake.now)
  return {
    method: 'POST',
    query: {},
    headers: { 'content-type': 'application/json; charset=utf-8', timestamp, sign: signOf(timestamp), ...change.headers },
    body: change.body ?? Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    ...(change.method ? { method: change.method } : {}),
  }
}

const withHeaders = (headers: CallbackRequest['headers']): CallbackRequest => request(robotMessage(), { headers })
const at = (timestamp: string): CallbackRequest => withHeaders({ timestamp, sign: signOf(timestamp) })

describe('HTTP mode', () => {
  it('has its address below /callbacks/ and takes POST only', () => {
    expect([callback.path, callback.methods]).toEqual(['dingtalk/bot', ['POST']])
  })

  it('answers with an empty 200 once the message is on disk', async () => {
    let written = false
    house.onReceive = async () => {
      await new Promise((resolve) => setImmediate(resolve))
      written = true
    }
    const answer = await callback.handle(request(robotMessage({ msgId: 'm1' })))
    expect(written).toBe(true)
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(house.received).toMatchObject([{ messageId: 'm1', platform: 'dingtalk', bot: 'dingapp', chatId: 'group:cidGroup+/1==' }])
  })

  it('knows a replay inside the hour by its message id', async () => {
    const replay = request(robotMessage({ msgId: 'm1' }))
    await callback.handle(replay)
    fake.now += 3_599_000
    expect((await callback.handle(replay)).status).toBe(200)
    expect(house.received).toHaveLength(1)
    fake.now += 2_000
    expect((await callback.handle(replay)).status).toBe(403)
  })

  it.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', ';'])('takes what is rightly signed as %s', async (type) => {
    const answer = await callback.handle(withHeaders({ 'content-type': type }))

    expect(answer.status).toBe(200)
    expect(house.received).toHaveLength(1)
  })

  it('replies by the session that the message brought', async () => {
    const session = fake.openSession('group')
    await callback.handle(request(robotMessage({ sessionWebhook: session.url, sessionWebhookExpiredTime: session.expiresAt })))
    const message = { id: 1, text: '通知', content: { blocks: [] }, replyTo: null, mentions: [] }
    const part = { message, part: { kind: 'text' as const, text: '通知' }, index: 0, count: 1 }
    expect(await house.platform.send('group:cidGroup+/1==', part)).toEqual({ sent: true })
    expect(fake.shown).toMatchObject([{ by: 'session', chat: 'group' }])
  })

  it('never writes to an address that a forged body names', async () => {
    const forged = { sessionWebhook: 'https://collector.example.com/steal', sessionWebhookExpiredTime: fake.now + 5_400_000 }
    await callback.handle(request(robotMessage(forged)))
    const replyTo = house.received[0]?.replyTo ?? null
    const message = { id: 1, text: '内部', content: { blocks: [] }, replyTo, mentions: [] }
    const part = { message, part: { kind: 'text' as const, text: '内部' }, index: 0, count: 1 }
    expect(await house.platform.send('group:cidGroup+/1==', part)).toEqual({ sent: true })
    expect(fake.shown).toMatchObject([{ by: 'group' }])
  })

  it('asks to be called again when the message cannot be written', async () => {
    const lost = createRobotCallback({
      path: 'x',
      secret: app.clientSecret,
      clock: { now: () => fake.now },
      inbox: { take: async () => 'lost', keep: async () => 'lost' },
    })
    expect((await lost.handle(request())).status).toBe(500)
  })
})

describe('a forged or broken request', () => {
  const now = (): string => String(fake.now)
  const cases: [what: string, make: () => CallbackRequest, status: number][] = [
    ['no headers at all', () => ({ ...request(), headers: {} }), 401],
    ['no signature', () => withHeaders({ sign: undefined }), 401],
    ['no time', () => withHeaders({ timestamp: undefined }), 401],
    ['two signatures', () => withHeaders({ sign: [signOf(now()), signOf(now())] }), 401],
    ['two times', () => withHeaders({ timestamp: [now(), now()] }), 401],
    ['an empty signature', () => withHeaders({ sign: '' }), 403],
    ['another secret', () => withHeaders({ sign: signOf(now(), 'guess') }), 403],
    ['an empty secret', () => withHeaders({ sign: createHmac('sha256', '').update(`${now()}\n`).digest('base64') }), 403],
    ['the signature of another moment', () => withHeaders({ sign: signOf(String(fake.now - 1)) }), 403],
    ['a signature cut short', () => withHeaders({ sign: signOf(now()).slice(0, -1) }), 403],
    ['a signature with something behind it', () => withHeaders({ sign: `${signOf(now())}x` }), 403],
    ['a signature in hex', () => withHeaders({ sign: Buffer.from(signOf(now()), 'base64').toString('hex') }), 403],
    ['a signature escaped for an address', () => withHeaders({ sign: encodeURIComponent(`${signOf(now())}`) }), 403],
    [
      'a signature by SHA-1',
      () => withHeaders({ sign: createHmac('sha1', app.clientSecret).update(`${now()}\n${app.clientSecret}`).digest('base64') }),
      403,
    ],
    [
      'a signature of the body',
      () => withHeaders({ sign: createHmac('sha256', app.clientSecret).update(request().body).digest('base64') }),
      403,
    ],
    ['a signature of a megabyte', () => withHeaders({ sign: 'A'.repeat(1024 * 1024) }), 403],
    ['a signature in Chinese', () => withHeaders({ sign: '签'.repeat(44) }), 403],
    ['an hour and a second ago', () => at(String(fake.now - 3_601_000)), 403],
    ['an hour and a second ahead', () => at(String(fake.now + 3_601_000)), 403],
    ['a time in seconds', () => at(String(Math.floor(fake.now / 1000))), 403],
    ['a time with a fraction', () => at(`${fake.now}.5`), 403],
    ['a time that is none', () => at('NaN'), 403],
    ['a time in hex', () => at(`0x${fake.now.toString(16)}`), 403],
    ['a negative time', () => at(`-${fake.now}`), 403],
    ['a time beyond all numbers', () => at('9'.repeat(400)), 403],
    ['an empty time', () => at(''), 403],
    ['no body', () => request('', { body: Buffer.alloc(0) }), 400],
    ['half of a JSON', () => request('{"msgtype":"text"'), 400],
    ['JSON that is a number', () => request('7'), 400],
    ['JSON that is null', () => request('null'), 400],
    ['JSON that is a list', () => request('[]'), 400],
    ['JSON of another kind', () => request('{"hello":"world"}'), 400],
    ['JSON of endless depth', () => request(`${'['.repeat(10_000)}${']'.repeat(10_000)}`), 400],
    ['a prototype', () => request('{"__proto__":{"msgId":"x","conversationId":"y"}}'), 400],
    ['bytes', () => request('', { body: Buffer.from([0xff, 0xfe, 0x00, 0x01]) }), 400],
    ['no message id', () => request(robotMessage({ msgId: undefined })), 400],
    ['a message id that is a list', () => request(robotMessage({ msgId: ['m'] })), 400],
    ['no sender', () => request(robotMessage({ senderId: '' })), 400],
    ['no chat', () => request(robotMessage({ conversationId: '' })), 400],
    ['a kind of chat that is none', () => request(robotMessage({ conversationType: 2 })), 400],
    ['a body of more than 256 KB', () => request(robotMessage({ text: { content: '长'.repeat(100_000) } })), 413],
    ['GET', () => ({ ...request(), method: 'GET' }), 405],
  ]

  it.each(cases)('%s is refused quickly, and nothing is stored', async (_what, make, status) => {
    const made = make()
    let quickest = Number.POSITIVE_INFINITY
    let answer: CallbackResponse = { status: 0, type: '', body: '' }
    // The best of three, since other tests run beside this one.
    for (let round = 0; round < 3; round++) {
      const started = performance.now()
      answer = await callback.handle(made)
      quickest = Math.min(quickest, performance.now() - started)
    }
    expect(quickest).toBeLessThan(50)
    expect(answer.status).toBe(status)
    expect(answer.body).not.toContain(app.clientSecret)
    expect(house.received).toEqual([])
  })

  it('comes in more than 25 kinds', () => {
    expect(cases.length).toBeGreaterThan(25)
  })
})
