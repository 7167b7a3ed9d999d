import { request } from 'node:http'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import {
  appBody,
  appSecrets,
  botBody,
  botSecrets,
  type CallbackSecrets,
  open,
  pad,
  type Sealed,
  type SealOptions,
  seal,
  sign,
} from '../support/fake-wecom/callbacks.ts'
import { type FakeWecomHttp, startFakeWecomHttp } from '../support/fake-wecom/http-server.ts'

// Guarantee 7 at the addresses that WeCom calls: whatever WeCom did not send is refused at once, and changes nothing.

let wecom: FakeWecomHttp
let house: TestApp
let base: string
let database: Database.Database

beforeAll(async () => {
  wecom = await startFakeWecomHttp()
  wecom.state.members.add('intruder')
  house = await startTestApp({
    env: {
      PLATFORMS: 'wecom',
      WECOM_API_BASE: wecom.base,
      WECOM_BOT_TOKEN: botSecrets.token,
      WECOM_BOT_AES_KEY: botSecrets.aesKey,
      WECOM_CORP_ID: wecom.state.corpId,
      WECOM_AGENT_ID: String(wecom.state.agentId),
      WECOM_AGENT_SECRET: wecom.state.secret,
      WECOM_AGENT_TOKEN: appSecrets.token,
      WECOM_AGENT_AES_KEY: appSecrets.aesKey,
    },
  })
  base = await house.server.listen({ host: '127.0.0.1', port: 0 })
  database = new Database(join(house.folder, 'test.db'), { readonly: true })
})

afterAll(async () => {
  database.close()
  await house.stop()
  await wecom.close()
})

/** One request, written out: nothing is put right on its way. */
interface Forgery {
  method?: string
  query?: string
  body?: string | Buffer
}

/** One of the two addresses with what belongs to it. */
interface Address {
  path: string
  secrets: CallbackSecrets
  body(text: string): string
  /** A message of the right form. */
  message: string
}

const bot: Address = {
  path: 'wecom/bot',
  secrets: botSecrets,
  body: botBody,
  message: JSON.stringify({
    msgid: 'FORGED',
    aibotid: 'aibTEST',
    chattype: 'single',
    from: { userid: 'intruder' },
    msgtype: 'text',
    text: { content: '帮助' },
  }),
}
const app: Address = {
  path: 'wecom/app',
  secrets: appSecrets,
  body: appBody,
  message: xml('<Content>帮助</Content><MsgId>666</MsgId>'),
}

function xml(more: string, sender = '<FromUserName>intruder</FromUserName>', time = '1700000000'): string {
  return `<xml><ToUserName>${appSecrets.receiveId}</ToUserName>${sender}<CreateTime>${time}</CreateTime><MsgType>text</MsgType>${more}</xml>`
}

const now = () => Date.now()
const HOUR = 3_600_000

/** A request with the right form around a sealed text. */
function around(address: Address, { text, query }: Sealed): Required<Omit<Forgery, 'method'>> {
  return { query: new URLSearchParams(query).toString(), body: address.body(text) }
}

/** A right request, but for the message or the way that it is sealed. */
function sealed(address: Address, message: string | Buffer = address.message, options: Partial<SealOptions> = {}): Forgery {
  return around(address, seal(address.secrets, message, { now: now(), ...options }))
}

/** A rightly signed text that is not a sealed message. */
function signed(address: Address, text: string, options: Partial<SealOptions> = {}): Forgery {
  return around(address, { text, query: sign(address.secrets, text, { now: now(), ...options }) })
}

/** A right request whose query is changed afterwards. */
function requery(address: Address, change: (query: URLSearchParams) => string | undefined): Forgery {
  const { query, body } = around(address, seal(address.secrets, address.message, { now: now() }))
  const params = new URLSearchParams(query)
  return { query: change(params) ?? params.toString(), body }
}

/** A right message whose sealed text is changed before it is signed. */
function retext(address: Address, change: (text: string) => string): Forgery {
  return signed(address, change(seal(address.secrets, address.message, { now: now() }).text))
}

/** Signed query values that are not what they should be. */
function signedAs(address: Address, values: { timestamp?: string; nonce?: string }): Forgery {
  const { text } = seal(address.secrets, address.message, { now: now() })
  const timestamp = values.timestamp ?? String(Math.floor(now() / 1000))
  const query = sign({ ...address.secrets }, text, { now: Number(timestamp) * 1000, nonce: values.nonce ?? 'N1' })
  return around(address, { text, query: { ...query, timestamp, nonce: values.nonce ?? 'N1' } })
}

const withByte = (plain: Buffer, at: number, byte: number): Buffer => {
  plain[(at + plain.length) % plain.length] = byte
  return plain
}
const withLength = (change: (length: number) => number) => (plain: Buffer) => {
  plain.writeUInt32BE(change(plain.readUInt32BE(16)) >>> 0, 16)
  return plain
}
const drop = (bytes: number) => (text: string) => Buffer.from(text, 'base64').subarray(0, -bytes).toString('base64')
/** Bits behind the last byte, which a lenient reader overlooks. */
const dangling = (text: string) => text.replace(/[A-Za-z0-9+/](?==+$)/, (last) => String.fromCharCode(last.charCodeAt(0) + 1))

/** What both addresses refuse. */
function common(address: Address): Record<string, Forgery> {
  const { secrets } = address
  const good = () => around(address, seal(secrets, address.message, { now: now() }))
  const other = { ...secrets, token: 'other' }
  const otherKey = { ...secrets, aesKey: '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt' }
  return {
    'no query': { ...good(), query: '' },
    'no signature': requery(address, (query) => void query.delete('msg_signature')),
    'no timestamp': requery(address, (query) => void query.delete('timestamp')),
    'no nonce': requery(address, (query) => void query.delete('nonce')),
    'empty signature': requery(address, (query) => void query.set('msg_signature', '')),
    'signature of zeros': requery(address, (query) => void query.set('msg_signature', '0'.repeat(40))),
    'signature in capitals': requery(address, (query) => void query.set('msg_signature', (query.get('msg_signature') ?? '').toUpperCase())),
    'signature one short': requery(address, (query) => void query.set('msg_signature', (query.get('msg_signature') ?? '').slice(1))),
    'signature one long': requery(address, (query) => void query.append('msg_signature', '0')),
    'signature not hexadecimal': requery(address, (query) => void query.set('msg_signature', 'g'.repeat(40))),
    'signature by another token': around(address, seal(other, address.message, { now: now() })),
    'signature of another text': { ...good(), body: address.body(seal(secrets, address.message, { now: now() }).text) },
    'signature of a megabyte': requery(address, (query) => void query.set('msg_signature', 'a'.repeat(10_000))),
    'signature twice': requery(address, (query) => `${query}&msg_signature=${query.get('msg_signature')}`),
    'timestamp twice': requery(address, (query) => `${query}&timestamp=${query.get('timestamp')}`),
    'nonce twice': requery(address, (query) => `${query}&nonce=${query.get('nonce')}`),
    'another key twice': requery(address, (query) => `${query}&x=1&x=2`),
    'keys as lists': requery(address, (query) => query.toString().replace('msg_signature=', 'msg_signature[]=')),
    'keys as objects': requery(address, (query) => query.toString().replace('nonce=', 'nonce[a]=')),
    'prototype keys': requery(address, (query) => query.toString().replace('nonce=', '__proto__=')),
    'broken percent signs': requery(address, (query) => query.toString().replace('nonce=', 'nonce=%zz%')),
    'nonce changed': requery(address, (query) => void query.set('nonce', 'other')),
    'timestamp changed': requery(address, (query) => void query.set('timestamp', String(Math.floor(now() / 1000) - 5))),
    'timestamp in milliseconds': signedAs(address, { timestamp: String(now()) }),
    'timestamp negative': signedAs(address, { timestamp: '-170000000' }),
    'timestamp in words': signedAs(address, { timestamp: 'yesterday' }),
    'timestamp with a fraction': signedAs(address, { timestamp: `${Math.floor(now() / 1000)}.5` }),
    'two hours old': sealed(address, address.message, { now: now() - 2 * HOUR }),
    'two hours ahead': sealed(address, address.message, { now: now() + 2 * HOUR }),
    'a recording of last year': sealed(address, address.message, { now: now() - 365 * 24 * HOUR }),
    'nonce empty': signedAs(address, { nonce: '' }),
    'nonce of ten thousand signs': signedAs(address, { nonce: '1'.repeat(10_000) }),
    'nonce with a line end': signedAs(address, { nonce: 'a\nb' }),
    'no body': { ...good(), body: '' },
    'random bytes': { ...good(), body: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)) },
    'body not UTF-8': { ...good(), body: Buffer.concat([Buffer.from(good().body), Buffer.from([0xff, 0xfe])]) },
    'body cut in half': { ...good(), body: good().body.slice(0, good().body.length / 2) },
    'body too large': { ...good(), body: 'x'.repeat(1_048_577) },
    'body of the other address': { ...good(), body: (address === bot ? app : bot).body('QUJD') },
    'sealed text of a megabyte, unsigned': { ...good(), body: address.body('A'.repeat(1_000_000)) },
    'sealed text empty': signed(address, ''),
    'sealed text not base64': signed(address, '你好'),
    'sealed text of stars': signed(address, '*'.repeat(88)),
    'sealed text in the alphabet of addresses': retext(address, (text) => `-_${text.slice(2)}`),
    'sealed text with blanks': retext(address, (text) => `${text.slice(0, 10)} ${text.slice(10)}`),
    'sealed text without its last sign': retext(address, (text) => text.slice(0, -1)),
    'sealed text with bits left over': retext(address, dangling),
    'sealed text less one byte': retext(address, drop(1)),
    'sealed text less half a block': retext(address, drop(16)),
    'sealed text less a block': retext(address, drop(32)),
    'sealed text twice over': retext(address, (text) =>
      Buffer.concat([Buffer.from(text, 'base64'), Buffer.from(text, 'base64')]).toString('base64'),
    ),
    'a bit flipped': retext(address, (text) => {
      const bytes = Buffer.from(text, 'base64')
      return withByte(bytes, 0, (bytes[0] ?? 0) ^ 1).toString('base64')
    }),
    'sealed with another key': signed(address, seal(otherKey, address.message, { now: now() }).text),
    'padding of nothing': sealed(address, address.message, { block: (plain) => withByte(plain, -1, 0) }),
    'padding of 33': sealed(address, address.message, { block: (plain) => withByte(plain, -1, 33) }),
    'padding of 255': sealed(address, address.message, { block: (plain) => withByte(plain, -1, 255) }),
    'padding uneven': sealed(address, `${address.message} `.padEnd(address.message.length + 20), {
      block: (plain) => (Number(plain.at(-1)) > 1 ? withByte(plain, -2, 77) : withByte(plain, -1, 2)),
    }),
    'nothing but padding': sealed(address, address.message, { block: () => pad(Buffer.alloc(0)) }),
    'sixteen bytes and padding': sealed(address, address.message, { block: () => pad(Buffer.alloc(16, 1)) }),
    'length beyond everything': sealed(address, address.message, { block: withLength(() => 0xffffffff) }),
    'length one too long': sealed(address, address.message, { block: withLength((length) => length + 1) }),
    'length one too short': sealed(address, address.message, { block: withLength((length) => length - 1) }),
    'length of nothing': sealed(address, address.message, { block: withLength(() => 0) }),
    'for another company': around(address, seal({ ...secrets, receiveId: 'ww1436e0e65a779aee' }, address.message, { now: now() })),
    'for this company and more': around(
      address,
      seal({ ...secrets, receiveId: `${secrets.receiveId}\0` }, address.message, { now: now() }),
    ),
    'for the other kind of receiver': around(
      address,
      seal({ ...secrets, receiveId: secrets.receiveId === '' ? appSecrets.receiveId : '' }, address.message, { now: now() }),
    ),
    'message not UTF-8': sealed(address, Buffer.concat([Buffer.from(address.message), Buffer.from([0xc3, 0x28])])),
    'message of nothing': sealed(address, ''),
    'message of plain words': sealed(address, '帮助'),
    'message cut off': sealed(address, address.message.slice(0, -5)),
    'check without a text': { ...good(), method: 'GET' },
    'check with a forged text': requeryGet(address, (query) => `${query}&echostr=QUJDRA==`),
    'check with a text twice': requeryGet(address, (query) => `${query}&echostr=a&echostr=a`),
    'check with blanks for plus signs': checkWithBlanks(address),
    'check by another token': {
      method: 'GET',
      query: new URLSearchParams({ ...seal(other, '1', { now: now() }).query, echostr: seal(other, '1', { now: now() }).text }).toString(),
    },
    PUT: { ...good(), method: 'PUT' },
    DELETE: { ...good(), method: 'DELETE' },
    PATCH: { ...good(), method: 'PATCH' },
  }
}

function requeryGet(address: Address, change: (query: URLSearchParams) => string): Forgery {
  return { method: 'GET', query: change(new URLSearchParams(seal(address.secrets, '1', { now: now() }).query)) }
}

/** A check whose text was not percent-encoded: `+` comes out as a blank. */
function checkWithBlanks(address: Address): Forgery {
  for (;;) {
    const { text, query } = seal(address.secrets, '1616140317555161061', { now: now() })
    if (text.includes('+')) return { method: 'GET', query: `${new URLSearchParams(query)}&echostr=${text}` }
  }
}

/** A right sealed text in a wrong body. */
function enveloped(address: Address, write: (text: string) => string): Forgery {
  const { text, query } = seal(address.secrets, address.message, { now: now() })
  return { query: new URLSearchParams(query).toString(), body: write(text) }
}

const BOMB = `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`

const botOnly: Record<string, Forgery> = {
  'sealed text a number': enveloped(bot, () => '{"encrypt":1}'),
  'sealed text a list': enveloped(bot, (text) => JSON.stringify({ encrypt: [text] })),
  'sealed text nothing': enveloped(bot, () => '{"encrypt":null}'),
  'body a list': enveloped(bot, (text) => JSON.stringify([text])),
  'body a word': enveloped(bot, (text) => JSON.stringify(text)),
  'body with a comma too many': enveloped(bot, (text) => `{"encrypt":"${text}",}`),
  'body nested a million deep': { ...sealed(bot), body: '['.repeat(1_000_000) },
  'body nested deep and closed': { ...sealed(bot), body: `{"encrypt":${'['.repeat(400_000)}${']'.repeat(400_000)}}` },
  'body of many keys': {
    ...sealed(bot),
    body: JSON.stringify(Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`key-${i}`, i]))),
  },
  'the official sample, which is not JSON': sealed(bot, '{"ToUserName":"x","FromUserName": :mycreate","MsgId":1}'),
  'message nothing': sealed(bot, 'null'),
  'message a number': sealed(bot, '1'),
  'message a list': sealed(bot, `[${bot.message}]`),
  'message without id': sealed(bot, bot.message.replace('msgid', 'other')),
  'message with an empty id': sealed(bot, bot.message.replace('"FORGED"', '""')),
  'message with a number as id': sealed(bot, bot.message.replace('"FORGED"', '7')),
  'message with a list as kind': sealed(bot, bot.message.replace('"msgtype":"text"', '"msgtype":["text"]')),
  'message without kind': sealed(bot, bot.message.replace('msgtype', 'other')),
  'message nested deep': sealed(bot, '['.repeat(200_000)),
  'asking for a bubble without id': sealed(bot, '{"msgid":"S","msgtype":"stream"}'),
}

const appOnly: Record<string, Forgery> = {
  'body with two sealed texts': enveloped(app, (text) => `<xml><Encrypt>${text}</Encrypt><Encrypt>${text}</Encrypt></xml>`),
  'body not closed': enveloped(app, (text) => `<xml><Encrypt>${text}</Encrypt>`),
  'body with another root': enveloped(app, (text) => `<html><Encrypt>${text}</Encrypt></html>`),
  'body with entities that multiply': enveloped(app, (text) => `${BOMB}<xml><A>&j;</A><Encrypt>${text}</Encrypt></xml>`),
  'body that reads a file': enveloped(
    app,
    (text) => `<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><A>&f;</A><Encrypt>${text}</Encrypt></xml>`,
  ),
  'body nested deep': enveloped(app, (text) => `<xml>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}<Encrypt>${text}</Encrypt></xml>`),
  'body of a million tags, unsigned': { ...sealed(app, undefined, { now: now() - 2 * HOUR }), body: `<xml>${'<a>'.repeat(300_000)}` },
  'body of many sealed texts, unsigned': { ...sealed(app), body: `<xml>${'<Encrypt>AAAA'.repeat(70_000)}</xml>` },
  'message with entities that multiply': sealed(app, `${BOMB}${xml('<Content>&j;</Content><MsgId>1</MsgId>')}`),
  'message that reads a file': sealed(
    app,
    `<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]>${xml('<Content>&f;</Content><MsgId>1</MsgId>')}`,
  ),
  'message nested deep': sealed(app, xml(`<Content>x</Content><MsgId>1</MsgId>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`)),
  'message with crossed tags': sealed(app, xml('<Content><MsgId>1</Content></MsgId>')),
  'message without sender': sealed(app, xml('<Content>x</Content><MsgId>1</MsgId>', '')),
  'message with two senders': sealed(
    app,
    xml('<Content>x</Content><MsgId>1</MsgId>', '<FromUserName>a</FromUserName><FromUserName>b</FromUserName>'),
  ),
  'message with a sender of parts': sealed(app, xml('<Content>x</Content><MsgId>1</MsgId>', '<FromUserName><a>b</a></FromUserName>')),
  'message without id': sealed(app, xml('<Content>x</Content>')),
  'message with words as id': sealed(app, xml('<Content>x</Content><MsgId>one</MsgId>')),
  'message with words as time': sealed(app, xml('<Content>x</Content><MsgId>1</MsgId>', undefined, 'now')),
  'message with a prototype': sealed(app, xml('<Content>x</Content><MsgId>1</MsgId><__proto__>x</__proto__>')),
  'message of nothing but a root': sealed(app, '<xml></xml>'),
  'message of two roots': sealed(app, `${app.message}${app.message}`),
  'message in JSON': sealed(app, bot.message),
}

interface Answered {
  status: number
  body: string
  ms: number
}

/** Sends a request as it stands. */
function knock({ path }: Address, { method = 'POST', query = '', body = '' }: Forgery): Promise<Answered> {
  const started = performance.now()
  const { hostname, port } = new URL(base)
  // A check carries no body.
  const sentBody = method === 'GET' ? '' : body
  const headers = { 'content-length': Buffer.byteLength(sentBody) }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: `/callbacks/${path}?${query}`, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, ms: performance.now() - started }))
    })
    sent.on('error', reject)
    sent.end(sentBody)
  })
}

const TABLES = ['inbox', 'chats', 'entries', 'steps', 'files', 'dialogs', 'members']
const stored = () => JSON.stringify(TABLES.map((table) => database.prepare(`select * from ${table}`).all()))

describe.each([
  { name: 'the bot', address: bot, forgeries: { ...common(bot), ...botOnly } },
  { name: 'the app', address: app, forgeries: { ...common(app), ...appOnly } },
])('at the address of $name', ({ address, forgeries }) => {
  const medians: number[] = []

  it.each(Object.entries(forgeries))('%s is refused at once, and nothing is stored', async (_name, forgery) => {
    const before = stored()
    const answers: Answered[] = []
    for (let i = 0; i < 3; i++) answers.push(await knock(address, forgery))
    for (const { status } of answers) expect(status).toSatisfy((one: number) => one >= 400 && one < 500)
    const [, median = Number.NaN] = answers.map(({ ms }) => ms).sort((a, b) => a - b)
    medians.push(median)
    // Far more than it takes, since tests share their machine.
    expect(median).toBeLessThan(250)
    expect(stored()).toBe(before)
  })

  it('what is rightly signed but more than an hour off is 403', async () => {
    for (const off of [-HOUR - 5_000, HOUR + 5_000])
      expect((await knock(address, sealed(address, address.message, { now: now() + off }))).status).toBe(403)
  })

  it('more than sixty kinds of forgeries were refused, the median one in less than 50 ms', () => {
    expect(medians.length).toBeGreaterThan(60)
    medians.sort((a, b) => a - b)
    expect(medians[Math.floor(medians.length / 2)]).toBeLessThan(50)
  })

  it('a hundred forgeries at once do not keep a right message waiting, and a replay of it is taken once', async () => {
    const replay = sealed(address)
    const storm = Array.from({ length: 100 }, (_, i) => knock(address, Object.values(forgeries)[i % 60] ?? {}))
    expect((await knock(address, replay)).status).toBe(200)
    await Promise.all(storm)
    expect((await knock(address, replay)).status).toBe(200)
    const kept = database
      .prepare('select count(*) as count from inbox where user_id = ? and chat_id like ?')
      .get('intruder', address === bot ? 'user:%' : 'app:%')
    expect(kept).toEqual({ count: 1 })
  })
})

it('after all this the bot answers a question', async () => {
  const { text, query } = seal(botSecrets, bot.message.replace('FORGED', 'RIGHT'), { now: now() })
  const { status, body } = await knock(bot, { query: new URLSearchParams(query).toString(), body: botBody(text) })
  const { encrypt, msgsignature, timestamp, nonce } = JSON.parse(body)
  const said = JSON.parse(open(botSecrets, { encrypt, signature: msgsignature, timestamp: String(timestamp), nonce }))
  expect([status, said.msgtype, said.stream.finish]).toEqual([200, 'stream', true])
  // Of the app's message too, which came twice, one reply went out.
  await expect.poll(() => house.app.outboxCounts()).toEqual({ queued: 0, failed: 0 })
  expect(wecom.shown.map(({ path, body: { touser } }) => [path, touser])).toEqual([['/message/send', 'intruder']])
})
