import type { Config } from '../../config.ts'
import type { OutgoingHttp } from '../../platforms/outgoing-http.ts'
import { type ApiFailure, readAnswer, textOf } from '../../platforms/wecom/api-answers.ts'
import { defaultPace } from '../../platforms/wecom/connection.ts'
import { type LinkEnd, openLink } from '../../platforms/wecom/link.ts'
import type { WecomApp, WecomConnection } from '../../platforms/wecom/settings.ts'
import { type Finding, fine, skipped, wrong } from './finding.ts'

/** WeCom's credentials and rights; `connect` also subscribes, which puts a running bot out of its connection. */
export async function checkWecom({ wecom, platforms }: Config, http: OutgoingHttp, connect: boolean): Promise<Finding[]> {
  if (!platforms.includes('wecom')) return []
  const { connection, callback, app } = wecom
  return [
    ...(connection ? [connect ? await subscribe(connection) : notSubscribed] : []),
    ...(callback ? [skipped('机器人回调', 'Token 和 EncodingAESKey 要在企业微信后台保存回调地址时才验证')] : []),
    ...(app ? await checkApp(app, wecom.apiBase, http) : []),
  ]
}

const notSubscribed = skipped('机器人长连接', '没有试登录：一试就会挤掉正在运行的机器人。服务停着时，加 --connect 再试')

const ENDS: Record<LinkEnd, [words: string, cure: string]> = {
  refused: ['连不上', '检查 WECOM_WS_URL 和防火墙'],
  closed: ['连上以后又断了', '稍后再试；一直这样的，请检查代理或防火墙是否放行 WebSocket'],
  kicked: ['被另一个程序挤掉', '同一个机器人只运行一个程序'],
  credentials: [
    '企业微信不认机器人的 ID 或 Secret（853000）',
    '核对 WECOM_BOT_ID 和 WECOM_BOT_SECRET：要用长连接的 Secret，不是 Token、EncodingAESKey，也不是网址里的数字',
  ],
  unsubscribed: ['登录没有被确认', '稍后再试'],
  stopped: ['试登录时断开', '稍后再试'],
}

/** Opens one link, and closes it as soon as it may be used. */
async function subscribe(settings: WecomConnection): Promise<Finding> {
  const what = '机器人长连接'
  return await new Promise((resolve) => {
    const link = openLink(settings, defaultPace, {
      opened() {
        resolve(fine(what, 'ID 和 Secret 正确，已试登录并断开'))
        link.stop()
      },
      received() {},
      ended: (why) => resolve(wrong(what, ...ENDS[why])),
    })
  })
}

/** The token says whether the credentials are right, a harmless question with it whether our address is trusted. */
async function checkApp(app: WecomApp, base: string, http: OutgoingHttp): Promise<Finding[]> {
  const query = new URLSearchParams({ corpid: app.corpId, corpsecret: app.secret })
  const token = readAnswer(await http.json(`${base}/cgi-bin/gettoken?${query}`))
  if (!token.ok) return [wrong('自建应用凭据', token.reason, cureOf(token))]
  const asked = new URLSearchParams({ access_token: textOf(token.body, 'access_token') })
  // The addresses that WeCom calls from: a question without effects.
  const rights = readAnswer(await http.json(`${base}/cgi-bin/getcallbackip?${asked}`))
  return [
    fine('自建应用凭据', '企业 ID 和 Secret 正确'),
    rights.ok ? fine('自建应用权限', '本机的出口 IP 可信，接口能调用') : wrong('自建应用权限', rights.reason, cureOf(rights)),
  ]
}

function cureOf({ errcode, errmsg }: ApiFailure): string {
  const ip = /from ip: ([\da-f.:]+)/i.exec(errmsg ?? '')?.[1]
  switch (errcode) {
    case 40001:
      return '核对 WECOM_AGENT_SECRET（这个应用自己的 Secret）'
    case 40013:
      return '核对 WECOM_CORP_ID（“我的企业”里的企业 ID）'
    case 60020:
      return `到管理后台的应用详情里，把 ${ip ?? '本机的出口 IP'} 填进“企业可信IP”`
    default:
      return errcode === undefined ? '检查网络和 WECOM_API_BASE' : `按错误码 ${errcode} 在企业微信开发者中心查原因`
  }
}
