import { z } from 'zod'
import type { HttpFailure, JsonAnswer } from '../outgoing-http.ts'

/** An answer of DingTalk that says no, as `send` may hand it on. */
export type Refused = HttpFailure & {
  /** The access token or the credentials were not taken. */
  unauthorised?: true
  /** What the administrator has to know at once. */
  trouble?: string
}

/** An answer as DingTalk means it, whatever the HTTP status. */
export type Answer = { ok: true; body: unknown } | Refused

type Verdict = Omit<Refused, 'ok' | 'sent' | 'code' | 'reason'> & { reason?: string }

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

const quota = '钉钉接口本月（或本日）免费调用次数已用完，主动通知发不出去，请在钉钉开发者后台提升额度'
const group = (reason: string): Verdict => ({ retryable: false, gone: true, reason })
const after = (retryAfterMs: number, reason: string): Verdict => ({ retryable: true, retryAfterMs, reason })

/**
 * What each code means for us; the ends of the codes of the new API, the whole ones of the old.
 * https://open.dingtalk.com/document/development/how-to-process-api-throttling-on-the-dingtalk-server
 * https://open.dingtalk.com/document/development/the-robot-sends-a-group-message
 * https://open.dingtalk.com/document/development/custom-robots-send-group-messages
 */
const VERDICTS: readonly [pattern: RegExp, verdict: Verdict][] = [
  [/QpsLimitForAppkeyAndApi$|^90018$/, after(SECOND_MS, '钉钉接口调用太快')],
  [/QpsLimitForApi$|^90002$/, after(MINUTE_MS, '钉钉接口正忙')],
  [/ApiCountLimitForOrg$|^90020$/, { retryable: false, reason: '钉钉接口免费调用次数已用完', trouble: quota }],
  [/^90030$/, after(3 * HOUR_MS, '群机器人今天的消息数已到上限')],
  [/^(?:130101|410100)$/, after(10 * MINUTE_MS, '一分钟内发了超过20条，钉钉要求停10分钟')],
  [/^send\.|^too\.many\./, after(MINUTE_MS, '发得太快，钉钉要求稍后再发')],
  [/robotCode\.notExsit$/i, group('机器人不在这个群里，或还没有发布')],
  [/^group\.disbanded$|^400013$/, group('群已解散')],
  [/^bot\.stopped$|^400102$/, group('机器人已停用')],
  [/^(?:400101|400106)$/, group('群机器人已删除')],
  [/^300001$/, group('会话或群机器人已失效')],
  [/^invalid\.openConversationId$/, group('钉钉不认识这个群')],
  [/^InvalidAuthentication|InvalidAppKey|InvalidAppSecret|^(?:40001|40014|40089|42001)$/, { retryable: true, unauthorised: true }],
  [/^(?:-1|15)$|SystemError|ServiceUnavailable|^unknown\.send\.result$/, { retryable: true, reason: '钉钉繁忙' }],
]

const bodySchema = z.object({
  code: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
  errcode: z.coerce.number().optional(),
  errmsg: z.string().optional(),
  /** The firewall before the API (x5) answers in a form of its own. */
  status: z.unknown().optional(),
  accessdenieddetail: z
    .object({ requiredScopes: z.array(z.string()).default([]) })
    .optional()
    .catch(undefined),
})

/** Reads an answer of either API: the new one says no by status and `code`, the old one by `errcode` in a 200, the firewall by HTML. */
export function readAnswer(answer: JsonAnswer): Answer {
  if (!answer.ok) return answer
  const { status, body } = answer
  const read = bodySchema.safeParse(body)
  if (!read.success || read.data.status === 1111) return status >= 500 ? busy(status) : blocked()
  const { code, message, errcode, errmsg, accessdenieddetail } = read.data
  if (status < 400 && (errcode ?? 0) === 0) return { ok: true, body }
  const found = String(errcode || (code ?? status))
  if (accessdenieddetail) return lacking(found, accessdenieddetail.requiredScopes)
  const verdict = verdictOf(found, status)
  return {
    ok: false,
    sent: false,
    code: found,
    ...verdict,
    reason: verdict.reason ?? (errmsg ?? message ?? '钉钉没有说明原因').slice(0, 200),
  }
}

function verdictOf(code: string, status: number): Verdict {
  const known = VERDICTS.find(([pattern]) => pattern.test(code))
  if (known) return known[1]
  if (status === 401) return { retryable: true, unauthorised: true }
  return { retryable: status === 429 || status >= 500 }
}

function busy(status: number): Refused {
  return { ok: false, sent: false, code: `http-${status}`, retryable: true, reason: '钉钉没有正常回应' }
}

/** The address from which we call is shut out for 5 minutes. */
function blocked(): Refused {
  return { ok: false, sent: false, code: 'x5', retryable: true, retryAfterMs: 5 * MINUTE_MS, reason: '钉钉防火墙暂时拦住了本服务器' }
}

function lacking(code: string, scopes: string[]): Refused {
  const trouble = `钉钉应用缺少权限${scopes.length > 0 ? ` ${scopes.join('、')}` : ''}，请在钉钉开发者后台为应用开通`
  return { ok: false, sent: false, code, retryable: false, reason: '应用缺少权限', trouble }
}
