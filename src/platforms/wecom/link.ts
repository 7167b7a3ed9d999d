import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { type Answer, createAcks, type Outbound } from './acks.ts'
import { type Frame, parseFrame } from './frames.ts'
import type { WecomConnection } from './settings.ts'

/** Times of a link, in ms. */
export interface LinkPace {
  /** TCP, TLS and upgrade together. */
  handshakeMs: number
  subscribeMs: number
  /** How long an ack is waited for; it was measured at 0.2–0.5 s. */
  ackMs: number
  /** WeCom advises 30 s. */
  pingEveryMs: number
  /** A ping that is not answered in this time means that the link is dead. */
  pongMs: number
}

/** Why a link ended: never came up, was closed or fell silent, another client took over, bad credentials, lost its subscription, our own wish. */
export type LinkEnd = 'refused' | 'closed' | 'kicked' | 'credentials' | 'unsubscribed' | 'stopped'

/** What a link tells. */
export interface LinkEvents {
  opened(): void
  /** A message or an event. */
  received(frame: Frame): void
  /** Once, whatever happened before. */
  ended(why: LinkEnd, detail: string): void
}

/** One socket to WeCom, from its opening to its end; it is never opened again. */
export interface Link {
  /**
   * Sends a frame and waits for its ack. Frames of one `reqId` go one after another, since acks are told apart by nothing else.
   * Never rejects. After a missing ack the link is probed, so that what is tried next goes over one that lives.
   */
  request(cmd: string, body: unknown, reqId?: string): Promise<Answer>
  /** False once an ack for this `reqId` was missed: it may still come, and would be taken for the next frame's. */
  isUsable(reqId: string): boolean
  stop(): void
}

/** What the page 企业微信全局错误码 and reports from the field say about a link itself. */
const BAD_CREDENTIALS = 853000
const NOT_SUBSCRIBED = 846609
/** Bytes; callbacks hold texts and addresses of files, never files. */
const LARGEST_FRAME = 4 * 1024 * 1024

/** A fresh request id, never used before. */
export function newReqId(cmd: string): string {
  return `${cmd}_${randomUUID()}`
}

/** Opens a link and subscribes on it; `opened` is told when it may be used. */
export function openLink(settings: WecomConnection, pace: LinkPace, events: LinkEvents): Link {
  const socket = new WebSocket(settings.url, { maxPayload: LARGEST_FRAME, perMessageDeflate: false })
  const acks = createAcks((text) => write(socket, text))
  let state: 'opening' | 'usable' | 'ended' = 'opening'
  let heartbeat: NodeJS.Timeout | undefined
  // The library's own limit is one of silence: who answers a byte at a time would hold us for ever.
  const handshake = setTimeout(() => end('refused', 'no handshake'), pace.handshakeMs)

  function end(why: LinkEnd, detail: string): void {
    if (state === 'ended') return
    state = 'ended'
    clearTimeout(handshake)
    clearInterval(heartbeat)
    // Not a polite close: a peer that fell silent would keep the socket for half a minute more.
    socket.terminate()
    acks.close()
    events.ended(why, detail)
  }
  const drop = (detail: string): void => end(state === 'usable' ? 'closed' : 'refused', detail)

  async function ask(frame: Outbound, waitMs: number): Promise<Answer> {
    const answer = await acks.exchange(frame, waitMs)
    if (answer.acked && answer.errcode === NOT_SUBSCRIBED) end('unsubscribed', String(NOT_SUBSCRIBED))
    return answer
  }

  async function ping(): Promise<void> {
    // Without a body: one with an empty body was reported to end the connection every five minutes.
    const answer = await ask({ cmd: 'ping', reqId: newReqId('ping') }, pace.pongMs)
    if (!answer.acked) drop('no answer to a ping')
  }

  async function subscribe(): Promise<void> {
    clearTimeout(handshake)
    const body = { bot_id: settings.botId, secret: settings.secret }
    const answer = await acks.exchange({ cmd: 'aibot_subscribe', reqId: newReqId('aibot_subscribe'), body }, pace.subscribeMs)
    if (!answer.acked) return drop('no answer to the subscription')
    if (answer.errcode !== 0) return end(answer.errcode === BAD_CREDENTIALS ? 'credentials' : 'refused', String(answer.errcode))
    if (state === 'ended') return
    state = 'usable'
    heartbeat = setInterval(() => void ping(), pace.pingEveryMs)
    events.opened()
  }

  function read(text: string): void {
    const frame = parseFrame(text)
    if (!frame) return
    if (frame.cmd === undefined) acks.take(frame)
    else if (isKick(frame)) end('kicked', 'disconnected_event')
    else events.received(frame)
  }

  socket.on('open', () => void subscribe())
  socket.on('message', (data) => read(String(data)))
  socket.on('error', (error) => drop(error.message))
  socket.on('close', (code) => drop(`closed with ${code}`))

  return {
    async request(cmd, body, reqId = newReqId(cmd)) {
      const answer = await ask({ cmd, reqId, body }, pace.ackMs)
      if (!answer.acked && state === 'usable') await ping()
      return answer
    },
    isUsable: acks.isUsable,
    stop: () => end('stopped', ''),
  }
}

function write(socket: WebSocket, text: string): boolean {
  if (socket.readyState !== WebSocket.OPEN) return false
  // Errors of writing end the socket, and with it the waiting.
  socket.send(text, () => {})
  return true
}

const Kick = z.object({ event: z.object({ eventtype: z.literal('disconnected_event') }) })

function isKick({ cmd, body }: Frame): boolean {
  return cmd === 'aibot_event_callback' && Kick.safeParse(body).success
}
