import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heading, text } from '../../src/core/blocks.ts'
import type { OutgoingMessage, SendOutcome } from '../../src/core/platform.ts'
import { createLog } from '../../src/log.ts'
import { createOutgoingHttp, type OutgoingHttp } from '../../src/platforms/outgoing-http.ts'
import { createDingtalkRobot, type DingtalkRobot } from '../../src/platforms/webhook/dingtalk-robot.ts'
import { outgoing } from '../support/fake-dingtalk/house.ts'
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'

let fake: FakeDingtalk
let http: OutgoingHttp

beforeEach(async () => {
  fake = await startFakeDingtalk()
  http = createOutgoingHttp({ bases: [fake.base] })
})
afterEach(async () => {
  await http.close()
  await fake.stop()
})

function robot(secret: string | null = null, token = 'T'): DingtalkRobot {
  const url = `${fake.base}/robot/send?access_token=${token}`
  return createDingtalkRobot({ url, secret, http, clock: { now: () => fake.now }, log: createLog({ level: 'silent' }) })
}

async function send(to: DingtalkRobot, message: OutgoingMessage): Promise<SendOutcome> {
  const parts = to.compose(message)
  let outcome: SendOutcome = { sent: true }
  for (const [index, part] of parts.entries()) outcome = await to.send({ message, part, index, count: parts.length })
  return outcome
}

describe('a DingTalk group robot', () => {
  it('shows words, with headlines as Markdown, mentioning people', async () => {
    fake.robots.byToken.set('T', {})
    await send(robot(), outgoing('@张三 请补报', { mentions: [{ name: '张三', userId: 's3' }] }))
    await send(robot(), outgoing('【排名】\n第1', { content: { blocks: [heading('排名'), text('第1')] } }))
    expect(fake.robots.shown.map(({ body }) => body)).toMatchObject([
      { msgtype: 'text', text: { content: '@s3 请补报' }, at: { atUserIds: ['s3'] } },
      { msgtype: 'markdown', markdown: { title: '排名', text: '### 排名\n\n第1' } },
    ])
  })

  it('signs with its secret', async () => {
    fake.robots.byToken.set('T', { secret: 'SECabc+/=' })
    expect(await send(robot('SECabc+/='), outgoing('通知'))).toEqual({ sent: true })
    expect(await send(robot('SECother'), outgoing('通知'))).toMatchObject({
      sent: false,
      retryable: false,
      reason: expect.stringContaining('--secret'),
    })
  })

  it('signs as published', async () => {
    fake.robots.byToken.set('T', {})
    fake.now = 1_704_067_200_000
    await send(robot('this is secret'), outgoing('通知'))
    const { query } = fake.calls[0] ?? { query: new URLSearchParams() }
    expect([query.get('access_token'), query.get('timestamp'), query.get('sign')]).toEqual([
      'T',
      '1704067200000',
      'dP9mCg9FwTewq+eA/VwyLSqokv4ybdqzxKl+ukiQa68=',
    ])
    expect(query.toString()).toContain('sign=dP9mCg9FwTewq%2BeA%2FVwyLSqokv4ybdqzxKl%2BukiQa68%3D')
  })

  it('says a message once, however often it is sent, and two alike messages twice', async () => {
    fake.robots.byToken.set('T', {})
    const message = outgoing('通知')
    fake.script('/robot/send', { hangUp: true })
    expect(await send(robot(), message)).toMatchObject({ sent: false, retryable: true })
    expect(await send(robot(), message)).toEqual({ sent: true })
    expect(fake.robots.shown).toHaveLength(1)
    await send(robot(), outgoing('通知'))
    expect(fake.robots.shown).toHaveLength(2)
    await send(robot(), outgoing('长'.repeat(6_000)))
    expect(fake.robots.shown).toHaveLength(5)
  })

  it('keeps to 20 a minute by its declared limit, and waits out the block of 10 minutes', async () => {
    fake.robots.byToken.set('T', {})
    expect(robot().limits).toEqual([{ per: 'chat', most: 20, windowMs: 60_000 }])
    for (let i = 0; i < 20; i++) expect(await send(robot(), outgoing(`通知${i}`))).toEqual({ sent: true })
    expect(await send(robot(), outgoing('多了'))).toMatchObject({ sent: false, retryable: true, retryAfterMs: 600_000 })
    fake.now += 600_000
    expect(await send(robot(), outgoing('再来'))).toEqual({ sent: true })
  })

  it('explains what its security check complains about', async () => {
    fake.robots.byToken.set('T', { keywords: ['日报'] })
    expect(await send(robot(), outgoing('通知'))).toMatchObject({
      sent: false,
      retryable: false,
      reason: expect.stringContaining('关键词'),
    })
    fake.script('/robot/send', { body: { errcode: 310000, errmsg: 'ip 1.2.3.4 not in whitelist' } })
    expect(await send(robot(), outgoing('通知'))).toMatchObject({ reason: expect.stringContaining('白名单') })
    fake.script('/robot/send', { body: { errcode: 310000, errmsg: 'invalid timestamp' } })
    expect(await send(robot(), outgoing('通知'))).toMatchObject({ reason: expect.stringContaining('时钟') })
  })

  it.each([
    ['disbanded', '400013'],
    ['stopped', '400102'],
    ['deleted', '300001'],
  ] as const)('that is %s is gone', async (state, code) => {
    fake.robots.byToken.set('T', { state })
    expect(await send(robot(), outgoing('通知'))).toMatchObject({ sent: false, retryable: false, gone: true, code })
  })

  it('is gone when DingTalk does not know its token', async () => {
    fake.script('/robot/send', { body: { errcode: 400101, errmsg: 'access_token does not exist' } })
    expect(await send(robot(), outgoing('通知'))).toMatchObject({ gone: true })
  })

  it.each([
    ['410100', { body: { errcode: 410100, errmsg: '发送速度太快而限流' } }, { retryable: true, retryAfterMs: 600_000 }],
    ['the firewall', { body: { status: 1111, wait: 5, source: 'x5', punish: 'deny' } }, { retryable: true, retryAfterMs: 300_000 }],
    ['the day used up', { body: { errcode: 90030, errmsg: 'day limit' } }, { retryable: true, retryAfterMs: 10_800_000 }],
    ['busy', { body: { errcode: -1, errmsg: '系统繁忙' } }, { retryable: true }],
    ['late', { body: { errcode: 15, errmsg: 'isp.top-remote-connection-timeout' } }, { retryable: true }],
    ['a bad text', { body: { errcode: 430103, errmsg: 'bad content' } }, { retryable: false }],
  ])('is told what to do by %s', async (_what, answer, expected) => {
    fake.script('/robot/send', answer)
    expect(await send(robot(), outgoing('通知'))).toMatchObject({ sent: false, ...expected })
  })

  it('says of files where to get them, since it cannot send any', async () => {
    fake.robots.byToken.set('T', {})
    const files = [{ name: '六月通报.docx', mime: 'application/x', path: 'x' }]
    expect(await send(robot(), outgoing('请查收', { content: { blocks: [text('请查收')], files } }))).toEqual({ sent: true })
    expect(fake.robots.shown).toMatchObject([
      { body: { text: { content: expect.stringMatching(/^请查收\n（附件 六月通报\.docx .*乡报/) } } },
    ])
  })
})
