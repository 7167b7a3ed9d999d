import { setTimeout as wait } from 'node:timers/promises'
import type { IncomingMessage } from '../../core/message.ts'
import type { PlatformHost } from '../../core/platform.ts'
import { createAppApi } from './app-api.ts'
import { createAppCallback } from './app-callback.ts'
import { type AppReceiver, createAppSending } from './app-sending.ts'
import type { ChannelParts, WecomChannel } from './channel.ts'
import type { WecomApp } from './settings.ts'

/** To one member; what is beyond is dropped without a word (https://developer.work.weixin.qq.com/document/path/90312). */
const LIMITS = [
  { per: 'chat', most: 30, windowMs: 60_000 },
  { per: 'chat', most: 1000, windowMs: 3_600_000 },
] as const

const RETRY_MS = 60_000

/** A self-built WeCom app: one-to-one talks by callback and API, and the groups that it created itself. */
export function createSelfBuiltApp(app: WecomApp, parts: ChannelParts): WecomChannel {
  const { clock, http, apiBase, dataDir } = parts
  let host: PlatformHost | null = null
  const api = createAppApi({ app, http, apiBase, clock, trouble: (words) => host?.trouble(words) })
  const sending = createAppSending(api, { agentId: app.agentId, dataDir })
  const { callback } = app
  const stopping = new AbortController()

  /** Until a token was given once: what hinders is seen at once, and nothing waits for it. */
  async function keepTrying(): Promise<void> {
    await api.connect()
    if (api.isConnected() || stopping.signal.aborted) return
    await wait(RETRY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    if (!stopping.signal.aborted) await keepTrying()
  }

  async function receive(message: IncomingMessage): Promise<void> {
    if (!host) throw new Error('the app is not started')
    await host.receive(message)
  }

  return {
    limits: LIMITS,
    callbacks: callback ? [createAppCallback({ ...parts, app, callback, receive })] : [],
    state: () => (!host ? 'off' : api.isConnected() ? 'connected' : 'connecting'),
    async start(given) {
      host = given
      void keepTrying()
    },
    async stop() {
      host = null
      stopping.abort()
    },
    compose(chatId, message) {
      const to = toReceiver(chatId)
      return to ? sending.compose(to, message) : [{ kind: 'text', text: message.text }]
    },
    async send(chatId, part) {
      const to = toReceiver(chatId)
      if (!to) return { sent: false, retryable: false, code: 'bad-chat', reason: '不是自建应用的会话' }
      const outcome = await sending.send(to, part)
      if (!outcome.sent && outcome.gone) host?.chatGone(chatId, outcome.reason)
      return outcome
    },
    owns: (chatId) => toReceiver(chatId) !== null,
    ownsSource: (source) => readSource(source) !== null,
    async download({ source }, maxBytes) {
      const mediaId = readSource(source)
      if (mediaId === null) throw new Error('not an attachment of the app')
      return await api.media(mediaId, maxBytes)
    },
  }
}

/** `app:<userid>` is a talk with a member, `appchat:<chatid>` a group that the app created. */
function toReceiver(chatId: string): AppReceiver | null {
  const [, kind, id] = /^(app|appchat):(.+)$/s.exec(chatId) ?? []
  if (!id) return null
  return kind === 'app' ? { user: id } : { group: id }
}

function readSource(source: string): string | null {
  const media: unknown = JSON.parse(source)
  if (typeof media !== 'object' || media === null || !('mediaId' in media)) return null
  return typeof media.mediaId === 'string' ? media.mediaId : null
}
