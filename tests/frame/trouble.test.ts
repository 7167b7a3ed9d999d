import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeChat, putChat, putIdentity } from '../../db/queries/roster.ts'
import { countOutgoing } from '../../db/queries/traffic.ts'
import { addWebhook } from '../../db/queries/webhooks.ts'
import { createVirtualClock, type VirtualClock } from '../../src/clock.ts'
import type { Platform } from '../../src/core/platform.ts'
import { instant, type Ledger, openLedger } from '../support/ledger.ts'
import { drive, openOutbox, platformThat, queueMessage } from '../support/outbox.ts'

const DAY = 86_400_000
let ledger: Ledger
let clock: VirtualClock
beforeEach(async () => {
  ledger = await openLedger()
  clock = createVirtualClock(instant('2023-06-15 10:00'), () => 0)
})
afterEach(async () => await ledger.close())

/** A platform of a name that takes everything, unless `refuses`. */
function platformOf(name: string, refuses: Partial<Extract<Awaited<ReturnType<Platform['send']>>, { sent: false }>> | null = null) {
  return platformThat(() => (refuses ? { sent: false, retryable: false, code: '403', reason: '不允许', ...refuses } : { sent: true }), {
    name,
  })
}
const adminId = async (): Promise<number> => {
  const admin = (await ledger.house()).directory.members('2023-06-15').find(({ name }) => name === '周凯')
  return admin?.id ?? 0
}

describe('what the administrators have to know', () => {
  it('is told to each once a day, the same words once, other words too', async () => {
    const { platform, taken } = platformOf('sandbox')
    const { outbox, trouble } = openOutbox(ledger.store, clock, { platforms: [platform] })
    for (const words of ['连接断了。', '连接断了。', '密钥不对。']) trouble.tell('sandbox', words)
    await trouble.settled()
    await drive(outbox, clock, clock.now() + DAY)
    trouble.tell('sandbox', '连接断了。')
    await trouble.settled()
    await outbox.flush()

    expect(taken).toEqual(['direct:周凯:系统提示：连接断了。', 'direct:周凯:系统提示：密钥不对。', 'direct:周凯:系统提示：连接断了。'])
  })

  it('goes by another platform, else by a webhook robot of the top unit, else by the same', async () => {
    const sandbox = platformOf('sandbox')
    const other = platformOf('other')
    const webhook = platformOf('webhook')
    const { outbox, trouble } = openOutbox(ledger.store, clock, { platforms: [sandbox.platform, other.platform, webhook.platform] })
    const tell = async (words: string) => {
      trouble.tell('sandbox', words)
      await trouble.settled()
      await outbox.flush()
    }
    await tell('一')
    const county = await ledger.unit('庆城县')
    await ledger.store.transaction((tx) =>
      addWebhook(tx, { platform: 'wecom', unitId: county.id, url: 'x', secret: null, createdAt: 0 }, '机器人'),
    )
    await tell('二')
    const chat = {
      platform: 'other',
      chatId: 'user:zk',
      kind: 'direct',
      title: '',
      unitId: null,
      memberId: await adminId(),
      muted: false,
    } as const
    await ledger.store.transaction((tx) => putChat(tx, { ...chat, outsiders: false }))
    await tell('三')

    expect([sandbox.taken, webhook.taken, other.taken]).toEqual([
      ['direct:周凯:系统提示：一'],
      ['1:系统提示：二'],
      ['user:zk:系统提示：三'],
    ])
  })

  it('never runs in a circle: when the telling fails, that is the end of it', async () => {
    const { platform } = platformOf('sandbox', {})
    const { outbox, trouble } = openOutbox(ledger.store, clock, { platforms: [platform] })
    trouble.tell('sandbox', '连接断了。')
    await trouble.settled()
    await outbox.flush()
    await trouble.settled()
    await outbox.flush()

    expect(await countOutgoing(ledger.store.read)).toEqual({ queued: 0, failed: 1 })
  })

  it('includes a message that was refused for good', async () => {
    const refusing = platformOf('refusing', {})
    const sandbox = platformOf('sandbox')
    await queueMessage(ledger.store, 'a', '提醒', { platform: 'refusing' })
    const { outbox, trouble } = openOutbox(ledger.store, clock, { platforms: [refusing.platform, sandbox.platform] })
    await outbox.flush()
    await trouble.settled()
    await outbox.flush()

    expect(sandbox.taken).toEqual(['direct:周凯:系统提示：有消息没能发出，已停止重试：不允许（403）。'])
  })

  it('includes 70, 90 and 100 per cent of the month’s calls, each once', async () => {
    const sandbox = platformThat(() => ({ sent: true }), { name: 'sandbox', monthlyCalls: 10 })
    const { outbox, allowance, trouble } = openOutbox(ledger.store, clock, { platforms: [sandbox.platform] })
    await outbox.flush()
    for (let i = 0; i < 12; i++) allowance.called('sandbox')
    await trouble.settled()
    await allowance.settled()
    await outbox.flush()
    const next = openOutbox(ledger.store, clock, { platforms: [sandbox.platform] })
    await next.outbox.flush()
    await next.trouble.settled()
    await next.outbox.flush()

    expect(sandbox.taken.map((line) => /\d+%/.exec(line)?.[0])).toEqual(['70%', '90%', '100%'])
  })
})

describe('a chat that the bot was put out of', () => {
  it('is remembered, what waits for it is parked, and the administrators are told once', async () => {
    const gone = platformOf('gone', { reason: '机器人已被移出群', gone: true })
    const sandbox = platformOf('sandbox')
    const village = await ledger.unit('纸房村')
    const chat = {
      platform: 'gone',
      chatId: 'g',
      kind: 'group',
      title: '纸房工作群',
      unitId: village.id,
      memberId: null,
      muted: false,
    } as const
    await ledger.store.transaction((tx) => putChat(tx, { ...chat, outsiders: false }))
    for (const words of ['1', '2']) await queueMessage(ledger.store, 'g', words, { platform: 'gone' })
    const { outbox, trouble } = openOutbox(ledger.store, clock, { platforms: [gone.platform, sandbox.platform] })
    await outbox.flush()
    await trouble.settled()
    await outbox.flush()

    expect((await ledger.house()).directory.chatOf('gone', 'g')).toMatchObject({ goneAt: clock.now(), goneReason: '机器人已被移出群' })
    expect(await countOutgoing(ledger.store.read)).toEqual({ queued: 0, failed: 2 })
    expect(sandbox.taken).toEqual([
      'direct:周凯:系统提示：“纸房工作群”已经发不进去（机器人已被移出群），发往那里的消息已停。机器人重新进群后，在群里@它一次即可恢复。',
    ])
  })
})

describe('mentions', () => {
  it('are the platform’s own users; whom it does not know is named in the text', async () => {
    const seen: unknown[] = []
    const { platform } = platformThat((_, { message }) => {
      seen.push(message.mentions, message.content.blocks[0])
      return { sent: true }
    })
    const people = (await ledger.house()).directory.members('2023-06-15')
    const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? 0
    await ledger.store.transaction((tx) => putIdentity(tx, 'test', 'jhw', idOf('贾宏伟')))
    const content = { blocks: [{ kind: 'text', text: '请补报' } as const], mentions: [idOf('贾宏伟'), idOf('杨治国')] }
    await queueMessage(ledger.store, 'a', '@贾宏伟 @杨治国 请补报', { content })
    await openOutbox(ledger.store, clock, { platforms: [platform] }).outbox.flush()

    expect(seen).toEqual([[{ name: '贾宏伟', userId: 'jhw' }], { kind: 'text', text: '@杨治国' }])
  })
})

it('a muted administrator is still told', async () => {
  const { platform, taken } = platformOf('sandbox')
  const chat = (await ledger.house()).directory.chatOf('sandbox', 'direct:周凯')
  await ledger.store.transaction((tx) => changeChat(tx, chat?.id ?? 0, { muted: true }))
  const { outbox, trouble } = openOutbox(ledger.store, clock, { platforms: [platform] })
  trouble.tell('sandbox', '连接断了。')
  await trouble.settled()
  await outbox.flush()

  expect(taken).toEqual(['direct:周凯:系统提示：连接断了。'])
})
