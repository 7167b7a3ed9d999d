import type { Clock } from '../../clock.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { type ApiAnswer, type ApiFailure, readAnswer } from './api-answers.ts'
import { createAccessToken } from './app-token.ts'
import type { WecomApp } from './settings.ts'

/** WeCom's API in the name of the self-built app. */
export interface AppApi {
  post(path: string, sent: { body: unknown } | { form: FormData }): Promise<ApiAnswer>
  /** The bytes of what somebody sent; good for three days. Fails with an Error. */
  media(mediaId: string, maxBytes: number): Promise<Uint8Array>
  /** Gets a token, so that wrong credentials show at once. */
  connect(): Promise<void>
  isConnected(): boolean
}

/** The token is no longer taken, whatever it was good for before. */
const STALE = [40001, 40014, 42001]
const UPLOAD_MS = 60_000

/** Faults that somebody has to put right, told to the administrator. */
const TROUBLE: Record<number, (errmsg: string) => string> = {
  40001: () => '企业微信不认自建应用的 Secret，消息发不出去。请核对 WECOM_AGENT_SECRET。',
  40013: () => '企业微信不认企业 ID，消息发不出去。请核对 WECOM_CORP_ID。',
  40056: () => '企业微信不认自建应用的 AgentId，消息发不出去。请核对 WECOM_AGENT_ID。',
  60020: (errmsg) =>
    `企业微信拒绝了本机的请求：出口 IP ${/from ip: ([\da-f.:]+)/i.exec(errmsg)?.[1] ?? ''}不在自建应用的“企业可信IP”中。请到管理后台的应用详情里添加。`,
}

/** The API; `trouble` is told what only a person can put right. */
export function createAppApi(parts: {
  app: WecomApp
  http: OutgoingHttp
  apiBase: string
  clock: Clock
  trouble(words: string): void
}): AppApi {
  const { app, http, apiBase, clock } = parts
  const token = createAccessToken({ app, http, apiBase, clock, refused: tell })

  function tell({ errcode, errmsg }: ApiFailure): void {
    const words = errcode === undefined ? undefined : TROUBLE[errcode]
    if (words) parts.trouble(words(errmsg ?? ''))
  }

  /** Calls with the token, once more with a fresh one when it has become stale before its time. */
  async function withToken<T extends { ok: true } | ApiFailure>(call: (query: string) => Promise<T>): Promise<T | ApiFailure> {
    const first = await token.get()
    if (!first.ok) return first
    const answer = await call(`access_token=${encodeURIComponent(first.token)}`)
    if (answer.ok || !STALE.includes(answer.errcode ?? 0)) return told(answer)
    token.drop(first.token)
    const second = await token.get()
    return second.ok ? told(await call(`access_token=${encodeURIComponent(second.token)}`)) : second
  }

  /** A refused token was told when it was asked for. */
  function told<T extends { ok: true } | ApiFailure>(answer: T): T {
    if (!answer.ok) tell(answer)
    return answer
  }

  return {
    async post(path, sent) {
      return await withToken(async (query) => {
        const separator = path.includes('?') ? '&' : '?'
        return readAnswer(
          await http.json(`${apiBase}/cgi-bin${path}${separator}${query}`, {
            ...sent,
            ...('form' in sent ? { timeoutMs: UPLOAD_MS } : {}),
          }),
        )
      })
    },
    async media(mediaId, maxBytes) {
      const answer = await withToken(async (query) => {
        const read = await http.bytes(`${apiBase}/cgi-bin/media/get?${query}&media_id=${encodeURIComponent(mediaId)}`, { maxBytes })
        // A refusal comes with status 200 too, as JSON in place of the bytes.
        if (!read.ok || !String(read.headers['content-type']).includes('json')) return read
        const refusal = readAnswer({ ok: true, status: 200, headers: read.headers, body: JSON.parse(Buffer.from(read.bytes).toString()) })
        return refusal.ok ? read : refusal
      })
      if (!answer.ok) throw new Error(`${answer.code}: ${answer.reason}`)
      return answer.bytes
    },
    async connect() {
      await token.get()
    },
    isConnected: token.isGiven,
  }
}
