import { extname } from 'node:path'
import { z } from 'zod'
import type { IncomingAttachment, IncomingMessage } from '../../core/message.ts'
import { type Session, writeReplyTo } from './sessions.ts'

/** What the robot was told: a message, something that we cannot read, or that the month's calls are used up; null when it is nothing of that. */
export type RobotMessage =
  | { kind: 'message'; message: IncomingMessage; session: Session | null }
  | { kind: 'unreadable'; messageId: string; chatId: string; session: Session | null }
  | { kind: 'paused' }
  | null

/** DingTalk's own id of a person outside the organisation; such a person cannot be written to first. */
const OUTSIDER = /^\$:/

/** How long a session lives, where its end is not said. */
const SESSION_MS = 90 * 60_000
/** Message service paused: the organisation's calls are used up, and the message comes without its text. */
const PAUSED = 20_001

const millis = z.coerce.number().int().positive()
const words = z.string().optional()

const itemSchema = z.object({ type: words, text: words, downloadCode: words, pictureDownloadCode: words, atName: words })

const contentSchema = z.object({
  richText: z.array(itemSchema).optional(),
  downloadCode: words,
  pictureDownloadCode: words,
  recognition: words,
  fileName: words,
})

/** https://open.dingtalk.com/document/development/receive-message; unknown fields are left alone, `errCode` comes instead of a text. */
const robotSchema = z.object({
  msgtype: z.string().default(''),
  msgId: z.string().min(1).max(500),
  createAt: millis.optional().catch(undefined),
  conversationType: z.enum(['1', '2']),
  conversationId: z.string().min(1).max(500),
  conversationTitle: words,
  atUsers: z.array(z.unknown()).optional().catch(undefined),
  senderId: z.string().min(1).max(500),
  senderStaffId: z.string().max(500).optional().catch(undefined),
  sessionWebhook: z.string().max(2000).optional().catch(undefined),
  sessionWebhookExpiredTime: millis.optional().catch(undefined),
  text: z.object({ content: words }).optional().catch(undefined),
  content: contentSchema.optional().catch(undefined),
  errCode: z.coerce.number().optional().catch(undefined),
})

type Raw = z.infer<typeof robotSchema>

/** Who received a callback. */
export interface Receiver {
  /** Robot code. */
  bot: string
  botNames: readonly string[]
  /** Epoch ms; stands in for a missing time. */
  now: number
}

/** Reads the robot's callback, which is the same by Stream and by HTTP. */
export function readRobotMessage(body: unknown, { bot, botNames, now }: Receiver): RobotMessage {
  const read = robotSchema.safeParse(body)
  if (!read.success) return null
  const raw = read.data
  const said = readContent(raw)
  if (!said && raw.errCode === PAUSED) return { kind: 'paused' }
  const userId = raw.senderStaffId || raw.senderId
  const isGroup = raw.conversationType === '2'
  const chatId = isGroup ? groupChat(raw.conversationId) : directChat(userId)
  const session = readSession(raw, now)
  if (!said) return { kind: 'unreadable', messageId: raw.msgId, chatId, session }
  const message: IncomingMessage = {
    platform: 'dingtalk',
    bot,
    messageId: raw.msgId,
    chatId,
    chatKind: isGroup ? 'group' : 'direct',
    userId,
    ...said,
    ...(isGroup ? { text: withMention(said.text, botNames, raw.msgtype === 'richText' ? raw.atUsers : []) } : {}),
    sentAt: raw.createAt ?? now,
    ...(session ? { replyTo: writeReplyTo(session) } : {}),
    ...(isGroup && raw.conversationTitle ? { chatTitle: raw.conversationTitle } : {}),
  }
  return { kind: 'message', message, session }
}

/** The chat of a group, as we name it. */
export function groupChat(conversationId: string): string {
  return `group:${conversationId}`
}

/** The chat with a person, as we name it. */
export function directChat(userId: string): string {
  return `user:${userId}`
}

/** Who or what a chat of ours is on the platform. */
export function readChat(chatId: string): { group: string } | { user: string; outsider: boolean } {
  if (chatId.startsWith('group:')) return { group: chatId.slice('group:'.length) }
  const user = chatId.replace(/^user:/, '')
  return { user, outsider: isOutsider(user) }
}

/** Is this a person outside the organisation? */
export function isOutsider(userId: string): boolean {
  return OUTSIDER.test(userId)
}

/**
 * Of a group the robot hears only what mentions it, but DingTalk takes the mention out of texts; the reader is to see it. In rich texts it
 * stands under the robot's name in DingTalk, which may be another one: when nobody else is mentioned, it is ours.
 */
function withMention(text: string, botNames: readonly string[], atUsers: readonly unknown[] = []): string {
  if (botNames.some((name) => text.includes(`@${name}`))) return text
  const rest = atUsers.length === 1 ? text.replace(/^@\S+\s*/, '') : text
  return `@${botNames[0] ?? ''} ${rest}`.trim()
}

function readSession({ sessionWebhook, sessionWebhookExpiredTime }: Raw, now: number): Session | null {
  return sessionWebhook ? { url: sessionWebhook, expiresAt: sessionWebhookExpiredTime ?? now + SESSION_MS } : null
}

type Said = Pick<IncomingMessage, 'text' | 'voice' | 'attachments'>

/** What was said or shown; null when we cannot read it. Mentions chosen from the list are already taken out of texts, not out of rich texts. */
function readContent({ msgtype, text, content }: Raw): Said | null {
  const code = content?.downloadCode || content?.pictureDownloadCode
  switch (msgtype) {
    case 'text':
      return text?.content === undefined ? null : typed(text.content)
    case 'richText':
      return content?.richText ? readRichText(content.richText) : null
    case 'audio':
      // The recording itself is not kept: what counts is what was understood, which the reply shows.
      return content?.recognition?.trim() ? { ...typed(content.recognition), voice: true } : null
    case 'picture':
      return code ? shown(picture(code)) : null
    case 'video':
      return code ? shown({ name: '视频.mp4', mime: 'video/mp4', source: code }) : null
    case 'file':
      return code ? shown({ name: content?.fileName ?? '文件', mime: mimeOf(content?.fileName ?? ''), source: code }) : null
    default:
      return null
  }
}

function readRichText(items: z.infer<typeof itemSchema>[]): Said {
  const pieces = items.map((item) => item.text ?? (item.type === 'at' && item.atName ? `@${item.atName.replace(/^@/, '')} ` : ''))
  const codes = items.flatMap((item) => item.downloadCode ?? item.pictureDownloadCode ?? [])
  return { ...typed(pieces.join('')), attachments: codes.map(picture) }
}

function typed(text: string): Said {
  return { text: text.trim(), voice: false, attachments: [] }
}

function shown(attachment: IncomingAttachment): Said {
  return { text: '', voice: false, attachments: [attachment] }
}

function picture(source: string): IncomingAttachment {
  return { name: '图片.jpg', mime: 'image/jpeg', source }
}

const MIME: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.zip': 'application/zip',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
}

function mimeOf(fileName: string): string {
  return MIME[extname(fileName).toLowerCase()] ?? 'application/octet-stream'
}
