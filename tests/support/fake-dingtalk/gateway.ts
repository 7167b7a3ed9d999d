import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

/** How the gateway treats a push that is not acknowledged: the sources disagree, so every way can be tried. */
export interface Redelivery {
  to: 'same' | 'other'
  afterMs: number
}

/** An acknowledgement as it came over the wire. */
export interface SeenAck {
  connection: number
  code: number
  messageId: string
  message: string
  data: string
}

/** One live WebSocket of a client. */
export interface GatewayConnection {
  no: number
  socket: WebSocket
  /** After `disconnect` nothing is delivered to it any more. */
  leaving: boolean
}

/** A POST to /v1.0/gateway/connections/open. */
export interface TicketRequest {
  accept: string | undefined
  body: { clientId?: string; clientSecret?: string; subscriptions?: { type: string; topic: string }[] }
}

/** The gateway of Stream mode: tickets, WebSockets, pushes. */
export interface Gateway {
  ticketRequests: TicketRequest[]
  connections: GatewayConnection[]
  acks: SeenAck[]
  /** Status of the next answers to ticket requests, instead of a ticket. */
  refuse: { status: number; code: string } | null
  /** Takes the TCP connection and never answers the handshake. */
  stallHandshakes: boolean
  redelivery: Redelivery | null
  /** Pushes sent, redeliveries included. */
  delivered: number
  /** Everything that a client sent that was no acknowledgement. */
  strange: string[]
  ticket(request: TicketRequest): { status: number; type: string; body: string }
  /** Pushes a callback or event to a connection chosen at random; resolves with the push's id. */
  push(
    type: 'CALLBACK' | 'EVENT' | 'SYSTEM',
    topic: string,
    data: unknown,
    more?: { eventType?: string; connection?: GatewayConnection },
  ): string
  /** Sends bytes as they are. */
  raw(text: string | Buffer): void
  /** Says goodbye: silence from now on, the end after `endMs`. */
  disconnect(endMs: number): void
  live(): GatewayConnection[]
  close(): void
}

const TICKET_MS = 90_000

/** The gateway behind an HTTP server; `secrets` are the clients that it knows. */
export function createGateway(server: Server, options: { secrets: Record<string, string>; clock: () => number }): Gateway {
  const sockets = new WebSocketServer({ noServer: true })
  const tickets = new Map<string, number>()
  const unacked = new Map<string, NodeJS.Timeout>()
  const stalled = new Set<Duplex>()

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const ticket = url.searchParams.get('ticket') ?? ''
    const issued = tickets.get(ticket)
    tickets.delete(ticket)
    if (gateway.stallHandshakes) return void stalled.add(socket)
    if (url.pathname !== '/connect' || issued === undefined || options.clock() - issued > TICKET_MS) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, greet)
  }

  function greet(socket: WebSocket): void {
    const connection = { no: gateway.connections.length + 1, socket, leaving: false }
    gateway.connections.push(connection)
    socket.on('message', (data) => note(connection, String(data)))
    socket.on('error', () => undefined)
  }

  function note(connection: GatewayConnection, text: string): void {
    const frame = JSON.parse(text) as { code?: number; headers?: { messageId?: string }; message?: string; data?: string }
    const messageId = frame.headers?.messageId
    if (frame.code === undefined || messageId === undefined) return void gateway.strange.push(text)
    gateway.acks.push({ connection: connection.no, code: frame.code, messageId, message: frame.message ?? '', data: frame.data ?? '' })
    clearTimeout(unacked.get(messageId))
    unacked.delete(messageId)
  }

  function live(): GatewayConnection[] {
    return gateway.connections.filter(({ socket, leaving }) => socket.readyState === socket.OPEN && !leaving)
  }

  function deliver(
    frame: { type: string; headers: Record<string, string>; data: string },
    connection: GatewayConnection | undefined,
  ): void {
    const { redelivery } = gateway
    gateway.delivered++
    connection?.socket.send(JSON.stringify({ specVersion: '1.0', ...frame }))
    const messageId = frame.headers.messageId ?? ''
    if (!redelivery || frame.type === 'SYSTEM') return
    const again = (): void => {
      unacked.delete(messageId)
      const others = live().filter((one) => one !== connection)
      if (redelivery.to === 'other' && others.length === 0) return void unacked.set(messageId, setTimeout(again, redelivery.afterMs))
      const next = redelivery.to === 'same' ? connection : (others[0] ?? connection)
      deliver({ ...frame, headers: { ...frame.headers, messageId: randomUUID() } }, next)
    }
    unacked.set(messageId, setTimeout(again, redelivery.afterMs))
  }

  const gateway: Gateway = {
    ticketRequests: [],
    connections: [],
    acks: [],
    refuse: null,
    stallHandshakes: false,
    redelivery: null,
    delivered: 0,
    strange: [],
    live,
    ticket(request) {
      gateway.ticketRequests.push(request)
      const json = (status: number, body: object) => ({ status, type: 'application/json', body: JSON.stringify(body) })
      if (gateway.refuse) return json(gateway.refuse.status, { code: gateway.refuse.code, requestid: randomUUID(), message: 'refused' })
      if (request.accept !== 'application/json') return { status: 200, type: 'text/xml', body: '<xml><endpoint/></xml>' }
      const { clientId = '', clientSecret } = request.body
      if (!clientSecret || options.secrets[clientId] !== clientSecret)
        return json(400, { code: 'authFailed', requestid: randomUUID(), message: 'authFailed' })
      const ticket = `${randomUUID()}+/=`
      tickets.set(ticket, options.clock())
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      return json(200, { endpoint: `ws://127.0.0.1:${port}/connect`, ticket })
    },
    push(type, topic, data, { eventType, connection } = {}) {
      const choice = live()
      const messageId = randomUUID()
      const headers = { appId: 'app', contentType: 'application/json', messageId, time: String(options.clock()), topic }
      const event = eventType ? { eventType, eventId: randomUUID(), eventBornTime: String(options.clock()), eventCorpId: 'ding1' } : {}
      deliver(
        { type, headers: { ...headers, ...event }, data: typeof data === 'string' ? data : JSON.stringify(data) },
        connection ?? choice[Math.floor(Math.random() * choice.length)],
      )
      return messageId
    },
    raw(text) {
      for (const { socket } of live()) socket.send(text)
    },
    disconnect(endMs) {
      for (const connection of live()) {
        const headers = { messageId: randomUUID(), topic: 'disconnect', contentType: 'application/json', time: String(options.clock()) }
        connection.socket.send(JSON.stringify({ specVersion: '1.0', type: 'SYSTEM', headers, data: '{"reason":"connection is expired"}' }))
        connection.leaving = true
        setTimeout(() => connection.socket.close(), endMs)
      }
    },
    close() {
      for (const timer of unacked.values()) clearTimeout(timer)
      for (const socket of stalled) socket.destroy()
      for (const { socket } of gateway.connections) socket.terminate()
      sockets.close()
    },
  }
  server.on('upgrade', upgrade)
  return gateway
}
