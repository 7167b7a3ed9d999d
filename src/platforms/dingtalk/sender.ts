import { z } from 'zod'
import type { OutgoingPart, PlatformHost, SendOutcome } from '../../core/platform.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { type Answer, type Refused, readAnswer } from './answers.ts'
import type { DingtalkApi } from './api.ts'
import { cardBody, cardFault, cardId, MOST_BUTTONS, type Presses } from './cards.ts'
import { uploadFile } from './media.ts'
import { readChat } from './robot-message.ts'
import type { Session, Sessions } from './sessions.ts'
import type { DingtalkApp } from './settings.ts'
import { type RobotText, robotText, titleOf, webhookBody } from './wording.ts'

/** What sending needs. */
export interface SenderParts {
  http: OutgoingHttp
  api: DingtalkApi
  sessions: Sessions
  presses: Presses
  app: DingtalkApp
  dataDir: string
  host: Pick<PlatformHost, 'trouble'>
}

/** Hands a part over by the cheapest way that is open: the chat's session (free), else the API (counted). */
export interface Sender {
  send(chatId: string, outgoing: OutgoingPart): Promise<SendOutcome>
  /** A few words into a session, and nowhere else. */
  say(session: Session, text: string): Promise<Answer>
}

/** Refusals after which the answer may have been taken all the same, so that another way could say it twice. */
const UNSURE: readonly string[] = ['timeout', 'unreachable']

/** The sender. */
export function createSender(parts: SenderParts): Sender {
  const { http, sessions, app } = parts
  const cards = app.cardTemplateId !== undefined

  // Needs no token. https://open-dingtalk.github.io/developerpedia/docs/learn/bot/appbot/reply
  const post = async (session: Session, body: object): Promise<Answer> => readAnswer(await http.json(session.url, { method: 'POST', body }))

  async function sendText(chatId: string, outgoing: OutgoingPart, text: string): Promise<SendOutcome> {
    const { message } = outgoing
    const session = sessions.find(chatId, message.replyTo)
    if (session) {
      const answer = await post(session, webhookBody(message, text, cards))
      if (answer.ok) return { sent: true }
      if (UNSURE.includes(answer.code) || answer.code.startsWith('http-')) return refusal(answer)
      sessions.drop(chatId, session)
    }
    return await sendByApi(parts, chatId, robotText(message, text, cards))
  }

  return {
    say: (session, text) => post(session, { msgtype: 'text', text: { content: text } }),
    async send(chatId, outgoing) {
      const { part, message } = outgoing
      if (part.kind === 'file') {
        if (isOutOfReach(chatId)) return outOfReach()
        const uploaded = await uploadFile(parts.api, parts.dataDir, part.file)
        return uploaded.ok ? await sendByApi(parts, chatId, uploaded.message) : refusal(uploaded)
      }
      if (!carriesButtons(parts.app, chatId, outgoing)) return await sendText(chatId, outgoing, part.text)
      const outcome = await sendCard(parts, chatId, outgoing, part.text)
      if (outcome.sent || outcome.retryable || outcome.gone) return outcome
      parts.host.trouble(`带按钮的卡片发不出去（${outcome.reason}），已改发文字，请核对 DINGTALK_CARD_TEMPLATE_ID 所指的模板`)
      const says = (message.content.buttons ?? []).slice(0, MOST_BUTTONS).map((button) => button.says)
      return await sendText(chatId, outgoing, `${part.text}\n\n可以回复：${says.join('、')}`)
    },
  }
}

/** Buttons stand under the last text. */
function carriesButtons({ cardTemplateId }: DingtalkApp, chatId: string, { message, index, count }: OutgoingPart): boolean {
  const { buttons = [], files = [] } = message.content
  return cardTemplateId !== undefined && buttons.length > 0 && index === count - files.length - 1 && !isOutOfReach(chatId)
}

async function sendCard(parts: SenderParts, chatId: string, { message, index }: OutgoingPart, text: string): Promise<SendOutcome> {
  const { api, app, presses } = parts
  const id = cardId(message.id, index, { chatId, text })
  const card = { id, title: titleOf(message.content, text), text, buttons: message.content.buttons ?? [] }
  presses.place(id, chatId)
  const answer = await api.post(
    '/v1.0/card/instances/createAndDeliver',
    cardBody(chatId, card, { robotCode: app.robotCode, cardTemplateId: app.cardTemplateId ?? '' }),
  )
  if (!answer.ok) return refusal(answer)
  const fault = cardFault(answer.body)
  return fault === null ? { sent: true } : { sent: false, retryable: false, code: 'card', reason: fault }
}

const listsSchema = z.object({
  invalidStaffIdList: z.array(z.string()).nullish(),
  flowControlledStaffIdList: z.array(z.string()).nullish(),
  filteredStaffIdList: z.array(z.string()).nullish(),
})

/**
 * To a group, or to one person; there, a 200 may still name him among those whom it did not reach.
 * https://open.dingtalk.com/document/development/the-robot-sends-a-group-message
 * https://open.dingtalk.com/document/development/chatbots-send-one-on-one-chat-messages-in-batches
 */
async function sendByApi({ api, app }: SenderParts, chatId: string, { msgKey, msgParam }: RobotText): Promise<SendOutcome> {
  const chat = readChat(chatId)
  const content = { robotCode: app.robotCode, msgKey, msgParam: JSON.stringify(msgParam) }
  if ('group' in chat) {
    const answer = await api.post('/v1.0/robot/groupMessages/send', { ...content, openConversationId: chat.group })
    return answer.ok ? { sent: true } : refusal(answer)
  }
  if (chat.outsider) return outOfReach()
  const answer = await api.post('/v1.0/robot/oToMessages/batchSend', { ...content, userIds: [chat.user] })
  // What ends a group says of a person only that the robot is not published.
  if (!answer.ok) return refusal({ ...answer, gone: undefined })
  const { invalidStaffIdList, flowControlledStaffIdList, filteredStaffIdList } = listsSchema.catch({}).parse(answer.body)
  if (invalidStaffIdList?.includes(chat.user))
    return { sent: false, retryable: false, code: 'invalidStaffId', reason: '此人不在本组织，或机器人未对其开放', gone: true }
  if (flowControlledStaffIdList?.includes(chat.user))
    return { sent: false, retryable: true, code: 'flowControlled', reason: '发给此人太频繁，钉钉限流', retryAfterMs: 60_000 }
  if (filteredStaffIdList?.includes(chat.user)) return { sent: false, retryable: false, code: 'filtered', reason: '此人不接收机器人的消息' }
  return { sent: true }
}

function isOutOfReach(chatId: string): boolean {
  const chat = readChat(chatId)
  return 'outsider' in chat && chat.outsider
}

function outOfReach(): SendOutcome {
  const reason = '对方不是本组织成员，只能在其发来消息后的90分钟内用文字回复'
  return { sent: false, retryable: false, code: 'outsider', reason }
}

function refusal({
  retryable,
  code,
  reason,
  retryAfterMs,
  gone,
  unsure,
}: Omit<Refused, 'gone'> & { gone?: true | undefined }): Extract<SendOutcome, { sent: false }> {
  return {
    sent: false,
    retryable,
    code,
    reason,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(gone ? { gone } : {}),
    ...(unsure ? { unsure } : {}),
  }
}
