import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { SendOutcome } from '../../core/platform.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { readAnswer, toOutcome } from './api-answers.ts'
import { createRecent } from './recent.ts'

/** The message that a reply belongs to, as kept with the reply; `url` takes one more message, for an hour. */
export interface CallbackReplyTo {
  messageId: string
  url?: string | undefined
  /** Epoch ms. */
  at: number
}

const Shape = z.object({ messageId: z.string(), url: z.string().optional(), at: z.number() })

/** Reads what was kept with a reply; null when the bot's other mode wrote it, before it was changed. */
export function parseReplyTo(replyTo: string): CallbackReplyTo | null {
  return Shape.safeParse(JSON.parse(replyTo)).data ?? null
}

/** The one message that each callback allows afterwards (https://developer.work.weixin.qq.com/document/path/101138). */
export interface LateReply {
  send(to: CallbackReplyTo, text: string): Promise<SendOutcome>
}

const WINDOW_MS = 3_600_000
const REMEMBERED = 2000

/** Late replies; what was used before the last start WeCom itself refuses. */
export function createLateReply(http: OutgoingHttp, clock: Clock): LateReply {
  const used = createRecent<true>(REMEMBERED)
  return {
    async send({ messageId, url, at }, content) {
      if (!url || clock.now() - at >= WINDOW_MS) return cannotPush('这条消息已过了能回复的时间')
      if (used.get(messageId)) return cannotPush('这条消息的回复机会已经用完')
      const outcome = toOutcome(readAnswer(await http.json(url, { body: { msgtype: 'markdown', markdown: { content } } })))
      if (outcome.sent) used.set(messageId, true)
      return outcome
    },
  }
}

/** The refusal of whatever would have to be sent unasked. */
export function cannotPush(why: string): SendOutcome {
  const reason = `${why}；回调方式的机器人不能主动发消息，请改用长连接，或给这个群配置群机器人`
  return { sent: false, retryable: false, code: 'cannot-push', reason }
}
