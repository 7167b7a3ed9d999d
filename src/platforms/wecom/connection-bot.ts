import { toError } from '../../core/errors.ts'
import type { PlatformHost } from '../../core/platform.ts'
import { readMediaSource } from './bot-message.ts'
import { createReceiving } from './bot-receiving.ts'
import { createSending } from './bot-sending.ts'
import { createCardShelf } from './card.ts'
import { type ChannelParts, parseChatId, type WecomChannel } from './channel.ts'
import { type ConnectionPace, type ConnectionParts, createConnection, defaultPace, sleepFor } from './connection.ts'
import { fetchMedia } from './media.ts'
import type { WecomConnection } from './settings.ts'
import { createUploader } from './upload.ts'

/** Another pace, for tests. */
export interface ConnectionOptions {
  pace?: Partial<ConnectionPace>
  sleep?: ConnectionParts['sleep']
}

/** Replies and pushes of a chat together (https://developer.work.weixin.qq.com/document/path/101463). */
const LIMITS = [
  { per: 'chat', most: 30, windowMs: 60_000 },
  { per: 'chat', most: 1000, windowMs: 3_600_000 },
] as const

/** WeCom's bot by long connection. */
export function createConnectionBot(settings: WecomConnection, parts: ChannelParts, options: ConnectionOptions): WecomChannel {
  const { clock, log, botNames, http } = parts
  const cards = createCardShelf()
  const sleep = options.sleep ?? sleepFor
  const stopping = new AbortController()
  let host: PlatformHost | null = null
  const connection = createConnection({
    settings,
    clock,
    log,
    pace: { ...defaultPace, ...options.pace },
    sleep,
    received: (frame) => void receiving(frame).catch((thrown) => log.error({ err: toError(thrown) }, 'a wecom message was lost')),
    trouble: (words) => host?.trouble(words),
    ready: () => host?.ready(),
  })
  const { link } = connection
  const pause = (ms: number): Promise<unknown> => sleep(ms, stopping.signal)
  const receiving = createReceiving({ botId: settings.botId, botNames, clock, cards, pause, host: () => host, link })
  return {
    ...createSending({ clock, log, link, uploader: createUploader(parts), shown: cards.put }),
    limits: LIMITS,
    state: connection.state,
    isReady: () => link() !== null,
    async start(given) {
      host = given
      connection.start()
    },
    async stop() {
      stopping.abort()
      await connection.stop()
    },
    owns: (chatId) => parseChatId(chatId)?.via === 'bot',
    // Attachments of the long connection bear a key of their own.
    ownsSource: (source) => readMediaSource(source)?.aeskey !== undefined,
    async download({ source }, maxBytes) {
      const media = readMediaSource(source)
      if (!media?.aeskey) throw new Error('not an attachment of this bot')
      return await fetchMedia(http, { url: media.url, key: media.aeskey }, maxBytes)
    },
  }
}
