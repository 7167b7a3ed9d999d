import type { Logger } from 'pino'
import { CommitError, type Db, type Store } from '../../db/client.ts'
import { reviveChat } from '../../db/queries/gone-chats.ts'
import { changeChat, putChat } from '../../db/queries/roster.ts'
import { findOutgoing, findReceived, putReceived, queueOutgoing } from '../../db/queries/traffic.ts'
import { type Clock, toDate } from '../clock.ts'
import { type Content, note } from '../core/blocks.ts'
import { toError, UserError } from '../core/errors.ts'
import type { IncomingMessage } from '../core/message.ts'
import type { Chat } from '../core/nouns.ts'
import { lacksIdentity, withoutIdentity } from '../core/personal-numbers.ts'
import type { Receipt, SentReply } from '../core/platform.ts'
import { type Reply, refused } from '../core/reply.ts'
import type { Commands } from '../domain/command.ts'
import type { Context } from '../domain/context.ts'
import type { HouseKeeper } from '../domain/house.ts'
import type { QuietHours } from '../domain/quiet-hours.ts'
import { unaskedTarget } from '../domain/reach.ts'
import { readingWorld } from '../domain/reading-world.ts'
import { planMessage } from './dispatch.ts'
import { fitContent } from './fitting.ts'
import { keepAside } from './keep-aside.ts'
import { createLanes } from './lanes.ts'
import type { MadeFiles } from './made-files.ts'
import { queueNotice, showContent } from './outgoing.ts'

/** What the intake works with. */
export interface IntakeParts {
  store: Store
  clock: Clock
  commands: Commands
  keepHouse: HouseKeeper
  botNames: string[]
  quiet: QuietHours
  log: Logger
  announceFiles: MadeFiles['announce']
  /** Told after each commit: something may be waiting to leave, (`files`) to be fetched, or (`jobs`) to be done. */
  committed(what: { files: boolean; jobs: boolean }): void
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
  return (message) =>
    inOrder(`${message.platform}\n${message.chatId}\n${message.userId}`, () => receive(parts, clean(message, parts.clock.now())))
}

/**
 * NUL and halves of characters cannot be kept as text by every engine: what is stored must be what was hashed. Identity numbers are not
 * stored at all (guarantee 8). A platform's clock may be ahead of ours, but nothing is sent in the future.
 */
function clean(message: IncomingMessage, now: number): IncomingMessage {
  const attachments = message.attachments.map((file) => ({ ...file, name: cleanText(file.name) }))
  return { ...message, text: cleanText(message.text), attachments, sentAt: Math.min(message.sentAt, now) }
}

function cleanText(text: string): string {
  return withoutIdentity(text.replace(/\0|\p{Surrogate}/gu, ''))
}

async function receive(parts: IntakeParts, message: IncomingMessage): Promise<Receipt> {
  const { store, log } = parts
  const started = performance.now()
  let files = message.attachments.length > 0
  let jobs = false
  const known = await findReceived(store.read, message)
  if (known?.outcome === 'done') return { duplicate: true, failed: false, replies: await findOutgoing(store.read, known.replies) }
  try {
    const { replies, command, entries, job } = await handle(parts, message)
    jobs = job
    // Those that came with an earlier message may have found their entry only now.
    files ||= entries > 0
    log.info(
      { platform: message.platform, command, replies: replies.length, ms: Math.round(performance.now() - started) },
      'message handled',
    )
    return { duplicate: false, failed: false, replies }
  } catch (thrown) {
    return { duplicate: false, failed: !(thrown instanceof UserError), replies: await handleFailure(parts, message, thrown) }
  } finally {
    parts.committed({ files, jobs })
  }
}

/** What came of a message. */
interface Handled {
  replies: SentReply[]
  command: string
  entries: number
  job: boolean
}

/** Plans on the read connection, then does everything that the message causes in one transaction. */
async function handle(parts: IntakeParts, message: IncomingMessage): Promise<Handled> {
  const { store } = parts
  const context = await makeContext(parts, message)
  if (message.text.length > LONGEST_TEXT) {
    const tooLong = refused(`内容太长（${message.text.length}字），一次最多${LONGEST_TEXT}字。请分几次发，或把材料作为文件发来。`)
    const replies = await store.transaction((tx) => settle(parts, tx, context, tooLong))
    return { replies, command: 'too-long', entries: 0, job: false }
  }
  const plan = await planMessage(parts.commands, context)
  const found = plan.reads ? await plan.run(store.read) : undefined
  const answered = found && (await parts.announceFiles(found))
  const done = await store.transaction(async (tx) => {
    const reply = answered === undefined ? await plan.run(tx) : answered
    return { replies: await settle(parts, tx, context, reply), entries: reply?.entries?.length ?? 0, job: reply?.job !== undefined }
  })
  return { ...done, command: plan.reads ? 'question' : 'message' }
}

/** Writes the message with its outcome, and everything that leaves because of it. */
async function settle(parts: IntakeParts, tx: Db, context: Context, reply: Reply | null): Promise<SentReply[]> {
  const { house, now } = context
  for (const notice of reply?.notices ?? []) await queueNotice(tx, house, notice, { now, quiet: parts.quiet })
  if (reply) await keepAside(tx, context, reply)
  return await record(tx, context, { outcome: 'done', replies: reply ? compose(context, reply) : [], entries: reply?.entries ?? [] })
}

/** The reply in the chat, and what goes to the speaker's direct chat instead of the group. */
function compose(context: Context, reply: Reply): Omit<SentReply, 'id'>[] {
  const { house, chat, speaker, today, message } = context
  const content: Content = {
    ...(reply.mark ? { mark: reply.mark } : {}),
    blocks: lacksIdentity(message.text) ? [...reply.blocks, note('身份证号不用报，已经隐去。')] : reply.blocks,
    ...(reply.buttons ? { buttons: reply.buttons } : {}),
    ...(reply.files ? { files: reply.files } : {}),
  }
  const fitting = fitContent(house, { ...chat, asInRealGroup: message.asInRealGroup === true }, content)
  const here = { chatId: message.chatId, text: showContent(house, fitting, today), content: fitting }
  const heard = speaker && house.directory.directChatsOf(speaker.id).find((other) => other.platform === chat.platform && !other.goneAt)
  const known = speaker && (heard?.chatId ?? house.reach.directChatOf(chat.platform, message.userId))
  const direct = known && unaskedTarget(house, { platform: chat.platform, chatId: known }).chatId
  if (!direct || !reply.direct) return [here]
  const aside = fitContent(house, { ...chat, kind: 'direct' }, reply.direct)
  return [here, { chatId: direct, text: showContent(house, aside, today), content: aside }]
}

/** Queues the replies and writes the message down with them. */
async function record(
  tx: Db,
  context: Context,
  result: { outcome: 'done' | 'failed'; replies: Omit<SentReply, 'id'>[]; entries: number[] },
): Promise<SentReply[]> {
  const { message, now } = context
  const { platform, bot, messageId, chatId, userId, text, sentAt } = message
  const sent: SentReply[] = []
  for (const reply of result.replies) {
    // What goes to another chat than the one that spoke is a message of its own.
    const replyTo = reply.chatId === chatId ? (message.replyTo ?? null) : null
    const settled = { platform, dedupeKey: null, kind: 'reply', dueAt: now, createdAt: now, replyTo, urgent: true } as const
    const id = await queueOutgoing(tx, { ...settled, ...reply })
    if (id !== null) sent.push({ id, ...reply })
  }
  await putReceived(tx, {
    platform,
    bot,
    messageId,
    chatId,
    userId,
    text,
    sentAt,
    memberId: context.speaker?.id ?? null,
    raw: result.outcome === 'failed' ? JSON.stringify(message) : null,
    outcome: result.outcome,
    replies: sent.map((reply) => reply.id),
    entries: result.entries,
    receivedAt: now,
  })
  return sent
}

/** A refusal thrown from inside is told; anything else is a bug: it is logged, the message kept for replay, and one calm sentence sent. */
async function handleFailure(parts: IntakeParts, message: IncomingMessage, thrown: unknown): Promise<SentReply[]> {
  // Nothing can be written: the platform is told nothing, so that it delivers again.
  if (thrown instanceof CommitError) throw thrown
  const error = toError(thrown)
  const isRefusal = error instanceof UserError
  if (!isRefusal) parts.log.error({ err: error, platform: message.platform }, 'a message failed')
  const reply = refused(isRefusal ? error.message : '系统出了点问题，这条消息还没有记上，但已经保存。请稍后再发一次，或告诉管理员。')
  const context = await makeContext(parts, message)
  return await parts.store.transaction(async (tx) =>
    isRefusal
      ? await settle(parts, tx, context, reply)
      : await record(tx, context, { outcome: 'failed', replies: compose(context, reply), entries: [] }),
  )
}

async function makeContext(parts: IntakeParts, message: IncomingMessage): Promise<Context> {
  const { store, clock, keepHouse, commands, botNames, quiet } = parts
  const now = clock.now()
  const today = toDate(now)
  const house = await keepHouse(store.read)
  const speaker = house.directory.memberByIdentity(message.platform, message.userId, today) ?? null
  const chat = house.directory.chatOf(message.platform, message.chatId) ?? (await meetChat(parts, message, speaker?.id ?? null))
  if (message.chatTitle && chat.title !== message.chatTitle)
    await store.transaction((tx) => changeChat(tx, chat.id, { title: message.chatTitle ?? '' }))
  if (chat.goneAt) await store.transaction((tx) => reviveChat(tx, chat.id))
  // A direct chat that was opened before its person was known.
  if (speaker && chat.kind === 'direct' && chat.memberId === null)
    await store.transaction((tx) => changeChat(tx, chat.id, { memberId: speaker.id }))
  const reading = readingWorld({ house, commands, speaker, chat, sentAt: message.sentAt, voice: message.voice, botNames })
  return { now, today, db: store.read, house, chat, speaker, message, commands, reading, quiet }
}

/** A chat that is heard from for the first time. */
async function meetChat({ store }: IntakeParts, message: IncomingMessage, memberId: number | null): Promise<Chat> {
  const chat = {
    platform: message.platform,
    chatId: message.chatId,
    kind: message.chatKind,
    title: message.chatTitle ?? '',
    unitId: null,
    memberId: message.chatKind === 'direct' ? memberId : null,
    muted: false,
    outsiders: false,
  }
  return { ...chat, id: await store.transaction((tx) => putChat(tx, chat)) }
}

/** Handles again what failed before; returns how many messages were tried. What fails once more stays kept. */
export async function replayFailed(intake: Intake, messages: { raw: string | null }[]): Promise<number> {
  let done = 0
  for (const { raw } of messages) {
    if (raw === null) continue
    const receipt = await intake(JSON.parse(raw) as IncomingMessage)
    if (!receipt.duplicate && !receipt.failed) done++
  }
  return done
}
