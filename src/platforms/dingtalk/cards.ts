import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Button } from '../../core/blocks.ts'
import type { IncomingMessage } from '../../core/message.ts'
import { type Frame, readJson } from './frames.ts'
import { directChat, groupChat, readChat } from './robot-message.ts'

/**
 * Cards with buttons. Their template is made once in DingTalk's card console, with these variables, all texts:
 * - `title`: the headline; `text`: the message, in a Markdown component;
 * - `button1` … `button6`: what stands on each button (an empty one is hidden);
 * - `says1` … `says6`: what pressing it types; each button's action is a callback request whose parameter `says` is bound to it.
 * https://open.dingtalk.com/document/development/event-callback-card
 */
export const MOST_BUTTONS = 6

/** A card to be sent. */
export interface Card {
  /** Names the same card however often its sending is tried. */
  id: string
  title: string
  text: string
  buttons: readonly Button[]
}

const PRESS_WINDOW_MS = 60_000
const MOST_REMEMBERED = 2_000

/** The body of the call that makes and delivers a card. https://open.dingtalk.com/document/development/create-and-deliver-cards */
export function cardBody(chatId: string, card: Card, app: { robotCode: string; cardTemplateId: string }): object {
  const chat = readChat(chatId)
  const where =
    'group' in chat
      ? {
          openSpaceId: `dtv1.card//IM_GROUP.${chat.group}`,
          imGroupOpenSpaceModel: { supportForward: false },
          imGroupOpenDeliverModel: { robotCode: app.robotCode },
        }
      : {
          openSpaceId: `dtv1.card//IM_ROBOT.${chat.user}`,
          imRobotOpenSpaceModel: { supportForward: false },
          imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: app.robotCode },
        }
  const params = Array.from({ length: MOST_BUTTONS }, (_, i) => [
    [`button${i + 1}`, card.buttons[i]?.text ?? ''],
    [`says${i + 1}`, card.buttons[i]?.says ?? ''],
  ]).flat()
  return {
    cardTemplateId: app.cardTemplateId,
    outTrackId: card.id,
    callbackType: 'STREAM',
    userIdType: 1,
    cardData: { cardParamMap: { title: card.title, text: card.text, ...Object.fromEntries(params) } },
    ...where,
  }
}

/** A card's id: of the outbox row and its place in it, and of what it says, since another database begins its rows at 1 again. */
export function cardId(row: number, index: number, about: { chatId: string; text: string }): string {
  const print = createHash('sha256').update(`${about.chatId}\n${about.text}`).digest('hex').slice(0, 16)
  return `${'group' in readChat(about.chatId) ? 'g' : 'u'}-${row}-${index}-${print}`
}

const resultSchema = z.object({
  success: z.boolean().optional(),
  result: z.object({ deliverResults: z.array(z.object({ success: z.boolean(), errorMsg: z.string().optional() })).default([]) }).optional(),
})

/** Why a card was not delivered, though the call was taken; null when it was. */
export function cardFault(body: unknown): string | null {
  const read = resultSchema.safeParse(body)
  if (!read.success) return '钉钉的回应看不懂'
  const failed = read.data.result?.deliverResults.find(({ success }) => !success)
  if (failed) return failed.errorMsg ?? '卡片没有送达'
  return read.data.success === false ? '卡片没有建成' : null
}

const pressSchema = z.object({
  outTrackId: z.string().min(1),
  userId: z.string().min(1),
  spaceId: z.string().default(''),
  content: z.string(),
})
const contentSchema = z.object({
  cardPrivateData: z.object({ params: z.object({ says: z.string().min(1).max(2000) }) }),
})

/** Who pressed what where, as messages. */
export interface Presses {
  /** Notes in which chat a card stands; after a restart the press itself has to tell. */
  place(cardId: string, chatId: string): void
  /** The message that a press types; null for a press of no button of ours, or of the same button again within a minute. */
  read(frame: Frame, bot: string): IncomingMessage | null
}

/** Reads presses. A press has no id of its own, and a push that is delivered again bears another: within a minute the same is the same. */
export function createPresses(clock: Clock): Presses {
  const chats = new Map<string, string>()
  const pressedAt = new Map<string, number>()
  return {
    place(cardId, chatId) {
      remember(chats, cardId, chatId)
    },
    read(frame, bot) {
      const press = readPress(frame.data)
      if (!press) return null
      const { outTrackId, userId, says } = press
      const isGroup = outTrackId.startsWith('g-')
      const now = clock.now()
      const key = `${outTrackId} ${userId} ${says}`
      const before = pressedAt.get(key)
      if (before !== undefined && now - before < PRESS_WINDOW_MS) return null
      remember(pressedAt, key, now)
      const space = press.spaceId.replace(/^.*IM_GROUP\./, '')
      const chatId = chats.get(outTrackId) ?? (isGroup ? groupChat(space) : directChat(userId))
      const chatKind = isGroup ? 'group' : 'direct'
      const said = { text: says, voice: false, attachments: [], sentAt: now }
      return { platform: 'dingtalk', bot, messageId: `card:${frame.messageId}`, chatId, chatKind, userId, ...said }
    },
  }
}

function readPress(data: string): { outTrackId: string; userId: string; spaceId: string; says: string } | null {
  const press = pressSchema.safeParse(readJson(data))
  const content = contentSchema.safeParse(press.success ? readJson(press.data.content) : undefined)
  if (!press.success || !content.success || !/^[gu]-/.test(press.data.outTrackId)) return null
  return { ...press.data, says: content.data.cardPrivateData.params.says }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > MOST_REMEMBERED && oldest !== undefined) map.delete(oldest)
}
