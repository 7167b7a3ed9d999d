import type { Logger } from 'pino'
import type { Store } from '../../db/client.ts'
import { markPartSent, markSent, markTried, markTrying, mergeOutgoing } from '../../db/queries/outbox.ts'
import { findOutgoing, type OutboxRow } from '../../db/queries/traffic.ts'
import { type Clock, toDate } from '../clock.ts'
import { text } from '../core/blocks.ts'
import { toError } from '../core/errors.ts'
import type { OutgoingMessage, Part, Platform, SendOutcome } from '../core/platform.ts'
import type { HouseKeeper } from '../domain/house.ts'
import type { CallWindows } from './call-windows.ts'
import { groupNotices, mergeNotices } from './merging.ts'
import type { ReadyChat } from './outbox-plan.ts'
import { isTrouble, type Trouble } from './trouble.ts'

/** Tries of one message before it is parked for the administrator: about a day. */
const MOST_ATTEMPTS = 300
/** Behind the reason of a try whose answer was lost. */
const IN_DOUBT = '，可能已经送达'
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 300_000

/** What sending works with. */
export interface SendingParts {
  store: Store
  clock: Clock
  /** The clock by which platforms measure their limits; `clock`, unless that one is virtual and they are not. */
  pace: Clock
  platforms: Map<string, Platform>
  keepHouse: HouseKeeper
  log: Logger
  trouble: Trouble
  /** Waits for a file that is announced and still being made. */
  made(path: string): Promise<void>
  /** Parts of a message (by row) that this process knows to be taken. */
  taken: Map<number, number>
  /** A message is tried again that may have been taken. */
  repeating(): void
}

type Refusal = Extract<SendOutcome, { sent: false }>
/** What came of one message; `full`: the window lets nothing through before `until`. */
type Outcome = SendOutcome | { sent: false; full: true; until: number }

/**
 * Sends what one chat has waiting, in order; notices that follow each other go as one message. The first that must wait holds those
 * behind it. Returns when the chat may be tried again, where something had to wait.
 */
export async function sendChat(parts: SendingParts, chat: ReadyChat, windows: CallWindows): Promise<number | null> {
  const { store } = parts
  const platform = parts.platforms.get(chat.platform)
  // The platform says when it is ready; until then waiting costs no tries.
  if (platform?.isReady?.(chat.chatId) === false) return null
  const isPaced = (platform?.limits.length ?? 0) > 0
  const rows = (await findOutgoing(store.read, chat.ids)).filter((row) => row.state === 'queued')
  if (rows.some((row) => row.dueAt > parts.clock.now())) return null
  for (const group of isPaced ? groupNotices(rows) : rows.map((row) => [row])) {
    const row = await carrierOf(store, group)
    if (!row) continue
    const outcome = platform ? await sendRow(parts, row, { platform, windows, isPaced }) : notThere(chat.platform)
    if (outcome.sent) continue
    if ('full' in outcome) return outcome.until
    if (outcome.gone) {
      await parts.trouble.chatGone(chat.platform, chat.chatId, outcome.reason)
      return null
    }
    const retryAt = await settleRefusal(parts, row, outcome)
    if (retryAt !== null) return retryAt
  }
  return null
}

/** The row that carries a group of notices; from here on it says what all of them say. */
async function carrierOf(store: Store, group: OutboxRow[]): Promise<OutboxRow | undefined> {
  const [first, ...others] = group
  if (!first || others.length === 0) return first
  const merged = mergeNotices(group)
  const ids = others.map(({ id }) => id)
  await store.transaction((tx) => mergeOutgoing(tx, { id: first.id, ...merged }, ids))
  return { ...first, ...merged }
}

function notThere(platform: string): Refusal {
  return { sent: false, retryable: false, code: 'no-platform', reason: `平台 ${platform} 没有启用` }
}

/** One message, part by part, from where it stopped the last time. */
async function sendRow(
  parts: SendingParts,
  row: OutboxRow,
  way: { platform: Platform; windows: CallWindows; isPaced: boolean },
): Promise<Outcome> {
  const { store, clock, taken } = parts
  const { platform } = way
  try {
    await platform.prepare?.(row.chatId)
    const message = await toMessage(parts, platform, row)
    const pieces = platform.compose(row.chatId, message)
    for (const [index, part] of pieces.entries()) {
      if (index < Math.max(row.partsSent, taken.get(row.id) ?? 0)) continue
      if (part.kind === 'file') await parts.made(part.file.path)
      const outcome = await sendPart(parts, { ...way, row, message, part, index, count: pieces.length })
      if (!outcome.sent) return outcome
      taken.set(row.id, index + 1)
      const isLast = index === pieces.length - 1
      if (!isLast) await store.transaction((tx) => markPartSent(tx, row.id, index + 1))
    }
    await store.transaction((tx) => markSent(tx, row.id, { at: clock.now(), partsSent: pieces.length }))
    taken.delete(row.id)
    return { sent: true }
  } catch (thrown) {
    const reason = toError(thrown).message
    return { sent: false, retryable: true, code: 'error', reason }
  }
}

interface Call {
  platform: Platform
  windows: CallWindows
  isPaced: boolean
  row: OutboxRow
  message: OutgoingMessage
  part: Part
  index: number
  count: number
}

/** One call, within the windows; that it begins is written down first, where calls are counted. */
async function sendPart({ store, clock, pace }: SendingParts, call: Call): Promise<Outcome> {
  const { platform, windows, row, message, part, index, count } = call
  const now = pace.now()
  const freeAt = windows.freeAt(row.chatId, now)
  if (freeAt > now) return { sent: false, full: true, until: clock.now() + (freeAt - now) }
  const slot = windows.take(row.chatId, now)
  try {
    if (call.isPaced) await store.transaction((tx) => markTrying(tx, row.id, now))
    return await platform.send(row.chatId, { message, part, index, count })
  } finally {
    slot.end(pace.now())
  }
}

/** The row as the platform takes it: mentions as the platform's users; whom it does not know is named in the text. */
async function toMessage({ store, clock, keepHouse }: SendingParts, platform: Platform, row: OutboxRow): Promise<OutgoingMessage> {
  const { id, replyTo } = row
  const wanted = row.content.mentions ?? []
  if (wanted.length === 0) return { id, text: row.text, content: row.content, replyTo, mentions: [] }
  const { directory } = await keepHouse(store.read)
  const users = platform.userIdsOf?.(row.chatId) ?? platform.name
  const people = wanted.flatMap((memberId) => {
    const name = directory.member(memberId, toDate(clock.now()))?.name
    const userId = directory.identities(memberId).find((one) => one.platform === users)?.userId
    return name === undefined ? [] : [{ name, userId }]
  })
  const mentions = people.flatMap(({ name, userId }) => (userId === undefined ? [] : [{ name, userId }]))
  const strangers = people.filter(({ userId }) => userId === undefined).map(({ name }) => `@${name}`)
  const blocks = strangers.length > 0 ? [text(strangers.join(' ')), ...row.content.blocks] : row.content.blocks
  return { id, text: row.text, content: { ...row.content, blocks }, replyTo, mentions }
}

/** Writes a refusal down; the time of the next try, or null when the message was parked. */
async function settleRefusal(
  { store, clock, log, trouble, repeating }: SendingParts,
  row: OutboxRow,
  refusal: Refusal,
): Promise<number | null> {
  const { code, retryable } = refusal
  log.warn({ outbox: row.id, platform: row.platform, code, retryable }, 'a message was not taken')
  const attempts = row.attempts + 1
  // Once an answer was lost, the message may be there: it is sent once more, then people look (guarantee 3).
  const wasInDoubt = row.reason?.endsWith(IN_DOUBT) ?? false
  const reason = `${code}: ${refusal.reason}${refusal.unsure || wasInDoubt ? IN_DOUBT : ''}`
  if (retryable && attempts < MOST_ATTEMPTS && !(refusal.unsure && wasInDoubt)) {
    if (refusal.unsure) repeating()
    const dueAt = clock.now() + retryAfter(row.attempts, refusal.retryAfterMs)
    await store.transaction((tx) => markTried(tx, row.id, { state: 'queued', dueAt, attempts, reason }))
    return dueAt
  }
  await store.transaction((tx) => markTried(tx, row.id, { state: 'failed', dueAt: row.dueAt, attempts, reason }))
  if (!isTrouble(row.dedupeKey)) trouble.tell(row.platform, `有消息没能发出，已停止重试：${refusal.reason}（${code}）。`)
  return null
}

/** What the platform asks for; from the second refusal on no less than a wait that doubles. */
function retryAfter(attempts: number, askedMs: number | undefined): number {
  const doubling = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MS)
  return attempts === 0 ? Math.max(askedMs ?? doubling, 1) : Math.max(askedMs ?? 0, doubling)
}
