import type { SendOutcome } from '../../core/platform.ts'

/** A refusal or a failure, as the outbox wants it. */
export type Refusal = Extract<SendOutcome, { sent: false }>

const MINUTE_MS = 60_000

/** Bot and group parted, or the chat is none of ours (https://developer.work.weixin.qq.com/document/path/90313). */
const GONE: Record<number, string> = {
  93001: '机器人不在这个群里，或这个群不允许机器人发言',
  93006: '企业微信不认这个会话',
  93008: '机器人已被移出这个群',
}
/** No repetition helps. */
const PERMANENT: Record<number, string> = {
  40008: '企业微信不接受这种消息',
  40058: '企业微信不接受这条消息的内容或长度',
}
const BUSY: Record<number, { reason: string; retryAfterMs: number }> = {
  [-1]: { reason: '企业微信系统繁忙', retryAfterMs: 5_000 },
  45009: { reason: '发得太快，企业微信要求稍后再发', retryAfterMs: MINUTE_MS },
  45033: { reason: '同时发得太多，企业微信要求稍后再发', retryAfterMs: MINUTE_MS },
  846609: { reason: '企业微信丢了本机器人的连接，正在重新连接', retryAfterMs: 1_000 },
}

/** What an error code on the long connection means. Only the code is judged: the wording changes, and holds addresses. */
export function toRefusal(errcode: number): Refusal {
  const code = String(errcode)
  const gone = GONE[errcode]
  if (gone) return { sent: false, retryable: false, code, reason: gone, gone: true }
  const permanent = PERMANENT[errcode]
  if (permanent) return { sent: false, retryable: false, code, reason: permanent }
  return { sent: false, retryable: true, code, ...(BUSY[errcode] ?? { reason: `企业微信没有接受，错误码 ${errcode}` }) }
}

/** The same for any code; 0 is success. */
export function toOutcome(errcode: number): SendOutcome {
  return errcode === 0 ? { sent: true } : toRefusal(errcode)
}

/** Nothing was sent, since there is no connection to send on. */
export const notConnected: Refusal = {
  sent: false,
  retryable: true,
  code: 'not-connected',
  reason: '与企业微信的连接断开了，恢复后补发',
  retryAfterMs: 5_000,
}

/** Would another way into the same chat be refused for the same reason? */
export function concernsChat(errcode: number): boolean {
  return errcode in GONE || errcode in BUSY
}
