import type { lookup as systemLookup } from 'node:dns'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createOutgoingHttp, type OutgoingHttp } from '../../src/platforms/outgoing-http.ts'
import { isPublicAddress } from '../../src/platforms/public-address.ts'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () => server.closeAllConnections(),
    () => new Promise((resolve) => server.close(resolve)),
  )
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

function client(bases: string[], lookup?: typeof systemLookup): OutgoingHttp {
  const http = createOutgoingHttp({ bases, ...(lookup ? { lookup } : {}) })
  closing.unshift(() => http.close())
  return http
}

describe('a configured base', () => {
  it('is reached wherever it is, and answers of any status come back with their JSON', async () => {
    const base = await serve((request, response) => {
      response.writeHead(request.method === 'POST' ? 200 : 404, { 'x-trace': 'T' })
      let text = ''
      request.on('data', (chunk) => (text += String(chunk)))
      request.on('end', () => response.end(JSON.stringify({ method: request.method, text, type: request.headers['content-type'] })))
    })
    const http = client([base])
    expect(await http.json(`${base}/a`)).toMatchObject({ ok: true, status: 404, headers: { 'x-trace': 'T' }, body: { method: 'GET' } })
    expect(await http.json(`${base}/a`, { body: { 值: 1 } })).toMatchObject({
      ok: true,
      status: 200,
      body: { method: 'POST', text: '{"值":1}', type: 'application/json' },
    })
  })

  it('given as a WebSocket address counts for its HTTP twin too', async () => {
    const base = await serve((_request, response) => response.end('"hello"'))
    expect(await client([base.replace('http', 'ws')]).json(base)).toMatchObject({ ok: true, body: 'hello' })
  })

  it('gets files as multipart with their length', async () => {
    const base = await serve((request, response) => {
      let text = ''
      request.on('data', (chunk) => (text += String(chunk)))
      request.on('end', () => response.end(JSON.stringify({ text, length: Number(request.headers['content-length']) })))
    })
    const form = new FormData()
    form.append('media', new Blob(['hello']), '走访 6月.xlsx')
    const answer = await client([base]).json(base, { form })
    if (!answer.ok) throw new Error(answer.reason)
    const { text, length } = answer.body as { text: string; length: number }
    expect(text).toContain('filename="走访 6月.xlsx"')
    expect(Buffer.byteLength(text)).toBe(length)
  })

  it('does not lend its trust to another port, another scheme or an address with a password', async () => {
    const reached: string[] = []
    const listener: RequestListener = (request, response) => {
      reached.push(request.url ?? '')
      response.end('{}')
    }
    const base = await serve(listener)
    const other = await serve(listener)
    const http = client([base])
    expect(await http.json(`${other}/x`)).toMatchObject({ ok: false, code: 'not-https', retryable: false })
    expect(await http.json(`${base.replace('http:', 'https:')}/x`)).toMatchObject({ ok: false, code: 'private-address' })
    expect(await http.json(base.replace('//', '//user:secret@'))).toMatchObject({ ok: false, code: 'bad-url' })
    expect(reached).toEqual([])
  })
})

describe('an address that is handed over', () => {
  const http = () => client(['https://qyapi.weixin.qq.com'])

  it.each([
    'https://127.0.0.1/x',
    'https://127.1/x',
    'https://0x7f000001/x',
    'https://2130706433/x',
    'https://0.0.0.0/x',
    'https://10.1.2.3/x',
    'https://172.16.0.1/x',
    'https://192.168.1.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/x',
    'https://224.0.0.1/x',
    'https://255.255.255.255/x',
    'https://[::1]/x',
    'https://[::]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://[::ffff:a9fe:a9fe]/x',
    'https://[::127.0.0.1]/x',
    'https://[64:ff9b::7f00:1]/x',
    'https://[2002:7f00:1::]/x',
    'https://[2001:0:7f00:1::]/x',
    'https://[fe80::1]/x',
    'https://[fc00::1]/x',
    'https://[ff02::1]/x',
  ])('%s is refused', async (url) => {
    expect(await http().json(url)).toMatchObject({ ok: false, sent: false, code: 'private-address', retryable: false })
  })

  it('must be https, and a web address at all', async () => {
    expect(await http().json('http://example.com/')).toMatchObject({ code: 'not-https', retryable: false })
    for (const url of ['ftp://example.com/', 'file:///etc/passwd', '/etc/passwd', ''])
      expect(await http().json(url)).toMatchObject({ code: 'bad-url', retryable: false })
  })

  it('by a name of this machine is refused when the socket is opened', async () => {
    expect(await http().bytes('https://localhost:1/x', { maxBytes: 10 })).toMatchObject({ code: 'private-address', retryable: false })
  })

  it('whose name changes its address between two looks is refused', async () => {
    const asked: string[] = []
    const rebinding: LookupFunction = (hostname, options, callback) => {
      asked.push(hostname)
      const address = asked.length === 1 ? '93.184.215.14' : '127.0.0.1'
      if (options.all) callback(null, [{ address, family: 4 }])
      else callback(null, address, 4)
    }
    // The first look, by whoever checks beforehand, sees a public address.
    rebinding('media.example', { all: true }, () => undefined)
    const answer = await client([], rebinding as typeof systemLookup).json('https://media.example/x')
    expect(asked).toEqual(['media.example', 'media.example'])
    expect(answer).toMatchObject({ code: 'private-address', retryable: false })
  })

  it('with one private address among public ones is refused', async () => {
    const mixed: LookupFunction = (_hostname, _options, callback) =>
      callback(null, [
        { address: '93.184.215.14', family: 4 },
        { address: 'fd00::1', family: 6 },
      ])
    expect(await client([], mixed as typeof systemLookup).json('https://media.example/x')).toMatchObject({ code: 'private-address' })
  })

  it('that the name service does not know may be tried again', async () => {
    const unknown: LookupFunction = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND media.example'), { code: 'ENOTFOUND' }), [])
    expect(await client([], unknown as typeof systemLookup).json('https://media.example/x?key=S')).toMatchObject({
      code: 'unreachable',
      retryable: true,
      reason: '连不上 media.example（ENOTFOUND）',
    })
  })
})

describe('public addresses', () => {
  it('are told from all others', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '100.63.255.255', '100.128.0.1', '172.32.0.1', '223.255.255.255'])
      expect(isPublicAddress(address, 4), address).toBe(true)
    for (const address of ['2400:3200::1', '240e::1', '2001:4860:4860::8888']) expect(isPublicAddress(address, 6), address).toBe(true)
    for (const address of ['100.64.0.0', '100.127.255.255', '172.31.255.255', '198.19.0.1', '240.0.0.1'])
      expect(isPublicAddress(address, 4), address).toBe(false)
  })
})

describe('answers', () => {
  it('that send elsewhere are not followed', async () => {
    const seen: string[] = []
    const base = await serve((request, response) => {
      seen.push(request.url ?? '')
      response.writeHead(302, { location: `${base}/inside` }).end()
    })
    expect(await client([base]).json(`${base}/out`)).toMatchObject({ code: 'redirect', retryable: false })
    expect(await client([base]).bytes(`${base}/out`, { maxBytes: 9 })).toMatchObject({ code: 'redirect', retryable: false })
    expect(seen).toEqual(['/out', '/out'])
  })

  it('larger than allowed are given up, whether they say so or not', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/said') response.writeHead(200, { 'content-length': '1000' })
      response.write('x'.repeat(11))
      if (request.url !== '/endless') response.end('x'.repeat(989))
    })
    const http = client([base])
    for (const path of ['/said', '/chunked', '/endless'])
      expect(await http.bytes(base + path, { maxBytes: 10, timeoutMs: 5000 }), path).toMatchObject({ code: 'too-large', retryable: false })
    expect(await http.bytes(`${base}/said`, { maxBytes: 1000 })).toMatchObject({ ok: true, bytes: Buffer.from('x'.repeat(1000)) })
  })

  it('that do not come, or stop half-way, end at the time limit', async () => {
    const base = await serve((request, response) => void (request.url === '/half' && response.write('{')))
    const http = client([base])
    for (const path of ['/never', '/half'])
      expect(await http.json(base + path, { timeoutMs: 100 }), path).toMatchObject({ code: 'timeout', retryable: true, unsure: true })
  })

  it('are bytes only when the status is 200', async () => {
    const base = await serve((request, response) => void response.writeHead(Number(request.url?.slice(1))).end('gone'))
    const http = client([base])
    expect(await http.bytes(`${base}/404`, { maxBytes: 10 })).toMatchObject({ code: 'http-404', retryable: false })
    expect(await http.bytes(`${base}/503`, { maxBytes: 10 })).toMatchObject({ code: 'http-503', retryable: true })
  })

  it('that are not JSON have no body', async () => {
    const base = await serve((_request, response) => void response.end('<html>'))
    expect(await client([base]).json(base)).toMatchObject({ ok: true, status: 200, body: undefined })
  })

  it('that fail never repeat what may be secret', async () => {
    const base = await serve(() => undefined)
    closing.splice(0, 2).forEach((close) => void close())
    const answer = await client([base]).json(`${base}/cgi-bin/send?key=TOPSECRET`, { body: { secret: 'TOPSECRET' } })
    expect(answer).toMatchObject({ ok: false, code: 'unreachable', retryable: true })
    expect(answer).not.toHaveProperty('unsure')
    expect(JSON.stringify(answer)).not.toContain('TOPSECRET')
  })
})
