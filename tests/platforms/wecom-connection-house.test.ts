import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { type App, createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { readHouseholds, readMembers, readUnits } from '../../src/domain/roster-files.ts'
import { importRoster } from '../../src/domain/roster-import.ts'
import { readTable } from '../../src/domain/table-file.ts'
import { createLog } from '../../src/log.ts'
import { createSealer } from '../../src/seal.ts'
import { bot } from '../support/fake-wecom/connection-house.ts'
import { type FakeSocketServer, startFakeSocketServer } from '../support/fake-wecom/socket-server.ts'

/** The house works at its real pace here, on machines that have other work too. */
const PATIENCE = 20_000

let server: FakeSocketServer
let app: App
let folder: string

/** The whole program as it is configured by its operator, against the fake long connection, at its real pace. */
beforeEach(async () => {
  server = await startFakeSocketServer({ ...bot, now: Date.now })
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-wecom-'))
  const read = loadConfig({
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, 'test.db')}`,
    PLATFORMS: 'wecom',
    WECOM_BOT_ID: bot.botId,
    WECOM_BOT_SECRET: bot.secret,
    WECOM_WS_URL: server.url,
    LOG_LEVEL: 'silent',
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  app = await createApp({ config: read.config, log: createLog({ level: 'silent' }) })
  const table = (name: string) => readTable(join(import.meta.dirname, `../fixtures/world-dev/${name}.csv`))
  const rows = {
    units: readUnits(await table('units')).rows,
    households: readHouseholds(await table('households')).rows,
    members: readMembers(await table('members')).rows.map((row) => ({ ...row, platform: 'wecom' })),
  }
  const sealer = createSealer('test')
  await app.store.transaction((tx) => importRoster(tx, rows, { sealer, at: app.clock.now(), sandbox: false }))
  await app.start()
  await vi.waitFor(() => expect(app.platforms.get('wecom')?.state()).toBe('connected'), { timeout: PATIENCE })
}, 60_000)

afterEach(async () => {
  await app.stop()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What 麻小燕, who keeps the grid of 铺仔村, sends in the direct chat. */
const from = (msgid: string, content: string) => ({
  msgid,
  chattype: 'single',
  from: { userid: 'maxiaoyan' },
  msgtype: 'text',
  text: { content },
})
const replies = () => server.sent('aibot_respond_msg').map(({ body }) => String((body.stream as { content: string }).content))
const visits = () => listEntries(app.store.read, { kind: 'visit' }, 10)

it('stores a report once, however often it is delivered, and answers the message itself', async () => {
  const reqId = server.say(from('m1', '走访 何梅 家里都好'))
  server.say(from('m1', '走访 何梅 家里都好'))
  await vi.waitFor(() => expect(server.sent('aibot_respond_msg')).toHaveLength(1), { timeout: PATIENCE })
  server.say(from('m2', '我的上报'))
  await vi.waitFor(() => expect(server.sent('aibot_respond_msg')).toHaveLength(2), { timeout: PATIENCE })

  expect(server.sent('aibot_respond_msg')[0]?.reqId).toBe(reqId)
  expect(replies()[0]).toMatch(/^✅.*#1001/s)
  expect(await visits()).toHaveLength(1)
}, 60_000)

it('loses no reply when the line is cut while it is sent, and sends it once it is back', async () => {
  server.next('aibot_respond_msg', 'cut')
  server.say(from('m1', '走访 何梅 家里都好'))
  await vi.waitFor(() => expect(server.opened()).toBe(2), { timeout: PATIENCE })
  await vi.waitFor(() => expect(server.sent('aibot_respond_msg')).toHaveLength(2), { timeout: PATIENCE })

  expect(server.sent('aibot_respond_msg').map(({ connection }) => connection)).toEqual([1, 2])
  expect(replies()[1]).toMatch(/^✅/)
  await vi.waitFor(async () => expect(await app.outboxCounts()).toMatchObject({ queued: 0, failed: 0 }), { timeout: PATIENCE })
  expect(await visits()).toHaveLength(1)
}, 60_000)

it('keeps what is to be said while the line is down', async () => {
  server.say(from('m1', '走访 何梅 家里都好'))
  await vi.waitFor(() => expect(replies()).toHaveLength(1), { timeout: PATIENCE })
  server.switches.handshake = 'refuse'
  server.closeAll()
  await vi.waitFor(() => expect(app.platforms.get('wecom')?.state()).toBe('connecting'), { timeout: PATIENCE })
  const message = { platform: 'wecom', bot: bot.botId, chatId: 'user:maxiaoyan', chatKind: 'direct', userId: 'maxiaoyan' } as const
  await app.receive({ ...message, messageId: 'm9', text: '走访 高双乐 外出务工', voice: false, attachments: [], sentAt: Date.now() })
  await vi.waitFor(async () => expect((await app.outboxCounts()).queued).toBe(1), { timeout: PATIENCE })
  server.switches.handshake = 'take'

  await vi.waitFor(() => expect(server.sent('aibot_send_msg')).toHaveLength(1), { timeout: PATIENCE })
  expect(JSON.stringify(server.sent('aibot_send_msg')[0]?.body)).toContain('✅')
}, 60_000)
