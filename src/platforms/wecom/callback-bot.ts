import type { OutgoingPart, PlatformHost, SendOutcome } from '../../core/platform.ts'
import { createBotCallback } from './bot-callback.ts'
import { type ChannelParts, parseChatId, type WecomChannel } from './channel.ts'
import { createExchanges } from './exchanges.ts'
import { fetchMedia } from './media.ts'
import { composeWords } from './passive-reply.ts'
import { cannotPush, createLateReply, parseReplyTo } from './response-url.ts'
import type { WecomCallback } from './settings.ts'

/** WeCom asks about an unfinished bubble every few seconds. */
const ASKED_AGAIN_MS = 5_000

/**
 * WeCom's bot by callback address. It cannot begin to speak: a reply goes out as the answer to the callback, else through the address that
 * came with it, once and within an hour; whatever else is to be sent is refused for good.
 */
export function createCallbackBot(callback: WecomCallback, parts: ChannelParts, options: { answerWithinMs?: number } = {}): WecomChannel {
  const { clock, http } = parts
  const exchanges = createExchanges(clock, options.answerWithinMs)
  const lateReply = createLateReply(http, clock)
  let host: PlatformHost | null = null
  const address = createBotCallback({
    ...parts,
    callback,
    exchanges,
    async receive(message) {
      if (!host) throw new Error('the bot is not started')
      return await host.receive(message)
    },
  })

  async function send({ message, part, index }: OutgoingPart): Promise<SendOutcome> {
    if (part.kind !== 'text') return { sent: false, retryable: false, code: 'no-files', reason: '回调方式的机器人发不了文件' }
    if (message.replyTo === null) return cannotPush('这不是对某条消息的回复')
    const replyTo = parseReplyTo(message.replyTo)
    if (!replyTo) return cannotPush('这条消息是机器人还在用长连接时收到的')
    const answered = await exchanges.whether(replyTo.messageId, { messageId: message.id, index })
    if (answered === 'given') return { sent: true }
    if (answered === 'no') return await lateReply.send(replyTo, part.text)
    return { sent: false, retryable: true, code: 'answering', reason: '企业微信即将来取这条回复', retryAfterMs: ASKED_AGAIN_MS }
  }

  return {
    limits: [],
    callbacks: [address],
    state: () => (host ? 'connected' : 'off'),
    async start(given) {
      host = given
    },
    async stop() {
      host = null
    },
    compose: (_chatId, message) => composeWords(message),
    send: (_chatId, part) => send(part),
    owns: (chatId) => parseChatId(chatId)?.via === 'bot',
    ownsSource: (source) => readSource(source) !== null,
    async download({ source }, maxBytes) {
      const url = readSource(source)
      if (url === null) throw new Error('not an attachment of this bot')
      // Without a key of their own, attachments are sealed as the callbacks are.
      return await fetchMedia(http, { url, key: callback.aesKey }, maxBytes)
    },
  }
}

function readSource(source: string): string | null {
  const media: unknown = JSON.parse(source)
  if (typeof media !== 'object' || media === null || !('url' in media) || 'aeskey' in media) return null
  return typeof media.url === 'string' ? media.url : null
}
