import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addWebhook } from '../../db/queries/webhooks.ts'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { createSealer, loadSecretKey } from '../../src/seal.ts'
import { createServer } from '../../src/web/server.ts'
import { startTestApp } from '../support/app.ts'
import { type FakeWecomHttp, startFakeWecomHttp } from '../support/fake-wecom/http-server.ts'
import { queueMessage } from '../support/outbox.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-real-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Port 9 of loopback: nobody listens there. */
const NOBODY = '127.0.0.1:9'

describe('real platforms', () => {
  it('that cannot be reached keep nobody from working, and are shown as they stand', async () => {
    const read = loadConfig({
      DATA_DIR: folder,
      DATABASE_URL: `file:${join(folder, 'test.db')}`,
      LOG_LEVEL: 'silent',
      WECOM_BOT_ID: 'id',
      WECOM_BOT_SECRET: 'secret',
      WECOM_WS_URL: `ws://${NOBODY}`,
      WECOM_API_BASE: `http://${NOBODY}`,
      DINGTALK_CLIENT_ID: 'id',
      DINGTALK_CLIENT_SECRET: 'secret',
      DINGTALK_API_BASE: `http://${NOBODY}`,
      DINGTALK_OAPI_BASE: `http://${NOBODY}`,
    })
    if (!read.ok) throw new Error(read.faults.join('\n'))
    const app = await createApp({ config: read.config, log: createLog({ level: 'silent' }) })
    const server = createServer(app)
    await app.start()
    const get = (url: string) => server.inject({ method: 'GET', url })
    const health = await get('/healthz')
    const metrics = await get('/metrics')
    const forged = await server.inject({ method: 'POST', url: '/callbacks/dingtalk/bot', payload: '{}' })
    const elsewhere = await server.inject({ method: 'POST', url: '/callbacks/wecom/bot', payload: '{}' })
    await server.close()
    await app.stop()

    expect(health.json()).toMatchObject({ status: 'ok', calls: { dingtalk: { used: 0, forecast: 0, most: 10_000 } } })
    expect(health.json().platforms).toEqual({ sandbox: 'off', wecom: 'connecting', dingtalk: 'connecting' })
    expect(metrics.body).toMatch(/^xiangbao_platform_calls_month\{platform="dingtalk",figure="most"\} 10000$/m)
    expect(metrics.body).toMatch(/^xiangbao_outbox_possibly_repeated_total 0$/m)
    expect(forged.statusCode).toBeGreaterThanOrEqual(400)
    expect(forged.statusCode).toBeLessThan(500)
    expect(elsewhere.statusCode).toBe(404)
  })
})

describe('a webhook robot', () => {
  let wecom: FakeWecomHttp
  beforeEach(async () => {
    wecom = await startFakeWecomHttp()
  })
  afterEach(async () => await wecom.close())

  it('gets the notices of its unit whatever PLATFORMS says, within its limit by the time of day', async () => {
    const house = await startTestApp({ now: '2023-06-15T08:00:00+08:00', env: { WECOM_API_BASE: wecom.base } })
    try {
      const { app } = house
      const sealer = createSealer(loadSecretKey(app.config))
      const { directory } = await app.keepHouse(app.store.read)
      const township = directory.units.find(({ kind }) => kind === 'township')
      const url = sealer.seal(`${wecom.base}/cgi-bin/webhook/send?key=KEY-1`)
      const row = { platform: 'wecom', unitId: township?.id ?? 0, url, secret: null, createdAt: 0 } as const
      await app.store.transaction((tx) => addWebhook(tx, row, '群机器人'))
      await house.advance('P25D')
      await expect.poll(() => wecom.shown.length, { timeout: 10_000 }).toBeGreaterThan(0)
      const group = (await house.get(`/sandbox/api/chats/group:${township?.code}/messages`)).json<{ text: string }[]>()
      const shown = wecom.shown.length
      // Five minutes of virtual time are nothing to the robot, which takes 20 messages in a minute of the real one.
      for (let i = 0; i < 30; i++) await queueMessage(app.store, '1', String(i), { kind: 'reply', platform: 'webhook' })
      await house.advance('PT5M')
      await expect.poll(() => wecom.shown.length, { timeout: 10_000 }).toBe(20)
      await house.advance('PT5M')

      const [first] = group[0]?.text.split('\n') ?? []
      expect(JSON.stringify(wecom.shown[0]?.body)).toContain(first?.replace(/[【】]/g, ''))
      expect(wecom.calls).toHaveLength(20)
      expect((await house.get('/healthz')).json().outbox).toEqual({ queued: shown + 30 - 20, failed: 0 })
    } finally {
      await house.stop()
    }
  }, 60_000)
})
