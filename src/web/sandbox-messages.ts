import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Store } from '../../db/client.ts'
import { pendingFiles } from '../../db/queries/entries.ts'
import { addTranscript, findReceived } from '../../db/queries/traffic.ts'
import type { App, Sandbox } from '../app.ts'
import { withoutIdentity } from '../core/personal-numbers.ts'
import type { Receipt } from '../core/platform.ts'
import { filePath } from '../frame/files.ts'
import { createLanes } from '../frame/lanes.ts'
import { HttpProblem } from './problem.ts'
import { findPlace, SANDBOX } from './sandbox-directory.ts'

/** What somebody types in the sandbox. */
export interface Typed {
  chatId: string
  memberId: string
  text: string
  messageId?: string | undefined
  voice: boolean
  /** In a group: it hears only what mentions the bot, as real ones do. */
  asInRealGroup: boolean
  attachments: { name: string; mime: string; bytes: Uint8Array }[]
}

/** One reply as the sandbox shows it. */
export interface ShownReply {
  text: string
  files: { name: string; mime: string; url: string }[]
  buttons: { id: string; text: string }[]
}

/** The caller is answered within this time (interface §4). */
const PATIENCE_MS = 10_000
/** How long the answer waits for the files to be fetched. */
const FETCHED_MS = 2_000
/** First pause between two looks; each is twice as long as the one before. */
const FIRST_PAUSE_MS = 2

/** Hands in what is typed: the chat shows it first, then the bot's replies; a message id that is known is answered again and shown once. */
export function createTypist(app: App, sandbox: Sandbox): (typed: Typed) => Promise<ShownReply[]> {
  const inOrder = createLanes()
  return async (typed) => {
    findPlace(await app.keepHouse(app.store.read), typed, app.clock.now())
    const handled = typed.messageId === undefined ? type(app, sandbox, typed) : inOrder(typed.messageId, () => type(app, sandbox, typed))
    return await inTime(handled)
  }
}

async function type(app: App, sandbox: Sandbox, typed: Typed): Promise<ShownReply[]> {
  const { store, clock } = app
  const isNew = !(await isKnown(store, typed.messageId))
  // Queued first, the typed line stands before the replies; both may share a commit.
  const typedLine = isNew ? showTyped(store, typed, clock.now()) : Promise.resolve()
  const [receipt] = await Promise.all([sandbox.platform.say({ ...typed, messageId: typed.messageId, at: clock.now() }), typedLine])
  if (typed.attachments.length > 0) await untilFetched(store)
  return receipt.replies.filter((reply) => reply.chatId === typed.chatId).map(toShown)
}

async function isKnown(store: Store, messageId: string | undefined): Promise<boolean> {
  if (messageId === undefined) return false
  return (await findReceived(store.read, { platform: SANDBOX, bot: SANDBOX, messageId })) !== null
}

async function showTyped(store: Store, typed: Typed, at: number): Promise<void> {
  const files = typed.attachments.map(({ name, mime, bytes }) => ({ name, mime, url: fileUrl(bytes) }))
  const { chatId, memberId, text } = typed
  await store.transaction((tx) =>
    addTranscript(tx, { chatId, at, sender: memberId, text: withoutIdentity(withoutNul(text)), files, buttons: [] }),
  )
}

/** Where the bytes will lie once an entry has them; files are kept by their content. */
function fileUrl(bytes: Uint8Array): string {
  return `/sandbox/files/${filePath(createHash('sha256').update(bytes).digest('hex'))}`
}

/** NUL cannot be kept as text by every engine. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}

function toShown({ text, content }: Receipt['replies'][number]): ShownReply {
  const files = (content.files ?? []).map(({ name, mime, path }) => ({ name, mime, url: `/sandbox/files/${path}` }))
  return { text, files, buttons: (content.buttons ?? []).map((button) => ({ id: button.says, text: button.text })) }
}

/** Files are fetched beside us: waits a moment, so that who looks next sees them in the entry. */
async function untilFetched(store: Store): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; pause < FETCHED_MS && (await pendingFiles(store.read, 1)).length > 0; pause *= 2) await wait(pause)
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HttpProblem(504, 'timeout', '处理超过 10 秒，答复好了会出现在聊天里。')), PATIENCE_MS)
  })
  return await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
