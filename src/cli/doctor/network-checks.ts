import type { Config } from '../../config.ts'
import type { OutgoingHttp } from '../../platforms/outgoing-http.ts'
import { type Finding, fine, skipped, wrong } from './finding.ts'

/** A platform refuses signatures and callbacks that are an hour off; a minute is worth a look. */
const MOST_SKEW_MS = 60_000

/** An address of a platform that this configuration uses. */
interface Base {
  what: string
  url: string
  variable: string
}

/** Can every configured address be reached, and does our clock agree with theirs? */
export async function checkNetwork(config: Config, http: OutgoingHttp, now: () => number): Promise<Finding[]> {
  const bases = basesOf(config)
  if (bases.length === 0) return [skipped('网络', '没有启用企业微信或钉钉'), skipped('时钟', '没有可以对时的平台')]
  const reached = await Promise.all(bases.map((base) => reach(base, http)))
  const date = reached.map((one) => one.date).find((one) => one !== null)
  return [...reached.map((one) => one.finding), date ? checkClock(date, now()) : skipped('时钟', '一个平台也连不上，没法对时')]
}

function basesOf({ wecom, dingtalk, platforms }: Config): Base[] {
  const { connection, app } = wecom
  const isOn = (name: Config['platforms'][number]): boolean => platforms.includes(name)
  return [
    ...(isOn('wecom') && connection ? [{ what: '企业微信长连接', url: connection.url, variable: 'WECOM_WS_URL' }] : []),
    ...(isOn('wecom') && (app || wecom.callback) ? [{ what: '企业微信接口', url: wecom.apiBase, variable: 'WECOM_API_BASE' }] : []),
    ...(isOn('dingtalk') && dingtalk.app
      ? [
          { what: '钉钉接口', url: dingtalk.apiBase, variable: 'DINGTALK_API_BASE' },
          { what: '钉钉旧接口', url: dingtalk.oapiBase, variable: 'DINGTALK_OAPI_BASE' },
        ]
      : []),
  ]
}

/** Any answer will do: what is asked for here is the line, not the page. */
async function reach({ what, url, variable }: Base, http: OutgoingHttp): Promise<{ finding: Finding; date: number | null }> {
  const answer = await http.json(url.replace(/^ws/, 'http'))
  const { host } = new URL(url)
  if (answer.ok || answer.code === 'redirect') {
    const date = answer.ok ? Date.parse(String(answer.headers.date ?? '')) : Number.NaN
    return { finding: fine(what, `能连上 ${host}`), date: Number.isNaN(date) ? null : date }
  }
  return { finding: wrong(what, answer.reason, cureOf(answer.reason, { host, variable })), date: null }
}

function cureOf(reason: string, { host, variable }: { host: string; variable: string }): string {
  if (/ENOTFOUND|EAI_AGAIN/.test(reason)) return `检查本机的 DNS；私有部署的核对 ${variable}`
  if (/CERT|SELF_SIGNED|VERIFY|ERR_TLS|EPROTO/.test(reason))
    return '检查证书和本机时间；经过检查 TLS 的代理时，用 NODE_EXTRA_CA_CERTS 装入它的根证书'
  return `检查防火墙，放行本机到 ${host} 的出站连接；私有部署的核对 ${variable}`
}

/** Compares our clock with a platform's; both in epoch ms. */
export function checkClock(theirs: number, ours: number): Finding {
  const seconds = Math.round((ours - theirs) / 1000)
  if (Math.abs(ours - theirs) <= MOST_SKEW_MS) return fine('时钟', '与平台相差不到 1 分钟')
  const words = `本机比平台${seconds > 0 ? '快' : '慢'} ${Math.abs(seconds)} 秒`
  return wrong('时钟', words, '打开时间同步（timedatectl set-ntp true），内网请设好 NTP 服务器')
}

/** Do people outside reach our own addresses? */
export async function checkCallbacks(config: Config, http: OutgoingHttp): Promise<Finding[]> {
  const paths = callbackPaths(config)
  const { publicUrl } = config
  if (!publicUrl && paths.length === 0) return []
  if (!publicUrl) return [skipped('回调', `平台要能访问 ${paths.join('、')}；填了 PUBLIC_URL 才能在这里试`)]
  const answer = await http.json(`${publicUrl}/healthz`)
  const found = answer.ok && typeof answer.body === 'object' && answer.body !== null && 'version' in answer.body
  if (found) return [fine('回调', `${publicUrl} 通到本服务（平台那边还要能从外网访问）`)]
  const words = answer.ok ? `${publicUrl}/healthz 不是乡报回答的（${answer.status}）` : answer.reason
  return [wrong('回调', words, '先启动服务；检查反向代理、域名和证书，见 docs/wecom.zh-CN.md 的“反向代理”')]
}

/** What WeCom has to reach; by DingTalk's Stream nothing has to reach us. */
function callbackPaths({ wecom, platforms }: Config): string[] {
  if (!platforms.includes('wecom')) return []
  return [...(wecom.callback ? ['/callbacks/wecom/bot'] : []), ...(wecom.app?.callback ? ['/callbacks/wecom/app'] : [])]
}
