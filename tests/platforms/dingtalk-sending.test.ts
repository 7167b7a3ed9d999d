import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heading, text } from '../../src/core/blocks.ts'
import { createHouse, outgoing, sendAll, type TestHouse } from '../support/fake-dingtalk/house.ts'
import { error, type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'

const GROUP = 'group:cidGroup+/1=='
const PERSON = 'user:staff1'
const OUTSIDER = 'user:$:LWCP_v1:$x'
const GROUP_SEND = '/v1.0/robot/groupMessages/send'
const DIRECT_SEND = '/v1.0/robot/oToMessages/batchSend'
const SESSION = '/robot/sendBySession'
const TOKEN = '/v1.0/oauth2/accessToken'
const CARD = '/v1.0/card/instances/createAndDeliver'

let fake: FakeDingtalk
let house: TestHouse & { start(): Promise<void> }

async function open(cardTemplateId?: string): Promise<void> {
  // The gateway stays shut: nothing here is received by Stream.
  fake.gateway.refuse = { status: 503, code: 'ServiceUnavailable' }
  const made = createHouse(fake, cardTemplateId ? { cardTemplateId } : {})
  house = Object.assign(made, { start: () => made.platform.start(made.host) })
  await house.start()
}

beforeEach(async () => {
  fake = await startFakeDingtalk()
  await open()
})
afterEach(async () => {
  await house.stop()
  await fake.stop()
})

const replyTo = (session: { url: string; expiresAt: number }): string => `${session.expiresAt} ${session.url}`

describe('a message', () => {
  it('goes by the session of the message that it answers, which costs nothing', async () => {
    const session = fake.openSession('group')
    expect(await sendAll(house.platform, GROUP, outgoing('✅ #1027 已记', { replyTo: replyTo(session) }))).toEqual({ sent: true })
    expect(fake.shown).toEqual([
      { chat: 'group', by: 'session', kind: 'text', content: { msgtype: 'text', text: { content: '✅ #1027 已记' } } },
    ])
    expect(house.called).toBe(0)
    expect(fake.callsTo(TOKEN)).toHaveLength(0)
  })

  it('goes to the group by the API when there is no session, and counts', async () => {
    expect(await sendAll(house.platform, GROUP, outgoing('通知'))).toEqual({ sent: true })
    expect(fake.shown).toEqual([{ chat: 'cidGroup+/1==', by: 'group', kind: 'sampleText', content: { content: '通知' } }])
    expect(house.called).toBe(1)
  })

  it('goes to a person by the API', async () => {
    expect(await sendAll(house.platform, PERSON, outgoing('通知'))).toEqual({ sent: true })
    expect(fake.shown).toMatchObject([{ chat: 'staff1', by: 'direct', kind: 'sampleText' }])
  })

  it('with a headline is written as Markdown, with the headline as title', async () => {
    const content = { blocks: [heading('六月走访排名'), text('马岭镇第1')] }
    await sendAll(house.platform, GROUP, outgoing('【六月走访排名】\n马岭镇第1', { content }))
    expect(fake.shown).toMatchObject([
      { kind: 'sampleMarkdown', content: { title: '六月走访排名', text: '### 六月走访排名\n\n马岭镇第1' } },
    ])
  })

  it.each([
    ['Chinese', '镇'.repeat(30_000)],
    ['nothing but line ends and quotation marks', 'a\n"\\'.repeat(10_000)],
    ['emoji of many characters', '👨‍👩‍👧‍👦'.repeat(3_000)],
  ])('that is long (%s) is cut so that every part is taken, and nothing is missing', async (_what, long) => {
    expect(await sendAll(house.platform, GROUP, outgoing(long))).toEqual({ sent: true })
    expect(fake.shown.length).toBeGreaterThan(2)
    const letters = (words: string): string => words.replace(/\s/g, '')
    expect(letters(fake.shown.map(({ content }) => String(content.content)).join(''))).toBe(letters(long))
  })

  it('mentions people where a session takes it, and names them elsewhere', async () => {
    const mentions = [
      { name: '张三', userId: 's3' },
      { name: '张三丰', userId: 's33' },
    ]
    const session = fake.openSession('group')
    const words = '✅ @张三丰 @张三 请看'
    await sendAll(house.platform, GROUP, outgoing(words, { mentions, replyTo: replyTo(session) }))
    await sendAll(house.platform, PERSON, outgoing(words, { mentions }))
    expect(fake.shown[0]?.content).toEqual({
      msgtype: 'text',
      text: { content: '✅ @s33 @s3 请看' },
      at: { atUserIds: ['s33', 's3'], isAtAll: false },
    })
    expect(fake.shown[1]?.content).toEqual({ content: words })
  })
})

describe('a session', () => {
  it('that has expired is not tried', async () => {
    const session = fake.openSession('group', fake.now - 1)
    expect(await sendAll(house.platform, GROUP, outgoing('通知', { replyTo: replyTo(session) }))).toEqual({ sent: true })
    expect(fake.callsTo(SESSION)).toHaveLength(0)
    expect(fake.shown).toMatchObject([{ by: 'group' }])
  })

  it('that DingTalk has ended before its time is given up for the API, and not tried again', async () => {
    const session = { url: `${fake.base}${SESSION}?session=unknown`, expiresAt: fake.now + 3_600_000 }
    for (let i = 0; i < 2; i++)
      expect(await sendAll(house.platform, GROUP, outgoing('通知', { replyTo: replyTo(session) }))).toEqual({ sent: true })
    expect(fake.callsTo(SESSION)).toHaveLength(1)
    expect(fake.shown).toMatchObject([{ by: 'group' }, { by: 'group' }])
  })

  it('whose answer was lost is tried again later, not said a second time by the API', async () => {
    const session = fake.openSession('group')
    fake.script(SESSION, { hangUp: true })
    expect(await sendAll(house.platform, GROUP, outgoing('通知', { replyTo: replyTo(session) }))).toMatchObject({
      sent: false,
      retryable: true,
      unsure: true,
    })
    expect(fake.callsTo(GROUP_SEND)).toHaveLength(0)
    expect(fake.shown).toHaveLength(1)
  })

  it.each([
    'http://127.0.0.1:9/robot/sendBySession?session=x',
    'https://evil.example.com/x',
    'https://dingtalk.com.evil.cn/x',
    'ftp://oapi.dingtalk.com/',
    'x',
  ])('at a foreign address (%s) is never written to', async (url) => {
    await sendAll(house.platform, GROUP, outgoing('内部情况', { replyTo: `${fake.now + 3_600_000} ${url}` }))
    expect(fake.shown).toMatchObject([{ by: 'group' }])
  })
})

describe('somebody outside the organisation', () => {
  it('can be answered by his session only', async () => {
    const session = fake.openSession('outsider')
    expect(await sendAll(house.platform, OUTSIDER, outgoing('您好', { replyTo: replyTo(session) }))).toEqual({ sent: true })
    expect(await sendAll(house.platform, OUTSIDER, outgoing('通知'))).toMatchObject({ sent: false, retryable: false, code: 'outsider' })
    expect(fake.callsTo(DIRECT_SEND)).toHaveLength(0)
    expect(house.platform.directChatOf('$:LWCP_v1:$x')).toBeNull()
    expect(house.platform.directChatOf('staff1')).toBe('user:staff1')
  })
})

describe('a refusal', () => {
  it.each([
    ['too many calls a second', error(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi'), { retryable: true, retryAfterMs: 1_000 }],
    ['too many calls of everybody', error(403, 'Forbidden.AccessDenied.QpsLimitForApi'), { retryable: true, retryAfterMs: 60_000 }],
    ['too fast', error(400, 'send.too.fast'), { retryable: true, retryAfterMs: 60_000 }],
    ['the month used up', error(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg'), { retryable: false }],
    ['the gateway late', error(504, 'GatewayTimeout'), { retryable: true }],
    ['a wrong parameter', error(400, 'invalidParameter.param.invalid'), { retryable: false }],
    [
      'the firewall in HTML',
      { status: 403, html: '<!DOCTYPE html><title>punish</title>' },
      { retryable: true, retryAfterMs: 300_000, code: 'x5' },
    ],
    ['the firewall in HTML with 200', { html: '<html></html>' }, { retryable: true, retryAfterMs: 300_000, code: 'x5' }],
    [
      'the firewall in JSON',
      { body: { status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'u' } },
      { retryable: true, retryAfterMs: 300_000 },
    ],
    ['a page of a broken server', { status: 502, html: '<html>502</html>' }, { retryable: true, code: 'http-502' }],
    ['the group dissolved', error(400, 'group.disbanded'), { retryable: false, gone: true }],
    ['the robot not in the group', error(400, 'invalidParameter.robotCode.notExsit'), { retryable: false, gone: true }],
    ['the robot stopped', error(400, 'bot.stopped'), { retryable: false, gone: true }],
  ])('for %s says what to do', async (_what, answer, expected) => {
    fake.script(GROUP_SEND, answer)
    const outcome = await sendAll(house.platform, GROUP, outgoing('通知'))
    expect(outcome).toMatchObject({ sent: false, ...expected })
    if (!('retryAfterMs' in expected)) expect(outcome).not.toHaveProperty('retryAfterMs')
    if (!('gone' in expected)) expect(outcome).not.toHaveProperty('gone')
  })

  it('of the month used up, or of a right that is lacking, is told to the administrator', async () => {
    const lacking = {
      status: 403,
      body: {
        code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
        message: 'no',
        accessdenieddetail: { requiredScopes: ['qyapi_robot_sendmsg'] },
      },
    }
    fake.script(GROUP_SEND, error(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg'), lacking)
    await sendAll(house.platform, GROUP, outgoing('一'))
    expect(await sendAll(house.platform, GROUP, outgoing('二'))).toMatchObject({ retryable: false })
    expect(house.troubles).toEqual([expect.stringContaining('次数已用完'), expect.stringContaining('qyapi_robot_sendmsg')])
  })

  it('inside a 200 is noticed', async () => {
    const lists = (more: object) => ({ body: { processQueryKey: 'k', invalidStaffIdList: [], flowControlledStaffIdList: [], ...more } })
    fake.script(
      DIRECT_SEND,
      lists({ invalidStaffIdList: ['staff1'] }),
      lists({ flowControlledStaffIdList: ['staff1'] }),
      lists({ filteredStaffIdList: ['staff1'] }),
      lists({ invalidStaffIdList: ['somebody'] }),
    )
    const outcomes = []
    for (const words of ['一', '二', '三', '四']) outcomes.push(await sendAll(house.platform, PERSON, outgoing(words)))
    expect(outcomes).toMatchObject([
      { sent: false, retryable: false, gone: true },
      { sent: false, retryable: true, retryAfterMs: 60_000 },
      { sent: false, retryable: false },
      { sent: true },
    ])
  })

  it('that ends a group says nothing of that kind about a person', async () => {
    fake.script(DIRECT_SEND, error(400, 'invalidParameter.robotCode.notExsit'))
    const outcome = await sendAll(house.platform, PERSON, outgoing('通知'))
    expect(outcome).toMatchObject({ sent: false, retryable: false })
    expect(outcome).not.toHaveProperty('gone')
  })
})

describe('the access token', () => {
  it('is asked for once, however many messages wait for it', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => sendAll(house.platform, `user:s${i}`, outgoing('通知'))))
    expect(fake.callsTo(TOKEN)).toHaveLength(1)
    expect(fake.shown).toHaveLength(10)
  })

  it('is fetched anew five minutes before its end, not earlier', async () => {
    await sendAll(house.platform, GROUP, outgoing('一'))
    fake.now += (7_200 - 301) * 1_000
    await sendAll(house.platform, GROUP, outgoing('二'))
    expect(fake.callsTo(TOKEN)).toHaveLength(1)
    fake.now += 2_000
    await sendAll(house.platform, GROUP, outgoing('三'))
    expect(fake.callsTo(TOKEN)).toHaveLength(2)
  })

  it('that was ended in between is replaced within the same sending, by one request for all', async () => {
    await sendAll(house.platform, GROUP, outgoing('一'))
    fake.revokeToken()
    const outcomes = await Promise.all(Array.from({ length: 5 }, (_, i) => sendAll(house.platform, `user:s${i}`, outgoing('通知'))))
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => ({ sent: true })))
    expect(fake.callsTo(TOKEN)).toHaveLength(2)
    expect(fake.shown).toHaveLength(6)
  })

  it('that is refused for good is told to the administrator, without the secret', async () => {
    fake.script(TOKEN, error(400, 'invalidClientSecret'))
    expect(await sendAll(house.platform, GROUP, outgoing('通知'))).toMatchObject({ sent: false })
    expect(house.troubles).toEqual([expect.stringContaining('DINGTALK_CLIENT_SECRET')])
    expect(JSON.stringify(house.troubles)).not.toContain('app-secret')
  })
})

describe('a file', () => {
  const file = (name: string, mime: string) => {
    writeFileSync(join(house.dataDir, name), 'content of the file')
    return { name, mime, path: name }
  }

  it('is uploaded and sent by its id, after the words', async () => {
    const files = [
      file('六月走访.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
      file('看板.png', 'image/png'),
    ]
    await sendAll(house.platform, GROUP, outgoing('请查收', { content: { blocks: [text('请查收')], files } }))
    expect(fake.shown.map(({ kind, content }) => ({ kind, content }))).toEqual([
      { kind: 'sampleText', content: { content: '请查收' } },
      { kind: 'sampleFile', content: { mediaId: '@lAD-file-六月走访.xlsx', fileName: '六月走访.xlsx', fileType: 'xlsx' } },
      { kind: 'sampleImageMsg', content: { photoURL: '@lAD-image-看板.png' } },
    ])
    expect(fake.callsTo('/media/upload')[0]?.body.raw).toContain('content of the file')
    expect(house.called).toBe(5)
  })

  it('is uploaded with a new token when the old one has ended', async () => {
    await sendAll(house.platform, GROUP, outgoing('一'))
    fake.revokeToken()
    const files = [file('a.pdf', 'application/pdf')]
    expect(await sendAll(house.platform, PERSON, outgoing('', { text: '', content: { blocks: [], files } }))).toEqual({ sent: true })
    expect(fake.shown.at(-1)).toMatchObject({ kind: 'sampleFile', content: { mediaId: '@lAD-file-a.pdf' } })
  })

  it('that is gone from the disk is refused, not tried for ever', async () => {
    const files = [{ name: 'x.pdf', mime: 'application/pdf', path: 'nowhere/x.pdf' }]
    expect(await sendAll(house.platform, GROUP, outgoing('请查收', { content: { blocks: [text('请查收')], files } }))).toMatchObject({
      sent: false,
      retryable: false,
    })
  })

  it('of a message is fetched by its code, up to the size that is allowed', async () => {
    const attachment = { name: 'x', mime: 'image/jpeg', source: 'code-1' }
    expect(String(Buffer.from((await house.platform.download(attachment, 100)) as Uint8Array))).toBe('bytes of code-1')
    expect(fake.callsTo('/v1.0/robot/messageFiles/download')[0]?.body).toEqual({ downloadCode: 'code-1', robotCode: 'dingapp' })
    await expect(house.platform.download(attachment, 5)).rejects.toThrow('too-large')
    fake.script('/v1.0/robot/messageFiles/download', { body: { downloadUrl: 'http://169.254.169.254/latest/meta-data' } })
    await expect(house.platform.download(attachment, 100)).rejects.toThrow('not-https')
  })
})

describe('buttons', () => {
  const buttons = Array.from({ length: 7 }, (_, i) => ({ text: `按钮${i + 1}`, says: `说法 ${i + 1}` }))

  it('are not promised without a card template', () => {
    expect(house.platform.capabilities.buttons).toEqual({ group: false, direct: false })
  })

  it('stand on a card where there is a template; those beyond six are said in words', async () => {
    await house.stop()
    await open('t.schema')
    expect(house.platform.capabilities.buttons).toEqual({ group: true, direct: true })
    const message = outgoing('请选', { content: { blocks: [text('请选')], buttons } })
    await sendAll(house.platform, GROUP, message)
    await sendAll(house.platform, PERSON, message)
    expect(fake.shown[0]).toMatchObject({
      chat: 'dtv1.card//IM_GROUP.cidGroup+/1==',
      content: {
        cardTemplateId: 't.schema',
        callbackType: 'STREAM',
        imGroupOpenDeliverModel: { robotCode: 'dingapp' },
        cardData: { cardParamMap: { title: '请选', button1: '按钮1', says6: '说法 6', text: '请选\n\n也可以直接回复：说法 7' } },
      },
    })
    expect(fake.shown[1]).toMatchObject({
      chat: 'dtv1.card//IM_ROBOT.staff1',
      content: { imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingapp' } },
    })
    for (const { content } of fake.shown) {
      const params = (content.cardData as { cardParamMap: Record<string, unknown> }).cardParamMap
      expect(Object.values(params).every((value) => typeof value === 'string')).toBe(true)
      expect(params).not.toHaveProperty('button7')
    }
  })

  it('stand on one card, however often its sending is tried', async () => {
    await house.stop()
    await open('t.schema')
    const message = outgoing('请选', { content: { blocks: [text('请选')], buttons: buttons.slice(0, 2) } })
    fake.script(CARD, { hangUp: true })
    expect(await sendAll(house.platform, GROUP, message)).toMatchObject({ sent: false, retryable: true })
    expect(await sendAll(house.platform, GROUP, message)).toEqual({ sent: true })
    expect(fake.shown).toHaveLength(1)
  })

  it('are said in words when the template is refused, and the administrator is told', async () => {
    await house.stop()
    await open('t.schema')
    const message = outgoing('请选', { content: { blocks: [text('请选')], buttons: buttons.slice(0, 2) } })
    const notDelivered = { body: { success: true, result: { deliverResults: [{ success: false, errorMsg: 'template' }] } } }
    fake.script(CARD, error(400, 'param.templateNotExist'), notDelivered)
    for (let i = 0; i < 2; i++) expect(await sendAll(house.platform, GROUP, message)).toEqual({ sent: true })
    expect(fake.shown.map(({ content }) => content.text)).toEqual(Array.from({ length: 2 }, () => '请选\n\n可以回复：说法 1、说法 2'))
    expect(house.troubles[0]).toContain('DINGTALK_CARD_TEMPLATE_ID')
  })
})
