import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder, type Server, startServer } from '../support/server.ts'

const data = dataFolder()
let server: Server
beforeAll(async () => {
  server = await startServer(data.folder, { PLATFORMS: 'sandbox' })
})
afterAll(async () => {
  server.child.kill('SIGKILL')
  await server.exited
  data.drop()
})

/** Runs the built program until it ends by itself. */
function run(extra: Record<string, string>): { status: number | null; lines: string[] } {
  const folder = join(data.folder, 'other')
  const env = { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: `file:${folder}/test.db`, ...extra }
  const { status, stderr } = spawnSync(process.execPath, ['dist/src/main.js'], { env, encoding: 'utf8', timeout: 15_000 })
  return { status, lines: stderr.trim().split('\n') }
}

describe('npm start', () => {
  it('sets up the demo county in an empty database and prints the page and the code on lines of their own', () => {
    expect(server.output()).toMatch(/^管理员 \d{6}$/m)
    expect(server.output()).toContain(`${server.base}/sandbox/`)
  })

  it('says in one line that the port is taken', () => {
    expect(run({ PORT: new URL(server.base).port })).toEqual({ status: 1, lines: [expect.stringContaining('端口已被别的程序占用')] })
  })

  it('says in one line that another server holds the database', () => {
    const { status, lines } = run({ PORT: '0', DATABASE_URL: `file:${join(data.folder, 'test.db')}` })

    expect([status, lines.length]).toEqual([1, 1])
    expect(lines[0]).toContain('正由另一个乡报服务使用')
  })

  it('says each fault of the environment in a line', () => {
    const { status, lines } = run({ PORT: 'x', LOG_LEVEL: 'loud', HOST: '0.0.0.0', PLATFORMS: 'sandbox' })

    expect(status).toBe(1)
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['HOST', 'LOG_LEVEL', 'PORT'])
  })

  it('ends cleanly at SIGTERM, and starts again without setting anything up', async () => {
    server.child.kill('SIGTERM')
    const code = await server.exited
    server = await startServer(data.folder, { PLATFORMS: 'sandbox' })

    expect(code).toBe(0)
    expect(server.output()).not.toContain('管理员')
  })

  it('starts although a platform cannot be reached, and says what is on', async () => {
    const folder = join(data.folder, 'real')
    const real = await startServer(folder, { WECOM_BOT_ID: 'id', WECOM_BOT_SECRET: 'secret', WECOM_WS_URL: 'ws://127.0.0.1:9' })
    const health = await fetch(`${real.base}/healthz`).then((response) => response.json())
    real.child.kill('SIGTERM')

    expect(health).toMatchObject({ status: 'ok', platforms: { sandbox: 'off', wecom: 'connecting', dingtalk: 'off' } })
    expect(real.output()).toContain('企业微信：智能机器人（长连接）')
    expect(real.output()).not.toContain('secret')
    expect(await real.exited).toBe(0)
  })
})
