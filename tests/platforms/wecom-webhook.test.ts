import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Content, heading, text } from '../../src/core/blocks.ts'
import type { OutgoingMessage, SendOutcome } from '../../src/core/platform.ts'
import { createOutgoingHttp, type OutgoingHttp } from '../../src/platforms/outgoing-http.ts'
import { createWecomRobot, type WecomRobot } from '../../src/platforms/webhook/wecom-robot.ts'
import { type FakeWecomHttp, startFakeWecomHttp } from '../support/fake-wecom/http-server.ts'

let wecom: FakeWecomHttp
let http: OutgoingHttp
let dataDir: string
let robot: WecomRobot

beforeEach(async () => {
  wecom = await startFakeWecomHttp()
  http = createOutgoingHttp({ bases: [wecom.base] })
  dataDir = mkdtempSync(join(tmpdir(), 'xiangbao-robot-'))
  robot = robotWith('KEY-1')
})

afterEach(async () => {
  await http.close()
  await wecom.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function robotWith(key: string): WecomRobot {
  return createWecomRobot({ url: `${wecom.base}/cgi-bin/webhook/send?key=${key}`, http, dataDir, log: pino({ level: 'silent' }) })
}

function message(content: Content, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { id: 1, text: '走访进度', content, replyTo: null, mentions: [], ...more }
}

/** Sends all parts, as the outbox does: it stops at the first refusal. */
async function sendAll(sender: WecomRobot, what: OutgoingMessage): Promise<SendOutcome> {
  const parts = sender.compose(what)
  for (const [index, part] of parts.entries()) {
    const outcome = await sender.send({ message: what, part, index, count: parts.length })
    if (!outcome.sent) return outcome
  }
  return { sent: true }
}

const table: Content['blocks'] = [
  heading('走访进度'),
  { kind: 'table', columns: [{ title: '村' }, { title: '已走访', align: 'right' }], rows: [['铺仔村', '12']] },
]

describe('a wecom group robot', () => {
  it('sends plain content as markdown', async () => {
    expect(await sendAll(robot, message({ blocks: [heading('提醒'), text('6月会议还没有报。')] }))).toEqual({ sent: true })
    expect(wecom.shown).toHaveLength(1)
    expect(wecom.shown[0]?.body.msgtype).toBe('markdown')
    expect(wecom.shown[0]?.body.markdown.content).toContain('6月会议还没有报。')
  })

  it('sends a table in the dialect that shows tables', async () => {
    expect(await sendAll(robot, message({ blocks: table }))).toEqual({ sent: true })
    expect(wecom.shown[0]?.body).toMatchObject({ msgtype: 'markdown_v2' })
    expect(wecom.shown[0]?.body.markdown_v2.content).toContain('| 铺仔村 | 12 |')
  })

  it('names people by their user id: in a text, or in one after a table', async () => {
    const mentions = [{ name: '张三', userId: 'zhangsan' }]
    await sendAll(robot, message({ blocks: [text('请补报。')] }, { text: '@张三 请补报。', mentions }))
    expect(wecom.shown[0]?.body).toEqual({ msgtype: 'text', text: { content: '@张三 请补报。', mentioned_list: ['zhangsan'] } })
    await sendAll(robot, message({ blocks: table }, { mentions }))
    expect(wecom.shown.slice(1).map(({ body }) => [body.msgtype, body.text?.mentioned_list])).toEqual([
      ['markdown_v2', undefined],
      ['text', ['zhangsan']],
    ])
  })

  it('cuts what is too long at line ends, and names people only once', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `第${i + 1}户还没有走访，请抓紧。`)
    const long = message({ blocks: [text(lines.join('\n'))] })
    expect(await sendAll(robot, long)).toEqual({ sent: true })
    const markdown = wecom.shown.map(({ body }) => body.markdown.content as string)
    expect(markdown.length).toBeGreaterThan(1)
    expect(markdown.flatMap((part) => part.split('\n').map((line) => line.trim()))).toEqual(lines)
    await sendAll(robot, { ...long, text: lines.join('\n'), mentions: [{ name: '张三', userId: 'zhangsan' }] })
    const texts = wecom.shown.slice(markdown.length).map(({ body }) => body.text)
    expect(texts.flatMap(({ content }) => content.split('\n'))).toEqual(lines)
    expect(texts.map(({ mentioned_list }) => mentioned_list)).toEqual([['zhangsan'], ...texts.slice(1).map(() => undefined)])
  })

  it('turns a table that would not fit whole into lines', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [`第${i + 1}村民小组`, '12'])
    expect(await sendAll(robot, message({ blocks: [{ kind: 'table', columns: [{ title: '组' }, { title: '户' }], rows }] }))).toEqual({
      sent: true,
    })
    expect(new Set(wecom.shown.map(({ body }) => body.msgtype))).toEqual(new Set(['markdown']))
    expect(wecom.shown.map(({ body }) => body.markdown.content).join('\n')).toContain('第300村民小组')
  })

  it('sends pictures with their check sum, and files after an upload', async () => {
    writeFileSync(join(dataDir, 'a.png'), 'picture bytes')
    writeFileSync(join(dataDir, 'b.xlsx'), 'workbook bytes')
    const files = [
      { name: '图.png', mime: 'image/png', path: 'a.png' },
      { name: '走访 6月.xlsx', mime: 'application/vnd.ms-excel', path: 'b.xlsx' },
    ]
    expect(await sendAll(robot, message({ blocks: [text('见附件')], files }))).toEqual({ sent: true })
    expect(wecom.shown.map(({ body }) => body.msgtype)).toEqual(['markdown', 'image', 'file'])
    const [stored] = wecom.state.media.values()
    expect(stored).toMatchObject({ name: '走访 6月.xlsx', bytes: Buffer.from('workbook bytes') })
  })

  it('says so when a file is gone', async () => {
    const files = [{ name: '图.png', mime: 'image/png', path: 'nowhere.png' }]
    expect(await sendAll(robot, message({ blocks: [text('见附件')], files }))).toMatchObject({
      sent: false,
      retryable: false,
      code: 'file-missing',
    })
  })

  it('waits a minute after the 21st message of a minute', async () => {
    for (let i = 0; i < 20; i++) expect(await sendAll(robot, message({ blocks: [text('早')] }))).toEqual({ sent: true })
    expect(await sendAll(robot, message({ blocks: [text('早')] }))).toMatchObject({
      sent: false,
      retryable: true,
      code: '45009',
      retryAfterMs: 60_000,
    })
    expect(robot.limits).toEqual([{ per: 'chat', most: 20, windowMs: 60_000 }])
    wecom.state.now += 60_001
    expect(await sendAll(robot, message({ blocks: [text('早')] }))).toEqual({ sent: true })
  })

  it('is gone when its key is unknown, it was disabled or put out of the group', async () => {
    expect(await sendAll(robotWith('OTHER'), message({ blocks: [text('早')] }))).toMatchObject({
      retryable: false,
      code: '93000',
      gone: true,
    })
    for (const code of [93004, 93008]) {
      wecom.state.nextErrors = [code]
      expect(await sendAll(robot, message({ blocks: [text('早')] }))).toMatchObject({ retryable: false, code: String(code), gone: true })
    }
  })

  it('never shows its key in an outcome', async () => {
    for (const code of [-1, 40058, 93000, 12345]) {
      wecom.state.nextErrors = [code]
      expect(JSON.stringify(await sendAll(robot, message({ blocks: [text('早')] })))).not.toContain('KEY-1')
    }
    await wecom.close()
    const refused = await sendAll(robot, message({ blocks: [text('早')] }))
    expect(refused).toMatchObject({ sent: false, retryable: true, code: 'unreachable' })
    expect(JSON.stringify(refused)).not.toContain('KEY-1')
    wecom = await startFakeWecomHttp()
  })
})
