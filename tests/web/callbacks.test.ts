import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import type { CallbackRequest } from '../../src/core/platform.ts'
import { createLog } from '../../src/log.ts'
import { createServer } from '../../src/web/server.ts'
import { platformThat } from '../support/outbox.ts'

let folder: string
let app: App
let server: FastifyInstance
let seen: CallbackRequest[]
let base: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-callbacks-'))
  const read = loadConfig({ DATA_DIR: folder, DATABASE_URL: `file:${join(folder, 'test.db')}`, PLATFORMS: 'sandbox', LOG_LEVEL: 'silent' })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  const handle = async (request: CallbackRequest) => {
    seen.push(request)
    return { status: request.query.bad ? 403 : 200, type: 'text/plain', body: `echo ${request.query.echostr ?? ''}` }
  }
  const callbacks = [
    { path: 'test/both', methods: ['GET', 'POST'], handle },
    { path: 'test/post', methods: ['POST'], handle },
  ] as const
  const { platform } = platformThat(() => ({ sent: true }), { callbacks })
  app = await createApp({ config: read.config, log: createLog({ level: 'silent' }), platforms: [platform] })
  server = createServer(app)
  await app.start()
  base = `${await server.listen({ host: '127.0.0.1', port: 0 })}/callbacks`
})
beforeEach(() => {
  seen = []
})
afterAll(async () => {
  await server.close()
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('an address that a platform calls', () => {
  it('gets method, query, headers and the body to the byte, whatever its type', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x00, 0x0d, 0x0a, 0x7d])
    const types = [
      'application/json',
      'text/xml; charset=utf-8',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
    ]
    for (const headers of [...types.map((type) => ({ 'content-type': type })), undefined])
      await fetch(`${base}/test/both?msg_signature=a%2Bb&timestamp=1`, { method: 'POST', body, ...(headers ? { headers } : {}) })

    expect(seen).toHaveLength(6)
    expect(seen.map(({ headers }) => headers['content-type'])).toEqual([...types, undefined])
    for (const request of seen) {
      expect(request.method).toBe('POST')
      expect(request.body.equals(body)).toBe(true)
      expect(request.query).toEqual({ msg_signature: 'a+b', timestamp: '1' })
    }
  })

  it.each(['', ';', 'json', 'text/', 'application/json; charset', '签'])('takes the body under a type that is none: %j', async (type) => {
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': Buffer.from(type).toString('latin1') }
      const call = request(`${base}/test/post`, { method: 'POST', headers }, (answer) => resolve(answer.resume().statusCode))
      call.on('error', reject).end('{}')
    })

    expect(status).toBe(200)
    expect(String(seen[0]?.body)).toBe('{}')
  })

  it('answers as the platform says: status, type and body', async () => {
    const good = await fetch(`${base}/test/both?echostr=123`)
    const bad = await fetch(`${base}/test/both?bad=1`, { method: 'POST', body: '' })

    expect([good.status, good.headers.get('content-type'), await good.text()]).toEqual([200, 'text/plain', 'echo 123'])
    expect([bad.status, seen.at(-1)?.body.length]).toEqual([403, 0])
  })

  it('refuses other methods, and addresses that nobody has', async () => {
    const answers = await Promise.all([
      fetch(`${base}/test/post`),
      fetch(`${base}/test/post`, { method: 'HEAD' }),
      fetch(`${base}/test/both`, { method: 'PUT', body: 'x' }),
      fetch(`${base}/test/both`, { method: 'DELETE' }),
      fetch(`${base}/wecom/bot`, { method: 'POST', body: '{}' }),
      fetch(`${base}/../etc/passwd`),
    ])

    expect(answers.map(({ status }) => status)).toEqual([405, 405, 405, 405, 404, 404])
    expect(answers[0]?.headers.get('allow')).toBe('POST')
    expect(await answers[2]?.json()).toEqual({ error: { code: 'method-not-allowed', message: '这个地址只接收 GET、POST 请求。' } })
    expect(seen).toEqual([])
  })

  it('refuses more than 1 MB', async () => {
    const response = await fetch(`${base}/test/post`, { method: 'POST', body: 'x'.repeat(1_048_577) })

    expect(response.status).toBe(413)
    expect(seen).toEqual([])
  })
})
