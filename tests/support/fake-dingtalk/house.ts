import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Content } from '../../../src/core/blocks.ts'
import { text } from '../../../src/core/blocks.ts'
import type { IncomingMessage } from '../../../src/core/message.ts'
import type { OutgoingMessage, Platform, PlatformHost, SendOutcome } from '../../../src/core/platform.ts'
import { createLog } from '../../../src/log.ts'
import { createDingtalkPlatform, type DingtalkOptions } from '../../../src/platforms/dingtalk/index.ts'
import { app, type FakeDingtalk } from './index.ts'

/** What the house was told by the platform. */
export interface TestHouse {
  platform: Platform
  dataDir: string
  received: IncomingMessage[]
  gone: { chatId: string; reason: string }[]
  troubles: string[]
  /** Calls that count towards the month. */
  called: number
  /** What happens while a message is written down; it may fail or wait. */
  onReceive: (message: IncomingMessage) => Promise<void> | void
  stop(): Promise<void>
}

/** The platform against the fake, its house recording; not started. */
export function createHouse(
  fake: FakeDingtalk,
  more: Partial<DingtalkOptions> & { cardTemplateId?: string } = {},
): TestHouse & { host: PlatformHost } {
  const { cardTemplateId, ...options } = more
  const dataDir = mkdtempSync(join(tmpdir(), 'xiangbao-dingtalk-'))
  const platform = createDingtalkPlatform({
    settings: { apiBase: fake.base, oapiBase: fake.base, app: { ...app, ...(cardTemplateId ? { cardTemplateId } : {}) } },
    clock: { now: () => fake.now },
    log: createLog({ level: 'silent' }),
    dataDir,
    botNames: ['乡报'],
    ...options,
  })
  const house: TestHouse & { host: PlatformHost } = {
    platform,
    dataDir,
    received: [],
    gone: [],
    troubles: [],
    called: 0,
    onReceive: () => undefined,
    host: {
      async receive(message) {
        await house.onReceive(message)
        const duplicate = house.received.some(({ messageId }) => messageId === message.messageId)
        if (!duplicate) house.received.push(message)
        return { duplicate, failed: false, replies: [] }
      },
      chatGone: (chatId, reason) => void house.gone.push({ chatId, reason }),
      trouble: (words) => void house.troubles.push(words),
      called: () => void house.called++,
      ready: () => undefined,
    },
    async stop() {
      await platform.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return house
}

let lastId = 0

/** A message ready to be sent. */
export function outgoing(words: string, more: Partial<OutgoingMessage> & { content?: Content } = {}): OutgoingMessage {
  return { id: ++lastId, text: words, content: { blocks: [text(words)] }, replyTo: null, mentions: [], ...more }
}

/** Composes and sends a whole message; the outcome of its last part, or of the first that was refused. */
export async function sendAll(platform: Platform, chatId: string, message: OutgoingMessage): Promise<SendOutcome> {
  const parts = platform.compose(chatId, message)
  let outcome: SendOutcome = { sent: true }
  for (const [index, part] of parts.entries()) {
    outcome = await platform.send(chatId, { message, part, index, count: parts.length })
    if (!outcome.sent) return outcome
  }
  return outcome
}
