import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { toDate } from '../../src/clock.ts'
import { loadConfig } from '../../src/config.ts'
import { readHouseholds, readMembers, readUnits } from '../../src/domain/roster-files.ts'
import { importRoster } from '../../src/domain/roster-import.ts'
import { readTable } from '../../src/domain/table-file.ts'
import { createLog } from '../../src/log.ts'
import { createSealer } from '../../src/seal.ts'
import { createServer } from '../../src/web/server.ts'
import { type FakeDingtalk, app as fakeApp, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'
import { directMessage } from '../support/fake-dingtalk/messages.ts'

const ROBOT = '/v1.0/im/bot/messages/get'

let fake: FakeDingtalk
let app: App
let server: FastifyInstance
let folder: string

beforeEach(async () => {
  fake = await startFakeDingtalk()
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-dingtalk-app-'))
  const read = loadConfig({
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, 'test.db')}`,
    DINGTALK_CLIENT_ID: fakeApp.clientId,
    DINGTALK_CLIENT_SECRET: fakeApp.clientSecret,
    DINGTALK_API_BASE: fake.base,
    DINGTALK_OAPI_BASE: fake.base,
    API_TOKEN: 't',
    LOG_LEVEL: 'silent',
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  app = await createApp({ config: read.config, log: createLog({ level: 'silent' }) })
  const table = (name: string) => readTable(join(import.meta.dirname, `../fixtures/world-dev/${name}.csv`))
  const rows = {
    units: readUnits(await table('units')).rows,
    households: readHouseholds(await table('households')).rows,
    members: readMembers(await table('members')).rows.map((member) => ({ ...member, platform: 'dingtalk' as const })),
  }
  await app.store.transaction((tx) => importRoster(tx, rows, { sealer: createSealer('test'), at: Date.now(), sandbox: false }))
  server = createServer(app)
  await app.start()
  await vi.waitFor(() => expect(fake.gateway.live()).toHaveLength(1), 5_000)
})
afterEach(async () => {
  await server.close()
  await app.stop()
  await fake.stop()
  rmSync(folder, { recursive: true, force: true })
})

function report(msgId: string, createAt = Date.now()): Record<string, unknown> {
  const session = fake.openSession('direct', Date.now() + 5_400_000)
  return directMessage({
    msgId,
    senderStaffId: 'jiahongwei',
    createAt,
    text: { content: '走访 何梅 在合作社务工，收入稳定' },
    sessionWebhook: session.url,
    sessionWebhookExpiredTime: session.expiresAt,
  })
}

const shownTexts = (): string[] => fake.shown.map(({ content }) => String((content.text as { content?: string }).content))

it('a visit reported by Stream is answered in the chat, and is one entry however often and by whatever way it comes', async () => {
  const message = report('m1')
  const first = fake.gateway.push('CALLBACK', ROBOT, message)
  await vi.waitFor(() => expect(shownTexts()).toEqual([expect.stringMatching(/^✅ .*#1001/s)]), 5_000)
  const again = fake.gateway.push('CALLBACK', ROBOT, message)
  await vi.waitFor(() => expect(fake.gateway.acks.map(({ messageId }) => messageId)).toEqual([first, again]), 5_000)
  const timestamp = String(Date.now())
  const response = await server.inject({
    method: 'POST',
    url: '/callbacks/dingtalk/bot',
    headers: {
      'content-type': 'application/json',
      timestamp,
      sign: createHmac('sha256', fakeApp.clientSecret).update(`${timestamp}\n${fakeApp.clientSecret}`).digest('base64'),
    },
    payload: JSON.stringify(message),
  })
  expect([response.statusCode, response.body]).toEqual([200, ''])
  const entries = await server.inject({ url: '/api/v1/entries', headers: { authorization: 'Bearer t' } })
  expect(entries.json<{ items: unknown[] }>().items).toMatchObject([{ no: 1001, kind: 'visit', member: { name: '贾宏伟' } }])
  expect(fake.shown).toHaveLength(1)
  expect(fake.callsTo('/v1.0/robot/oToMessages/batchSend')).toHaveLength(0)
})

it('messages that come out of order are each dated by their own sending, and both are kept', async () => {
  const now = Date.now()
  fake.gateway.push('CALLBACK', ROBOT, report('later', now))
  fake.gateway.push('CALLBACK', ROBOT, report('earlier', now - 86_400_000))
  await vi.waitFor(() => expect(fake.gateway.acks).toHaveLength(2), 5_000)

  const entries = await server.inject({ url: '/api/v1/entries', headers: { authorization: 'Bearer t' } })
  const dates = entries.json<{ items: { date: string }[] }>().items.map(({ date }) => date)
  expect(dates.sort()).toEqual([toDate(now - 86_400_000), toDate(now)])
})

it('a request without the right signature changes nothing', async () => {
  const response = await server.inject({
    method: 'POST',
    url: '/callbacks/dingtalk/bot',
    headers: { 'content-type': 'application/json', timestamp: String(Date.now()), sign: 'x' },
    payload: JSON.stringify(report('m2')),
  })
  expect(response.statusCode).toBe(403)
  const entries = await server.inject({ url: '/api/v1/entries', headers: { authorization: 'Bearer t' } })
  expect(entries.json<{ items: unknown[] }>().items).toEqual([])
})

it('health shows the connection', async () => {
  await vi.waitFor(async () => {
    const health = await server.inject({ url: '/healthz' })
    expect(health.json<{ platforms: object }>().platforms).toMatchObject({ dingtalk: 'connected', wecom: 'off' })
  }, 5_000)
})
