import type { FastifyInstance } from 'fastify'
import { StoreError } from '../db/guard.ts'
import { hasUnits } from '../db/queries/roster.ts'
import { type App, createApp } from './app.ts'
import { toDate } from './clock.ts'
import { type Config, loadConfig, readEnvironment } from './config.ts'
import { toError, UserError } from './core/errors.ts'
import { calendarWarning, unpublishedYears } from './domain/calendar-check.ts'
import { createLog, type Log } from './log.ts'
import { describePlatforms } from './open-platforms.ts'
import { createServer } from './web/server.ts'
import { readVersion } from './web/version.ts'

// Standard output is for people: a few Chinese lines at the start. The log, JSON lines, goes to standard error.
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const EMPTY = `数据库还是空的。请另开一个窗口运行下面的命令导入名册，不必重启：
  npm run cli -- init --units 单位.csv --households 农户.csv --members 人员.csv`

// What is stored names people: only the service's own account may read it.
process.umask(0o077)

try {
  await start(readConfig())
} catch (thrown) {
  process.stderr.write(`${describe(toError(thrown))}\n`)
  process.exit(1)
}

function readConfig(): Config {
  const read = loadConfig(readEnvironment())
  if (!read.ok) throw new UserError(read.faults.join('\n'))
  return read.config
}

async function start(config: Config): Promise<void> {
  const log = createLog({ level: config.logLevel, stream: process.stderr })
  surviveErrors(log)
  const app = await createApp({ config, log })
  try {
    await setUpWhenEmpty(app)
    await serve(app)
  } catch (thrown) {
    await app.stop()
    throw thrown
  }
}

async function serve(app: App): Promise<void> {
  const { config, log } = app
  const server = createServer(app)
  await app.start()
  await server.listen({ host: config.host.replace(/[[\]]/g, ''), port: config.port })
  stopOnSignal(log, async () => {
    await server.close()
    await app.stop()
  })
  const address = addressOf(config, server.server.address())
  const years = unpublishedYears(await app.keepHouse(app.store.read), toDate(app.clock.now()))
  if (years.length > 0) say(`提示：${calendarWarning(years)}`)
  for (const line of describePlatforms(config)) say(line)
  say(`乡报 ${readVersion()} 已启动：${app.sandbox ? `演练场 ${address}/sandbox/ （用浏览器打开）` : address}`)
}

/** Where the pages are: the port is the system's choice when PORT is 0. */
function addressOf({ host, port }: Config, bound: ReturnType<FastifyInstance['server']['address']>): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return `http://${name}:${typeof bound === 'object' && bound ? bound.port : port}`
}

/** An empty database becomes the demo county in the sandbox, with its one-time administrator code; elsewhere it is said how to fill it. */
async function setUpWhenEmpty(app: App): Promise<void> {
  const { store, clock, config } = app
  if (await hasUnits(store.read)) return
  if (!app.sandbox) return say(EMPTY)
  // Loaded only now: later starts need none of it.
  const [{ generateDemoCounty }, { importRoster }, { createAdminCode }, { createSealer, loadSecretKey }] = await Promise.all([
    import('../db/demo/county.ts'),
    import('./domain/roster-import.ts'),
    import('./domain/admin-code.ts'),
    import('./seal.ts'),
  ])
  const sealer = createSealer(loadSecretKey(config))
  const code = await store.transaction(async (tx) => {
    await importRoster(tx, generateDemoCounty(), { sealer, at: clock.now(), sandbox: true })
    return await createAdminCode(tx, clock.now())
  })
  say('数据库是空的，已装入示范县（庆城县，人员和农户均为虚构）。')
  say(`管理员 ${code}`)
  say('把上面这一行私聊发给机器人，发的人即成为系统管理员：24 小时内有效，只能用一次。')
}

/** A failed promise that nobody waits for ends nothing; after any other unexpected error the state is unknown, and a restart is safe. */
function surviveErrors(log: Log): void {
  process.on('unhandledRejection', (reason) => log.error({ err: toError(reason) }, 'a promise failed unobserved'))
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an unexpected error ended the process')
    process.exit(1)
  })
}

/** The first signal finishes what was accepted; a second one ends at once. */
function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    stop().then(
      () => process.exit(0),
      (thrown) => {
        log.fatal({ err: toError(thrown) }, 'the service could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal)
}

/** Why the service does not start, for whoever starts it. */
function describe(error: Error): string {
  if (error instanceof UserError || error instanceof StoreError) return error.message
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return '端口已被别的程序占用，乡报没有启动。请停掉那个程序，或在 PORT 中换一个端口。'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST 不是本机的地址，乡报没有启动。请改为 127.0.0.1 或本机的地址。'
  if (code === 'EACCES' || code === 'EROFS') return `没有权限，乡报没有启动。请检查 PORT、DATA_DIR 和 DATABASE_URL：${error.message}`
  return `乡报没有启动：${error.stack ?? error.message}`
}
