import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import { toError } from '../../core/errors.ts'
import type { Platform, PlatformHost } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import { createOutgoingHttp } from '../outgoing-http.ts'
import { createDingtalkApi } from './api.ts'
import { createRobotCallback } from './callback.ts'
import { createPresses, type Presses } from './cards.ts'
import { takeEvent } from './events.ts'
import { type Ack, type Frame, readJson } from './frames.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { downloadMedia } from './media.ts'
import { directChat, isOutsider } from './robot-message.ts'
import { createSender } from './sender.ts'
import { createSessions } from './sessions.ts'
import type { DingtalkSettings } from './settings.ts'
import { createStream, type StreamPace, type Subscription } from './stream.ts'
import { composeParts } from './wording.ts'

/** What the DingTalk platform is made with; `pace` changes the pace of Stream mode (tests). */
export interface DingtalkOptions {
  settings: DingtalkSettings
  clock: Clock
  log: Log
  dataDir: string
  /** Names by which the bot is mentioned; the first is its own. */
  botNames: readonly string[]
  pace?: Partial<StreamPace>
}

const ROBOT = '/v1.0/im/bot/messages/get'
const CARD = '/v1.0/card/instances/callback'
/** A press wants its answer within 2 seconds. */
const PRESS_PATIENCE_MS = 1_500

const DONE: Ack = { code: 200, data: JSON.stringify({ response: null }) }
const PRESSED: Ack = { code: 200, data: JSON.stringify({ response: {} }) }
const NOT_OURS: Ack = { code: 404, data: JSON.stringify({ response: null }) }
const eventAck = (status: 'SUCCESS' | 'LATER'): Ack => ({ code: 200, data: JSON.stringify({ status }) })

/** DingTalk: an app's robot, by Stream and by HTTP beside it, replying by session webhook or API. */
export function createDingtalkPlatform({ settings, clock, log, dataDir, botNames, pace }: DingtalkOptions): Platform {
  const { app, apiBase, oapiBase } = settings
  const bases = [apiBase, oapiBase]
  const cards = app.cardTemplateId !== undefined
  const http = createOutgoingHttp({ bases })
  const sessions = createSessions(clock, bases)
  const presses = createPresses(clock)
  const { host, setHost } = createLateHost(log)
  const api = createDingtalkApi({ http, settings, clock, host })
  const sender = createSender({ http, api, sessions, presses, app, dataDir, host })
  const inbox = createInbox({ bot: app.robotCode, botNames, clock, log, host, sessions, say: sender.say })
  const stream = createStream({
    http,
    settings,
    subscriptions: subscriptions(cards),
    log,
    trouble: host.trouble,
    handle: (frame) => handleFrame(frame, { inbox, presses, host, log, bot: app.robotCode }),
    ...(pace ? { pace } : {}),
  })
  return {
    name: 'dingtalk',
    capabilities: { buttons: { group: cards, direct: cards }, hearsGroups: false },
    // https://open.dingtalk.com/document/development/how-to-process-api-throttling-on-the-dingtalk-server
    limits: [{ per: 'platform', most: 20, windowMs: 1_000 }],
    monthlyCalls: 10_000,
    callbacks: [createRobotCallback({ path: 'dingtalk/bot', secret: app.clientSecret, clock, inbox })],
    state: () => stream.state(),
    async start(given) {
      setHost(given)
      stream.start()
    },
    async stop() {
      await stream.stop()
      await http.close()
    },
    compose: (_chatId, message) => composeParts(message, cards),
    send: (chatId, part) => sender.send(chatId, part),
    download: (attachment, maxBytes) => downloadMedia({ api, http, robotCode: app.robotCode }, attachment, maxBytes),
    directChatOf: (userId) => (isOutsider(userId) ? null : directChat(userId)),
  }
}

function subscriptions(cards: boolean): Subscription[] {
  const always = [
    { type: 'EVENT', topic: '*' },
    { type: 'CALLBACK', topic: ROBOT },
  ] as const
  return [...always, ...(cards ? [{ type: 'CALLBACK', topic: CARD } as const] : [])]
}

/**
 * Answers a push after what it caused is on disk. A robot message that could not be written is left unanswered, so that DingTalk may push it
 * again; the intake knows a message that comes twice. https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol
 */
async function handleFrame(
  frame: Frame,
  parts: { inbox: Inbox; presses: Presses; host: PlatformHost; log: Log; bot: string },
): Promise<Ack | null> {
  const { inbox, presses, bot } = parts
  if (frame.type === 'EVENT') return handleEvent(frame, parts)
  if (frame.topic === ROBOT) return (await inbox.take(readJson(frame.data))) === 'lost' ? null : DONE
  if (frame.topic !== CARD) return NOT_OURS
  const press = presses.read(frame, bot)
  if (press) await Promise.race([inbox.keep(press), delay(PRESS_PATIENCE_MS, undefined, { ref: false })])
  return PRESSED
}

/** Events are pushed again when they are told LATER. */
function handleEvent(frame: Frame, { host, log }: { host: PlatformHost; log: Log }): Ack {
  try {
    takeEvent(frame, host)
    return eventAck('SUCCESS')
  } catch (thrown) {
    log.error({ err: toError(thrown), event: frame.eventType }, 'an event could not be handled')
    return eventAck('LATER')
  }
}

/** The house, which comes with the start only; before it, messages are not taken. What it is merely told must not break the connection. */
function createLateHost(log: Log): { host: PlatformHost; setHost(given: PlatformHost): void } {
  let real: PlatformHost | null = null
  const safely = (tell: () => void): void => {
    try {
      tell()
    } catch (thrown) {
      log.error({ err: toError(thrown) }, 'the house could not be told')
    }
  }
  const host: PlatformHost = {
    async receive(message) {
      if (!real) throw new Error('the platform is not started')
      return await real.receive(message)
    },
    chatGone: (chatId, reason) => real?.chatGone(chatId, reason),
    trouble: (words) => safely(() => real?.trouble(words)),
    called: () => safely(() => real?.called()),
    ready: () => safely(() => real?.ready()),
  }
  return {
    host,
    setHost(given) {
      real = given
    },
  }
}
