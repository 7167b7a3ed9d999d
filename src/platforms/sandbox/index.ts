import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { IncomingAttachment } from '../../core/message.ts'
import type { OutgoingMessage, Platform, PlatformHost, Receipt } from '../../core/platform.ts'

/** What the sandbox page types: a message of a member in a chat. */
export interface SandboxMessage {
  chatId: string
  memberId: string
  text: string
  messageId: string | undefined
  voice: boolean
  /** In a group: it hears only what mentions the bot, as real ones do. */
  asInRealGroup?: boolean
  attachments: { name: string; mime: string; bytes: Uint8Array }[]
  at: number
}

/** Messages shown before anybody waited for them: enough for what is on its way at once. */
const REMEMBERED = 1000

/** The platform behind the sandbox page: groups and direct chats without an account anywhere. */
export interface SandboxPlatform extends Platform {
  /** Hands a typed message in; resolves with the bot's replies once the chats show them. */
  say(message: SandboxMessage): Promise<Receipt>
}

/**
 * The sandbox. `show` writes what appears in a chat; uploads are kept below `dataDir` until the frame has fetched them.
 */
export function createSandboxPlatform(options: {
  dataDir: string
  show(chatId: string, message: OutgoingMessage): Promise<void>
}): SandboxPlatform {
  let host: PlatformHost | null = null
  const uploads = join(options.dataDir, 'uploads')
  const shown = createShown()
  return {
    name: 'sandbox',
    capabilities: { buttons: { group: true, direct: true }, hearsGroups: true },
    limits: [],
    state: () => (host ? 'connected' : 'off'),
    async start(given) {
      await mkdir(uploads, { recursive: true })
      host = given
    },
    async stop() {
      host = null
    },
    compose: (_chatId, message) => [{ kind: 'text', text: message.text }],
    directChatOf: (userId) => `direct:${userId}`,
    async send(chatId, { message }) {
      await options.show(chatId, message)
      shown.add(message.id)
      return { sent: true }
    },
    download: (attachment) => readFile(join(uploads, basename(attachment.source))),
    async say(message) {
      if (!host) throw new Error('the sandbox is not started')
      const attachments: IncomingAttachment[] = []
      for (const file of message.attachments) attachments.push(await keepUpload(uploads, file))
      const receipt = await host.receive({
        platform: 'sandbox',
        bot: 'sandbox',
        messageId: message.messageId ?? randomUUID(),
        chatId: message.chatId,
        chatKind: message.chatId.startsWith('direct:') ? 'direct' : 'group',
        userId: message.memberId,
        text: message.text,
        voice: message.voice,
        attachments,
        sentAt: message.at,
        ...(message.asInRealGroup ? { asInRealGroup: true } : {}),
      })
      if (!receipt.duplicate) await Promise.all(receipt.replies.map((reply) => shown.has(reply.id)))
      return receipt
    },
  }
}

/** Which messages are shown: `has` resolves when one is, whether it was shown before or comes later. */
function createShown(): { add(id: number): void; has(id: number): Promise<void> } {
  const early = new Set<number>()
  const waiting = new Map<number, () => void>()
  return {
    add(id) {
      const resolve = waiting.get(id)
      if (resolve) {
        waiting.delete(id)
        resolve()
        return
      }
      early.add(id)
      const [oldest] = early
      if (early.size > REMEMBERED && oldest !== undefined) early.delete(oldest)
    },
    has: (id) => (early.delete(id) ? Promise.resolve() : new Promise((resolve) => void waiting.set(id, resolve))),
  }
}

/** Writes an upload, synced, so that it is there when the entry's row says that it is pending. */
async function keepUpload(folder: string, file: { name: string; mime: string; bytes: Uint8Array }): Promise<IncomingAttachment> {
  const source = randomUUID()
  const handle = await open(join(folder, source), 'w')
  await handle.writeFile(file.bytes)
  await handle.sync()
  await handle.close()
  return { name: file.name, mime: file.mime, source }
}
