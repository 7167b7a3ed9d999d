import type { Content } from '../../core/blocks.ts'
import type { OutgoingMessage, Part } from '../../core/platform.ts'
import { renderChatMarkdown } from '../../render/chat-markdown.ts'
import { splitText } from '../../render/split-text.ts'
import { MOST_BUTTONS } from './cards.ts'

/**
 * UTF-8 bytes of one message's text. DingTalk takes 15,000 bytes of JSON, in which a line end, a quotation mark or a backslash is two.
 * https://open.dingtalk.com/document/development/robot-message-type
 */
const LONGEST_TEXT = 7_000
/** Characters of a headline; it is what the list of chats shows. */
const LONGEST_TITLE = 30

/**
 * How a message is written: with a headline as Markdown, else as plain text, which can be copied and takes mentions by webhook.
 * DingTalk's Markdown has no tables. `cards`: buttons can be shown.
 */
export function composeParts(message: OutgoingMessage, cards: boolean): Part[] {
  const text = isMarkdown(message, cards) ? renderChatMarkdown(message.content, { tables: false }) : message.text
  const hidden = cards ? (message.content.buttons ?? []).slice(MOST_BUTTONS) : []
  const whole = hidden.length === 0 ? text : `${text}\n\n也可以直接回复：${hidden.map(({ says }) => says).join('、')}`
  return [
    ...splitText(whole, LONGEST_TEXT).map((piece) => ({ kind: 'text' as const, text: piece })),
    ...(message.content.files ?? []).map((file) => ({ kind: 'file' as const, file })),
  ]
}

/** Is this message written as Markdown, as cards are? Mentions are reliable in plain text only. */
function isMarkdown({ content, mentions }: OutgoingMessage, cards: boolean): boolean {
  if (mentions.length > 0) return false
  return content.blocks.some(({ kind }) => kind === 'heading') || (cards && (content.buttons ?? []).length > 0)
}

/** A kind of message of the API, with its parameters. */
export interface RobotText {
  msgKey: string
  msgParam: Record<string, string>
}

/** A composed text as the API takes it; it knows no mentions. https://open.dingtalk.com/document/development/robot-message-type */
export function robotText(message: OutgoingMessage, text: string, cards: boolean): RobotText {
  if (isMarkdown(message, cards)) return { msgKey: 'sampleMarkdown', msgParam: { title: titleOf(message.content, text), text } }
  return { msgKey: 'sampleText', msgParam: { content: text } }
}

/**
 * The same as webhooks take it, be they of a session or of a group's robot.
 * https://open.dingtalk.com/document/development/custom-robots-send-group-messages
 */
export function webhookBody(message: OutgoingMessage, text: string, cards: boolean): object {
  if (isMarkdown(message, cards)) return { msgtype: 'markdown', markdown: { title: titleOf(message.content, text), text } }
  const { text: content, userIds } = withMentions(text, message.mentions)
  return { msgtype: 'text', text: { content }, ...(userIds.length > 0 ? { at: { atUserIds: userIds, isAtAll: false } } : {}) }
}

/** What the list of chats and the notification show of a message. */
export function titleOf(content: Content, text: string): string {
  const heading = content.blocks.find((block) => block.kind === 'heading')
  const line = heading?.text ?? text.split('\n').find((one) => one.trim() !== '') ?? ''
  return [...line.trim()].slice(0, LONGEST_TITLE).join('') || '通知'
}

/** A text with its mentions as DingTalk's webhooks want them: `@` and the user id in the text, the ids beside it. */
function withMentions(text: string, mentions: OutgoingMessage['mentions']): { text: string; userIds: string[] } {
  const userIds: string[] = []
  // The longest name first, so that 张三丰 is not taken for 张三.
  const written = [...mentions]
    .sort((one, other) => other.name.length - one.name.length)
    .reduce((rest, { name, userId }) => {
      if (name === '' || !rest.includes(`@${name}`)) return rest
      userIds.push(userId)
      return rest.replaceAll(`@${name}`, `@${userId}`)
    }, text)
  return { text: written, userIds }
}
