import type { Clock } from '../../clock.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { type ApiFailure, readAnswer, textOf } from './api-answers.ts'
import type { WecomApp } from './settings.ts'

/** The app's access token: asked for once for everybody who waits, and kept until shortly before its end. */
export interface AccessToken {
  get(): Promise<{ ok: true; token: string } | ApiFailure>
  /** WeCom no longer takes this token; one that was fetched meanwhile stays. */
  drop(token: string): void
  /** Was the last one that we asked for given? */
  isGiven(): boolean
}

/** A token is renewed so long before its end. */
const EARLY_MS = 300_000
/** After a refusal WeCom is left alone for so long: asking often gets us blocked. */
const PAUSE_MS = 30_000
const USUAL_SECONDS = 7200

/** Keeps the token (https://developer.work.weixin.qq.com/document/path/91039). `refused` is told about every refusal. */
export function createAccessToken(parts: {
  app: WecomApp
  http: OutgoingHttp
  apiBase: string
  clock: Clock
  refused(failure: ApiFailure): void
}): AccessToken {
  const { app, http, apiBase, clock } = parts
  let held: { token: string; until: number } | null = null
  let refusal: { failure: ApiFailure; until: number } | null = null
  let isGiven = false
  let asking: Promise<{ ok: true; token: string } | ApiFailure> | null = null

  async function ask(): Promise<{ ok: true; token: string } | ApiFailure> {
    const query = new URLSearchParams({ corpid: app.corpId, corpsecret: app.secret })
    const answer = readAnswer(await http.json(`${apiBase}/cgi-bin/gettoken?${query}`))
    isGiven = answer.ok
    if (!answer.ok) {
      if (answer.errcode !== undefined) refusal = { failure: answer, until: clock.now() + PAUSE_MS }
      parts.refused(answer)
      return answer
    }
    const seconds = typeof answer.body.expires_in === 'number' ? answer.body.expires_in : USUAL_SECONDS
    const token = textOf(answer.body, 'access_token')
    held = { token, until: clock.now() + Math.max(seconds * 1000 - EARLY_MS, seconds * 500) }
    return { ok: true, token }
  }

  return {
    async get() {
      const now = clock.now()
      if (held && now < held.until) return { ok: true, token: held.token }
      if (refusal && now < refusal.until) return refusal.failure
      asking ??= ask().finally(() => {
        asking = null
      })
      return await asking
    },
    drop(token) {
      if (held?.token === token) held = null
    },
    isGiven: () => isGiven,
  }
}
