import { createCipheriv, createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { expect, vi } from 'vitest'
import { findFiles } from '../../db/queries/entries.ts'
import { listTranscript } from '../../db/queries/traffic.ts'
import { type App, createApp } from '../../src/app.ts'
import { createVirtualClock, toInstant, type VirtualClock } from '../../src/clock.ts'
import { loadConfig } from '../../src/config.ts'
import { readHouseholds, readMembers, readUnits } from '../../src/domain/roster-files.ts'
import { importRoster } from '../../src/domain/roster-import.ts'
import { readTable } from '../../src/domain/table-file.ts'
import { createLog } from '../../src/log.ts'
import { createSealer } from '../../src/seal.ts'
import { createServer } from '../../src/web/server.ts'
import { app as dingtalkApp, startFakeDingtalk } from './fake-dingtalk/index.ts'
import { directMessage, robotMessage } from './fake-dingtalk/messages.ts'
import { botBody, botSecrets, open, pad, seal } from './fake-wecom/callbacks.ts'
import { bot } from './fake-wecom/connection-house.ts'
import { startFakeWecomHttp } from './fake-wecom/http-server.ts'
import { startFakeSocketServer } from './fake-wecom/socket-server.ts'

/** Who speaks on every stage, as platforms name him: 刘海峰, manager of 马岭镇. */
const SPEAKER = 'liuhaifeng'
/** On machines that have other work too. */
export const PATIENCE = { timeout: 20_000, interval: 25 }

/** What is said: words, and the bytes of a photo. */
export interface Line {
  text: string
  photo?: string
}

/** A whole house on one platform, reached as its people reach it. The group is known to nobody in the beginning. */
export interface Stage {
  app: App
  /** Says something in the group, with the mention that the platform's people type; gives what is answered there. */
  inGroup(line: Line): Promise<string>
  /** The same in the direct chat of the same person. */
  direct(line: Line): Promise<string>
  /** Everything that the group was shown without having asked. */
  pushed(): Promise<string[]>
  /** Names of the files that an entry holds. */
  photosOf(no: number): Promise<number>
  /** Moves time on; what falls due happens in order. */
  until(day: string, time: string): Promise<void>
  /** Everything that was logged so far, however small. */
  logged(): string
  /** Lets so many ms pass. */
  pass(ms: number): Promise<void>
  stop(): Promise<void>
}

/** How a platform is spoken through. */
type Ways = Pick<Stage, 'inGroup' | 'direct' | 'pushed'> & { env: Record<string, string>; close(): Promise<void> }
type Opening = (parts: { clock: VirtualClock; house: () => { app: App; server: FastifyInstance; base: string } }) => Promise<Ways>

/** Opens a stage at 2023-06-15 09:00, with the people of tests/fixtures/world-dev under their ids of that platform. */
async function openStage(platform: 'sandbox' | 'wecom' | 'dingtalk', opening: Opening): Promise<Stage> {
  const clock = createVirtualClock(toInstant('2023-06-15', '09:00'), () => 0)
  let running: { app: App; server: FastifyInstance; base: string } | null = null
  const ways = await opening({
    clock,
    house() {
      if (!running) throw new Error('the stage is not open')
      return running
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'xiangbao-stage-'))
  const database = `file:${join(folder, 'test.db')}`
  const read = loadConfig({ DATA_DIR: folder, DATABASE_URL: database, PLATFORMS: platform, LOG_LEVEL: 'silent', ...ways.env })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  const lines: string[] = []
  const log = createLog({ level: 'trace', stream: { write: (line) => void lines.push(line) } })
  const app = await createApp({ config: read.config, log, clock })
  await fill(app, platform)
  const server = createServer(app)
  const base = await server.listen({ port: 0, host: '127.0.0.1' })
  await app.start()
  running = { app, server, base }
  await vi.waitFor(() => expect(app.platforms.get(platform)?.state()).toMatch(/^(?:connected|connecting)$/), PATIENCE)
  return {
    ...ways,
    app,
    logged: () => lines.join(''),
    photosOf: async (no) => (await findFiles(app.store.read, no)).filter(({ state }) => state === 'stored').length,
    async until(day, time) {
      const end = toInstant(day, time)
      for (;;) {
        const next = await app.scheduler.next(clock.now())
        if (!next || next.dueAt > end) break
        clock.set(next.dueAt)
        await app.tick()
      }
      clock.set(Math.max(end, clock.now()))
      await app.tick()
    },
    async pass(ms) {
      clock.set(clock.now() + ms)
      await app.tick()
    },
    async stop() {
      await server.close()
      await app.stop()
      await ways.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function fill(app: App, platform: string): Promise<void> {
  const table = (name: string) => readTable(join(import.meta.dirname, `../fixtures/world-dev/${name}.csv`))
  const rows = {
    units: readUnits(await table('units')).rows,
    households: readHouseholds(await table('households')).rows,
    members: readMembers(await table('members')).rows.map((row) => ({ ...row, platform })),
  }
  const at = { sealer: createSealer('test'), at: app.clock.now(), sandbox: false }
  await app.store.transaction((tx) => importRoster(tx, rows, at))
}

/** The sandbox, its switch 'as in a real group' on. */
export const onSandbox = (): Promise<Stage> =>
  openStage('sandbox', async ({ house }) => {
    const [group, direct] = ['group:new', `direct:${SPEAKER}`]
    const asked = new Set<string>()
    async function say(chatId: string, { text, photo }: Line): Promise<string> {
      const { sandbox, clock } = house().app
      const attachments = photo === undefined ? [] : [{ name: '图片.jpg', mime: 'image/jpeg', bytes: Buffer.from(photo) }]
      const message = { chatId, memberId: SPEAKER, text, messageId: undefined, voice: false, attachments, at: clock.now() }
      const { replies } = (await sandbox?.platform.say({ ...message, asInRealGroup: chatId === group })) ?? { replies: [] }
      const here = replies.filter((reply) => reply.chatId === chatId).map((reply) => reply.text)
      for (const words of here) asked.add(words)
      return here.join('\n')
    }
    return {
      env: {},
      inGroup: ({ text, ...rest }) => say(group, { text: `@乡报 ${text}`, ...rest }),
      direct: (line) => say(direct, line),
      async pushed() {
        const lines = await listTranscript(house().app.store.read, group, 0, 1000)
        return lines.map(({ text }) => text).filter((text) => !asked.has(text))
      },
      close: async () => {},
    }
  })

const MEDIA_KEY = Buffer.from('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'base64')

function lock(key: Buffer, bytes: string): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(pad(Buffer.from(bytes))), cipher.final()])
}

/** A message of WeCom: words, a picture (direct chats only), or both; `mention` says how a group's begins. */
function wecomBody({ text, photo }: Line, image: (bytes: string) => object, mention: string): Record<string, unknown> {
  const words = { msgtype: 'text', text: { content: `${mention}${text}` } }
  if (photo === undefined) return words
  const picture = { msgtype: 'image', image: image(photo) }
  return text === '' ? picture : { msgtype: 'mixed', mixed: { msg_item: [words, picture] } }
}

const inWecomGroup = { chatid: 'wrGroup', chattype: 'group', from: { userid: SPEAKER } }
const inWecomDirect = { chattype: 'single', from: { userid: SPEAKER } }

/** WeCom's bot by long connection, over a real WebSocket. */
export const onWecomConnection = (): Promise<Stage> =>
  openStage('wecom', async ({ clock }) => {
    const server = await startFakeSocketServer({ ...bot, now: clock.now })
    const image = (bytes: string) => {
      const path = `/${randomUUID()}`
      server.serve(path, { body: lock(MEDIA_KEY, bytes) })
      return { url: `${server.url.replace('ws', 'http')}${path}`, aeskey: MEDIA_KEY.toString('base64') }
    }
    async function say(where: object, body: Record<string, unknown>): Promise<string> {
      await vi.waitFor(() => expect(server.sent('aibot_subscribe')).not.toEqual([]), PATIENCE)
      const reqId = server.say({ ...where, ...body })
      const answer = () => server.sent('aibot_respond_msg').find((frame) => frame.reqId === reqId)
      await vi.waitFor(() => expect(answer()).toBeDefined(), PATIENCE)
      const { content } = (answer()?.body.stream ?? {}) as { content?: string }
      return content ?? ''
    }
    return {
      env: { WECOM_BOT_ID: bot.botId, WECOM_BOT_SECRET: bot.secret, WECOM_WS_URL: server.url },
      inGroup: (line) => say(inWecomGroup, wecomBody(line, image, '@乡报\u2005')),
      direct: (line) => say(inWecomDirect, wecomBody(line, image, '')),
      pushed: async () =>
        server
          .sent('aibot_send_msg')
          .filter(({ body }) => body.chatid === 'wrGroup' && body.msgtype === 'markdown')
          .map(({ body }) => (body.markdown as { content: string }).content),
      close: () => server.stop(),
    }
  })

/** WeCom's bot by callback address, over real HTTP; `withApp`: a self-built app is set up beside it. */
export const onWecomCallback = (withApp = false): Promise<Stage> =>
  openStage('wecom', async ({ clock, house }) => {
    const wecom = await startFakeWecomHttp()
    const { corpId, agentId, secret, members } = wecom.state
    members.add(SPEAKER)
    const app = { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: String(agentId), WECOM_AGENT_SECRET: secret }
    const key = Buffer.from(`${botSecrets.aesKey}=`, 'base64')
    const image = (bytes: string) => {
      const id = randomUUID()
      wecom.state.media.set(id, { bytes: lock(key, bytes), name: 'a.jpg', type: 'application/octet-stream' })
      return { url: `${wecom.base}/open-media/${id}` }
    }
    async function say(where: object, body: Record<string, unknown>): Promise<string> {
      const message = JSON.stringify({ msgid: randomUUID(), aibotid: 'aibTEST', ...where, ...body })
      const { text, query } = seal(botSecrets, message, { now: clock.now() })
      const address = `${house().base}/callbacks/wecom/bot?${new URLSearchParams(query)}`
      const response = await fetch(address, { method: 'POST', body: botBody(text) })
      const { encrypt, msgsignature, timestamp, nonce } = JSON.parse(await response.text())
      const answer = open(botSecrets, { encrypt, signature: msgsignature, timestamp: String(timestamp), nonce })
      return JSON.parse(answer).stream.content
    }
    return {
      env: { WECOM_BOT_TOKEN: botSecrets.token, WECOM_BOT_AES_KEY: botSecrets.aesKey, WECOM_API_BASE: wecom.base, ...(withApp ? app : {}) },
      inGroup: (line) => say(inWecomGroup, wecomBody(line, image, '@乡报 ')),
      direct: (line) => say(inWecomDirect, wecomBody(line, image, '')),
      pushed: async () => wecom.shown.map(({ body }) => `${body.touser ?? ''}${body.markdown?.content ?? body.text?.content}`),
      close: () => wecom.close(),
    }
  })

/** DingTalk, its messages arriving by Stream or as HTTP requests; replies go by the session, what is pushed by the API. */
export const onDingtalk = (way: 'stream' | 'http'): Promise<Stage> =>
  openStage('dingtalk', async ({ clock, house }) => {
    const fake = await startFakeDingtalk()
    Object.defineProperty(fake, 'now', { get: clock.now })
    if (way === 'http') fake.gateway.refuse = { status: 503, code: 'ServiceUnavailable' }
    const group = 'cidGroup+/1=='
    async function hand(message: Record<string, unknown>): Promise<void> {
      if (way === 'stream') {
        await vi.waitFor(() => expect(fake.gateway.live()).not.toEqual([]), PATIENCE)
        fake.gateway.push('CALLBACK', '/v1.0/im/bot/messages/get', message)
        return
      }
      const timestamp = String(clock.now())
      const sign = createHmac('sha256', dingtalkApp.clientSecret).update(`${timestamp}\n${dingtalkApp.clientSecret}`).digest('base64')
      const headers = { 'content-type': 'application/json', timestamp, sign }
      await fetch(`${house().base}/callbacks/dingtalk/bot`, { method: 'POST', headers, body: JSON.stringify(message) })
    }
    async function say(chat: string, message: Record<string, unknown>): Promise<string> {
      const before = fake.shown.length
      const { url, expiresAt } = fake.openSession(chat)
      const about = { msgId: randomUUID(), senderStaffId: SPEAKER, createAt: clock.now() }
      await hand({ ...message, ...about, sessionWebhook: url, sessionWebhookExpiredTime: expiresAt })
      const answer = () => fake.shown.slice(before).find((shown) => shown.chat === chat && shown.by === 'session')
      await vi.waitFor(() => expect(answer()).toBeDefined(), PATIENCE)
      return wordsOf(answer()?.content ?? {})
    }
    const picture = { type: 'picture', downloadCode: 'code', pictureDownloadCode: 'code' }
    return {
      env: {
        DINGTALK_CLIENT_ID: dingtalkApp.clientId,
        DINGTALK_CLIENT_SECRET: dingtalkApp.clientSecret,
        DINGTALK_API_BASE: fake.base,
        DINGTALK_OAPI_BASE: fake.base,
      },
      inGroup: ({ text, photo }) =>
        say(
          group,
          robotMessage(
            photo === undefined
              ? { text: { content: ` ${text}` } }
              : { msgtype: 'richText', text: undefined, content: { richText: [{ text: `@乡报 ${text}` }, picture] } },
          ),
        ),
      direct: ({ text, photo }) =>
        say(
          SPEAKER,
          directMessage(photo === undefined ? { text: { content: text } } : { msgtype: 'picture', text: undefined, content: picture }),
        ),
      pushed: async () => fake.shown.filter(({ chat, by }) => chat === group && by === 'group').map(({ content }) => wordsOf(content)),
      close: () => fake.stop(),
    }
  })

/** The words of a message, however it is written. */
function wordsOf(content: Record<string, unknown>): string {
  const { text, markdown } = content as { text?: string | { content: string }; markdown?: { text: string } }
  return markdown?.text ?? (typeof text === 'object' ? text.content : text) ?? String(content.content ?? '')
}
