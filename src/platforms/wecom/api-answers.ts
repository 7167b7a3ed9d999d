import type { SendOutcome } from '../../core/platform.ts'
import { type HttpFailure, isBusy, type JsonAnswer } from '../outgoing-http.ts'

/** What WeCom's HTTP API answered: its JSON, or why there is none of use. `errcode` is there when WeCom itself refused. */
export type ApiAnswer = { ok: true; body: Record<string, unknown> } | ApiFailure
export type ApiFailure = HttpFailure & { errcode?: number; errmsg?: string }

type Refusal = Omit<Extract<SendOutcome, { sent: false }>, 'sent' | 'code'>

/** Minute blocks of 45009 last 60 s (https://developer.work.weixin.qq.com/document/path/90312). */
const BLOCKED_MS = 60_000
/** A setting that the administrator has to put right. */
const SETTING_MS = 600_000

const permanent = (reason: string): Refusal => ({ retryable: false, reason })
const gone = (reason: string): Refusal => ({ retryable: false, reason, gone: true })
const later = (reason: string, retryAfterMs?: number): Refusal => ({
  retryable: true,
  reason,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})

/** What the codes mean for a message (https://developer.work.weixin.qq.com/document/path/90313); only the code counts, errmsg may change. */
const MEANINGS = new Map<number, Refusal>([
  [-1, later('企业微信系统繁忙')],
  [45009, later('发送过快，企业微信暂时限流', BLOCKED_MS)],
  [45033, later('同时发送过多，企业微信暂时限流')],
  [40001, later('企业微信不认应用的 Secret', SETTING_MS)],
  [40013, later('企业微信不认企业 ID（CorpID）', SETTING_MS)],
  [40056, later('企业微信不认应用的 AgentId', SETTING_MS)],
  [40014, later('企业微信不认访问凭证')],
  [42001, later('访问凭证已过期')],
  [60020, later('本机的出口 IP 不在应用的“企业可信IP”中', SETTING_MS)],
  [60011, permanent('应用没有权限向这个人发消息')],
  [81013, permanent('接收人不在应用的可见范围内，或已离开企业')],
  [86003, gone('群聊已经不存在')],
  [93000, gone('群机器人地址无效：可能写错了，或机器人已被移出群')],
  [93004, gone('群机器人已被停用')],
  [93008, gone('群机器人已不在群里')],
  [40058, permanent('内容不合企业微信的要求（可能太长）')],
  [45002, permanent('内容太长')],
  [44004, permanent('内容为空')],
])

/** Reads an answer of the API; a body without a code is not WeCom's (a proxy's page, say) and may be better next time. */
export function readAnswer(answer: JsonAnswer): ApiAnswer {
  if (!answer.ok) return answer
  const { status, body } = answer
  const isObject = typeof body === 'object' && body !== null
  const errcode = isObject && 'errcode' in body && typeof body.errcode === 'number' ? body.errcode : null
  if (errcode === null || !isObject)
    return { ok: false, sent: false, retryable: status === 200 || isBusy(status), code: `http-${status}`, reason: `企业微信返回 ${status}` }
  if (errcode === 0) return { ok: true, body: { ...body } }
  const errmsg = 'errmsg' in body && typeof body.errmsg === 'string' ? body.errmsg : ''
  const meaning = MEANINGS.get(errcode) ?? permanent(`企业微信拒绝了这条消息（错误码 ${errcode}）`)
  return { ok: false, sent: false, code: String(errcode), ...meaning, errcode, errmsg }
}

/** A text of an answer; empty when it is missing. */
export function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** The outcome of a sending, without what only the platform needs. */
export function toOutcome(answer: ApiAnswer): SendOutcome {
  if (answer.ok) return { sent: true }
  const { ok: _, errcode: __, errmsg: ___, ...outcome } = answer
  return outcome
}
