import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { generateDemoCounty } from '../../db/demo/county.ts'
import { type App, createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { readHouseholds, readMembers, readUnits } from '../../src/domain/roster-files.ts'
import { importRoster, type RosterRows } from '../../src/domain/roster-import.ts'
import { readTable } from '../../src/domain/table-file.ts'
import { createLog } from '../../src/log.ts'
import { createSealer } from '../../src/seal.ts'
import { createServer } from '../../src/web/server.ts'

/** The token of the open API in tests. */
export const token = 'test-token'

/** What a test may choose: whose roster, when it is, and further variables of the environment. */
export interface TestAppOptions {
  /** `world-dev` (default): 马岭镇's three villages with people of tests/fixtures; `demo`: the demo county; `empty`: nobody. */
  world?: 'world-dev' | 'demo' | 'empty'
  /** Virtual time at the start; default 2023-06-15 08:00, a Thursday. */
  now?: string
  env?: Record<string, string>
}

/** A reply as POST /sandbox/api/messages gives it. */
export interface TestReply {
  text: string
  files: { name: string; mime: string; url: string }[]
  buttons: { id: string; text: string }[]
}

/** A whole house in a temporary folder, its server answering in memory. Call `stop` in the end. */
export interface TestApp {
  app: App
  server: FastifyInstance
  /** DATA_DIR, also holding the database; removed by `stop`. */
  folder: string
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** GET below /api/v1 with the right token. */
  api(path: string): Promise<LightMyRequestResponse>
  post(path: string, body: object): Promise<LightMyRequestResponse>
  /** Types something in the sandbox; gives the replies in that chat. Throws when it was not taken. */
  say(chatId: string, memberId: string, text: string): Promise<TestReply[]>
  /** Moves the clock by an ISO duration (P1D) or to a time. */
  advance(target: string): Promise<{ now: string; ran: { schedule: string; dueAt: string; notices: number }[] }>
  /** Stops it and starts another over the same database; `stop` that one in the end. */
  restart(): Promise<TestApp>
  stop(): Promise<void>
}

/** Starts a house with the sandbox on. The virtual clock goes on with real time from `now`, so that tests compare minutes, not seconds. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  return await open(mkdtempSync(join(tmpdir(), 'xiangbao-app-')), options, true)
}

async function open(folder: string, options: TestAppOptions, isNew: boolean): Promise<TestApp> {
  const read = loadConfig({
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, 'test.db')}`,
    PLATFORMS: 'sandbox',
    SANDBOX_NOW: options.now ?? '2023-06-15T08:00:00+08:00',
    API_TOKEN: token,
    LOG_LEVEL: 'silent',
    ...options.env,
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  const app = await createApp({ config: read.config, log: createLog({ level: read.config.logLevel }) })
  if (isNew) await fill(app, options.world ?? 'world-dev')
  const server = createServer(app)
  await app.start()
  const restart = async (): Promise<TestApp> => {
    await server.close()
    await app.stop()
    return await open(folder, options, false)
  }
  return { app, server, folder, ...callers(server), restart, stop: () => stop(app, server, folder) }
}

async function fill(app: App, world: 'world-dev' | 'demo' | 'empty'): Promise<void> {
  if (world === 'empty') return
  const rows = world === 'demo' ? generateDemoCounty() : await readWorld()
  const sealer = createSealer('test')
  await app.store.transaction((tx) => importRoster(tx, rows, { sealer, at: app.clock.now(), sandbox: true }))
}

async function readWorld(): Promise<RosterRows> {
  const table = (name: string) => readTable(join(import.meta.dirname, `../fixtures/world-dev/${name}.csv`))
  const readings = [
    readUnits(await table('units')),
    readHouseholds(await table('households')),
    readMembers(await table('members')),
  ] as const
  const [units, households, members] = readings
  return { units: units.rows, households: households.rows, members: members.rows }
}

function callers(server: FastifyInstance): Pick<TestApp, 'get' | 'api' | 'post' | 'say' | 'advance'> {
  const get: TestApp['get'] = (url, headers = {}) => server.inject({ method: 'GET', url, headers })
  const post: TestApp['post'] = (url, body) => server.inject({ method: 'POST', url, payload: body })
  const taken = async <T>(response: LightMyRequestResponse): Promise<T> => {
    if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`)
    return response.json<T>()
  }
  return {
    get,
    post,
    api: (path) => get(`/api/v1${path}`, { authorization: `Bearer ${token}` }),
    async say(chatId, memberId, text) {
      const { replies } = await taken<{ replies: TestReply[] }>(await post('/sandbox/api/messages', { chatId, memberId, text }))
      return replies
    },
    async advance(target) {
      return await taken(await post('/sandbox/api/clock', target.startsWith('P') ? { advance: target } : { to: target }))
    },
  }
}

async function stop(app: App, server: FastifyInstance, folder: string): Promise<void> {
  await server.close()
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
}
