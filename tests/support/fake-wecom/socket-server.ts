import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage as HttpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

type Json = Record<string, unknown>

/** A frame that a client sent. */
export interface ClientFrame {
  /** Which connection, counted from 1. */
  connection: number
  cmd: string
  reqId: string
  body: Json
}

/** What happens to the next frame of a command instead of the ordinary: another code, no ack, two acks, one without code, one when told, a cut line. */
export type Fate = { errcode: number } | 'drop' | 'double' | 'bare' | 'late' | 'cut'

/** The bot as the server knows it, and what the server is to do wrong. */
export interface FakeSocketOptions {
  botId: string
  secret: string
  /** Epoch ms, for limits and windows. */
  now(): number
  /** Default: a free one. */
  port?: number
}

/** WeCom's long connection on loopback (https://developer.work.weixin.qq.com/document/path/101463). */
export interface FakeSocketServer {
  url: string
  /** Everything that clients sent, pings too. */
  frames: ClientFrame[]
  /** Sockets that were opened so far, and that are open now. */
  opened(): number
  open(): number
  /** Connections that were kicked so far. */
  kicks(): number
  switches: {
    /** Upgrades: taken, refused, or left without an answer. */
    handshake: 'take' | 'refuse' | 'hang'
    /** What a subscription is answered; null: nothing. */
    subscribe: number | null
    pongs: boolean
  }
  /** Frames of a command, without the connections' own. */
  sent(cmd: string): ClientFrame[]
  next(cmd: string, fate: Fate): void
  /** Sends the acks that were held back. */
  sendLate(): void
  /** A message of a user; the request id that it came with. */
  say(body: Json, options?: { reqId?: string; raw?(text: string): string }): string
  /** An event. */
  happen(event: Json & { eventtype: string }, about?: Json): string
  /** Puts the bot out of a group. */
  leave(chatId: string): void
  /** Puts an attachment under a path of the same host and port, over HTTP. */
  serve(path: string, file: { body: Buffer; disposition?: string }): void
  /** The server forgets who is subscribed, while the line stays. */
  forget(): void
  /** Request ids run out. */
  expireRequests(): void
  closeAll(code?: number): void
  /** Sends a WebSocket ping to every socket; how many pongs came in all so far. */
  pingAll(): void
  pongs(): number
  stop(): Promise<void>
}

const CONTENT_BYTES = 20_480
const MINUTE = 60_000
const REPLIES = ['stream', 'template_card', 'markdown', 'file', 'image', 'voice', 'video']
const PUSHES = REPLIES.filter((type) => type !== 'stream')

/** Starts the server on a free port of loopback. */
export async function startFakeSocketServer(options: FakeSocketOptions): Promise<FakeSocketServer> {
  const files = new Map<string, { body: Buffer; disposition?: string }>()
  const http = createServer(({ url }, response) => {
    const file = files.get(url ?? '')
    if (file?.disposition) response.setHeader('content-disposition', file.disposition)
    response.writeHead(file ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(file?.body)
  })
  const sockets = new WebSocketServer({ noServer: true })
  const held: (() => void)[] = []
  const fates: { cmd: string; fate: Fate }[] = []
  const live = new Set<WebSocket>()
  const raw = new Set<Duplex>()
  const frames: ClientFrame[] = []
  const switches: FakeSocketServer['switches'] = { handshake: 'take', subscribe: 0, pongs: true }
  const platform = createPlatform(options)
  let subscriber: WebSocket | null = null
  let opened = 0
  let kicks = 0
  let pongs = 0

  http.on('upgrade', (request: HttpRequest, socket: Duplex, head: Buffer) => {
    raw.add(socket)
    socket.on('close', () => raw.delete(socket))
    if (switches.handshake === 'refuse') return socket.destroy()
    if (switches.handshake === 'hang') {
      opened++
      // Else its closing is never seen.
      socket.on('end', () => socket.destroy()).resume()
      return
    }
    sockets.handleUpgrade(request, socket, head, welcome)
  })

  function welcome(socket: WebSocket): void {
    const connection = ++opened
    live.add(socket)
    socket.on('error', () => {})
    socket.on('pong', () => pongs++)
    socket.on('close', () => {
      live.delete(socket)
      if (subscriber === socket) subscriber = null
    })
    socket.on('message', (data) => read(socket, connection, String(data)))
  }

  function read(socket: WebSocket, connection: number, text: string): void {
    const { cmd, headers, body } = JSON.parse(text) as { cmd: string; headers: { req_id: string }; body?: Json }
    const frame = { connection, cmd, reqId: headers.req_id, body: body ?? {} }
    frames.push(frame)
    const ack = (answer: Json): void => socket.send(JSON.stringify({ headers: { req_id: frame.reqId }, ...answer }))
    if (cmd === 'aibot_subscribe') subscribe(socket, frame, ack)
    else if (cmd !== 'ping') obey(socket, frame, ack)
    else if (switches.pongs) ack({ errcode: 0, errmsg: 'ok' })
  }

  function obey(socket: WebSocket, frame: ClientFrame, ack: (answer: Json) => void): void {
    const fate = takeFate(frame.cmd)
    if (fate === 'cut') {
      socket.terminate()
      return
    }
    if (typeof fate === 'object') {
      ack({ errcode: fate.errcode, errmsg: 'refused, hint: [1], from ip: 10.0.0.1' })
      return
    }
    const answer = subscriber === socket ? platform.take(frame) : { errcode: 846609, errmsg: 'aibot websocket not subscribed' }
    if (fate === 'late') held.push(() => ack(answer))
    else if (fate === 'bare') ack({})
    else if (fate !== 'drop') ack(answer)
    if (fate === 'double') ack(answer)
  }

  function subscribe(socket: WebSocket, { body }: ClientFrame, ack: (answer: Json) => void): void {
    if (switches.subscribe === null) return
    const isKnown = body.bot_id === options.botId && body.secret === options.secret
    const errcode = isKnown ? switches.subscribe : 853000
    ack({ errcode, errmsg: errcode === 0 ? 'ok' : 'refused' })
    if (errcode !== 0) return
    if (subscriber && subscriber !== socket) {
      kicks++
      // The old socket goes on answering pings until somebody closes it.
      subscriber.send(callback('aibot_event_callback', { ...base(), msgtype: 'event', event: { eventtype: 'disconnected_event' } }).text)
    }
    subscriber = socket
  }

  function takeFate(cmd: string): Fate | undefined {
    const place = fates.findIndex((one) => one.cmd === cmd)
    return place < 0 ? undefined : fates.splice(place, 1)[0]?.fate
  }

  const base = (): Json => ({ msgid: randomUUID().replaceAll('-', ''), aibotid: options.botId })
  function deliver(cmd: string, body: Json, reqId?: string, change = (text: string) => text): string {
    const made = callback(cmd, body, reqId)
    platform.know(cmd, made.reqId, body)
    subscriber?.send(change(made.text))
    return made.reqId
  }

  http.listen(options.port ?? 0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    frames,
    switches,
    opened: () => opened,
    open: () => raw.size,
    kicks: () => kicks,
    sent: (cmd) => frames.filter((frame) => frame.cmd === cmd),
    next: (cmd, fate) => void fates.push({ cmd, fate }),
    sendLate() {
      for (const send of held.splice(0)) send()
    },
    say: (body, { reqId, raw: change } = {}) =>
      deliver(
        'aibot_msg_callback',
        { ...base(), response_url: 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=x', ...body },
        reqId,
        change,
      ),
    happen: (event, about = {}) => deliver('aibot_event_callback', { ...base(), ...about, msgtype: 'event', event }),
    leave: platform.leave,
    serve: (path, file) => void files.set(path, file),
    forget: () => {
      subscriber = null
    },
    expireRequests: platform.expire,
    closeAll(code = 1000) {
      for (const socket of live) socket.close(code)
    },
    pingAll() {
      for (const socket of live) socket.ping()
    },
    pongs: () => pongs,
    stop: () => stop(http, [...raw]),
  }
}

function callback(cmd: string, body: Json, reqId: string = randomUUID()): { reqId: string; text: string } {
  return { reqId, text: JSON.stringify({ cmd, headers: { req_id: reqId }, body }) }
}

async function stop(http: Server, sockets: Duplex[]): Promise<void> {
  for (const socket of sockets) socket.destroy()
  http.close()
  http.closeAllConnections()
  await once(http, 'close')
}

/** What stands behind the sockets: chats, requests that may be answered, limits and uploads. */
function createPlatform({ now }: FakeSocketOptions) {
  const chats = new Map<string, 1 | 2>()
  const left = new Set<string>()
  const requests = new Map<string, { cmd: string; event: string | undefined; chat: string; at: number }>()
  const sends = new Map<string, number[]>()
  const uploads = new Map<string, { body: Json; chunks: Map<number, Buffer> }>()
  const media = new Set<string>()
  const ok = (body?: Json): Json => ({ errcode: 0, errmsg: 'ok', ...(body ? { body } : {}) })
  const refuse = (errcode: number, errmsg: string): Json => ({ errcode, errmsg })

  /** Replies and pushes of a chat together. */
  function within(chat: string): boolean {
    const recent = (sends.get(chat) ?? []).filter((at) => now() - at < 60 * MINUTE)
    if (recent.length >= 1000 || recent.filter((at) => now() - at < MINUTE).length >= 30) return false
    sends.set(chat, [...recent, now()])
    return true
  }

  function checkBody(body: Json, types: string[]): Json | null {
    const type = String(body.msgtype)
    if (!types.includes(type)) return refuse(40008, 'invalid message type')
    const part = (body[type] ?? {}) as Json
    if (Buffer.byteLength(String(part.content ?? '')) > CONTENT_BYTES) return refuse(40058, 'content exceed max length 20480')
    if ((type === 'file' || type === 'image') && !media.has(String(part.media_id))) return refuse(40007, 'invalid media_id')
    return null
  }

  function respond({ reqId, body }: ClientFrame): Json {
    const request = requests.get(reqId)
    if (request?.cmd !== 'aibot_msg_callback') return refuse(846605, 'invalid req_id')
    return checkBody(body, REPLIES) ?? (within(request.chat) ? ok() : refuse(45009, 'api freq out of limit'))
  }

  function answerEvent({ reqId }: ClientFrame, event: string): Json {
    const request = requests.get(reqId)
    return request?.event === event && now() - request.at <= 5_000 ? ok() : refuse(846605, 'invalid req_id')
  }

  function push({ body }: ClientFrame): Json {
    const chat = String(body.chatid)
    if (left.has(chat)) return refuse(93001, 'not allow send msg in room')
    if (!chats.has(chat) || (body.chat_type && body.chat_type !== chats.get(chat))) return refuse(93006, 'invalid chatid')
    return checkBody(body, PUSHES) ?? (within(chat) ? ok() : refuse(45009, 'api freq out of limit'))
  }

  function upload({ cmd, body }: ClientFrame): Json {
    if (cmd === 'aibot_upload_media_init') {
      const id = randomUUID()
      uploads.set(id, { body, chunks: new Map() })
      return ok({ upload_id: id })
    }
    const session = uploads.get(String(body.upload_id))
    if (!session) return refuse(40058, 'invalid upload_id')
    if (cmd === 'aibot_upload_media_chunk') {
      const bytes = Buffer.from(String(body.base64_data), 'base64')
      if (bytes.length > 512 * 1024) return refuse(40058, 'chunk too large')
      session.chunks.set(Number(body.chunk_index), bytes)
      return ok()
    }
    const parts = Array.from({ length: Number(session.body.total_chunks) }, (_, i) => session.chunks.get(i))
    const size = parts.reduce((sum, part) => sum + (part?.length ?? 0), 0)
    if (parts.includes(undefined) || size !== session.body.total_size || size < 5) return refuse(40058, 'incomplete upload')
    const id = randomUUID()
    media.add(id)
    return ok({ type: session.body.type, media_id: id, created_at: '1380000000' })
  }

  return {
    know(cmd: string, reqId: string, body: Json): void {
      const user = ((body.from ?? {}) as Json).userid
      const chat = String(body.chatid ?? user ?? '')
      requests.set(reqId, { cmd, event: ((body.event ?? {}) as Json).eventtype as string | undefined, chat, at: now() })
      if (cmd === 'aibot_msg_callback') chats.set(chat, body.chatid ? 2 : 1)
    },
    take(frame: ClientFrame): Json {
      if (frame.cmd === 'aibot_respond_msg') return respond(frame)
      if (frame.cmd === 'aibot_respond_welcome_msg') return answerEvent(frame, 'enter_chat')
      if (frame.cmd === 'aibot_respond_update_msg') return answerEvent(frame, 'template_card_event')
      if (frame.cmd === 'aibot_send_msg') return push(frame)
      return frame.cmd.startsWith('aibot_upload_media_') ? upload(frame) : refuse(40008, 'unknown command')
    },
    leave: (chat: string) => void left.add(chat),
    expire: () => requests.clear(),
  }
}
