import { z } from 'zod'
import type { IncomingAttachment, IncomingMessage } from '../../core/message.ts'

/** What a callback of the self-built app says. */
export type AppCallback =
  | { kind: 'message'; message: IncomingMessage }
  /** A button was pressed: the same as typing what stands in its key. */
  | { kind: 'pressed'; message: IncomingMessage }
  /** Somebody followed the app, or opened its chat. */
  | { kind: 'entered'; userId: string; followed: boolean }
  /** Something that cannot be read; Chinese words for what it is. */
  | { kind: 'unreadable'; userId: string; what: string }
  | { kind: 'ignored' }

/** https://developer.work.weixin.qq.com/document/path/90239 and …/90240 */
const Body = z.object({
  FromUserName: z.string().min(1).max(64),
  CreateTime: z.string().regex(/^\d{1,12}$/),
  MsgType: z.string(),
  MsgId: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  Content: z.string().optional(),
  Recognition: z.string().optional(),
  MediaId: z.string().min(1).optional(),
  Event: z.string().optional(),
  EventKey: z.string().optional(),
  TaskId: z.string().optional(),
})
type Body = z.infer<typeof Body>

const MEDIA = {
  image: { name: '图片.jpg', mime: 'image/jpeg' },
  video: { name: '视频.mp4', mime: 'video/mp4' },
} as const
const UNREADABLE: Record<string, string> = { voice: '没有转成文字的语音', location: '位置', link: '链接' }

/** Reads what was in a callback; null when it is not what WeCom sends. */
export function readAppCallback(xml: Record<string, unknown>, bot: string): AppCallback | null {
  const read = Body.safeParse(xml)
  if (!read.success) return null
  const body = read.data
  if (body.MsgType === 'event') return readEvent(body, bot)
  if (!body.MsgId) return null
  const said = readSaid(body)
  if (said) return { kind: 'message', message: { ...toBase(body, bot, body.MsgId), ...said } }
  return { kind: 'unreadable', userId: body.FromUserName, what: UNREADABLE[body.MsgType] ?? '这类消息' }
}

function readEvent(body: Body, bot: string): AppCallback {
  const { Event, EventKey, TaskId, FromUserName, CreateTime } = body
  if (Event === 'subscribe' || Event === 'enter_agent') return { kind: 'entered', userId: FromUserName, followed: Event === 'subscribe' }
  if (Event !== 'template_card_event' || !EventKey) return { kind: 'ignored' }
  // Events have no id; sender and time are the key (https://developer.work.weixin.qq.com/document/path/90238), within a second the card and its button.
  const id = ['event', FromUserName, CreateTime, TaskId ?? '', EventKey].join('/')
  return { kind: 'pressed', message: { ...toBase(body, bot, id), text: EventKey } }
}

/** Text, speech as WeCom heard it, or a picture; null for what cannot be read. */
function readSaid({ MsgType, Content, Recognition, MediaId }: Body): Pick<IncomingMessage, 'text' | 'voice' | 'attachments'> | null {
  if (MsgType === 'text' && Content !== undefined) return { text: Content, voice: false, attachments: [] }
  if (MsgType === 'voice' && Recognition) return { text: Recognition, voice: true, attachments: [] }
  if ((MsgType !== 'image' && MsgType !== 'video') || !MediaId) return null
  const attachment: IncomingAttachment = { ...MEDIA[MsgType], source: JSON.stringify({ mediaId: MediaId }) }
  return { text: '', voice: false, attachments: [attachment] }
}

function toBase({ FromUserName, CreateTime }: Body, bot: string, messageId: string): IncomingMessage {
  return {
    platform: 'wecom',
    bot,
    messageId,
    chatId: `app:${FromUserName}`,
    chatKind: 'direct',
    userId: FromUserName,
    text: '',
    voice: false,
    attachments: [],
    sentAt: Number(CreateTime) * 1000,
  }
}
