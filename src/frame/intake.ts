import type { Logger } from 'pino'
import type { Db, Store } from '../../db/client.ts'
import type { StoredReply } from '../../db/define-schema.ts'
import { changeChat, putChat } from '../../db/queries/roster.ts'
import { findReceived, putReceived, queueOutgoing } from '../../db/queries/traffic.ts'
import { type Clock, toDate } from '../clock.ts'
import { toError, UserError } from '../core/errors.ts'
import type { IncomingMessage } from '../core/message.ts'
import type { Chat } from '../core/nouns.ts'
import type { Receipt } from '../core/platform.ts'
import { type Reply, refused } from '../core/reply.ts'
import type { Commands } from '../domain/command.ts'
import type { Context } from '../domain/context.ts'
import type { HouseKeeper } from '../domain/house.ts'
import { postRoot, wideRoot } from '../domain/scope.ts'
import { createLanes } from './lanes.ts'
import { planMessage } from './dispatch.ts'
import { type QuietHours, queueNotice, showContent } from './outgoing.ts'

/** What the intake works with. */
export interface IntakeParts {
  store: Store
  clock: Clock
  commands: Commands
  keepHouse: HouseKeeper
  botNames: string[]
  quiet: QuietHours
  log: Logger
  /** Told after each commit that something may be waiting to leave or to be fetched. */
  committed(): void
}

/** Longest text that is read, in characters; more is refused at once (guarantee 7). */
const LONGEST_TEXT = 20_000

/**
 * Takes a message in: once per platform, bot and message id. Resolves when the message, its effects and its replies are on disk;
 * the same message again gives the same replies. Messages of one person in one chat are handled in order.
 */
export type Intake = (message: IncomingMessage) => Promise<Receipt>

/** The intake over the store. */
export function createIntake(parts: IntakeParts): Intake {
  const inOrder = createLanes()
  return (message) => inOrder(`${message.platform}\n${message.chatId}\n${message.userId}`, () => receive(parts, clean(message)))
}

/** NUL cannot be kept as text by every engine. */
function clean(message: IncomingMessage): IncomingMessage {
  return message.text.includes('\0') ? { ...message, text: message.text.replaceAll('\0', '') } : message
}

async function receive(parts: IntakeParts, message: IncomingMessage): Promise<Receipt> {
  const { store, log } = parts
  const started = performance.now()
  const known = await findReceived(store.read, message)
  if (known?.outcome === 'done') return { duplicate: true, replies: known.replies }
  try {
    const { replies, command } = await handle(parts, message)
    log.info({ platform: message.platform, command, replies: replies.length, ms: Math.round(performance.now() - started) }, 'message handled')
    return { duplicate: false, replies }
  } catch (thrown) {
    return { duplicate: false, replies: await handleFailure(parts, message, thrown) }
  } finally {
    parts.committed()
  }
}

/** Plans on the read connection, then does everything that the message causes in one transaction. */
async function handle(parts: IntakeParts, message: IncomingMessage): Promise<{ replies: StoredReply[]; command: string }> {
  const { store } = parts
  const context = await makeContext(parts, message)
  if (message.text.length > LONGEST_TEXT) {
    const tooLong = refused(`内容太长（${message.text.length}字），一次最多${LONGEST_TEXT}字。请分几次发，或把材料作为文件发来。`)
    return { replies: await store.transaction((tx) => settle(parts, tx, context, tooLong)), command: 'too-long' }
  }
  const plan = await planMessage(parts.commands, context)
  const answered = plan.reads ? await plan.run(store.read) : undefined
  const replies = await store.transaction(async (tx) => {
    const reply = answered === undefined ? await plan.run(tx) : answered
    return await settle(parts, tx, context, reply)
  })
  return { replies, command: plan.reads ? 'question' : 'message' }
}

/** Writes the message with its outcome, and everything that leaves because of it. */
async function settle(parts: IntakeParts, tx: Db, context: Context, reply: Reply | null): Promise<StoredReply[]> {
  const { message, house, now } = context
  const replies = reply ? compose(context, reply) : []
  for (const stored of replies) {
    await queueOutgoing(tx, { platform: message.platform, dedupeKey: null, kind: 'reply', dueAt: now, createdAt: now, ...stored })
  }
  for (const notice of reply?.notices ?? []) await queueNotice(tx, house, notice, { now, quiet: parts.quiet })
  await record(tx, message, { outcome: 'done', replies, entries: reply?.entries ?? [], memberId: context.speaker?.id ?? null, at: now })
  return replies
}

/** The reply in the chat, and what goes to the speaker's direct chat instead of the group. */
function compose(context: Context, reply: Reply): StoredReply[] {
  const { house, chat, speaker, today, message } = context
  const content = { blocks: reply.blocks, ...(reply.buttons ? { buttons: reply.buttons } : {}), ...(reply.files ? { files: reply.files } : {}) }
  const here: StoredReply = { chatId: message.chatId, text: showContent(house, content, today, reply.mark), content }
  const direct = reply.direct && speaker && house.directory.directChatsOf(speaker.id).find((other) => other.platform === chat.platform)
  if (!direct || !reply.direct) return [here]
  return [here, { chatId: direct.chatId, text: showContent(house, reply.direct, today), content: reply.direct }]
}

async function record(
  tx: Db,
  message: IncomingMessage,
  result: { outcome: 'done' | 'failed'; replies: StoredReply[]; entries: number[]; memberId: number | null; at: number },
): Promise<void> {
  const { platform, bot, messageId, chatId, userId, text, sentAt } = message
  await putReceived(tx, {
    platform,
    bot,
    messageId,
    chatId,
    userId,
    text,
    sentAt,
    memberId: result.memberId,
    raw: result.outcome === 'failed' ? JSON.stringify(message) : null,
    outcome: result.outcome,
    replies: result.replies,
    entries: result.entries,
    receivedAt: result.at,
  })
}

/** A refusal thrown from inside is told; anything else is a bug: it is logged, the message kept for replay, and one calm sentence sent. */
async function handleFailure(parts: IntakeParts, message: IncomingMessage, thrown: unknown): Promise<StoredReply[]> {
  const error = toError(thrown)
  const isRefusal = error instanceof UserError
  if (!isRefusal) parts.log.error({ err: error, platform: message.platform }, 'a message failed')
  const reply = refused(isRefusal ? error.message : '系统出了点问题，这条消息还没有记上，但已经保存。请稍后再发一次，或告诉管理员。')
  return await parts.store.transaction(async (tx) => {
    const context = await makeContext(parts, message)
    if (isRefusal) return await settle(parts, tx, context, reply)
    const replies = compose(context, reply)
    await record(tx, message, { outcome: 'failed', replies, entries: [], memberId: context.speaker?.id ?? null, at: context.now })
    for (const stored of replies) {
      await queueOutgoing(tx, { platform: message.platform, dedupeKey: null, kind: 'reply', dueAt: context.now, createdAt: context.now, ...stored })
    }
    return replies
  })
}

async function makeContext(parts: IntakeParts, message: IncomingMessage): Promise<Context> {
  const { store, clock, keepHouse, commands, botNames } = parts
  const now = clock.now()
  const today = toDate(now)
  const house = await keepHouse(store.read)
  const speaker = house.directory.memberByIdentity(message.platform, message.userId, today) ?? null
  const chat = house.directory.chatOf(message.platform, message.chatId) ?? (await meetChat(parts, message, speaker?.id ?? null))
  // A direct chat that was opened before its person was known.
  if (speaker && chat.kind === 'direct' && chat.memberId === null) await store.transaction((tx) => changeChat(tx, chat.id, { memberId: speaker.id }))
  const posts = speaker?.posts ?? []
  const { directory } = house
  const reading = {
    commands: commands.words,
    lexicon: house.lexicon,
    speaker: {
      scopeUnitIds: posts.map((post) => (post.role === 'inspector' ? wideRoot(directory, post) : postRoot(directory, post))),
      homeUnitId: posts[0]?.unitId ?? null,
      chatUnitId: chat.unitId,
    },
    nowMs: now,
    botNames,
    voice: message.voice,
  }
  return { now, today, db: store.read, house, chat, speaker, message, commands, reading }
}

/** A chat that is heard from for the first time. */
async function meetChat({ store }: IntakeParts, message: IncomingMessage, memberId: number | null): Promise<Chat> {
  const chat = {
    platform: message.platform,
    chatId: message.chatId,
    kind: message.chatKind,
    title: '',
    unitId: null,
    memberId: message.chatKind === 'direct' ? memberId : null,
    muted: false,
    outsiders: false,
  }
  return { ...chat, id: await store.transaction((tx) => putChat(tx, chat)) }
}

/** Handles again what failed before (`cli replay`); returns how many succeeded. */
export async function replayFailed(intake: Intake, messages: { raw: string | null }[]): Promise<number> {
  let done = 0
  for (const { raw } of messages) {
    if (raw === null) continue
    const receipt = await intake(JSON.parse(raw) as IncomingMessage)
    if (!receipt.duplicate) done++
  }
  return done
}

