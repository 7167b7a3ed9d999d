import type { Logger } from 'pino'
import type { Store } from '../../db/client.ts'
import { dueOutgoing, markSent, markTried, type OutboxRow } from '../../db/queries/traffic.ts'
import type { Clock } from '../clock.ts'
import { toError } from '../core/errors.ts'
import type { Platform, SendOutcome } from '../core/platform.ts'

/** Rows taken at a time. */
const BATCH = 200
/** Tries of one message before it is parked for the administrator. */
const MOST_ATTEMPTS = 8
const FIRST_RETRY_MS = 2_000

/** What leaves the house: queued rows go to their platform, in order within a chat, and are settled by what came of it. */
export interface Outbox {
  /** Sends what is due now; resolves when nothing that can go out now is left. */
  flush(): Promise<void>
  /** Begins a flush without waiting for it. */
  wake(): void
}

/** The outbox over the store. One flush runs at a time, so no row is taken twice. */
export function createOutbox(parts: { store: Store; clock: Clock; platforms: Map<string, Platform>; log: Logger }): Outbox {
  const { store, clock, platforms, log } = parts
  let running: Promise<void> | null = null
  let again = false

  async function drain(): Promise<void> {
    do {
      again = false
      const rows = await dueOutgoing(store.read, clock.now(), BATCH)
      const progressed = rows.length > 0 && (await sendRows(rows))
      if (progressed) again = true
    } while (again)
  }

  async function sendRows(rows: OutboxRow[]): Promise<boolean> {
    const lanes = new Map<string, OutboxRow[]>()
    for (const row of rows) {
      const key = `${row.platform}\n${row.chatId}`
      const lane = lanes.get(key)
      if (lane) lane.push(row)
      else lanes.set(key, [row])
    }
    const sent: number[] = []
    const tried: { row: OutboxRow; outcome: Extract<SendOutcome, { sent: false }> }[] = []
    await Promise.all([...lanes.values()].map((lane) => sendLane(lane, sent, tried)))
    const now = clock.now()
    await store.transaction(async (tx) => {
      await markSent(tx, sent, now)
      for (const { row, outcome } of tried) await markTried(tx, row.id, nextTry(row, outcome, now))
    })
    return sent.length > 0 || tried.length > 0
  }

  /** One chat's messages, in order; the first that must wait holds those behind it. */
  async function sendLane(
    lane: OutboxRow[],
    sent: number[],
    tried: { row: OutboxRow; outcome: Extract<SendOutcome, { sent: false }> }[],
  ): Promise<void> {
    for (const row of lane) {
      const outcome = await sendOne(row)
      if (outcome.sent) {
        sent.push(row.id)
        continue
      }
      tried.push({ row, outcome })
      log.warn({ outbox: row.id, platform: row.platform, code: outcome.code, retryable: outcome.retryable }, 'a message was not taken')
      if (outcome.retryable) return
    }
  }

  async function sendOne(row: OutboxRow): Promise<SendOutcome> {
    const platform = platforms.get(row.platform)
    if (!platform) return { sent: false, retryable: false, code: 'no-platform', reason: `平台 ${row.platform} 没有启用` }
    try {
      const message = { id: row.id, text: row.text, content: row.content, replyTo: row.replyTo, mentions: [] }
      const parts = platform.compose(row.chatId, message)
      for (const [index, part] of parts.entries()) {
        const outcome = await platform.send(row.chatId, { message, part, index, count: parts.length })
        if (!outcome.sent) return outcome
      }
      return { sent: true }
    } catch (thrown) {
      return { sent: false, retryable: true, code: 'error', reason: toError(thrown).message }
    }
  }

  function flush(): Promise<void> {
    again = true
    running ??= drain()
      .catch((thrown) => log.error({ err: toError(thrown) }, 'the outbox stopped at an error'))
      .finally(() => {
        running = null
        if (again) void flush()
      })
    return running
  }
  return { flush, wake: () => void flush() }
}

function nextTry(
  row: OutboxRow,
  outcome: Extract<SendOutcome, { sent: false }>,
  now: number,
): { state: 'queued' | 'failed'; dueAt: number; attempts: number; reason: string } {
  const attempts = row.attempts + 1
  const reason = `${outcome.code}: ${outcome.reason}`
  if (!outcome.retryable || attempts >= MOST_ATTEMPTS) return { state: 'failed', dueAt: row.dueAt, attempts, reason }
  return { state: 'queued', dueAt: now + (outcome.retryAfterMs ?? FIRST_RETRY_MS * 2 ** row.attempts), attempts, reason }
}
