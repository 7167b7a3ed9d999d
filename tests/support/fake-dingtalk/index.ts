import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createGateway, type Gateway } from './gateway.ts'
import { createRobots, type Robots } from './robots.ts'

/** The credentials of the one app that the fake knows. */
export const app = { clientId: 'dingapp', clientSecret: 'app-secret', robotCode: 'dingapp' }

/** A request as it came. */
export interface Call {
  path: string
  query: URLSearchParams
  token: string | undefined
  /** Parsed JSON, or the raw body of a form. */
  body: Record<string, unknown>
}

/** An answer instead of the usual one. */
export interface Scripted {
  status?: number
  body?: unknown
  /** Sent as it stands. */
  html?: string
  /** The request is done, but its answer never arrives. */
  hangUp?: true
}

/** A group or person as the chats show it. */
export interface Shown {
  chat: string
  by: 'session' | 'group' | 'direct' | 'card'
  kind: string
  content: Record<string, unknown>
}

/** DingTalk's two APIs and its gateway on one loopback port, faithful to the protocol, with switches for what goes wrong. */
export interface FakeDingtalk {
  base: string
  gateway: Gateway
  robots: Robots
  calls: Call[]
  shown: Shown[]
  /** Epoch ms for tickets, tokens and sessions. */
  now: number
  /** Answers of the next requests to a path, in order. */
  script(path: string, ...answers: Scripted[]): void
  /** The webhook of a chat's session, open until `expiresAt`. */
  openSession(chat: string, expiresAt?: number): { url: string; expiresAt: number }
  /** Ends the access token before its time. */
  revokeToken(): void
  callsTo(path: string): Call[]
  stop(): Promise<void>
}

const TOKEN_SECONDS = 7_200
const SESSION_MS = 5_400_000
const MOST_PARAM_BYTES = 15_000

/** Starts the fake. */
export async function startFakeDingtalk(): Promise<FakeDingtalk> {
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const scripts = new Map<string, Scripted[]>()
  const sessions = new Map<string, { chat: string; expiresAt: number }>()
  const cards = new Set<string>()
  let token = { value: '', until: 0 }
  const clock = () => fake.now
  const gateway = createGateway(server, { secrets: { [app.clientId]: app.clientSecret }, clock })

  const routes: Record<string, (call: Call) => { status?: number; body: unknown }> = {
    '/v1.0/oauth2/accessToken'({ body }) {
      if (body.appKey !== app.clientId || body.appSecret !== app.clientSecret) return error(400, 'invalidClientSecret')
      if (clock() >= token.until) token = { value: randomUUID(), until: clock() + TOKEN_SECONDS * 1000 }
      return { body: { accessToken: token.value, expireIn: Math.round((token.until - clock()) / 1000) } }
    },
    '/robot/sendBySession'({ query, body }) {
      const session = sessions.get(query.get('session') ?? '')
      if (!session || clock() > session.expiresAt) return { body: { errcode: 300001, errmsg: 'session 不存在' } }
      fake.shown.push({ chat: session.chat, by: 'session', kind: String(body.msgtype), content: body })
      return { body: { errcode: 0, errmsg: 'ok' } }
    },
    '/v1.0/robot/groupMessages/send': needsToken((call) => {
      const refused = checkMessage(call)
      if (refused) return refused
      fake.shown.push({ chat: String(call.body.openConversationId), by: 'group', kind: String(call.body.msgKey), content: paramOf(call) })
      return { body: { processQueryKey: randomUUID() } }
    }),
    '/v1.0/robot/oToMessages/batchSend': needsToken((call) => {
      const refused = checkMessage(call)
      if (refused) return refused
      for (const user of call.body.userIds as string[])
        fake.shown.push({ chat: user, by: 'direct', kind: String(call.body.msgKey), content: paramOf(call) })
      return { body: { processQueryKey: randomUUID(), invalidStaffIdList: [], flowControlledStaffIdList: [] } }
    }),
    '/v1.0/card/instances/createAndDeliver': needsToken(({ body }) => {
      const id = String(body.outTrackId)
      if (!cards.has(id)) fake.shown.push({ chat: String(body.openSpaceId), by: 'card', kind: String(body.cardTemplateId), content: body })
      cards.add(id)
      return {
        body: { success: true, result: { outTrackId: id, deliverResults: [{ success: true, spaceType: 'IM_GROUP', spaceId: 's' }] } },
      }
    }),
    '/v1.0/robot/messageFiles/download': needsToken(({ body }) => ({
      body: { downloadUrl: `${base}/download/${String(body.downloadCode)}` },
    })),
    '/media/upload'({ query, body }) {
      if (query.get('access_token') !== token.value || clock() >= token.until)
        return { body: { errcode: 40014, errmsg: '不合法的access_token' } }
      return { body: { errcode: 0, errmsg: 'ok', media_id: `@lAD-${query.get('type')}-${String(body.fileName)}`, type: query.get('type') } }
    },
    '/robot/send': ({ query, body }) => ({ body: fake.robots.send(query, body) }),
  }

  function needsToken(handle: (call: Call) => { status?: number; body: unknown }) {
    return (call: Call) =>
      call.token && call.token === token.value && clock() < token.until ? handle(call) : error(401, 'InvalidAuthentication')
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', base)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const raw = Buffer.concat(chunks).toString('utf8')
    const reply = (status: number, type: string, text: string) => void response.writeHead(status, { 'content-type': type }).end(text)
    if (url.pathname === '/v1.0/gateway/connections/open') {
      const answer = gateway.ticket({ accept: request.headers.accept, body: JSON.parse(raw) as Record<string, never> })
      return reply(answer.status, answer.type, answer.body)
    }
    if (url.pathname.startsWith('/download/')) return reply(200, 'application/octet-stream', `bytes of ${url.pathname.slice(10)}`)
    const call: Call = {
      path: url.pathname,
      query: url.searchParams,
      token: request.headers['x-acs-dingtalk-access-token'] as string | undefined,
      body: readBody(raw),
    }
    fake.calls.push(call)
    const scripted = scripts.get(url.pathname)?.shift()
    if (scripted?.hangUp) {
      routes[url.pathname]?.(call)
      return void request.socket.destroy()
    }
    if (scripted?.html !== undefined) return reply(scripted.status ?? 200, 'text/html', scripted.html)
    const answer = scripted ?? routes[url.pathname]?.(call) ?? error(404, 'InvalidAction.NotFound')
    reply(answer.status ?? 200, 'application/json', JSON.stringify(answer.body))
  }

  const fake: FakeDingtalk = {
    base,
    gateway,
    robots: createRobots(clock),
    calls: [],
    shown: [],
    now: Date.now(),
    script: (path, ...answers) => void scripts.set(path, [...(scripts.get(path) ?? []), ...answers]),
    openSession(chat, expiresAt = fake.now + SESSION_MS) {
      const id = randomUUID()
      sessions.set(id, { chat, expiresAt })
      return { url: `${base}/robot/sendBySession?session=${id}`, expiresAt }
    },
    revokeToken() {
      token = { value: '', until: 0 }
    },
    callsTo: (path) => fake.calls.filter((call) => call.path === path),
    async stop() {
      gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return fake
}

/** An error of the new API. */
export function error(status: number, code: string): { status: number; body: unknown } {
  return { status, body: { code, requestid: randomUUID(), message: `message of ${code}` } }
}

function checkMessage({ body }: Call): { status: number; body: unknown } | null {
  if (body.robotCode !== app.robotCode) return error(400, 'invalidParameter.robotCode.notExsit')
  if (typeof body.msgParam !== 'string') return error(400, 'invalidParameter.msgParam.invalid')
  return Buffer.byteLength(body.msgParam) > MOST_PARAM_BYTES ? error(400, 'invalidParameter.msgParam.tooLong') : null
}

function paramOf({ body }: Call): Record<string, unknown> {
  return JSON.parse(String(body.msgParam)) as Record<string, unknown>
}

/** JSON, or of a form what we look at. */
function readBody(raw: string): Record<string, unknown> {
  if (raw.startsWith('{')) return JSON.parse(raw) as Record<string, unknown>
  return { fileName: /filename="([^"]*)"/.exec(raw)?.[1], raw }
}
