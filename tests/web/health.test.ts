import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

describe('GET /healthz', () => {
  it('tells version, platforms, outbox and when schedules were last looked at', async () => {
    const response = await house.get('/healthz')
    const body = response.json()

    expect(response.statusCode).toBe(200)
    expect(body).toMatchObject({ status: 'ok', outbox: { queued: 0, failed: 0 } })
    expect(body.version).toMatch(/^\d+\.\d+\.\d+/)
    expect(body.platforms).toEqual({ sandbox: 'connected', wecom: 'off', dingtalk: 'off' })
    expect(body.lastScheduleAt).toMatch(/^2023-06-15T08:0\d:\d\d\+08:00$/)
  })

  it('answers 503 while the store cannot be written, and 200 once it can again', async () => {
    const limit = (pages: string) =>
      house.app.store.transaction(async (tx) => void (await tx.run(sql.raw(`PRAGMA max_page_count = ${pages}`))))
    const bytes = house.post.bind(null, '/sandbox/api/messages')
    await limit('1')
    const long = { chatId: 'group:621021103204', memberId: 'jiahongwei', text: '走访 田宝 '.padEnd(19_000, '很好') }
    const message = await bytes(long)
    const ill = await house.get('/healthz')
    await limit('4294967294')
    const well = await house.get('/healthz')

    expect(message.statusCode).toBe(503)
    expect(message.json().error).toMatchObject({ code: 'store-unavailable', message: expect.stringContaining('写不进去') })
    expect([ill.statusCode, well.statusCode]).toEqual([503, 200])
  })
})

describe('GET /metrics', () => {
  it('counts messages, entries, what waits to leave, and requests', async () => {
    await house.say('group:621021103204', 'jiahongwei', '走访 田宝 在镇上开装载机，收入稳定')
    const response = await house.get('/metrics')

    expect(response.headers['content-type']).toContain('text/plain')
    expect(response.body).toMatch(/^xiangbao_messages_total\{outcome="done"\} \d+$/m)
    expect(response.body).toMatch(/^xiangbao_messages_total\{outcome="failed"\} 0$/m)
    expect(response.body).toMatch(/^xiangbao_entries 1$/m)
    expect(response.body).toMatch(/^xiangbao_outbox\{state="queued"\} \d+$/m)
    expect(response.body).toMatch(/^xiangbao_schedule_runs_total 0$/m)
    expect(response.body).toMatch(
      /^xiangbao_http_request_duration_seconds_count\{method="POST",route="\/sandbox\/api\/messages",status="200"\} 1$/m,
    )
    expect(response.body).toContain('process_cpu_seconds_total')
    expect(response.body).not.toContain('贾宏伟')
  })
})
