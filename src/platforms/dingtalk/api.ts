import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { PlatformHost } from '../../core/platform.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { type Answer, type Refused, readAnswer } from './answers.ts'
import type { DingtalkSettings } from './settings.ts'

/** Both of DingTalk's APIs, with the access token that they want. Never rejects; what the administrator has to know is told at once. */
export interface DingtalkApi {
  /** POST to the new API; counts towards the monthly allowance. */
  post(path: string, body: unknown): Promise<Answer>
  /** Uploads a file to the old API; counts as well. The form is used once more when the token was refused. */
  upload(type: 'image' | 'file', form: FormData): Promise<Answer>
}

/** What the API needs from outside. */
export interface ApiParts {
  http: OutgoingHttp
  settings: DingtalkSettings
  clock: Clock
  host: Pick<PlatformHost, 'called' | 'trouble'>
}

type Token = { ok: true; token: string } | Refused

/** Before a token ends we fetch the next, so that none ends on its way. */
const EARLY_MS = 300_000
/** Uploads may be 20 MB over a village's line. */
const UPLOAD_MS = 120_000

/** The API client of one app. */
export function createDingtalkApi(parts: ApiParts): DingtalkApi {
  const { http, settings, host } = parts
  const tokens = createTokens(parts)

  /** With a fresh token once more, when the token was not taken. */
  async function withToken(call: (token: string) => Promise<Answer>): Promise<Answer> {
    const first = await tokens.get()
    if (!first.ok) return told(first)
    const answer = await call(first.token)
    if (answer.ok || !answer.unauthorised) return told(answer)
    tokens.drop(first.token)
    const second = await tokens.get()
    return told(second.ok ? await call(second.token) : second)
  }

  function told<T extends Answer | Token>(answer: T): T {
    if (!answer.ok && answer.trouble) host.trouble(answer.trouble)
    else if (!answer.ok && answer.unauthorised) host.trouble('钉钉不接受应用凭据，请核对 DINGTALK_CLIENT_ID 与 DINGTALK_CLIENT_SECRET')
    return answer
  }

  return {
    post: (path, body) =>
      withToken(async (token) => {
        host.called()
        return readAnswer(
          await http.json(`${settings.apiBase}${path}`, { method: 'POST', headers: { 'x-acs-dingtalk-access-token': token }, body }),
        )
      }),
    // https://open.dingtalk.com/document/development/upload-media-files (the type is wanted in the address as well)
    upload: (type, form) =>
      withToken(async (token) => {
        host.called()
        const query = new URLSearchParams({ access_token: token, type })
        return readAnswer(await http.json(`${settings.oapiBase}/media/upload?${query}`, { form, timeoutMs: UPLOAD_MS }))
      }),
  }
}

const tokenSchema = z.object({ accessToken: z.string().min(1), expireIn: z.number() })

/**
 * The access token, kept until shortly before its end; asked for once, however many wait for it. Not counted by DingTalk.
 * https://open.dingtalk.com/document/development/obtain-the-access-token-of-an-internal-app
 */
function createTokens({ http, settings, clock }: ApiParts): { get(): Promise<Token>; drop(token: string): void } {
  let kept: { token: string; until: number } | null = null
  let asking: Promise<Token> | null = null

  async function ask(): Promise<Token> {
    const { clientId, clientSecret } = settings.app
    const answer = readAnswer(
      await http.json(`${settings.apiBase}/v1.0/oauth2/accessToken`, { body: { appKey: clientId, appSecret: clientSecret } }),
    )
    // No code is documented for wrong credentials: whatever is not worth another try counts as that.
    if (!answer.ok) return answer.retryable ? answer : { ...answer, unauthorised: true }
    const read = tokenSchema.safeParse(answer.body)
    if (!read.success) return { ok: false, sent: false, retryable: true, code: 'no-token', reason: '钉钉没有给出访问令牌' }
    const { accessToken: token, expireIn } = read.data
    // A token that ends within minutes is used for half its time.
    kept = { token, until: clock.now() + Math.max(expireIn * 1000 - EARLY_MS, expireIn * 500) }
    return { ok: true, token }
  }

  return {
    async get() {
      if (kept && clock.now() < kept.until) return { ok: true, token: kept.token }
      asking ??= ask().finally(() => {
        asking = null
      })
      return await asking
    },
    drop(token) {
      if (kept?.token === token) kept = null
    },
  }
}
