import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { text } from '../../src/core/blocks.ts'
import { createHouse, outgoing, sendAll, type TestHouse } from '../support/fake-dingtalk/house.ts'
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'

const TOPIC = '/v1.0/card/instances/callback'
const buttons = [{ text: '收到', says: '收到 1027' }]

let fake: FakeDingtalk
let house: TestHouse

beforeEach(async () => {
  fake = await startFakeDingtalk()
  const made = createHouse(fake, { cardTemplateId: 't.schema' })
  house = made
  await made.platform.start(made.host)
  await vi.waitFor(() => expect(fake.gateway.live()).toHaveLength(1))
})
afterEach(async () => {
  await house.stop()
  await fake.stop()
})

async function sendCard(chatId: string): Promise<string> {
  await sendAll(house.platform, chatId, outgoing('请签收', { content: { blocks: [text('请签收')], buttons } }))
  return String(fake.shown.at(-1)?.content.outTrackId)
}

/** Presses, and waits for the acknowledgement. */
async function press(outTrackId: string, more: Record<string, unknown> = {}): Promise<{ code: number; data: string }> {
  const content = JSON.stringify({ cardPrivateData: { actionIds: ['1'], params: { says: '收到 1027' } } })
  const data = {
    type: 'actionCallback',
    outTrackId,
    corpId: 'ding1',
    userId: 'staff2',
    userIdType: 1,
    spaceId: '',
    spaceType: 'im',
    extension: '{}',
    content,
  }
  const id = fake.gateway.push('CALLBACK', TOPIC, { ...data, ...more })
  return await vi.waitFor(() => {
    const ack = fake.gateway.acks.find(({ messageId }) => messageId === id)
    if (!ack) throw new Error('not yet')
    return ack
  }, 3_000)
}

describe('a press of a card button', () => {
  it('types what the button says, as who pressed it, where the card stands', async () => {
    const ack = await press(await sendCard('group:cid1'))
    expect(ack).toMatchObject({ code: 200, data: '{"response":{}}' })
    expect(house.received).toMatchObject([
      { platform: 'dingtalk', bot: 'dingapp', chatId: 'group:cid1', chatKind: 'group', userId: 'staff2', text: '收到 1027', voice: false },
    ])
  })

  it('counts once when it is pushed again or pressed twice, and anew after a minute or by another', async () => {
    const card = await sendCard('group:cid1')
    await press(card)
    await press(card)
    expect(house.received).toHaveLength(1)
    await press(card, { userId: 'staff3' })
    fake.now += 61_000
    await press(card)
    expect(house.received).toHaveLength(3)
    expect(new Set(house.received.map(({ messageId }) => messageId)).size).toBe(3)
  })

  it('is understood after a restart, by what it says of its place', async () => {
    const group = await sendCard('group:cid1')
    const person = await sendCard('user:staff2')
    await house.platform.stop()
    const made = createHouse(fake, { cardTemplateId: 't.schema' })
    await made.platform.start(made.host)
    await vi.waitFor(() => expect(fake.gateway.live()).toHaveLength(1))
    await press(group, { spaceId: 'dtv1.card//IM_GROUP.cid1' })
    await press(person)
    expect(made.received.map(({ chatId }) => chatId)).toEqual(['group:cid1', 'user:staff2'])
    await made.stop()
  })

  it('is answered within two seconds, however long the work takes', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    house.onReceive = () => held
    const card = await sendCard('group:cid1')
    const started = performance.now()
    await press(card)
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(house.received).toHaveLength(0)
    release()
    await vi.waitFor(() => expect(house.received).toHaveLength(1))
  })

  it.each([
    ['a card of somebody else', { outTrackId: 'other-1' }],
    ['no parameters', { content: '{"cardPrivateData":{"actionIds":["1"]}}' }],
    ['no JSON', { content: 'x' }],
    ['nobody', { userId: '' }],
  ])('of %s is acknowledged and does nothing', async (_what, more) => {
    const card = await sendCard('group:cid1')
    expect((await press(card, more)).code).toBe(200)
    expect(house.received).toEqual([])
  })
})
