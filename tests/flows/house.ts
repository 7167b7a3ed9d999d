import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type App, createApp, type Sandbox } from '../../src/app.ts'
import { parseInstant } from '../../src/clock.ts'
import { loadConfig } from '../../src/config.ts'
import type { Content } from '../../src/core/blocks.ts'
import { readHouseholds, readMembers, readUnits } from '../../src/domain/roster-files.ts'
import { importRoster, type RosterRows } from '../../src/domain/roster-import.ts'
import { readTable } from '../../src/domain/table-file.ts'
import type { RunRecord } from '../../src/frame/scheduler.ts'
import { createLog } from '../../src/log.ts'
import { createSealer } from '../../src/seal.ts'

/** One answer in a chat. */
export interface Said {
  chatId: string
  text: string
  content: Content
}

/** What may be said besides the text. */
export interface Extra {
  messageId?: string
  attachments?: { name: string; mime: string; bytes: Uint8Array }[]
}

/** A house in a folder of its own that can be stopped and opened again; its tables can be read as they lie on the disk. */
export interface FlowHouse {
  readonly app: App
  /** Types something; gives the text of the reply in that chat, '' where the bot keeps silent. */
  say(chatId: string, userId: string, text: string, extra?: Extra): Promise<string>
  /** Types something; gives every reply, wherever it goes. */
  hear(chatId: string, userId: string, text: string, extra?: Extra): Promise<Said[]>
  /** Moves the virtual clock to a time. */
  advance(to: string): Promise<RunRecord[]>
  /** Rows as they lie in the database, by SQL of the test's own. */
  rows<T>(sql: string, ...values: (string | number)[]): T[]
  /** How many entries there are, withdrawn ones too. */
  count(): number
  /** The newest entry's number. */
  lastNo(): number
  /** What the bot showed in a chat, oldest first. */
  shown(chatId: string): string[]
  /** Stops the program and starts it again; `at`: it was down until then. */
  restart(at?: string): Promise<void>
  close(): Promise<void>
}

/** What a test may choose. */
export interface FlowOptions {
  roster?: RosterRows
  /** Virtual time at the start; default Thursday 2023-06-15 09:00. */
  now?: string
  env?: Record<string, string>
}

/** Opens a house over 马岭镇's villages (or the roster given), set up and running. */
export async function openFlowHouse(options: FlowOptions = {}): Promise<FlowHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'xiangbao-flow-'))
  const file = join(folder, 'test.db')
  let app = await makeApp(folder, options)
  const roster = options.roster ?? (await readWorld())
  await app.store.transaction((tx) => importRoster(tx, roster, { sealer: createSealer('test'), at: app.clock.now(), sandbox: true }))
  await app.start()
  let reader = new Database(file, { readonly: true })

  const rows = <T>(sql: string, ...values: (string | number)[]): T[] => reader.prepare<unknown[], T>(sql).all(...values)
  async function hear(chatId: string, userId: string, text: string, extra: Extra = {}): Promise<Said[]> {
    const { messageId, attachments = [] } = extra
    const { platform } = sandboxOf(app)
    const { replies } = await platform.say({ chatId, memberId: userId, text, messageId, voice: false, attachments, at: app.clock.now() })
    return replies.map((reply) => ({ chatId: 'chatId' in reply ? String(reply.chatId) : chatId, text: reply.text, content: reply.content }))
  }
  return {
    get app() {
      return app
    },
    hear,
    async say(chatId, userId, text, extra) {
      return (await hear(chatId, userId, text, extra)).find((reply) => reply.chatId === chatId)?.text ?? ''
    },
    advance: (to) => sandboxOf(app).advance(parseInstant(to)),
    rows,
    count: () => rows<{ n: number }>('select count(*) as n from entries')[0]?.n ?? 0,
    lastNo: () => rows<{ no: number }>('select max(no) as no from entries')[0]?.no ?? 0,
    shown: (chatId) =>
      rows<{ text: string }>("select text from transcript where chat_id = ? and sender = 'bot' order by seq", chatId).map(
        (line) => line.text,
      ),
    async restart(at) {
      reader.close()
      await app.stop()
      if (at !== undefined) setStoredTime(file, parseInstant(at))
      app = await makeApp(folder, options)
      await app.start()
      reader = new Database(file, { readonly: true })
    },
    async close() {
      reader.close()
      await app.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function makeApp(folder: string, options: FlowOptions): Promise<App> {
  const read = loadConfig({
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, 'test.db')}`,
    PLATFORMS: 'sandbox',
    SANDBOX_NOW: options.now ?? '2023-06-15T09:00:00+08:00',
    LOG_LEVEL: 'silent',
    ...options.env,
  })
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return await createApp({ config: read.config, log: createLog({ level: read.config.logLevel }) })
}

function sandboxOf(app: App): Sandbox {
  if (!app.sandbox) throw new Error('the sandbox is off')
  return app.sandbox
}

/** While the program is down time goes on: so it does here, by as much as the test wants. */
function setStoredTime(file: string, virtual: number): void {
  const writer = new Database(file)
  writer.prepare("update settings set value = ? where key = 'virtualNow'").run(JSON.stringify({ virtual, real: Date.now() }))
  writer.close()
}

/** The roster of tests/fixtures/world-dev. */
export async function readWorld(): Promise<RosterRows> {
  const table = (name: string) => readTable(join(import.meta.dirname, `../fixtures/world-dev/${name}.csv`))
  const [units, households, members] = [
    readUnits(await table('units')),
    readHouseholds(await table('households')),
    readMembers(await table('members')),
  ]
  return { units: units.rows, households: households.rows, members: members.rows }
}

/** The heads of a village's households in world-dev, in the order of the roster. */
export function headsOf(villageCode: string): string[] {
  const lines = readFileSync(new URL('../fixtures/world-dev/households.csv', import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/)
  return lines.map((line) => line.split(',')).flatMap(([code, , head = '']) => (code === villageCode ? [head] : []))
}
