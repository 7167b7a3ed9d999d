import type { Clock } from '../../clock.ts'
import type { ChatKind } from '../../core/message.ts'
import type { Platform } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'

/** What every channel is made with. */
export interface ChannelParts {
  clock: Clock
  log: Log
  /** Files that are sent lie below it. */
  dataDir: string
  /** The bot's names, the first one its own. */
  botNames: string[]
  http: OutgoingHttp
  /** Base of WeCom's HTTP API. */
  apiBase: string
}

/** One way into WeCom: the bot by long connection or callback address, or the self-built app. */
export interface WecomChannel
  extends Pick<Platform, 'limits' | 'callbacks' | 'state' | 'start' | 'stop' | 'isReady' | 'compose' | 'send' | 'download'> {
  /** Is this chat of ours reached through this channel? */
  owns(chatId: string): boolean
  /** Did this channel name this attachment? */
  ownsSource(source: string): boolean
}

/** A chat as WeCom knows it: of the bot (`group:<chatid>`, `user:<userid>`) or of the self-built app (`app:<userid>`); case is kept. */
export interface WecomChat {
  via: 'bot' | 'app'
  kind: ChatKind
  /** WeCom's own id. */
  id: string
}

const PREFIXES = {
  group: { via: 'bot', kind: 'group' },
  user: { via: 'bot', kind: 'direct' },
  app: { via: 'app', kind: 'direct' },
} as const

/** The parts of a chat id of ours; null when it is none. */
export function parseChatId(chatId: string): WecomChat | null {
  const [, prefix, id] = /^(group|user|app):(.+)$/s.exec(chatId) ?? []
  return (prefix === 'group' || prefix === 'user' || prefix === 'app') && id ? { ...PREFIXES[prefix], id } : null
}

/** The chat id of ours for a message of the bot. */
export function botChatId(chat: { kind: ChatKind; id: string }): string {
  return chat.kind === 'group' ? `group:${chat.id}` : `user:${chat.id}`
}
