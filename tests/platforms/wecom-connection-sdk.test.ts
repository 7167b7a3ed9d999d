import { WSClient } from '@wecom/aibot-node-sdk'
import { expect, it, vi } from 'vitest'
import { bot, createConnectionHouse } from '../support/fake-wecom/connection-house.ts'
import { type ClientFrame, startFakeSocketServer } from '../support/fake-wecom/socket-server.ts'

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
const spoken = { chattype: 'single', from: { userid: 'u1' }, msgtype: 'text', text: { content: '你好' } }

/** A frame without what is different each time. */
const shape = ({ cmd, reqId, body }: ClientFrame, callback: string) => ({ cmd, answers: reqId === callback, body })

it('the fake server serves WeCom’s own client as it serves ours, and both send the same frames', async () => {
  const server = await startFakeSocketServer({ ...bot, now: Date.now })
  const official = new WSClient({ ...bot, wsUrl: server.url, logger: SILENT })
  official.connect()
  await vi.waitFor(() => expect(server.sent('aibot_subscribe')).toHaveLength(1))
  const heard = new Promise<Parameters<WSClient['replyStream']>[0]>((resolve) => official.on('message.text', resolve))
  const theirRequest = server.say(spoken)
  const stream = { id: 'x7', content: '您好' }
  await official.replyStream(await heard, stream.id, stream.content, true)
  await official.sendMessage('u1', { msgtype: 'markdown', markdown: { content: '通知' } })
  const media = await official.uploadMedia(Buffer.from('twelve bytes'), { type: 'file', filename: 'a.csv' })
  expect(media.media_id).toMatch(/\S/)
  const theirs = server.frames.map((frame) => shape(frame, theirRequest))
  official.disconnect()
  await vi.waitFor(() => expect(server.open()).toBe(0))

  const before = server.frames.length
  const house = createConnectionHouse({ server })
  await house.start()
  await vi.waitFor(() => expect(house.platform.state()).toBe('connected'))
  const ourRequest = server.say(spoken)
  await vi.waitFor(() => expect(house.received).toHaveLength(1))
  const reply = { id: 7, text: '', replyTo: JSON.stringify({ reqId: ourRequest, at: house.received[0]?.sentAt }), mentions: [] }
  const send = async (text: string, replyTo: string | null) => {
    const content = { blocks: [{ kind: 'text', text }] as const }
    const message = { ...reply, replyTo, content: { blocks: [...content.blocks] } }
    return await house.platform.send('user:u1', { message, part: { kind: 'text', text }, index: 0, count: 1 })
  }
  expect(await send('您好', reply.replyTo)).toEqual({ sent: true })
  expect(await send('通知', null)).toEqual({ sent: true })
  const ours = server.frames.slice(before).map((frame) => shape(frame, ourRequest))
  await house.stop()
  await server.stop()

  expect(ours[0]).toEqual(theirs[0])
  expect(ours[1]).toEqual(theirs[1])
  // The official client leaves out whom the id belongs to, and WeCom would guess.
  expect(ours[2]).toEqual({ ...theirs[2], body: { ...theirs[2]?.body, chat_type: 1 } })
})
