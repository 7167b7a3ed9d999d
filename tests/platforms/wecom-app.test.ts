import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Content, heading, text } from '../../src/core/blocks.ts'
import { type CallbackHouse, startCallbackHouse } from '../support/fake-wecom/callback-house.ts'
import { appSecrets, seal } from '../support/fake-wecom/callbacks.ts'
import { type FakeWecomHttp, startFakeWecomHttp } from '../support/fake-wecom/http-server.ts'

let wecom: FakeWecomHttp
let house: CallbackHouse
let dataDir: string

beforeEach(async () => {
  wecom = await startFakeWecomHttp()
  dataDir = mkdtempSync(join(tmpdir(), 'xiangbao-wecom-app-'))
  house = await startCallbackHouse(wecom, { as: 'app', dataDir })
})

afterEach(async () => {
  await house.stop()
  await wecom.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** A message of somebody, as elements. */
function elements(type: string, more: string, from = 'zhangsan'): string {
  const common = `<ToUserName><![CDATA[${appSecrets.receiveId}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>1700000000</CreateTime>`
  return `${common}<MsgType><![CDATA[${type}]]></MsgType>${more}<AgentID>218</AgentID>`
}
const said = (content: string): string => elements('text', `<Content><![CDATA[${content}]]></Content><MsgId>4561255354251345929</MsgId>`)
const event = (name: string, more = ''): string => elements('event', `<Event><![CDATA[${name}]]></Event>${more}`)

const done: Content = { mark: '✅', blocks: [text('#1027 已记录')] }
const sends = () => wecom.shown.filter(({ path }) => path === '/message/send').map(({ body }) => body)

describe('the address of the app', () => {
  it('answers the check with the bare text', async () => {
    const { text: echostr, query } = seal(appSecrets, '1616140317555161061', { now: wecom.state.now })
    const response = await fetch(`${house.base}/callbacks/wecom/app?${new URLSearchParams({ ...query, echostr })}`)
    expect([response.status, await response.text()]).toEqual([200, '1616140317555161061'])
  })

  it('hands a message in and says nothing itself; ids of 64 bits and signs of XML stay as they are', async () => {
    expect(await house.toApp(said('走访 王亦态 <b>&amp; 都好'))).toMatchObject({ status: 200, body: '' })
    expect(house.received).toEqual([
      {
        platform: 'wecom',
        bot: 'app-218',
        messageId: '4561255354251345929',
        chatId: 'app:zhangsan',
        chatKind: 'direct',
        userId: 'zhangsan',
        text: '走访 王亦态 <b>&amp; 都好',
        voice: false,
        attachments: [],
        sentAt: 1_700_000_000_000,
      },
    ])
  })

  it('does not say 200 for what could not be stored, so that it comes again', async () => {
    house.receive = () => Promise.reject(new Error('disk full'))
    expect(await house.toApp(said('走访 王亦态'))).toMatchObject({ status: 500 })
  })

  it('fetches pictures by their id, also when the token ended early', async () => {
    wecom.state.media.set('MEDIA1', { bytes: Buffer.from('photo bytes'), name: 'a.jpg', type: 'image/jpeg' })
    await house.toApp(elements('image', '<PicUrl><![CDATA[http://x/y]]></PicUrl><MediaId><![CDATA[MEDIA1]]></MediaId><MsgId>2</MsgId>'))
    const [picture] = house.received[0]?.attachments ?? []
    if (!picture) throw new Error('no picture')
    expect(Buffer.from((await house.platform.download(picture, 1000)) as Uint8Array).toString()).toBe('photo bytes')
    wecom.endTokens(40014)
    expect(Buffer.from((await house.platform.download(picture, 1000)) as Uint8Array).toString()).toBe('photo bytes')
    await expect(house.platform.download(picture, 5)).rejects.toThrow('too-large')
    wecom.state.media.clear()
    await expect(house.platform.download(picture, 1000)).rejects.toThrow('40007')
  })

  it('reads speech that WeCom understood, and says so politely when it cannot read something', async () => {
    await house.toApp(
      elements('voice', '<MediaId>V</MediaId><Format>amr</Format><Recognition><![CDATA[走访王亦态]]></Recognition><MsgId>3</MsgId>'),
    )
    expect(house.received[0]).toMatchObject({ text: '走访王亦态', voice: true })
    const cases = { voice: '语音', location: '位置', link: '链接', other: '这类消息' }
    for (const [type, word] of Object.entries(cases)) {
      const answer = await house.toApp(elements(type, '<MediaId>V</MediaId><MsgId>4</MsgId>'))
      expect(answer.said).toContain('<MsgType><![CDATA[text]]></MsgType>')
      expect(answer.said).toContain(word)
    }
    expect(house.received).toHaveLength(1)
  })

  it('greets who follows it, and once a day who opens it', async () => {
    expect((await house.toApp(event('subscribe'))).said).toContain('我是乡报')
    expect((await house.toApp(event('enter_agent'))).said).toBeNull()
    wecom.state.now += 86_400_000
    expect((await house.toApp(event('enter_agent'))).said).toContain('我是乡报')
    expect((await house.toApp(event('enter_agent'))).said).toBeNull()
    expect(await house.toApp(event('unsubscribe'))).toMatchObject({ status: 200, body: '' })
    expect(house.received).toEqual([])
  })

  it('takes a press as typed, the same one again under the same id', async () => {
    const press = event('template_card_event', '<EventKey><![CDATA[确认 1027]]></EventKey><TaskId>T1</TaskId>')
    expect((await house.toApp(press)).said).toContain('<Button><ReplaceName><![CDATA[已收到]]></ReplaceName></Button>')
    await house.toApp(press)
    expect(house.received.map(({ text, chatId }) => [text, chatId])).toEqual(Array(2).fill(['确认 1027', 'app:zhangsan']))
    expect(new Set(house.received.map(({ messageId }) => messageId)).size).toBe(1)
    await house.toApp(event('template_card_event', '<EventKey><![CDATA[取消]]></EventKey><TaskId>T1</TaskId>'))
    expect(new Set(house.received.map(({ messageId }) => messageId)).size).toBe(2)
  })
})

describe('what the app sends', () => {
  it('sentences go as text, what has shape as markdown, to the one person', async () => {
    expect(await house.deliver('app:zhangsan', done, { text: '✅ #1027 已记录' })).toEqual({ sent: true })
    await house.deliver('app:zhangsan', { blocks: [heading('走访进度'), text('12户')] })
    expect(sends()).toEqual([
      { touser: 'zhangsan', agentid: 218, msgtype: 'text', text: { content: '✅ #1027 已记录' } },
      { touser: 'zhangsan', agentid: 218, msgtype: 'markdown', markdown: { content: expect.stringContaining('### 走访进度') } },
    ])
  })

  it('long words are cut at line ends within 2048 bytes', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `第${i + 1}户还没有走访，请抓紧。`)
    expect(await house.deliver('app:zhangsan', { blocks: [text(lines.join('\n'))] }, { text: lines.join('\n') })).toEqual({ sent: true })
    expect(sends().length).toBeGreaterThan(1)
    expect(sends().flatMap(({ text: { content } }) => content.split('\n'))).toEqual(lines)
  })

  it('buttons go on a card of their own, with a task id never used before', async () => {
    const asking: Content = {
      mark: '❓',
      blocks: [text('是哪一户？')],
      buttons: [
        { text: '王亦态', says: '1' },
        { text: '王亦太', says: '2' },
      ],
    }
    for (let i = 0; i < 2; i++) expect(await house.deliver('app:zhangsan', asking)).toEqual({ sent: true })
    expect(sends().map(({ msgtype }) => msgtype)).toEqual(['text', 'template_card', 'text', 'template_card'])
    expect(sends()[1].template_card.button_list).toEqual([
      { text: '王亦态', key: '1' },
      { text: '王亦太', key: '2' },
    ])
  })

  it('more buttons than a card holds are lines to type', async () => {
    const buttons = Array.from({ length: 7 }, (_, i) => ({ text: `第${i + 1}户`, says: String(i + 1) }))
    expect(await house.deliver('app:zhangsan', { blocks: [text('是哪一户？')], buttons })).toEqual({ sent: true })
    expect(sends().map(({ msgtype }) => msgtype)).toEqual(['text', 'text'])
    expect(sends()[1].text.content).toContain('7（第7户）')
  })

  it('files are uploaded first', async () => {
    writeFileSync(join(dataDir, 'b.xlsx'), 'workbook bytes')
    const files = [{ name: '走访 6月.xlsx', mime: 'application/vnd.ms-excel', path: 'b.xlsx' }]
    expect(await house.deliver('app:zhangsan', { blocks: [text('见附件')], files })).toEqual({ sent: true })
    const [id] = wecom.state.media.keys()
    expect(sends()[1]).toMatchObject({ msgtype: 'file', file: { media_id: id } })
    expect([...wecom.state.media.values()][0]).toMatchObject({ name: '走访 6月.xlsx', bytes: Buffer.from('workbook bytes') })
  })

  it('goes to groups that it created, naming people; a group that is gone is told', async () => {
    expect(await house.deliver('appchat:gz1', done, { text: '✅ #1027 已记录' })).toEqual({ sent: true })
    expect(wecom.shown[0]).toMatchObject({ path: '/appchat/send', body: { chatid: 'gz1', msgtype: 'text' } })
    expect(await house.deliver('appchat:other', done)).toMatchObject({ sent: false, retryable: false, gone: true })
    expect(house.gone).toEqual(['appchat:other'])
  })

  it('never goes to everybody, or to several at once', async () => {
    for (const user of ['@all', '@ALL', 'zhangsan|LiSi', 'a b', ''])
      expect(await house.deliver(`app:${user}`, done), user).toMatchObject({ sent: false, retryable: false })
    expect(wecom.shown).toEqual([])
  })
})

describe('the access token', () => {
  it('is asked for once by all who wait, and kept', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => house.deliver('app:zhangsan', done, { id: i })))
    expect(outcomes).toEqual(Array(20).fill({ sent: true }))
    expect(wecom.tokensGiven).toBe(1)
    expect(house.platform.state()).toBe('connected')
  })

  it('is renewed before it ends', async () => {
    await house.deliver('app:zhangsan', done)
    wecom.state.now += 7_200_000 - 299_000
    await house.deliver('app:zhangsan', done)
    expect(wecom.tokensGiven).toBe(2)
    expect(wecom.calls.filter(({ path }) => path === '/message/send')).toHaveLength(2)
  })

  it.each([40014, 42001] as const)('that ended early (%d) is renewed, and the message sent once', async (code) => {
    await house.deliver('app:zhangsan', done)
    wecom.endTokens(code)
    const outcomes = await Promise.all(Array.from({ length: 5 }, (_, i) => house.deliver('app:zhangsan', done, { id: i })))
    expect(outcomes).toEqual(Array(5).fill({ sent: true }))
    expect(wecom.tokensGiven).toBe(2)
    expect(sends()).toHaveLength(6)
  })

  it('that is refused again and again is not asked for without end', async () => {
    await house.deliver('app:zhangsan', done)
    wecom.state.nextErrors = [40014]
    expect(await house.deliver('app:zhangsan', done)).toEqual({ sent: true })
    const before = wecom.calls.length
    wecom.state.nextErrors = [42001]
    wecom.state.trusted = false
    expect(await house.deliver('app:zhangsan', done)).toMatchObject({ sent: false, retryable: true, code: '60020' })
    expect(wecom.calls.length - before).toBe(3)
  })

  it('with a wrong secret is told to the administrator, and not asked for by every message', async () => {
    await house.stop()
    wecom.calls.length = 0
    house = await startCallbackHouse(wecom, { as: 'app', secret: 'WRONGSECRET' })
    for (let i = 0; i < 5; i++) {
      const outcome = await house.deliver('app:zhangsan', done)
      expect(outcome).toMatchObject({ sent: false, retryable: true, code: '40001' })
      expect(JSON.stringify(outcome)).not.toContain('WRONGSECRET')
    }
    expect(wecom.calls).toHaveLength(1)
    expect(house.troubles).toEqual([expect.stringContaining('WECOM_AGENT_SECRET')])
    expect(house.platform.state()).toBe('connecting')
    wecom.state.now += 30_001
    wecom.state.secret = 'WRONGSECRET'
    expect(await house.deliver('app:zhangsan', done)).toEqual({ sent: true })
    expect(house.platform.state()).toBe('connected')
  })
})

describe('refusals', () => {
  it('an address that WeCom does not trust is told with the address', async () => {
    wecom.state.trusted = false
    expect(await house.deliver('app:zhangsan', done)).toMatchObject({ sent: false, retryable: true, code: '60020', retryAfterMs: 600_000 })
    expect(house.troubles).toEqual([expect.stringMatching(/203\.0\.113\.9.*企业可信IP/)])
  })

  it.each([
    [-1, true],
    [45009, true],
    [45033, true],
    [40056, true],
    [60011, false],
    [40058, false],
    [99999, false],
  ])('%d: try again? %s', async (code, retryable) => {
    await house.deliver('app:zhangsan', done)
    wecom.state.nextErrors = [code]
    expect(await house.deliver('app:zhangsan', done)).toMatchObject({ sent: false, retryable, code: String(code) })
  })

  it('throttling says when to come back', async () => {
    await house.deliver('app:zhangsan', done)
    wecom.state.nextErrors = [45009]
    expect(await house.deliver('app:zhangsan', done)).toMatchObject({ retryAfterMs: 60_000 })
  })

  it('a receiver outside the visible range is refused for good, whichever way WeCom says it', async () => {
    expect(await house.deliver('app:nobody', done)).toMatchObject({ sent: false, retryable: false, code: '81013' })
    // WeCom says 0, and names the receiver in small letters.
    wecom.state.nextAnswers = [
      { errcode: 0, errmsg: 'ok', invaliduser: 'lisi' },
      { errcode: 0, errmsg: 'ok', unlicenseduser: 'lisi' },
    ]
    expect(await house.deliver('app:LiSi', done)).toMatchObject({ sent: false, retryable: false, code: 'invaliduser' })
    expect(await house.deliver('app:LiSi', done)).toMatchObject({ sent: false, retryable: false, code: 'unlicenseduser' })
  })

  it('more than WeCom shows is never sent, since it would be dropped without a word', () => {
    expect(house.platform.limits).toContainEqual({ per: 'chat', most: 30, windowMs: 60_000 })
    expect(house.platform.limits).toContainEqual({ per: 'chat', most: 1000, windowMs: 3_600_000 })
  })
})
