import type { Store } from '../db/client.ts'
import { findWebhook } from '../db/queries/webhooks.ts'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Platform } from './core/platform.ts'
import type { Log } from './log.ts'
import { createDingtalkPlatform } from './platforms/dingtalk/index.ts'
import { createOutgoingHttp } from './platforms/outgoing-http.ts'
import { createWebhookPlatform, type Webhook } from './platforms/webhook/index.ts'
import { createWecomPlatform } from './platforms/wecom/index.ts'
import { createSealer, loadSecretKey, type Sealer } from './seal.ts'

/** The chat platforms that the configuration switches on, and the webhook robots, which are always there. Nothing is connected yet. */
export function openPlatforms(parts: { config: Config; store: Store; clock: Clock; log: Log }): Platform[] {
  const { config, clock, log } = parts
  const { dataDir, botNames, wecom, dingtalk } = config
  const isOn = (name: Config['platforms'][number]): boolean => config.platforms.includes(name)
  return [
    ...(isOn('wecom') ? [createWecomPlatform({ settings: wecom, clock, log, dataDir, botNames })] : []),
    ...(isOn('dingtalk') && dingtalk.app
      ? [createDingtalkPlatform({ settings: { ...dingtalk, app: dingtalk.app }, clock, log, dataDir, botNames })]
      : []),
    openWebhooks(parts),
  ]
}

/** Webhook robots sign with the time of day, in the sandbox too. */
function openWebhooks({ config, store, log }: { config: Config; store: Store; log: Log }): Platform {
  const http = createOutgoingHttp({ bases: [config.wecom.apiBase, config.dingtalk.apiBase, config.dingtalk.oapiBase] })
  // The key is made when the first robot is added, not before.
  let sealer: Sealer | null = null
  async function find(chatId: string): Promise<Webhook | null> {
    const row = await findWebhook(store.read, Number(chatId))
    if (!row) return null
    sealer ??= createSealer(loadSecretKey(config))
    const url = sealer.open(row.url)
    const secret = row.secret === null ? null : sealer.open(row.secret)
    return url === null || (row.secret !== null && secret === null) ? null : { platform: row.platform, url, secret }
  }
  return createWebhookPlatform({ find, http, clock: systemClock, log, dataDir: config.dataDir })
}

/** What is on, one Chinese line a platform, for whoever starts the program. */
export function describePlatforms(config: Config): string[] {
  const { wecom, dingtalk } = config
  const ways = [
    ...(wecom.connection ? ['智能机器人（长连接）'] : []),
    ...(wecom.callback ? ['智能机器人（回调 /callbacks/wecom/bot）'] : []),
    ...(wecom.app ? [wecom.app.callback ? '自建应用（回调 /callbacks/wecom/app）' : '自建应用（只发不收）'] : []),
  ]
  return [
    ...(config.platforms.includes('wecom') ? [`企业微信：${ways.join('、')}`] : []),
    ...(config.platforms.includes('dingtalk') && dingtalk.app ? ['钉钉：机器人（Stream，回调 /callbacks/dingtalk/bot 同时可用）'] : []),
  ]
}
