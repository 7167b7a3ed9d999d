import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

let house: TestApp
let base: string
let port: number
beforeAll(async () => {
  house = await startTestApp({ world: 'empty' })
  base = await house.server.listen({ host: '127.0.0.1', port: 0 })
  port = Number(new URL(base).port)
})
afterAll(async () => await house.stop())

const send = (body: string, type = 'application/json') =>
  fetch(`${base}/sandbox/api/messages`, { method: 'POST', headers: { 'content-type': type }, body })

describe('the server on a real socket', () => {
  it.each([1_100_000, 30_000_000])('answers a body of %i bytes with 413 that the sender can read', async (size) => {
    const response = await send(JSON.stringify({ text: 'x'.repeat(size) }))

    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({ error: { code: 'too-large', message: expect.stringContaining('1 MB') } })
  })

  it('counts a body that does not tell its length', async () => {
    const status = await new Promise((resolve, reject) => {
      const call = request(`${base}/sandbox/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' } })
      call.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
      for (let piece = 0; piece < 20; piece++) call.write('x'.repeat(100_000))
      call.end()
    })

    expect(status).toBe(413)
  })

  it.each([
    ['not JSON', '{"text"', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['null', 'null', 'application/json', 400],
    ['a poisoned object', '{"__proto__":{"x":1}}', 'application/json', 400],
    ['a form', 'text=1', 'application/x-www-form-urlencoded', 415],
    ['plain text', '{}', 'text/plain', 415],
  ])('refuses %s in Chinese', async (_what, body, type, status) => {
    const response = await send(body, type)

    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ error: { code: expect.any(String), message: expect.stringMatching(/\p{Script=Han}/u) } })
  })

  it.each(['/nothing', '/sandbox/nothing.js', '/%ff', '/sandbox/%2e%2e/package.json', '/callbacks/nothing'])(
    'has nothing under %s',
    async (path) => {
      const response = await house.get(path)

      expect([400, 404]).toContain(response.statusCode)
      expect(response.json()).toEqual({ error: { code: expect.any(String), message: expect.stringMatching(/\p{Script=Han}/u) } })
    },
  )

  it('survives what is no HTTP', async () => {
    await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end('\u0000\u0001GET nonsense\r\n\r\n'))
      socket.resume().on('close', resolve).on('error', resolve)
    })

    expect((await fetch(`${base}/healthz`)).status).toBe(200)
  })

  it('sets the headers that keep browsers careful', async () => {
    const { headers } = await house.get('/healthz')

    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-type': 'application/json; charset=utf-8' })
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['x-powered-by']).toBeUndefined()
  })

  it('leads from / to the page', async () => {
    const response = await house.get('/')

    expect([response.statusCode, response.headers.location]).toEqual([302, '/sandbox/'])
    expect((await house.get('/sandbox')).headers.location).toBe('/sandbox/')
  })

  it('shows the page, or says in Chinese that it was not built', async () => {
    const response = await house.get('/sandbox/')

    expect(response.headers['content-type']).toContain('text/html')
    expect(response.body).toMatch(response.statusCode === 200 ? /演练场/ : /npm run build/)
  })

  it('has no sandbox for other machines', async () => {
    const response = await house.server.inject({ url: '/sandbox/', remoteAddress: '192.168.1.5' })

    expect(response.statusCode).toBe(403)
  })
})
