import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openStore } from '../../db/client.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { readHouseholds, readMembers, readUnits } from '../../src/domain/roster-files.ts'
import { importRoster } from '../../src/domain/roster-import.ts'
import { readTable } from '../../src/domain/table-file.ts'
import { createSealer } from '../../src/seal.ts'
import { app as credentials, type FakeDingtalk, type Shown, startFakeDingtalk } from '../support/fake-dingtalk/index.ts'
import { directMessage } from '../support/fake-dingtalk/messages.ts'
import { queueMessage } from '../support/outbox.ts'
import { dataFolder, type Server, startServer } from '../support/server.ts'

// Guarantees 1 and 3 on a real platform: the process is killed at the very moment at which DingTalk has taken a message of ours and has not
// answered yet. The gateway pushes again what was not acknowledged, under another outer id; some reports it pushes twice anyway.

const ROUNDS = 4
const REPORTS_A_ROUND = 6
const NOTICES = 120
const PATIENCE = { timeout: 15_000, interval: 10 }
/** 贾宏伟 of 纸房村. */
const REPORTER = 'jiahongwei'

const { folder, drop } = dataFolder()
const database = join(folder, 'test.db')
let fake: FakeDingtalk
beforeAll(async () => {
  fake = await startFakeDingtalk()
  fake.gateway.redelivery = { to: 'other', afterMs: 300 }
})
afterAll(async () => {
  await fake.stop()
  drop()
})

test('a process killed while it sends loses and doubles no report, loses no notice, and repeats no more than it counts', async () => {
  const heads = await fillDatabase()
  let counted = 0
  for (let round = 0; round < ROUNDS; round++) {
    const before = fake.shown.length
    const server = await start()
    heads.slice(round * REPORTS_A_ROUND, (round + 1) * REPORTS_A_ROUND).forEach(report)
    counted += await repeatedBy(server, before)
    await killAtShowing(server, 1 + round * 3)
  }
  const before = fake.shown.length
  const server = await start()
  counted += await repeatedBy(server, before)
  await vi.waitFor(() => expect(missing(heads)).toEqual([]), PATIENCE)
  await vi.waitFor(async () => expect(await outboxOf(server)).toEqual({ queued: 0, failed: 0 }), PATIENCE)
  server.child.kill('SIGTERM')

  expect(await server.exited).toBe(0)
  expect((await storedHeads()).sort()).toEqual([...heads].sort())
  const repeats = fake.shown.length - new Set(fake.shown.map(keyOf)).size
  // Each kill met at least the one message that DingTalk had just taken.
  expect(repeats).toBeGreaterThanOrEqual(ROUNDS)
  expect(repeats).toBeLessThanOrEqual(counted)
}, 120_000)

/** The people of tests/fixtures on DingTalk, and notices that an earlier process had queued for others; gives the households to report on. */
async function fillDatabase(): Promise<string[]> {
  const store = openStore(database)
  const table = (name: string) => readTable(join(import.meta.dirname, `../fixtures/world-dev/${name}.csv`))
  const rows = {
    units: readUnits(await table('units')).rows,
    households: readHouseholds(await table('households')).rows,
    members: readMembers(await table('members')).rows.map((row) => ({ ...row, platform: 'dingtalk' })),
  }
  await store.transaction((tx) => importRoster(tx, rows, { sealer: createSealer('test'), at: Date.now(), sandbox: false }))
  for (let i = 0; i < NOTICES; i++) await queueMessage(store, `user:staff${i}`, `通知${i}`, { platform: 'dingtalk' })
  await store.close()
  const village = rows.members.find(({ userId }) => userId === REPORTER)?.unitCode
  const heads = rows.households.flatMap(({ villageCode, head }) => (villageCode === village ? [head] : []))
  // Of two households of one name it would ask which is meant.
  const isOnly = (head: string): boolean => rows.households.filter((row) => row.head === head).length === 1
  return heads.filter(isOnly).slice(0, ROUNDS * REPORTS_A_ROUND)
}

async function start(): Promise<Server> {
  const server = await startServer(folder, {
    PLATFORMS: 'dingtalk',
    DINGTALK_CLIENT_ID: credentials.clientId,
    DINGTALK_CLIENT_SECRET: credentials.clientSecret,
    DINGTALK_API_BASE: fake.base,
    DINGTALK_OAPI_BASE: fake.base,
    QUIET_HOURS: '00:00-00:00',
  })
  await vi.waitFor(() => expect(fake.gateway.live()).not.toEqual([]), PATIENCE)
  return server
}

/** A visit to a household, every second one pushed twice. */
function report(head: string, i: number): void {
  const { url, expiresAt } = fake.openSession(REPORTER)
  const about = { msgId: `about ${head}`, senderStaffId: REPORTER, createAt: Date.now() }
  const session = { sessionWebhook: url, sessionWebhookExpiredTime: expiresAt }
  const message = directMessage({ ...about, ...session, text: { content: `走访 户主:${head} 情况:家里都好` } })
  for (let times = 0; times <= i % 2; times++) fake.gateway.push('CALLBACK', '/v1.0/im/bot/messages/get', message)
}

/** What the process says that its predecessor may have said already; asked once it sends, when it has looked. */
async function repeatedBy(server: Server, before: number): Promise<number> {
  await vi.waitFor(() => expect(fake.shown.length).toBeGreaterThan(before), PATIENCE)
  const metrics = await (await fetch(`${server.base}/metrics`)).text()
  return Number(/^xiangbao_outbox_possibly_repeated_total (\d+)$/m.exec(metrics)?.[1])
}

/** Ends the process while the answer to the next but so many of its messages is not yet on its way. */
async function killAtShowing(server: Server, after: number): Promise<void> {
  const target = fake.shown.length + after
  const shown = new Proxy(fake.shown, {
    get(list, name) {
      if (name !== 'push') return Reflect.get(list, name)
      return (...items: Shown[]): number => {
        const length = list.push(...items)
        if (length === target) server.child.kill('SIGKILL')
        return length
      }
    },
  })
  const real = fake.shown
  fake.shown = shown
  await server.exited
  fake.shown = real
}

async function outboxOf(server: Server): Promise<unknown> {
  return ((await (await fetch(`${server.base}/healthz`)).json()) as { outbox: unknown }).outbox
}

const wordsOf = ({ content }: Shown): string => String((content.text as { content?: string } | undefined)?.content ?? content.content)

/** One message of ours: no two say the same in one chat. */
function keyOf(shown: Shown): string {
  return `${shown.chat} ${wordsOf(shown)}`
}

/** Heads without their ✅, and notices that nobody was shown. */
function missing(heads: string[]): string[] {
  const told = fake.shown.map(keyOf)
  const replies = told.filter((words) => words.startsWith(`${REPORTER} ✅`))
  const notices = Array.from({ length: NOTICES }, (_, i) => `staff${i} 通知${i}`)
  return [...heads.filter((head) => !replies.some((reply) => reply.includes(head))), ...notices.filter((notice) => !told.includes(notice))]
}

async function storedHeads(): Promise<string[]> {
  const store = openStore(database)
  const entries = await listEntries(store.read, { kind: 'visit', all: true }, 1000)
  await store.close()
  return entries.map(({ fields }) => String(fields.household))
}
