import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { OutgoingMessage, OutgoingPart, Part, SendOutcome } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import { renderChatMarkdown } from '../../render/chat-markdown.ts'
import { splitText } from '../../render/split-text.ts'
import type { Answer } from './acks.ts'
import { type ButtonCard, fitsCard, makeCard, typeInstead } from './card.ts'
import { parseChatId, type WecomChat } from './channel.ts'
import type { Link } from './link.ts'
import { concernsChat, notConnected, type Refusal, toOutcome, toRefusal } from './refusals.ts'
import type { Uploader } from './upload.ts'

/** Bytes of a stream's or a Markdown's content. */
const LONGEST_CONTENT = 20_480
/** WeCom says 24 hours, others met one: within it we reply, after it we push. */
const REPLY_WINDOW_MS = 3_600_000
/** Stands for the card among the parts. */
const CARD_PART: Part = { kind: 'text', text: '请选择' }
/** Nobody knows whether it arrived: it may be said twice, and never a third time (guarantee 3). */
const unconfirmed: Refusal = {
  sent: false,
  retryable: true,
  code: 'unconfirmed',
  reason: '企业微信没有确认，再发一次',
  retryAfterMs: 1_000,
  unsure: true,
}
const unconfirmedTwice: Refusal = {
  sent: false,
  retryable: false,
  code: 'unconfirmed',
  reason: '发了两次，企业微信都没有确认，可能已经送达，请到会话里看一下',
}
/** A file that was uploaded is gone. */
const INVALID_MEDIA = 40007

/** The request that a message came with: what answers it is shown as its reply. */
export interface ReplyTo {
  reqId: string
  /** Epoch ms. */
  at: number
}

const ReplyToShape = z.object({ reqId: z.string(), at: z.number() })

/** What the sending of the bot by long connection works with. */
export interface SendingParts {
  clock: Clock
  log: Log
  uploader: Uploader
  /** The link to send on; null while there is none. */
  link(): Link | null
  /** A card is in the chat: its buttons can be pressed. */
  shown(card: ButtonCard): void
}

/** Composes and sends as the bot by long connection. */
export interface Sending {
  compose(chatId: string, message: OutgoingMessage): Part[]
  send(chatId: string, part: OutgoingPart): Promise<SendOutcome>
}

/** The body of a push. */
type Body = { msgtype: string } & Record<string, unknown>

/** The sending. A part whose ack is missed is sent once more, then people have to look. */
export function createSending(parts: SendingParts): Sending {
  const { clock, log, uploader } = parts
  const doubtful = new Set<string>()

  /** Settles one part by what the last frame for it met. */
  function settle(key: string, answer: Answer): SendOutcome {
    if (!answer.acked && !answer.written) return notConnected
    const isSecond = doubtful.has(key)
    if (!answer.acked) log.warn({ part: key, second: isSecond }, 'wecom gave no ack for a message')
    const outcome = answer.acked ? toOutcome(answer.errcode) : isSecond ? unconfirmedTwice : unconfirmed
    if (outcome === unconfirmed) doubtful.add(key)
    // A passing refusal leaves the doubt about the time before.
    else if (outcome.sent || !outcome.retryable) doubtful.delete(key)
    return outcome
  }

  /** The first part answers the very message where that is possible; a stream that is finished at once is what the field knows best. */
  async function sendText(link: Link, chat: WecomChat, { message, part, index }: OutgoingPart): Promise<Answer> {
    const text = part.kind === 'text' ? part.text : ''
    const reqId = index === 0 ? usableReply(link, message.replyTo, clock.now()) : null
    if (reqId !== null) {
      // The same id again replaces the bubble instead of adding one.
      const stream = { id: `x${message.id}`, finish: true, content: text }
      const answer = await link.request('aibot_respond_msg', { msgtype: 'stream', stream }, reqId)
      if (!answer.acked || answer.errcode === 0 || concernsChat(answer.errcode)) return answer
      log.info({ code: answer.errcode }, 'wecom takes no reply to this message: sent as a message')
    }
    return await push(link, chat, { msgtype: 'markdown', markdown: { content: text } })
  }

  async function sendCard(link: Link, chat: WecomChat, message: OutgoingMessage): Promise<Answer> {
    const buttons = message.content.buttons ?? []
    const card = makeCard(message.id, buttons)
    const answer = await push(link, chat, { msgtype: 'template_card', template_card: card })
    if (!answer.acked || concernsChat(answer.errcode)) return answer
    if (answer.errcode !== 0) return await push(link, chat, { msgtype: 'markdown', markdown: { content: typeInstead(buttons) } })
    parts.shown(card)
    return answer
  }

  async function sendFile(link: Link, chat: WecomChat, { part }: OutgoingPart): Promise<Answer | Refusal> {
    if (part.kind !== 'file') throw new Error('not a file')
    const uploaded = await uploader.upload(link, part.file)
    if ('sent' in uploaded) return uploaded
    const { type, mediaId } = uploaded
    const answer = await push(link, chat, { msgtype: type, [type]: { media_id: mediaId } })
    if (!answer.acked || answer.errcode !== INVALID_MEDIA) return answer
    uploader.forget(part.file)
    return { ...toRefusal(INVALID_MEDIA), reason: '文件在企业微信已经过期，重新上传' }
  }

  return {
    compose,
    async send(chatId, outgoing) {
      const chat = parseChatId(chatId)
      const link = parts.link()
      if (!chat) return { sent: false, retryable: false, code: 'bad-chat', reason: '不是企业微信的会话' }
      if (!link) return notConnected
      const { message, part, index, count } = outgoing
      const isCard = part.kind === 'text' && index === count - 1 && hasCard(chatId, message)
      const answer = isCard
        ? await sendCard(link, chat, message)
        : part.kind === 'file'
          ? await sendFile(link, chat, outgoing)
          : await sendText(link, chat, outgoing)
      return 'sent' in answer ? answer : settle(`${message.id}/${index}`, answer)
    },
  }
}

/** Text first, then files, then the card with the buttons: it says nothing by itself. */
function compose(chatId: string, message: OutgoingMessage): Part[] {
  const text = renderChatMarkdown(message.content, { tables: true, mentions: message.mentions })
  const texts = splitText(text === '' ? message.text : text, LONGEST_CONTENT).filter((part) => part.trim() !== '')
  const { files = [], buttons = [] } = message.content
  const isPressable = parseChatId(chatId)?.kind === 'direct'
  return [
    ...texts.map((part): Part => ({ kind: 'text', text: part })),
    ...files.map((file): Part => ({ kind: 'file', file })),
    ...(hasCard(chatId, message) ? [CARD_PART] : []),
    ...(isPressable && buttons.length > 0 && !fitsCard(buttons) ? splitText(typeInstead(buttons), LONGEST_CONTENT) : []).map(
      (part): Part => ({ kind: 'text', text: part }),
    ),
  ]
}

/** Cards by push are documented for single chats only. */
function hasCard(chatId: string, { content }: OutgoingMessage): boolean {
  return parseChatId(chatId)?.kind === 'direct' && fitsCard(content.buttons ?? [])
}

/** The request to answer, unless it is too old or an ack for it is still owed. */
function usableReply(link: Link, replyTo: string | null, now: number): string | null {
  // One that the bot's other mode wrote down, before it was changed, has another shape.
  const read = ReplyToShape.safeParse(replyTo === null ? null : JSON.parse(replyTo))
  if (!read.success) return null
  const { reqId, at } = read.data
  return now - at < REPLY_WINDOW_MS && link.isUsable(reqId) ? reqId : null
}

/** Unprompted, under a request id of its own; without `chat_type` WeCom would guess. */
function push(link: Link, chat: WecomChat, body: Body): Promise<Answer> {
  return link.request('aibot_send_msg', { chatid: chat.id, chat_type: chat.kind === 'group' ? 2 : 1, ...body })
}
