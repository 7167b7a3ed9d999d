import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** One call that the fake WeCom took. */
export interface TakenCall {
  path: string
  query: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent
  body: any
}

/** What is true in the fake WeCom; tests change it as they go. */
export interface FakeWecomState {
  now: number
  corpId: string
  secret: string
  agentId: number
  members: Set<string>
  /** Groups that the app created. */
  appChats: Set<string>
  /** Keys of group robots. */
  robots: Set<string>
  /** `response_url` codes that were handed out, with when (epoch ms). */
  responseCodes: Map<string, number>
  media: Map<string, { bytes: Buffer; name: string; type: string }>
  /** The caller's address is among the trusted ones. */
  trusted: boolean
  /** Answered instead of the next calls, in order. */
  nextErrors: number[]
  /** The same, as whole answers; to calls with a token. */
  nextAnswers: Record<string, unknown>[]
}

/** WeCom's HTTP API as the protocol notes describe it: errors, limits and all (wecom.md §3, §4). */
export interface FakeWecomHttp {
  base: string
  state: FakeWecomState
  /** Every call, refused ones too. */
  calls: TakenCall[]
  /** What people got to see. */
  shown: TakenCall[]
  /** Accepted with errcode 0, but never shown: more than 30 a minute to one member. */
  dropped: TakenCall[]
  tokensGiven: number
  /** Tokens given so far end early. */
  endTokens(code: 40014 | 42001): void
  close(): Promise<void>
}

interface Context {
  state: FakeWecomState
  tokens: Map<string, { until: number; code: number }>
  counts: Map<string, number[]>
  taskIds: Set<string>
  fake: FakeWecomHttp
}

const MINUTE = 60_000
const fail = (errcode: number, errmsg: string) => ({ errcode, errmsg: `${errmsg}, hint: [1700000000], from ip: 203.0.113.9, more info` })
const fine = { errcode: 0, errmsg: 'ok' }

/** Starts the fake on loopback. */
export async function startFakeWecomHttp(): Promise<FakeWecomHttp> {
  const state: FakeWecomState = {
    now: Date.now(),
    corpId: 'wx5823bf96d3bd56c7',
    secret: 'app-secret',
    agentId: 218,
    members: new Set(['zhangsan', 'LiSi']),
    appChats: new Set(['gz1']),
    robots: new Set(['KEY-1']),
    responseCodes: new Map(),
    media: new Map(),
    trusted: true,
    nextErrors: [],
    nextAnswers: [],
  }
  const tokens: Context['tokens'] = new Map()
  const server = createServer((request, response) => void answer(context, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const fake: FakeWecomHttp = {
    base: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    state,
    calls: [],
    shown: [],
    dropped: [],
    tokensGiven: 0,
    endTokens(code) {
      for (const token of tokens.values()) Object.assign(token, { until: 0, code })
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const context: Context = { state, tokens, counts: new Map(), taskIds: new Set(), fake }
  return fake
}

async function answer(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const bytes = Buffer.concat(chunks)
  const url = new URL(request.url ?? '/', 'http://x')
  const isJson = String(request.headers['content-type']).includes('json')
  const body = isJson ? JSON.parse(bytes.toString()) : request.method === 'POST' ? readForm(bytes) : undefined
  const call = { path: url.pathname.replace(/^\/cgi-bin/, ''), query: Object.fromEntries(url.searchParams), body }
  context.fake.calls.push(call)
  const sealed = call.path.startsWith('/open-media/') ? context.state.media.get(call.path.slice('/open-media/'.length)) : undefined
  if (sealed) return void response.writeHead(200, { 'content-type': sealed.type }).end(sealed.bytes)
  const media = call.path === '/media/get' ? context.state.media.get(call.query.media_id ?? '') : undefined
  const refusal = media ? checkToken(context, call) : null
  if (media && !refusal) {
    response.writeHead(200, { 'content-type': media.type, 'content-disposition': `attachment; filename="${media.name}"` }).end(media.bytes)
    return
  }
  const error = context.state.nextErrors.shift()
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(error === undefined ? (refusal ?? handle(context, call)) : fail(error, 'as told')))
}

/** The one file of a multipart body. */
function readForm(bytes: Buffer): { field: string; name: string; bytes: Buffer } | undefined {
  const head = bytes.subarray(0, bytes.indexOf('\r\n\r\n')).toString()
  const [, field = '', name = ''] = /name="([^"]*)"; filename="([^"]*)"/.exec(head) ?? []
  const boundary = head.split('\r\n')[0] ?? ''
  const end = bytes.indexOf(`\r\n${boundary}`, head.length)
  return end < 0 ? undefined : { field, name, bytes: bytes.subarray(bytes.indexOf('\r\n\r\n') + 4, end) }
}

function handle(context: Context, call: TakenCall): Record<string, unknown> {
  switch (call.path) {
    case '/gettoken':
      return giveToken(context, call)
    case '/webhook/send':
      return robotSend(context, call)
    case '/webhook/upload_media':
      return context.state.robots.has(call.query.key ?? '') ? upload(context, call) : fail(93000, 'invalid webhook url')
    case '/aibot/response':
      return respond(context, call)
    default:
      return checkToken(context, call) ?? withToken(context, call)
  }
}

function giveToken({ state, tokens, fake }: Context, { query }: TakenCall): Record<string, unknown> {
  if (query.corpid !== state.corpId) return fail(40013, 'invalid corpid')
  if (query.corpsecret !== state.secret) return fail(40001, 'invalid credential')
  const token = randomUUID()
  tokens.set(token, { until: state.now + 7_200_000, code: 42001 })
  fake.tokensGiven++
  return { ...fine, access_token: token, expires_in: 7200 }
}

function checkToken({ state, tokens }: Context, { query }: TakenCall): Record<string, unknown> | null {
  const token = tokens.get(query.access_token ?? '')
  if (!token) return fail(40014, 'invalid access_token')
  if (token.until <= state.now) return fail(token.code, 'access_token expired')
  return state.trusted ? null : fail(60020, 'not allow to access from your ip')
}

function withToken(context: Context, call: TakenCall): Record<string, unknown> {
  const { state } = context
  const told = state.nextAnswers.shift()
  if (told) return told
  switch (call.path) {
    case '/message/send':
      return sendToMembers(context, call)
    case '/appchat/send': {
      if (!state.appChats.has(call.body.chatid)) return fail(86003, 'chatid not exist')
      const wrong = checkContent(context, call.body, ['text', 'markdown', 'image', 'file'])
      if (wrong) return wrong
      context.fake.shown.push(call)
      return fine
    }
    case '/getcallbackip':
      return { ...fine, ip_list: ['203.0.113.0'] }
    case '/media/upload':
      return upload(context, call)
    case '/media/get':
      return fail(40007, 'invalid media_id')
    default:
      return fail(40066, 'invalid url')
  }
}

function sendToMembers(context: Context, call: TakenCall): Record<string, unknown> {
  const { state, fake } = context
  const { touser, agentid } = call.body
  if (agentid !== state.agentId) return fail(40056, 'invalid agentid')
  const wrong = checkContent(context, call.body, ['text', 'markdown', 'image', 'file', 'template_card'])
  if (wrong) return wrong
  const users = /^@all$/i.test(touser) ? [...state.members] : String(touser).split('|')
  const known = users.filter((user) => [...state.members].some((member) => member.toLowerCase() === user.toLowerCase()))
  if (known.length === 0) return fail(81013, 'user & party & tag all invalid')
  const isFull = known.some((user) => !counts(context, `member ${user}`, 30))
  ;(isFull ? fake.dropped : fake.shown).push(call)
  const invaliduser = users.filter((user) => !known.includes(user)).map((user) => user.toLowerCase())
  return { ...fine, ...(invaliduser.length > 0 ? { invaliduser: invaliduser.join('|') } : {}), msgid: randomUUID() }
}

/** Counts one more within the last minute; false when that is too many. */
function counts({ counts: all, state }: Context, key: string, most: number): boolean {
  const times = (all.get(key) ?? []).filter((at) => at > state.now - MINUTE)
  all.set(key, [...times, state.now])
  return times.length < most
}

const LONGEST: Record<string, number> = { text: 2048, markdown: 2048 }

// biome-ignore lint/suspicious/noExplicitAny: whatever was sent
function checkContent(context: Context, body: any, types: string[]): Record<string, unknown> | null {
  if (!types.includes(body.msgtype)) return fail(40008, 'invalid message type')
  const content = body[body.msgtype]
  if (body.msgtype === 'template_card') return checkCard(context, content)
  if (content.media_id !== undefined) return context.state.media.has(content.media_id) ? null : fail(40007, 'invalid media_id')
  if (!content.content) return fail(44004, 'empty content')
  const most = LONGEST[body.msgtype] ?? 0
  return Buffer.byteLength(content.content) > most ? fail(40058, `${body.msgtype}.content exceed max length ${most}`) : null
}

// biome-ignore lint/suspicious/noExplicitAny: whatever was sent
function checkCard({ taskIds }: Context, card: any): Record<string, unknown> | null {
  const keys: string[] = (card.button_list ?? []).map(({ key }: { key: string }) => key)
  const isRight =
    card.card_type === 'button_interaction' &&
    Boolean(card.main_title?.title) &&
    /^[\w@-]{1,128}$/.test(card.task_id) &&
    !taskIds.has(card.task_id) &&
    keys.length >= 1 &&
    keys.length <= 6 &&
    new Set(keys).size === keys.length &&
    keys.every((key) => key !== '' && Buffer.byteLength(key) <= 1024)
  taskIds.add(card.task_id)
  return isRight ? null : fail(40058, 'template_card is wrong')
}

function upload({ state }: Context, { body }: TakenCall): Record<string, unknown> {
  if (body?.field !== 'media' || !body.name) return fail(44001, 'empty media data')
  if (body.bytes.length <= 5 || body.bytes.length > 20 * 1024 * 1024) return fail(40006, 'invalid media size')
  const id = randomUUID()
  state.media.set(id, { bytes: body.bytes, name: body.name, type: 'application/octet-stream' })
  return { ...fine, type: 'file', media_id: id, created_at: '1380000000' }
}

function robotSend(context: Context, call: TakenCall): Record<string, unknown> {
  const { state, fake } = context
  if (!state.robots.has(call.query.key ?? '')) return fail(93000, 'invalid webhook url')
  if (!counts(context, `robot ${call.query.key}`, 20)) return fail(45009, 'api freq out of limit')
  const { msgtype } = call.body
  const content = call.body[msgtype]
  const limits: Record<string, number> = { text: 2048, markdown: 4096, markdown_v2: 4096 }
  if (msgtype === 'image') {
    const bytes = Buffer.from(content.base64, 'base64')
    if (bytes.length > 2 * 1024 * 1024) return fail(40009, 'invalid image size')
    if (createHash('md5').update(bytes).digest('hex') !== content.md5) return fail(40058, 'md5 does not match')
  } else if (msgtype === 'file') {
    if (!state.media.has(content.media_id)) return fail(40007, 'invalid media_id')
  } else {
    const most = limits[msgtype]
    if (most === undefined) return fail(40008, 'invalid message type')
    if (!content.content) return fail(44004, 'empty content')
    if (Buffer.byteLength(content.content) > most) return fail(40058, `${msgtype}.content exceed max length ${most}`)
  }
  fake.shown.push(call)
  return fine
}

/** The one reply behind a `response_url`, within the hour. */
function respond({ state, fake }: Context, call: TakenCall): Record<string, unknown> {
  const code = call.query.response_code ?? ''
  const since = state.responseCodes.get(code)
  if (since === undefined || state.now - since > 3_600_000) return fail(40101, 'invalid response_code')
  if (call.body.msgtype !== 'markdown') return fail(40008, 'invalid message type')
  if (Buffer.byteLength(call.body.markdown.content) > 20_480) return fail(40058, 'markdown.content exceed max length 20480')
  state.responseCodes.delete(code)
  fake.shown.push(call)
  return fine
}
