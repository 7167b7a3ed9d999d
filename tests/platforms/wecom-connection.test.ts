import { createCipheriv } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VirtualClock } from '../../src/clock.ts'
import type { Content } from '../../src/core/blocks.ts'
import { type ConnectionHouse, createConnectionHouse, startFake } from '../support/fake-wecom/connection-house.ts'
import type { FakeSocketServer } from '../support/fake-wecom/socket-server.ts'

let server: FakeSocketServer
let clock: VirtualClock
let house: ConnectionHouse
let folder: string

const GROUP = { chattype: 'group', chatid: 'wrMixedCaseID', from: { userid: 'ZhangSan' } }
const SINGLE = { chattype: 'single', from: { userid: 'woOpaque-1_x' } }
const says = (text: string): Content => ({ blocks: [{ kind: 'text', text }] })
const text = (content: string) => ({ msgtype: 'text', text: { content } })

beforeEach(async () => {
  ;({ server, clock } = await startFake())
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-wecom-'))
  house = createConnectionHouse({ server, clock, dataDir: folder, pace: { ackMs: 5_000 } })
  await house.start()
  await vi.waitFor(() => expect(house.platform.state()).toBe('connected'))
})

afterEach(async () => {
  await house.stop()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The message that comes of a callback. */
async function hear(body: Record<string, unknown>, options?: Parameters<FakeSocketServer['say']>[1]) {
  const before = house.received.length
  const reqId = server.say(body, options)
  await vi.waitFor(() => expect(house.received.length).toBe(before + 1))
  const message = house.received[before]
  if (!message) throw new Error('nothing came')
  return { message, reqId }
}

describe('what arrives', () => {
  it('subscribes once with id and secret, and pings without a body', async () => {
    expect(server.frames).toHaveLength(1)
    expect(server.frames[0]).toMatchObject({ cmd: 'aibot_subscribe', body: { bot_id: 'aibTEST', secret: 'bot-secret' } })
  })

  it('is a group message with its mention, its case and its opaque sender kept', async () => {
    const { message, reqId } = await hear({ ...GROUP, msgid: 'm1', ...text('@乡报\u2005 走访 王亦态 很好') })

    expect(message).toEqual({
      platform: 'wecom',
      bot: 'aibTEST',
      messageId: 'm1',
      chatId: 'group:wrMixedCaseID',
      chatKind: 'group',
      userId: 'ZhangSan',
      text: '@乡报\u2005 走访 王亦态 很好',
      voice: false,
      attachments: [],
      sentAt: clock.now(),
      replyTo: JSON.stringify({ reqId, at: clock.now() }),
    })
  })

  it('is a direct message, its time as WeCom gives it, in seconds', async () => {
    const { message } = await hear({ ...SINGLE, create_time: 1_700_000_000, ...text('我的待办') })

    expect(message).toMatchObject({ chatId: 'user:woOpaque-1_x', chatKind: 'direct', userId: 'woOpaque-1_x', sentAt: 1_700_000_000_000 })
  })

  it.each([
    ['a transcribed voice', { msgtype: 'voice', voice: { content: '走访王亦态' } }, { text: '走访王亦态', voice: true, attachments: [] }],
    ['a picture', { msgtype: 'image', image: { url: 'https://a/1', aeskey: 'k' } }, { text: '', attachments: [{ name: '图片' }] }],
    ['a file', { msgtype: 'file', file: { url: 'https://a/2', aeskey: 'k' } }, { text: '', attachments: [{ name: '文件' }] }],
    ['a video', { msgtype: 'video', video: { url: 'https://a/3', aeskey: 'k' } }, { text: '', attachments: [{ name: '视频' }] }],
  ])('is %s', async (_what, body, expected) => {
    expect((await hear({ ...SINGLE, ...body })).message).toMatchObject(expected)
  })

  it('is text and pictures mixed', async () => {
    const msg_item = [text('@乡报 走访 王亦态'), { msgtype: 'image', image: { url: 'https://a/4', aeskey: 'k4' } }, text('很好')]
    const { message } = await hear({ ...GROUP, msgtype: 'mixed', mixed: { msg_item } })

    expect(message.text).toBe('@乡报 走访 王亦态\n很好')
    expect(message.attachments.map(({ source }) => JSON.parse(source))).toEqual([{ url: 'https://a/4', aeskey: 'k4' }])
  })

  it('keeps what was typed beside a quote, and takes a quoted picture along in a group only', async () => {
    const quote = { msgtype: 'image', image: { url: 'https://a/5', aeskey: 'k5' } }
    const inGroup = await hear({ ...GROUP, ...text('@乡报 补 1027'), quote })
    const direct = await hear({ ...SINGLE, ...text('补 1027'), quote })
    const words = await hear({ ...GROUP, ...text('@乡报 收到'), quote: text('✅ #1027 走访') })

    expect(inGroup.message).toMatchObject({ text: '@乡报 补 1027', attachments: [{ name: '图片' }] })
    expect(direct.message).toMatchObject({ text: '补 1027', attachments: [] })
    expect(words.message).toMatchObject({ text: '@乡报 收到', attachments: [] })
  })

  it('survives raw line ends, tabs, other control characters and stray backslashes inside strings', async () => {
    const { message } = await hear(
      { ...GROUP, ...text('@乡报 走访~王亦态') },
      { raw: (frame) => frame.replace('~', '\n户主：\t\u0001\\\n') },
    )

    expect(message.text).toBe('@乡报 走访\n户主：\t\u0001\n王亦态')
  })

  it('leaves out what it does not know, without falling over', async () => {
    server.say({ ...SINGLE, msgtype: 'hologram', hologram: {} })
    server.say({ ...SINGLE, msgtype: 'text' })
    server.say({ chattype: 'group', from: { userid: 'u' }, ...text('no chat id') })
    server.say({ ...SINGLE, from: { userid: 'sys' }, ...text('system') })
    server.say({}, { raw: () => 'not json' })
    server.say({}, { raw: () => '[]' })
    server.happen({ eventtype: 'feedback_event', feedback_event: { id: 'x', type: 1 } }, SINGLE)
    server.happen({ eventtype: 'auth_change_event' }, SINGLE)
    await hear({ ...SINGLE, ...text('帮助') })

    expect(house.received.map(({ text: words }) => words)).toEqual(['帮助'])
    expect(server.opened()).toBe(1)
  })

  it('is handed in again when it could not be stored, since WeCom does not deliver it twice', async () => {
    let failures = 2
    const shaky = createConnectionHouse({
      server,
      clock,
      async receive() {
        if (failures-- > 0) throw new Error('disk full')
      },
    })
    await house.stop()
    await shaky.start()
    await vi.waitFor(() => expect(shaky.platform.state()).toBe('connected'))
    server.say({ ...SINGLE, ...text('走访') })

    await vi.waitFor(() => expect(shaky.received).toHaveLength(1), { timeout: 5_000 })
    await shaky.stop()
  })

  it('greets who enters the chat', async () => {
    const reqId = server.happen({ eventtype: 'enter_chat' }, SINGLE)

    await vi.waitFor(() => expect(server.sent('aibot_respond_welcome_msg')).toHaveLength(1))
    const [greeting] = server.sent('aibot_respond_welcome_msg')
    expect(greeting).toMatchObject({ reqId, body: { msgtype: 'text' } })
    expect(JSON.stringify(greeting?.body)).toContain('我是乡报')
    expect(house.received).toEqual([])
  })
})

describe('what leaves', () => {
  it('answers the very message with its first part and pushes the rest, each within 20480 bytes', async () => {
    const { message, reqId } = await hear({ ...GROUP, ...text('台账') })
    // 30 lines of 500 characters are 45,000 bytes and more: three parts.
    const blocks = Array.from({ length: 30 }, (_, i) => ({ kind: 'text', text: `${i}${'数'.repeat(500)}` }) as const)
    const outcomes = await house.deliver(message.chatId, { blocks }, { replyTo: message.replyTo ?? null })

    expect(outcomes).toEqual([{ sent: true }, { sent: true }, { sent: true }])
    const [reply] = server.sent('aibot_respond_msg')
    expect(reply).toMatchObject({ reqId, body: { msgtype: 'stream', stream: { id: 'x7', finish: true } } })
    const pushes = server.sent('aibot_send_msg')
    expect(pushes.map(({ body }) => [body.chatid, body.chat_type, body.msgtype])).toEqual([
      ['wrMixedCaseID', 2, 'markdown'],
      ['wrMixedCaseID', 2, 'markdown'],
    ])
    expect(new Set([reqId, ...pushes.map((push) => push.reqId)]).size).toBe(3)
  })

  it('pushes a notice as Markdown, with a table', async () => {
    await hear({ ...SINGLE, ...text('你好') })
    const table: Content = {
      blocks: [{ kind: 'table', columns: [{ title: '单位' }, { title: '户', align: 'right' }], rows: [['马岭镇', '12']] }],
    }

    expect(await house.deliver('user:woOpaque-1_x', table)).toEqual([{ sent: true }])
    expect(server.sent('aibot_send_msg')[0]?.body).toMatchObject({
      chatid: 'woOpaque-1_x',
      chat_type: 1,
      msgtype: 'markdown',
      markdown: { content: '| 单位 | 户 |\n| :-- | --: |\n| 马岭镇 | 12 |' },
    })
  })

  it('falls back to a push when the request ran out, or is older than an hour', async () => {
    const first = await hear({ ...SINGLE, ...text('一') })
    server.expireRequests()
    expect(await house.deliver(first.message.chatId, says('答'), { replyTo: first.message.replyTo ?? null })).toEqual([{ sent: true }])
    expect([server.sent('aibot_respond_msg').length, server.sent('aibot_send_msg').length]).toEqual([1, 1])

    const foreign = JSON.stringify({ responseUrl: 'https://x/y' })
    expect(await house.deliver(first.message.chatId, says('答'), { replyTo: foreign })).toEqual([{ sent: true }])
    const second = await hear({ ...SINGLE, ...text('二') })
    clock.set(clock.now() + 3_600_000)
    expect(await house.deliver(second.message.chatId, says('答'), { replyTo: second.message.replyTo ?? null })).toEqual([{ sent: true }])
    expect([server.sent('aibot_respond_msg').length, server.sent('aibot_send_msg').length]).toEqual([1, 3])
  })

  it('offers buttons on a card in a direct chat: what is pressed counts as typed, and the card says so', async () => {
    await hear({ ...SINGLE, ...text('确认') })
    const content: Content = {
      ...says('是这户吗？'),
      buttons: [
        { text: '是', says: '1' },
        { text: '不是', says: '取消' },
      ],
    }
    expect(await house.deliver('user:woOpaque-1_x', content)).toEqual([{ sent: true }, { sent: true }])
    const card = server.sent('aibot_send_msg')[1]?.body.template_card as { task_id: string; button_list: unknown }
    expect(card).toMatchObject({
      card_type: 'button_interaction',
      button_list: [
        { text: '是', key: '1' },
        { text: '不是', key: '取消' },
      ],
    })
    expect(card.task_id).toMatch(/^[0-9A-Za-z_@-]{1,128}$/)

    const press = { card_type: 'button_interaction', event_key: '取消', task_id: card.task_id }
    const reqId = server.happen({ eventtype: 'template_card_event', template_card_event: press }, { ...SINGLE, msgid: 'p1' })
    await vi.waitFor(() => expect(house.received).toHaveLength(2))
    expect(house.received[1]).toMatchObject({ messageId: 'p1', text: '取消', chatId: 'user:woOpaque-1_x' })
    expect(house.received[1]).not.toHaveProperty('replyTo')
    await vi.waitFor(() => expect(server.sent('aibot_respond_update_msg')).toHaveLength(1))
    expect(server.sent('aibot_respond_update_msg')[0]).toMatchObject({
      reqId,
      body: {
        response_type: 'update_template_card',
        template_card: { task_id: card.task_id, button_list: [{ text: '不是', key: '取消' }] },
      },
    })
  })

  it('never uses a task id twice', async () => {
    await hear({ ...SINGLE, ...text('确认') })
    const content: Content = { ...says('是吗？'), buttons: [{ text: '是', says: '1' }] }
    await house.deliver('user:woOpaque-1_x', content)
    await house.deliver('user:woOpaque-1_x', content)
    const ids = server.sent('aibot_send_msg').flatMap(({ body }) => (body.template_card as { task_id: string } | undefined)?.task_id ?? [])

    expect(new Set(ids).size).toBe(2)
  })

  it('hears a press on a card of before the restart, and leaves the card alone', async () => {
    const press = { card_type: 'button_interaction', event_key: '1', task_id: 'x1_old' }
    server.happen({ eventtype: 'template_card_event', template_card_event: press }, SINGLE)

    await vi.waitFor(() => expect(house.received).toMatchObject([{ text: '1' }]))
    expect(server.sent('aibot_respond_update_msg')).toEqual([])
  })

  it('says what to type where a card is refused or would hold too much', async () => {
    await hear({ ...SINGLE, ...text('确认') })
    const buttons = [{ text: '确认', says: '确认身份 张三' }]
    // The first push is the text, the second one the card.
    server.next('aibot_send_msg', { errcode: 0 })
    server.next('aibot_send_msg', { errcode: 42045 })
    expect(await house.deliver('user:woOpaque-1_x', { ...says('请确认'), buttons })).toEqual([{ sent: true }, { sent: true }])
    const seven = Array.from({ length: 7 }, (_, i) => ({ text: `选${i}`, says: `选${i}` }))
    expect(await house.deliver('user:woOpaque-1_x', { ...says('请选'), buttons: seven })).toEqual([{ sent: true }, { sent: true }])

    const contents = server.sent('aibot_send_msg').flatMap(({ body }) => (body.markdown as { content: string } | undefined)?.content ?? [])
    expect(contents[1]).toBe('请回复：\n- 确认身份 张三（确认）')
    expect(contents[3]).toContain('- 选6')
  })

  it('sends no card to a group', async () => {
    await hear({ ...GROUP, ...text('确认') })
    await house.deliver('group:wrMixedCaseID', { ...says('是吗？'), buttons: [{ text: '是', says: '1' }] })

    expect(server.sent('aibot_send_msg').map(({ body }) => body.msgtype)).toEqual(['markdown'])
    expect(house.platform.capabilities.buttons).toEqual({ group: false, direct: true })
  })

  it('uploads a file in chunks, once for all the chats it goes to, a picture as picture', async () => {
    await hear({ ...SINGLE, ...text('导出') })
    await hear({ ...GROUP, ...text('导出') })
    writeFileSync(join(folder, 'a.xlsx'), Buffer.alloc(1_200_000, 1))
    writeFileSync(join(folder, 'b.png'), Buffer.alloc(3_000, 2))
    writeFileSync(join(folder, 'c.png'), Buffer.alloc(2 * 1024 * 1024 + 1, 3))
    const table = { name: '台账.xlsx', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', path: 'a.xlsx' }
    const photo = { name: '图.png', mime: 'image/png', path: 'b.png' }
    const large = { name: '大图.png', mime: 'image/png', path: 'c.png' }

    expect(await house.deliver('user:woOpaque-1_x', { ...says('请查收'), files: [table, photo, large] })).toEqual(
      Array(4).fill({ sent: true }),
    )
    expect(await house.deliver('group:wrMixedCaseID', { ...says('请查收'), files: [table] })).toEqual([{ sent: true }, { sent: true }])
    expect(
      server.sent('aibot_upload_media_init').map(({ body }) => [body.type, body.filename, body.total_size, body.total_chunks]),
    ).toEqual([
      ['file', '台账.xlsx', 1_200_000, 3],
      ['image', '图.png', 3_000, 1],
      ['file', '大图.png', 2_097_153, 5],
    ])
    expect(server.sent('aibot_upload_media_chunk').map(({ body }) => body.chunk_index)).toEqual([0, 1, 2, 0, 0, 1, 2, 3, 4])
    expect(server.sent('aibot_send_msg').map(({ body }) => body.msgtype)).toEqual(['markdown', 'file', 'image', 'file', 'markdown', 'file'])
  })

  it('gives up a file that is empty, too large or gone', async () => {
    await hear({ ...SINGLE, ...text('导出') })
    writeFileSync(join(folder, 'empty'), '')
    writeFileSync(join(folder, 'large'), Buffer.alloc(20 * 1024 * 1024 + 1))
    const send = async (path: string) =>
      (await house.deliver('user:woOpaque-1_x', { ...says('件'), files: [{ name: path, mime: 'text/csv', path }] }))[1]

    expect(await send('empty')).toMatchObject({ sent: false, retryable: false, code: 'file-empty' })
    expect(await send('large')).toMatchObject({ sent: false, retryable: false, code: 'file-too-large' })
    expect(await send('nowhere')).toMatchObject({ sent: false, retryable: false, code: 'file-missing' })
  })

  it('begins no more than 30 uploads a minute', async () => {
    await hear({ ...SINGLE, ...text('导出') })
    await hear({ ...GROUP, ...text('导出') })
    const send = async (i: number) => {
      writeFileSync(join(folder, `f${i}`), '12345')
      const chatId = i < 15 ? 'user:woOpaque-1_x' : 'group:wrMixedCaseID'
      return await house.deliver(chatId, { blocks: [], files: [{ name: `f${i}`, mime: 'text/csv', path: `f${i}` }] })
    }
    for (let i = 0; i < 30; i++) expect(await send(i)).toEqual([{ sent: true }])

    expect(await send(30)).toMatchObject([{ sent: false, retryable: true, code: 'upload-limit', retryAfterMs: 60_000 }])
    clock.set(clock.now() + 60_000)
    expect(await send(30)).toEqual([{ sent: true }])
  })

  it('is marked as lasting trouble, as passing trouble, or as the end of the chat', async () => {
    await hear({ ...GROUP, ...text('你好') })
    const meet = async (errcode: number) => {
      server.next('aibot_send_msg', { errcode })
      return (await house.deliver('group:wrMixedCaseID', says('通知')))[0]
    }

    for (const errcode of [93001, 93006, 93008]) expect(await meet(errcode)).toMatchObject({ sent: false, retryable: false, gone: true })
    for (const errcode of [40008, 40058]) expect(await meet(errcode)).toMatchObject({ sent: false, retryable: false })
    for (const errcode of [45009, 45033]) expect(await meet(errcode)).toMatchObject({ retryable: true, retryAfterMs: 60_000 })
    for (const errcode of [-1, 846601, 123456]) expect(await meet(errcode)).toMatchObject({ sent: false, retryable: true })
    const refusal = await meet(45009)
    expect(JSON.stringify(refusal)).not.toContain('10.0.0.1')
  })

  it('is held to 30 a minute and 1000 an hour a chat, which is what the server counts', async () => {
    await hear({ ...GROUP, ...text('你好') })
    for (let i = 0; i < 30; i++) expect(await house.deliver('group:wrMixedCaseID', says('通知'))).toEqual([{ sent: true }])

    expect(await house.deliver('group:wrMixedCaseID', says('通知'))).toMatchObject([{ sent: false, code: '45009', retryAfterMs: 60_000 }])
    expect(house.platform.limits).toEqual([
      { per: 'chat', most: 30, windowMs: 60_000 },
      { per: 'chat', most: 1000, windowMs: 3_600_000 },
    ])
  })

  it('cannot begin a talk, nor reach chats that are not the bot’s', async () => {
    expect(house.platform.directChatOf('ZhangSan')).toBeNull()
    expect(await house.deliver('app:ZhangSan', says('你好'))).toMatchObject([{ sent: false, retryable: false }])
    expect(await house.deliver('group:unknown', says('你好'))).toMatchObject([{ sent: false, gone: true }])
  })
})

describe('attachments', () => {
  const key = Buffer.from('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'base64')
  const encrypt = (bytes: Buffer) => createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false).update(bytes)
  const seal = (bytes: Buffer) => {
    const count = 32 - (bytes.length % 32)
    return encrypt(Buffer.concat([bytes, Buffer.alloc(count, count)]))
  }
  const fetchAt = (path: string, aeskey = key.toString('base64'), most = 1000) =>
    house.platform.download(
      { name: '文件', mime: '', source: JSON.stringify({ url: `${server.url.replace('ws', 'http')}${path}`, aeskey }) },
      most,
    )

  it('are fetched, opened and named, the name made safe', async () => {
    server.serve('/a', {
      body: Buffer.from('Et/xoZxZznIzSr3qjkv6c/Z8qf4SHPWqPfweXtmc6zE=', 'base64'),
      disposition: "attachment; filename*=UTF-8''..%2F..%2F%E5%8F%B0%20%E8%B4%A6.xlsx",
    })
    expect(await fetchAt('/a')).toEqual({ bytes: Buffer.from('hello wecom media'), name: '台 账.xlsx' })

    for (const [disposition, name] of [
      ['attachment; filename="..\\\\..\\\\etc\\\\passwd"', 'passwd'],
      ['attachment; filename=100%.csv', '100%.csv'],
      ['attachment; filename="=cmd.csv"', 'cmd.csv'],
      [Buffer.from('attachment; filename="会议.docx"').toString('latin1'), '会议.docx'],
      [`attachment; filename="${'长'.repeat(300)}.jpg"`.replace(/长/g, 'x'), `${'x'.repeat(80)}.jpg`],
    ] as const) {
      server.serve('/b', { body: seal(Buffer.from('x')), disposition })
      expect(await fetchAt('/b')).toEqual({ bytes: Buffer.from('x'), name })
    }
    server.serve('/c', { body: seal(Buffer.from('x')) })
    expect(await fetchAt('/c')).toEqual({ bytes: Buffer.from('x') })
  })

  it('are refused when they are too large, cut off, sealed with another key, gone or somewhere inside', async () => {
    server.serve('/a', { body: seal(Buffer.alloc(2_000)) })
    await expect(fetchAt('/a')).rejects.toThrow()
    server.serve('/a', { body: seal(Buffer.alloc(1_001)) })
    await expect(fetchAt('/a')).rejects.toThrow('too large')
    server.serve('/a', { body: seal(Buffer.alloc(100)).subarray(0, 100) })
    await expect(fetchAt('/a')).rejects.toThrow('cut off')
    server.serve('/a', { body: seal(Buffer.alloc(100)) })
    await expect(fetchAt('/a', Buffer.alloc(32, 9).toString('base64'))).rejects.toThrow('does not open')
    await expect(fetchAt('/a', 'c2hvcnQ=')).rejects.toThrow('key')
    for (const unpadded of [Buffer.alloc(32, 0), Buffer.alloc(64, 33), Buffer.concat([Buffer.alloc(31, 7), Buffer.of(2)])]) {
      server.serve('/a', { body: encrypt(unpadded) })
      await expect(fetchAt('/a')).rejects.toThrow('does not open')
    }
    await expect(fetchAt('/nowhere')).rejects.toThrow('404')
    const inside = JSON.stringify({ url: 'https://127.0.0.1:1/x', aeskey: key.toString('base64') })
    await expect(house.platform.download({ name: '', mime: '', source: inside }, 10)).rejects.toThrow('private-address')
  })
})

it('logs no words, no secrets and no addresses', async () => {
  await hear({ ...SINGLE, ...text('走访 王亦态 欠债三万'), response_url: 'https://x/y?response_code=SECRETCODE' })
  await house.deliver('user:woOpaque-1_x', says('收到王亦态'))
  server.closeAll()
  await vi.waitFor(() => expect(server.opened()).toBe(2))

  expect(house.log.join('')).toContain('the wecom connection ended')
  for (const secret of ['王亦态', 'bot-secret', 'SECRETCODE', 'woOpaque']) expect(house.log.join('')).not.toContain(secret)
})
