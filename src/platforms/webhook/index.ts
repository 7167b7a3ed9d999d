import type { Clock } from '../../clock.ts'
import type { Limit, OutgoingMessage, OutgoingPart, Part, Platform, SendOutcome } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { createDingtalkRobot } from './dingtalk-robot.ts'
import { createWecomRobot } from './wecom-robot.ts'

/** A robot's address, open; the secret is DingTalk's signing one. */
export interface Webhook {
  platform: 'wecom' | 'dingtalk'
  url: string
  secret: string | null
}

/** What the webhook platform is made with. */
export interface WebhookOptions {
  /** The robot behind a chat id; null when it was removed, or cannot be opened. */
  find(chatId: string): Promise<Webhook | null>
  http: OutgoingHttp
  clock: Clock
  log: Log
  dataDir: string
}

interface Robot {
  compose(message: OutgoingMessage): Part[]
  send(part: OutgoingPart): Promise<SendOutcome>
}

/** Of either platform, for each robot by itself (protocols: WeCom §3, DingTalk §4). */
const LIMITS: readonly Limit[] = [{ per: 'chat', most: 20, windowMs: 60_000 }]
const REMOVED: SendOutcome = {
  sent: false,
  retryable: false,
  code: 'no-webhook',
  reason: '群机器人已删除，或密钥（SECRET_KEY）换过，请重新添加',
  gone: true,
}

/** Group robots behind addresses (`cli webhook add`): one chat each, which only takes messages. */
export function createWebhookPlatform(options: WebhookOptions): Platform {
  const known = new Map<string, { webhook: Webhook; robot: Robot }>()
  return {
    name: 'webhook',
    capabilities: { buttons: { group: false, direct: false }, hearsGroups: false },
    limits: LIMITS,
    state: () => 'connected',
    start: async () => {},
    stop: () => options.http.close(),
    async prepare(chatId) {
      const webhook = await options.find(chatId)
      if (webhook === null) known.delete(chatId)
      else known.set(chatId, { webhook, robot: createRobot(webhook, options) })
    },
    userIdsOf: (chatId) => known.get(chatId)?.webhook.platform ?? 'webhook',
    compose: (chatId, message) => known.get(chatId)?.robot.compose(message) ?? [{ kind: 'text', text: message.text }],
    send: async (chatId, part) => (await known.get(chatId)?.robot.send(part)) ?? REMOVED,
    async download() {
      throw new Error('webhook robots receive nothing')
    },
    directChatOf: () => null,
  }
}

function createRobot({ platform, url, secret }: Webhook, { http, clock, log, dataDir }: WebhookOptions): Robot {
  return platform === 'wecom' ? createWecomRobot({ url, http, log, dataDir }) : createDingtalkRobot({ url, secret, http, clock, log })
}
