// One notice for each of 3,000 chats, against a platform with limits, in virtual time: how near it comes to what the limits allow.
import { join } from 'node:path'
import { openStore } from '../dist/db/client.js'
import { queueOutgoing } from '../dist/db/queries/traffic.js'
import { createVirtualClock } from '../dist/src/clock.js'
import { createHouseKeeper } from '../dist/src/domain/house.js'
import { createAllowance } from '../dist/src/frame/allowance.js'
import { createOutbox } from '../dist/src/frame/outbox.js'
import { createTrouble } from '../dist/src/frame/trouble.js'
import { createLog } from '../dist/src/log.js'
import { freshFolder } from './world.mjs'

const CHATS = 3_000
const START = Date.parse('2023-06-15T10:00:00+08:00')
/** Limits, and the least time (ms) in which they let 3,000 calls through. */
const cases = [
  { name: 'all chats together 20/s', limits: [{ per: 'platform', most: 20, windowMs: 1_000 }], bound: (CHATS / 20 - 1) * 1_000 },
  {
    name: 'each robot 20/min, all together 50/s',
    limits: [
      { per: 'chat', most: 20, windowMs: 60_000 },
      { per: 'platform', most: 50, windowMs: 1_000 },
    ],
    bound: (CHATS / 50 - 1) * 1_000,
  },
]

/** Sends everything; the virtual clock jumps to whatever the outbox waits for. */
async function fanOut({ limits }) {
  const store = openStore(join(freshFolder(), 'bench.db'))
  const clock = createVirtualClock(START, () => 0)
  const calls = []
  const platform = {
    name: 'bench',
    capabilities: { buttons: { group: false, direct: false }, hearsGroups: false },
    limits,
    state: () => 'connected',
    compose: (_chatId, { text }) => [{ kind: 'text', text }],
    async send() {
      calls.push(clock.now())
      return { sent: true }
    },
    directChatOf: () => null,
  }
  const parts = {
    store,
    clock,
    pace: clock,
    platforms: new Map([['bench', platform]]),
    log: createLog({ level: 'silent' }),
    quiet: { from: 0, to: 0 },
  }
  const keepHouse = createHouseKeeper([], clock)
  const trouble = createTrouble({ ...parts, keepHouse, queued() {} })
  const outbox = createOutbox({ ...parts, keepHouse, trouble, allowance: createAllowance({ ...parts, reached() {} }) })
  const notice = {
    platform: 'bench',
    kind: 'notice',
    text: '本月规定动作还有 2 项没有完成',
    content: { blocks: [] },
    replyTo: null,
    urgent: false,
  }
  await store.transaction(async (tx) => {
    for (let i = 0; i < CHATS; i++)
      await queueOutgoing(tx, { ...notice, chatId: `chat${i}`, dedupeKey: `notice/${i}`, dueAt: START, createdAt: START - 60_000 })
  })
  const began = performance.now()
  for (;;) {
    await outbox.flush()
    const next = outbox.nextAt()
    if (next === null) break
    clock.set(next)
  }
  const worked = performance.now() - began
  await store.close()
  return { sent: calls.length, took: Math.max(...calls) - START, worked }
}

/** Prints what came of it; more than 5 per cent over the bound is said so and fails the run. */
export async function fanOutBench() {
  console.log(`\none notice for each of ${CHATS.toLocaleString('en-US')} chats (virtual time)`)
  for (const one of cases) {
    const { sent, took, worked } = await fanOut(one)
    const over = (took / one.bound - 1) * 100
    console.log(
      `  ${one.name}: ${sent} sent in ${(took / 1000).toFixed(1)} s, the limits allow ${(one.bound / 1000).toFixed(1)} s (${over.toFixed(1)} % over); own work ${(worked / sent).toFixed(2)} ms each`,
    )
    if (sent !== CHATS || over > 5) process.exitCode = 1
  }
}
