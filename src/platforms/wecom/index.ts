import type { Callback, ConnectionState, Limit, Platform } from '../../core/platform.ts'
import { createOutgoingHttp } from '../outgoing-http.ts'
import { createCallbackBot } from './callback-bot.ts'
import type { ChannelParts, WecomChannel } from './channel.ts'
import { type ConnectionOptions, createConnectionBot } from './connection-bot.ts'
import { createSelfBuiltApp } from './self-built-app.ts'
import type { WecomSettings } from './settings.ts'

/** What the WeCom platform is made with; `connection` changes the pace of the long connection (tests). */
export interface WecomOptions extends Omit<ChannelParts, 'http' | 'apiBase'> {
  settings: WecomSettings
  connection?: ConnectionOptions
}

/** WeCom: its bot, by long connection or by callback address, and a self-built app beside it, as one platform. */
export function createWecomPlatform({ settings, connection, ...rest }: WecomOptions): Platform {
  const http = createOutgoingHttp({ bases: [settings.apiBase, ...(settings.connection ? [settings.connection.url] : [])] })
  const channels = openChannels(settings, { ...rest, http, apiBase: settings.apiBase }, connection ?? {})
  const channelOf = (chatId: string): WecomChannel | undefined => channels.find((channel) => channel.owns(chatId))
  return {
    name: 'wecom',
    // Cards in groups are not confirmed by any source (the official table names single chats only).
    capabilities: { buttons: { group: false, direct: true }, hearsGroups: false },
    limits: distinct(channels.flatMap(({ limits }) => limits)),
    callbacks: channels.flatMap((channel): readonly Callback[] => channel.callbacks ?? []),
    state: () => worst(channels.map((channel) => channel.state())),
    async start(host) {
      for (const channel of channels) await channel.start(host)
    },
    async stop() {
      await Promise.all(channels.map((channel) => channel.stop()))
      await http.close()
    },
    isReady: (chatId) => channelOf(chatId)?.isReady?.(chatId) ?? true,
    compose: (chatId, message) => channelOf(chatId)?.compose(chatId, message) ?? [{ kind: 'text', text: message.text }],
    async send(chatId, part) {
      const channel = channelOf(chatId)
      if (!channel) return { sent: false, retryable: false, code: 'no-channel', reason: '这个会话所属的企业微信机器人或应用没有启用' }
      return await channel.send(chatId, part)
    },
    async download(attachment, maxBytes) {
      const channel = channels.find((one) => one.ownsSource(attachment.source))
      if (!channel) throw new Error('no channel of WeCom knows this attachment')
      return await channel.download(attachment, maxBytes)
    },
    directChatOf: (userId) => (settings.app ? `app:${userId}` : null),
    // By callback address the bot can only answer: beside it, the app is who writes to people.
    unaskedChatOf: (chatId) => (settings.callback && settings.app ? chatId.replace(/^user:/, 'app:') : chatId),
  }
}

function openChannels({ connection, callback, app }: WecomSettings, parts: ChannelParts, options: ConnectionOptions): WecomChannel[] {
  return [
    ...(connection ? [createConnectionBot(connection, parts, options)] : []),
    ...(callback ? [createCallbackBot(callback, parts)] : []),
    ...(app ? [createSelfBuiltApp(app, parts)] : []),
  ]
}

/** Every window once; chats of all channels keep to all of them. */
function distinct(limits: Limit[]): Limit[] {
  return [...new Map(limits.map((limit) => [JSON.stringify(limit), limit])).values()]
}

const ORDER: readonly ConnectionState[] = ['off', 'standby', 'connecting', 'connected']

/** The state that needs looking after, when several channels are on. */
function worst(states: ConnectionState[]): ConnectionState {
  return ORDER.find((state) => states.includes(state)) ?? 'off'
}
