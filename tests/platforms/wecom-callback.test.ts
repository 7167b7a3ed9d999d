import { createCipheriv } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Content, text } from '../../src/core/blocks.ts'
import type { IncomingMessage } from '../../src/core/message.ts'
import type { Receipt } from '../../src/core/platform.ts'
import { type CallbackKeys, openSealed, readSeal, sealReply } from '../../src/platforms/wecom/callback-crypto.ts'
import { readXml } from '../../src/platforms/wecom/callback-xml.ts'
import { type CallbackHouse, startCallbackHouse } from '../support/fake-wecom/callback-house.ts'
import { botSecrets, pad, seal } from '../support/fake-wecom/callbacks.ts'
import { type FakeWecomHttp, startFakeWecomHttp } from '../support/fake-wecom/http-server.ts'

/** Opens a published vector at its own time. */
function openVector(keys: CallbackKeys, vector: { at: number; nonce: string; signature: string; text: string }) {
  const found = readSeal({ msg_signature: vector.signature, timestamp: String(vector.at), nonce: vector.nonce })
  if (!found) throw new Error('not a seal')
  return openSealed(keys, found, { text: vector.text, now: vector.at * 1000 })
}

describe('published vectors', () => {
  const A = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiveId: 'wx5823bf96d3bd56c7' }

  it('A: the official XML sample, address check and message', () => {
    const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
    const check = { at: 1409659589, nonce: '263014780', signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3', text: echo }
    expect(openVector(A, check)).toEqual({ ok: true, message: '1616140317555161061' })
    const message = openVector(A, {
      at: 1409659813,
      nonce: '1372623149',
      signature: '477715d11cdb4164915debcba66cb864d751f3e6',
      text: 'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
    })
    expect(message.ok && readXml(message.message)).toMatchObject({
      FromUserName: 'mycreate',
      Content: 'hello',
      MsgId: '4561255354251345929',
      AgentID: '218',
    })
  })

  it('B: the address check of a second library, whose signature belongs to its nonce alone', () => {
    const keys = { token: '123456', aesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR', receiveId: 'wx49f0ab532d5d035a' }
    const check = {
      at: 1411443780,
      nonce: '437374425',
      signature: 'dd6b9c95b495b3f7e2901bfbc76c664930ffdb96',
      text: '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==',
    }
    expect(openVector(keys, check)).toEqual({ ok: true, message: '5927782489442352469' })
    expect(openVector(keys, { ...check, nonce: '437374424' })).toEqual({ ok: false, status: 401 })
  })

  it('C: the official JSON sample, whose message is not JSON', () => {
    const keys = {
      token: 'hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo',
      aesKey: '6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt',
      receiveId: 'ww1436e0e65a779aee',
    }
    const check = {
      at: 1476416373,
      nonce: '47744683',
      signature: '012bc692d0a58dd4b10f8dfe5c4ac00ae211ebeb',
      text: 'fsi1xnbH4yQh0+PJxcOdhhK6TDXkjMyhEPA7xB2TGz6b+g7xyAbEkRxN/3cNXW9qdqjnoVzEtpbhnFyq6SVHyA==',
    }
    expect(openVector(keys, check)).toEqual({ ok: true, message: '1288432023552776189' })
    const message = openVector(keys, {
      at: 1409659813,
      nonce: '1372623149',
      signature: 'e3647471e395139e2308c1fa963f2d648a00b90e',
      text: 'cjhLUX7UU4yCSelv1vz7T0zT8huF51bAMVWriNvO1FMegHrQZNrtvRxbwf0fUPsFvwqR0U0fgiJNEA5Y30F2MoI2S7vv3EjVQ68C0cjw9frBoUE2Hj0BvFp9h3u6Vbsg4lc1C8AtHdaN8orKuNKkLRLuYEL52R1J3v8olJGZRLnRdVKIivixmX/eQpzgeExtp20jI1HxRP1AAZ6xZoILdqDPO549LO4WeG+685JRUTdiwcY5fjZlqeMxuT4PpMn1X9OWsS7NRj06Wa5E3Tvg4twjWp39KPfOdRte6P1T4JU=',
    })
    expect(message).toMatchObject({ ok: true, message: expect.stringContaining('"FromUserName": :mycreate"') })
  })

  it('D: the bot, whose messages have no receiver', () => {
    const keys = { ...A, receiveId: '' }
    const check = {
      at: 1700000000,
      nonce: 'nonce123',
      signature: 'f158b7f9d930b25b3af3f5c4ae121cd231cf21e0',
      text: 'sKqRbbiSUnDhFHOvPjtUMWzf2R8PrpMiTTPaicBgqZm9eFleDkaZY7LObMBXhUqCcxijQlSKcvc+WpPyowukzA==',
    }
    expect(openVector(keys, check)).toEqual({ ok: true, message: '1616140317555161061' })
    expect(openVector(A, check)).toEqual({ ok: false, status: 401 })
    const message = openVector(keys, {
      at: 1700000000,
      nonce: 'nonce123',
      signature: 'db409b2c2d935ed5bf794a560f19fd5b02c654f8',
      text: 'sKqRbbiSUnDhFHOvPjtUMVgSnLR7Bx8dsI+aEf7su/Bcp4h5iVopdsgdZiq0IW7WHjFhQC5KQrh8LIitrKfeln7gkA4AyqH3GyUGSPNxQmd2topX6DlZAmosSclqyVdTVLzgZfotq6OI1gIJ8txTOq85MGR5Ex/FTJkVS75V5rf1UgtLyJAZsYuejsuwGCCLO4P2u8S8nNwvHsajjbs6DQ==',
    })
    expect(message.ok && JSON.parse(message.message)).toMatchObject({ msgid: 'M1', chatid: 'C1', text: { content: '@Bot 你好' } })
  })

  it('replies can be opened again', () => {
    const { encrypt, signature, timestamp, nonce } = sealReply(A, '回复', { nonce: 'N', now: 1_700_000_000_000 })
    expect(openVector(A, { at: timestamp, nonce, signature, text: encrypt })).toEqual({ ok: true, message: '回复' })
  })
})

let wecom: FakeWecomHttp
let house: CallbackHouse

beforeEach(async () => {
  wecom = await startFakeWecomHttp()
  house = await startCallbackHouse(wecom)
})

afterEach(async () => {
  await house.stop()
  await wecom.close()
})

/** A text of a group. */
function groupText(content: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const url = `${wecom.base}/cgi-bin/aibot/response?response_code=RC-1`
  wecom.state.responseCodes.set('RC-1', wecom.state.now)
  return {
    msgid: 'M-1',
    aibotid: 'aibTEST',
    chatid: 'wrGROUP',
    chattype: 'group',
    from: { userid: 'zhangsan' },
    msgtype: 'text',
    text: { content },
    response_url: url,
    ...more,
  }
}

/** The bot's replies, one a message, in its own chat. */
function replying(content: Content): (message: IncomingMessage) => Promise<Receipt> {
  return async ({ chatId }) => ({ duplicate: false, failed: false, replies: [{ id: 7, chatId, text: '文字', content }] })
}

const done: Content = { mark: '✅', blocks: [text('#1027 已记录')] }

describe('the address of the bot', () => {
  it('answers the check with the bare text', async () => {
    const { text: echostr, query } = seal(botSecrets, '1616140317555161061', { now: wecom.state.now })
    const response = await fetch(`${house.base}/callbacks/wecom/bot?${new URLSearchParams({ ...query, echostr })}`)
    expect([response.status, await response.text()]).toEqual([200, '1616140317555161061'])
  })

  it('hands a message in as it was typed', async () => {
    await house.toBot(groupText('@乡报 走访 王亦态 家里都好'))
    expect(house.received).toEqual([
      expect.objectContaining({
        platform: 'wecom',
        bot: 'aibTEST',
        messageId: 'M-1',
        chatId: 'group:wrGROUP',
        chatKind: 'group',
        userId: 'zhangsan',
        text: '@乡报 走访 王亦态 家里都好',
        voice: false,
        attachments: [],
        sentAt: Math.floor(wecom.state.now / 1000) * 1000,
      }),
    ])
  })

  it('answers with the reply, which is sent only once', async () => {
    house.receive = replying(done)
    const { status, said } = await house.toBot(groupText('走访 王亦态 都好'))
    expect([status, said]).toEqual([200, { msgtype: 'stream', stream: { id: 'M-1', finish: true, content: '✅ #1027 已记录' } }])
    const replyTo = house.received[0]?.replyTo ?? ''
    expect(await house.deliver('group:wrGROUP', done, { id: 7, replyTo })).toEqual({ sent: true })
    expect(wecom.calls).toEqual([])
  })

  it('keeps silent when nothing is to be said', async () => {
    expect(await house.toBot(groupText('大家好'))).toEqual({ status: 200, body: '', said: null })
  })

  it('gives the same reply to the same message again, taking it in once', async () => {
    house.receive = replying(done)
    const first = await house.toBot(groupText('走访 王亦态 都好'))
    const second = await house.toBot(groupText('走访 王亦态 都好'))
    expect(second.said).toEqual(first.said)
    expect(house.received).toHaveLength(1)
  })

  it('does not say 200 for what could not be stored, so that it comes again', async () => {
    house.receive = () => Promise.reject(new Error('disk full'))
    expect(await house.toBot(groupText('走访 王亦态 都好'))).toMatchObject({ status: 500, said: null })
    house.receive = replying(done)
    expect((await house.toBot(groupText('走访 王亦态 都好'))).said.stream.finish).toBe(true)
    expect(house.received).toHaveLength(2)
  })

  it('reads pictures, speech and mixed messages; attachments are opened with the key of the callbacks', async () => {
    const key = Buffer.from(`${botSecrets.aesKey}=`, 'base64')
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const bytes = Buffer.concat([cipher.update(pad(Buffer.from('photo bytes'))), cipher.final()])
    wecom.state.media.set('P1', { bytes, name: 'a.jpg', type: 'application/octet-stream' })
    const url = `${wecom.base}/open-media/P1`
    const direct = { chatid: undefined, chattype: 'single' }
    await house.toBot(groupText('', { ...direct, msgid: 'P', msgtype: 'image', image: { url } }))
    await house.toBot(groupText('', { ...direct, msgid: 'V', msgtype: 'voice', voice: { content: '走访王亦态' } }))
    const item = [
      { msgtype: 'text', text: { content: '@乡报 看图' } },
      { msgtype: 'image', image: { url } },
    ]
    await house.toBot(groupText('', { msgid: 'X', msgtype: 'mixed', mixed: { msg_item: item } }))
    expect(house.received.map((one) => [one.chatId, one.text, one.voice, one.attachments.length])).toEqual([
      ['user:zhangsan', '', false, 1],
      ['user:zhangsan', '走访王亦态', true, 0],
      ['group:wrGROUP', '@乡报 看图', false, 1],
    ])
    const [picture] = house.received[0]?.attachments ?? []
    if (!picture) throw new Error('no picture')
    const download = await house.platform.download(picture, 1000)
    expect(Buffer.from('bytes' in download ? download.bytes : download).toString()).toBe('photo bytes')
    await expect(house.platform.download(picture, 10)).rejects.toThrow()
  })

  it('greets whoever opens the chat, and ignores what it does not know', async () => {
    const event = { msgid: 'E', aibotid: 'aibTEST', from: { userid: 'zhangsan' }, msgtype: 'event', create_time: 1_700_000_000 }
    const greeted = await house.toBot({ ...event, event: { eventtype: 'enter_chat' } })
    expect(greeted.said).toMatchObject({ msgtype: 'text', text: { content: expect.stringContaining('我是乡报') } })
    expect(await house.toBot({ ...event, event: { eventtype: 'auth_change_event' } })).toMatchObject({ status: 200, body: '' })
    expect(await house.toBot(groupText('', { msgtype: 'something_new' }))).toMatchObject({ status: 200, body: '' })
    expect(house.received).toEqual([])
  })

  it('shows buttons on a card in a direct chat, takes a press as typed, and marks the card', async () => {
    const asking: Content = {
      mark: '❓',
      blocks: [text('是哪一户？')],
      buttons: [
        { text: '王亦态', says: '1' },
        { text: '王亦太', says: '2' },
      ],
    }
    house.receive = replying(asking)
    const direct = { chatid: undefined, chattype: 'single' }
    const { said } = await house.toBot(groupText('走访 王亦泰', direct))
    expect(said.msgtype).toBe('stream_with_template_card')
    expect(said.template_card.button_list.map(({ key }: { key: string }) => key)).toEqual(['1', '2'])
    const { task_id } = said.template_card
    const press = { eventtype: 'template_card_event', template_card_event: { card_type: 'button_interaction', event_key: '2', task_id } }
    const pressed = await house.toBot(groupText('', { ...direct, msgid: 'E', msgtype: 'event', event: press }))
    expect(house.received[1]).toMatchObject({ messageId: 'E', chatId: 'user:zhangsan', text: '2' })
    expect(pressed.said).toMatchObject({ response_type: 'update_template_card', template_card: { task_id } })
    // What is said about the press follows through its own address.
    expect(await house.deliver('user:zhangsan', done, { id: 8, replyTo: house.received[1]?.replyTo ?? '' })).toEqual({ sent: true })
    expect(wecom.shown[0]?.body).toEqual({ msgtype: 'markdown', markdown: { content: '✅ #1027 已记录' } })
  })

  it('shows no card in a group: the text says what to type', async () => {
    house.receive = replying({ mark: '❓', blocks: [text('是哪一户？')], buttons: [{ text: '王亦态', says: '1' }] })
    const { said } = await house.toBot(groupText('走访 王亦泰'))
    expect(said.msgtype).toBe('stream')
    expect(said.stream.content).toContain('1（王亦态）')
  })

  it('names files that it cannot send', async () => {
    house.receive = replying({ blocks: [text('已导出')], files: [{ name: '走访.xlsx', mime: 'x', path: 'x' }] })
    const { said } = await house.toBot(groupText('导出 走访'))
    expect(said.stream.content).toContain('走访.xlsx')
  })
})

describe('a reply that takes long', () => {
  /** A receive that ends when it is told. */
  function slow(): { finish(): void } {
    let finish: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => {
      finish = resolve
    })
    house.receive = async (message) => {
      await waiting
      return await replying(done)(message)
    }
    return { finish: () => finish() }
  }
  const poll = { msgid: 'S-1', aibotid: 'aibTEST', chatid: 'wrGROUP', chattype: 'group', from: { userid: 'zhangsan' }, msgtype: 'stream' }

  it('is begun within 4 seconds, and finished when WeCom asks for more', async () => {
    const { finish } = slow()
    const started = performance.now()
    const { said } = await house.toBot(groupText('走访 王亦态 都好'))
    expect(performance.now() - started).toBeLessThan(4_500)
    expect(said.stream).toMatchObject({ id: 'M-1', finish: false })
    expect((await house.toBot({ ...poll, stream: { id: 'M-1' } })).said.stream.finish).toBe(false)
    finish()
    await new Promise(setImmediate)
    const replyTo = house.received[0]?.replyTo ?? ''
    expect(await house.deliver('group:wrGROUP', done, { id: 7, replyTo })).toMatchObject({
      sent: false,
      retryable: true,
      code: 'answering',
    })
    const finished = await house.toBot({ ...poll, msgid: 'S-2', stream: { id: 'M-1' } })
    expect(finished.said.stream).toEqual({ id: 'M-1', finish: true, content: '✅ #1027 已记录' })
    expect(await house.deliver('group:wrGROUP', done, { id: 7, replyTo })).toEqual({ sent: true })
    expect(wecom.shown).toEqual([])
  })

  it('goes out through its own address when WeCom stops asking, and is not shown twice', async () => {
    const { finish } = slow()
    await house.toBot(groupText('走访 王亦态 都好'))
    finish()
    await new Promise(setImmediate)
    wecom.state.now += 10_001
    const replyTo = house.received[0]?.replyTo ?? ''
    expect(await house.deliver('group:wrGROUP', done, { id: 7, replyTo })).toEqual({ sent: true })
    expect(wecom.shown).toHaveLength(1)
    expect((await house.toBot(groupText('走访 王亦态 都好'))).said).toBeNull()
    expect((await house.toBot({ ...poll, stream: { id: 'M-1' } })).said.stream).toMatchObject({ finish: true })
    expect(house.received).toHaveLength(1)
  })
})

describe('what cannot be answered at once', () => {
  it('is refused calmly when the bot’s other mode had heard the message', async () => {
    const replyTo = JSON.stringify({ reqId: 'R', at: wecom.state.now })
    const outcome = await house.deliver('group:wrGROUP', done, { id: 11, replyTo })
    expect(outcome).toMatchObject({ sent: false, retryable: false, code: 'cannot-push' })
  })

  async function replyTo(): Promise<string> {
    await house.toBot(groupText('大家好'))
    return house.received[0]?.replyTo ?? ''
  }

  it('goes out through the address of the message, once', async () => {
    const to = await replyTo()
    expect(await house.deliver('group:wrGROUP', done, { id: 9, replyTo: to })).toEqual({ sent: true })
    expect(wecom.shown).toHaveLength(1)
    expect(await house.deliver('group:wrGROUP', done, { id: 10, replyTo: to })).toMatchObject({
      sent: false,
      retryable: false,
      code: 'cannot-push',
    })
    expect(wecom.shown).toHaveLength(1)
  })

  it('is the rest of a reply too long for one answer', async () => {
    // 1200 lines of 30 bytes and more: two messages of at most 20480 bytes.
    const lines = Array.from({ length: 1200 }, (_, i) => `第${i + 1}户还没有走访`)
    const long: Content = { blocks: lines.map((line) => text(line)) }
    house.receive = replying(long)
    const { said } = await house.toBot(groupText('没走的'))
    expect(Buffer.byteLength(said.stream.content)).toBeLessThanOrEqual(20_480)
    expect(await house.deliver('group:wrGROUP', long, { id: 7, replyTo: house.received[0]?.replyTo ?? '' })).toEqual({ sent: true })
    const both = `${said.stream.content}\n${wecom.shown[0]?.body.markdown.content}`
    expect(both.split(/\s+/)).toEqual(lines)
  })

  it('is refused for good after an hour, and without a message to answer', async () => {
    const to = await replyTo()
    wecom.state.now += 3_601_000
    for (const replyTo of [to, null]) {
      const outcome = await house.deliver('group:wrGROUP', done, { id: 9, replyTo })
      expect(outcome).toMatchObject({
        sent: false,
        retryable: false,
        code: 'cannot-push',
        reason: expect.stringContaining('不能主动发消息'),
      })
    }
    expect(wecom.calls).toEqual([])
  })

  it('may be tried again when WeCom is busy', async () => {
    const to = await replyTo()
    wecom.state.nextErrors = [-1]
    expect(await house.deliver('group:wrGROUP', done, { id: 9, replyTo: to })).toMatchObject({ sent: false, retryable: true })
    expect(await house.deliver('group:wrGROUP', done, { id: 9, replyTo: to })).toEqual({ sent: true })
  })

  it('is never sent to an address inside the house', async () => {
    await house.toBot(groupText('大家好', { msgid: 'M-2', response_url: 'https://169.254.169.254/latest' }))
    const outcome = await house.deliver('group:wrGROUP', done, { id: 9, replyTo: house.received[0]?.replyTo ?? '' })
    expect(outcome).toMatchObject({ sent: false, retryable: false, code: 'private-address' })
  })
})
