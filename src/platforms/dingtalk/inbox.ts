import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import { toError } from '../../core/errors.ts'
import type { IncomingMessage } from '../../core/message.ts'
import type { PlatformHost } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import { readRobotMessage } from './robot-message.ts'
import type { Session, Sessions } from './sessions.ts'

/** What came of a callback: `kept` is on disk (or needs no keeping), `lost` could not be written, `unknown` is no robot message. */
export type Taken = 'kept' | 'lost' | 'unknown'

/** What takes the robot's messages in, from Stream and HTTP alike; the same message by both is one. */
export interface Inbox {
  /** Resolves when the message and its effects are on disk. */
  take(body: unknown): Promise<Taken>
  /** The same for a message that was made from something else. */
  keep(message: IncomingMessage): Promise<Taken>
}

/** What the inbox needs from outside. */
export interface InboxParts {
  bot: string
  botNames: readonly string[]
  clock: Clock
  log: Log
  host: Pick<PlatformHost, 'receive' | 'trouble'>
  sessions: Sessions
  /** A word to somebody whose message cannot be read; best effort. */
  say(session: Session, text: string): Promise<unknown>
  /** Waits between two tries to write a message down. */
  retryMs?: readonly number[]
}

/** DingTalk does not promise to deliver again, so that we try ourselves while a disk is full or a database busy; milliseconds. */
const RETRY_MS = [500, 1_000, 2_000, 4_000]
const MOST_TOLD = 1_000

/** The inbox over the frame's intake. */
export function createInbox(parts: InboxParts): Inbox {
  const { host, sessions, log } = parts
  const told = new Set<string>()

  async function keep(message: IncomingMessage): Promise<Taken> {
    for (const waitMs of [...(parts.retryMs ?? RETRY_MS), null]) {
      try {
        await host.receive(message)
        return 'kept'
      } catch (thrown) {
        log.error({ err: toError(thrown) }, 'a message of DingTalk could not be written')
        if (waitMs !== null) await delay(waitMs)
      }
    }
    host.trouble('有钉钉消息没能存下，发送人没有收到回复，请检查磁盘空间和数据库')
    return 'lost'
  }

  /** Once for each message, however often it is delivered. */
  async function decline(messageId: string, session: Session | null): Promise<void> {
    if (!session || told.has(messageId)) return
    const [oldest] = told
    if (told.size >= MOST_TOLD && oldest !== undefined) told.delete(oldest)
    told.add(messageId)
    await parts.say(session, '❌ 这种消息机器人看不了。请改发文字、图片或文件；语音请先转成文字再发。')
  }

  return {
    keep,
    async take(body) {
      const read = readRobotMessage(body, { bot: parts.bot, botNames: parts.botNames, now: parts.clock.now() })
      if (!read) return 'unknown'
      if (read.kind === 'paused') {
        host.trouble('钉钉消息服务已暂停：本组织的接口调用次数已用完，机器人收不到消息内容，请在钉钉开发者后台提升额度')
        return 'kept'
      }
      const chatId = read.kind === 'message' ? read.message.chatId : read.chatId
      if (read.session) sessions.put(chatId, read.session)
      if (read.kind === 'message') return await keep(read.message)
      await decline(read.messageId, read.session)
      return 'kept'
    },
  }
}
