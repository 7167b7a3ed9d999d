import type { Config } from '../../config.ts'
import { type Refused, readAnswer } from '../../platforms/dingtalk/answers.ts'
import type { OutgoingHttp } from '../../platforms/outgoing-http.ts'
import { type Finding, fine, wrong } from './finding.ts'

const KEYS = '核对 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET（开放平台“凭证与基础信息”里的 Client ID 和 Client Secret）'

/** DingTalk's credentials, and whether Stream mode is open to them; the ticket is left to lapse, so that no connection is taken. */
export async function checkDingtalk({ dingtalk, platforms }: Config, http: OutgoingHttp): Promise<Finding[]> {
  const { app, apiBase } = dingtalk
  if (!platforms.includes('dingtalk') || !app) return []
  const { clientId, clientSecret } = app
  const token = readAnswer(await http.json(`${apiBase}/v1.0/oauth2/accessToken`, { body: { appKey: clientId, appSecret: clientSecret } }))
  if (!token.ok) return [wrong('钉钉凭据', wordsOf(token), cureOf(token))]
  const gateway = readAnswer(
    await http.json(`${apiBase}/v1.0/gateway/connections/open`, {
      headers: { accept: 'application/json' },
      body: { clientId, clientSecret, ua: 'xiangbao', subscriptions: [{ type: 'EVENT', topic: '*' }] },
    }),
  )
  return [
    fine('钉钉凭据', 'Client ID 和 Client Secret 正确'),
    gateway.ok ? fine('钉钉 Stream', '可以建立连接（没有占用连接）') : wrong('钉钉 Stream', wordsOf(gateway), cureOf(gateway)),
  ]
}

function wordsOf({ code, reason }: Refused): string {
  return `${reason}（${code}）`
}

function cureOf({ trouble, retryable, unauthorised }: Refused): string {
  if (trouble) return trouble
  return retryable && !unauthorised ? '稍后再试；一直这样的，检查网络和 DINGTALK_API_BASE' : KEYS
}
