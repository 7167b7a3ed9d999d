import { z } from 'zod'
import type { IncomingAttachment, IncomingMessage } from '../../core/message.ts'
import { botChatId } from './channel.ts'

/** What a callback of the bot says, by long connection or by callback address alike. */
export type BotCallback =
  | { kind: 'message'; message: IncomingMessage }
  /** A button was pressed: the same as typing what stands in its key. */
  | { kind: 'pressed'; message: IncomingMessage; taskId: string }
  /** Somebody opened the chat with the bot for the first time today. */
  | { kind: 'entered' }

/** Who received a callback, and how it can be answered. */
export interface CallbackReceiver {
  bot: string
  /** Epoch ms; the sending time where WeCom gives none. */
  now: number
  replyTo?: string
}

const Text = z.object({ content: z.string() })
/** Where an attachment lies: an address good for five minutes, and the key of its bytes (long connection only). */
const Media = z.object({ url: z.string(), aeskey: z.string().optional() })
const Item = z.object({ msgtype: z.string(), text: Text.optional().catch(undefined), image: Media.optional().catch(undefined) })
const Parts = Item.extend({
  mixed: z
    .object({ msg_item: z.array(Item) })
    .optional()
    .catch(undefined),
  voice: Text.optional().catch(undefined),
  file: Media.optional().catch(undefined),
  video: Media.optional().catch(undefined),
})
const Event = z.object({
  eventtype: z.string(),
  template_card_event: z.object({ event_key: z.string(), task_id: z.string() }).optional().catch(undefined),
})
/** https://developer.work.weixin.qq.com/document/path/100719 and …/101027; parts that are malformed count as absent. */
const Body = Parts.extend({
  msgid: z.string().min(1),
  chatid: z.string().optional(),
  chattype: z.enum(['single', 'group']).optional(),
  create_time: z.number().positive().optional().catch(undefined),
  from: z.object({ userid: z.string().min(1) }),
  quote: Parts.optional().catch(undefined),
  event: Event.optional().catch(undefined),
})
type Body = z.infer<typeof Body>
type Parts = z.infer<typeof Parts>

/** Reads the body of a callback; null for what is of no use: unknown kinds, feedback, no sender, a group without its id. */
export function readBotCallback(body: unknown, receiver: CallbackReceiver): BotCallback | null {
  const read = Body.safeParse(body)
  if (!read.success || read.data.from.userid === 'sys') return null
  const base = toBase(read.data, receiver)
  if (!base) return null
  if (read.data.msgtype === 'event') return readEvent(read.data, base)
  const said = readParts(read.data)
  if (!said) return null
  const { attachments, ...words } = said
  return { kind: 'message', message: { ...base, ...words, attachments: [...attachments, ...quotedImages(read.data)] } }
}

/** Sender, chat and time. */
function toBase({ msgid, chatid, chattype, create_time, from }: Body, { bot, now, replyTo }: CallbackReceiver): IncomingMessage | null {
  const isGroup = chattype ? chattype === 'group' : chatid !== undefined
  if (isGroup && !chatid) return null
  const chat = isGroup && chatid ? ({ kind: 'group', id: chatid } as const) : ({ kind: 'direct', id: from.userid } as const)
  return {
    platform: 'wecom',
    bot,
    messageId: msgid,
    chatId: botChatId(chat),
    chatKind: chat.kind,
    userId: from.userid,
    text: '',
    voice: false,
    attachments: [],
    sentAt: create_time === undefined ? now : create_time * 1000,
    ...(replyTo === undefined ? {} : { replyTo }),
  }
}

function readEvent({ event }: Body, base: IncomingMessage): BotCallback | null {
  if (event?.eventtype === 'enter_chat') return { kind: 'entered' }
  const press = event?.eventtype === 'template_card_event' ? event.template_card_event : undefined
  if (!press) return null
  // An event's own request takes a card's update, but no reply (846605): what is said goes out as a message of its own.
  const { replyTo: _, ...message } = base
  return { kind: 'pressed', message: { ...message, text: press.event_key }, taskId: press.task_id }
}

/** What was typed, spoken or attached; null for a kind that we do not know. */
function readParts(parts: Parts): Pick<IncomingMessage, 'text' | 'voice' | 'attachments'> | null {
  const { msgtype, text, voice, image, file, video, mixed } = parts
  if (msgtype === 'text' && text) return { text: text.content, voice: false, attachments: [] }
  if (msgtype === 'voice' && voice) return { text: voice.content, voice: true, attachments: [] }
  if (msgtype === 'image' && image) return { text: '', voice: false, attachments: [toAttachment('image', image)] }
  if (msgtype === 'file' && file) return { text: '', voice: false, attachments: [toAttachment('file', file)] }
  if (msgtype === 'video' && video) return { text: '', voice: false, attachments: [toAttachment('video', video)] }
  if (msgtype !== 'mixed' || !mixed) return null
  return {
    text: mixed.msg_item.flatMap((item) => item.text?.content ?? []).join('\n'),
    voice: false,
    attachments: mixed.msg_item.flatMap((item) => (item.image ? [toAttachment('image', item.image)] : [])),
  }
}

/**
 * In a group no lone picture reaches the bot, but one that is quoted does: it comes along. The quoted words do not: nobody knows who
 * wrote them, and read as typed they would report again what was reported before.
 */
function quotedImages({ chatid, quote }: Body): IncomingAttachment[] {
  if (chatid === undefined || !quote || (quote.msgtype !== 'image' && quote.msgtype !== 'mixed')) return []
  return readParts(quote)?.attachments ?? []
}

/** WeCom names no attachment before its bytes are fetched. */
const KINDS = {
  image: { name: '图片', mime: 'image/jpeg' },
  file: { name: '文件', mime: 'application/octet-stream' },
  video: { name: '视频', mime: 'video/mp4' },
} as const

function toAttachment(kind: keyof typeof KINDS, media: z.infer<typeof Media>): IncomingAttachment {
  return { ...KINDS[kind], source: JSON.stringify(media) }
}

/** The place of an attachment as it was stored; null when it is not one of the bot's. */
export function readMediaSource(source: string): z.infer<typeof Media> | null {
  try {
    return Media.parse(JSON.parse(source))
  } catch {
    return null
  }
}
