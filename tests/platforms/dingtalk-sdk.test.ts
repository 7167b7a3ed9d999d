import { DWClient, TOPIC_ROBOT } from 'dingtalk-stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { app, type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'
import { robotMessage } from '../support/fake-dingtalk/messages.ts'

let fake: FakeDingtalk

beforeEach(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined)
  fake = await startFakeDingtalk()
})
afterEach(async () => {
  await fake.stop()
  vi.restoreAllMocks()
})

/** The official client; its gateway's address is fixed in it, so that the ticket is fetched here. */
class RedirectedClient extends DWClient {
  override async getEndpoint(): Promise<this> {
    const { clientId, clientSecret, subscriptions } = this.getConfig()
    const response = await fetch(`${fake.base}/v1.0/gateway/connections/open`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ clientId, clientSecret, subscriptions }),
    })
    const { endpoint, ticket } = (await response.json()) as { endpoint: string; ticket: string }
    Object.assign(this, { dw_url: `${endpoint}?ticket=${encodeURIComponent(ticket)}` })
    return this
  }
}

describe('the fake gateway', () => {
  it('opens one connection with a ticket, within 90 seconds, for those who know the secret and ask for JSON', async () => {
    const ask = (clientSecret: string, accept = 'application/json') =>
      fake.gateway.ticket({ accept, body: { clientId: app.clientId, clientSecret, subscriptions: [] } })
    expect(ask('guess').status).toBe(400)
    expect(ask(app.clientSecret, '*/*').type).toBe('text/xml')
    const connect = (ticket: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${fake.base.replace('http', 'ws')}/connect?ticket=${encodeURIComponent(ticket)}`)
        socket.on('open', () => resolve('open'))
        socket.on('error', (error) => resolve(error.message))
      })
    const ticketOf = () => (JSON.parse(ask(app.clientSecret).body) as { ticket: string }).ticket
    const ticket = ticketOf()
    const late = ticketOf()
    expect([await connect(ticket), await connect(ticket), await connect('made-up')]).toEqual([
      'open',
      'Unexpected server response: 401',
      'Unexpected server response: 401',
    ])
    fake.now += 91_000
    expect(await connect(late)).toBe('Unexpected server response: 401')
  })

  it('is one for the official client too', async () => {
    const client = new RedirectedClient({ clientId: app.clientId, clientSecret: app.clientSecret, autoReconnect: false } as never)
    const heard: string[] = []
    client.registerCallbackListener(TOPIC_ROBOT, (frame) => {
      heard.push((JSON.parse(frame.data) as { msgId: string }).msgId)
      client.socketCallBackResponse(frame.headers.messageId, null)
    })
    await client.connect()
    const robot = fake.gateway.push('CALLBACK', TOPIC_ROBOT, robotMessage({ msgId: 'm1' }))
    const event = fake.gateway.push('EVENT', '*', {}, { eventType: 'chat_disband' })
    const ping = fake.gateway.push('SYSTEM', 'ping', '{"opaque":"1"}')
    await vi.waitFor(() => expect(fake.gateway.acks).toHaveLength(3))
    client.disconnect()
    expect(heard).toEqual(['m1'])
    const dataOf = (id: string) => fake.gateway.acks.find(({ messageId }) => messageId === id)?.data
    expect([dataOf(robot), dataOf(event), dataOf(ping)]).toEqual(['{"response":null}', '{"status":"SUCCESS"}', '{"opaque":"1"}'])
  })
})
