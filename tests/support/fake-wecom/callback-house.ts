import { createServer } from 'node:http'
import type { Clock } from '../../../src/clock.ts'
import type { Content } from '../../../src/core/blocks.ts'
import type { IncomingMessage } from '../../../src/core/message.ts'
import type { OutgoingMessage, Platform, PlatformHost, Receipt, SendOutcome } from '../../../src/core/platform.ts'
import { createLog } from '../../../src/log.ts'
import { createWecomPlatform } from '../../../src/platforms/wecom/index.ts'
import { appBody, appSecrets, botBody, botSecrets, open, seal } from './callbacks.ts'
import type { FakeWecomHttp } from './http-server.ts'

/** What a callback was answered. */
export interface Answered {
  status: number
  body: string
  /** Opened: a value for the bot, XML for the app; null when nothing was said. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  said: any
}

/** The WeCom platform with a host that keeps what it is told, its callbacks on real HTTP. */
export interface CallbackHouse {
  platform: Platform
  base: string
  received: IncomingMessage[]
  gone: string[]
  troubles: string[]
  /** Answers instead of the usual echo. */
  receive: ((message: IncomingMessage) => Promise<Receipt>) | null
  /** Delivers a message to the bot as WeCom does. */
  toBot(body: Record<string, unknown>): Promise<Answered>
  /** Delivers XML elements to the app. */
  toApp(elements: string): Promise<Answered>
  /** Composes a message and sends its parts until one is refused; the last outcome. */
  deliver(chatId: string, content: Content, options?: { id?: number; replyTo?: string | null; text?: string }): Promise<SendOutcome>
  stop(): Promise<void>
}

/** Starts it over a fake WeCom, in bot URL mode (default) or as app. */
export async function startCallbackHouse(
  wecom: FakeWecomHttp,
  options: { as?: 'bot' | 'app'; dataDir?: string; secret?: string } = {},
): Promise<CallbackHouse> {
  const { state } = wecom
  const clock: Clock = { now: () => state.now }
  const app = {
    corpId: state.corpId,
    agentId: state.agentId,
    secret: options.secret ?? state.secret,
    callback: { token: appSecrets.token, aesKey: appSecrets.aesKey },
  }
  const isApp = options.as === 'app'
  const platform = createWecomPlatform({
    settings: {
      apiBase: wecom.base,
      connection: undefined,
      callback: isApp ? undefined : { token: botSecrets.token, aesKey: botSecrets.aesKey },
      app: isApp ? app : undefined,
    },
    clock,
    log: createLog({ level: 'silent' }),
    dataDir: options.dataDir ?? '/nonexistent',
    botNames: ['乡报'],
  })
  const { base, close } = await serve(platform)
  const house: CallbackHouse = {
    platform,
    base,
    received: [],
    gone: [],
    troubles: [],
    receive: null,
    async toBot(body) {
      const { text, query } = seal(botSecrets, JSON.stringify(body), { now: state.now })
      const { status, body: answer } = await post(`${base}/callbacks/wecom/bot?${new URLSearchParams(query)}`, botBody(text))
      if (answer === '') return { status, body: answer, said: null }
      const { encrypt, msgsignature, timestamp, nonce } = JSON.parse(answer)
      if (nonce !== query.nonce) throw new Error('another nonce')
      return {
        status,
        body: answer,
        said: JSON.parse(open(botSecrets, { encrypt, signature: msgsignature, timestamp: String(timestamp), nonce })),
      }
    },
    async toApp(elements) {
      const { text, query } = seal(appSecrets, `<xml>${elements}</xml>`, { now: state.now })
      const { status, body: answer } = await post(`${base}/callbacks/wecom/app?${new URLSearchParams(query)}`, appBody(text))
      const pick = (name: string) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(answer)?.[1] ?? ''
      const sealed = { encrypt: pick('Encrypt'), signature: pick('MsgSignature'), timestamp: pick('TimeStamp'), nonce: pick('Nonce') }
      return { status, body: answer, said: answer.startsWith('<') ? open(appSecrets, sealed) : null }
    },
    async deliver(chatId, content, { id = 1, replyTo = null, text = '文字' } = {}) {
      const message: OutgoingMessage = { id, text, content, replyTo, mentions: [] }
      const parts = platform.compose(chatId, message)
      let outcome: SendOutcome = { sent: true }
      for (const [index, part] of parts.entries()) {
        outcome = await platform.send(chatId, { message, part, index, count: parts.length })
        if (!outcome.sent) return outcome
      }
      return outcome
    },
    async stop() {
      await platform.stop()
      await close()
    },
  }
  await platform.start(hostOf(house))
  return house
}

function hostOf(house: CallbackHouse): PlatformHost {
  return {
    async receive(message) {
      house.received.push(message)
      return (await house.receive?.(message)) ?? { duplicate: false, failed: false, replies: [] }
    },
    chatGone: (chatId) => void house.gone.push(chatId),
    trouble: (words) => void house.troubles.push(words),
    called: () => undefined,
    ready: () => undefined,
  }
}

/** Serves a platform's callbacks, bodies as they come. */
async function serve(platform: Platform): Promise<{ base: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const url = new URL(request.url ?? '/', 'http://x')
    const callback = platform.callbacks?.find(({ path }) => url.pathname === `/callbacks/${path}`)
    const method = request.method === 'GET' ? 'GET' : 'POST'
    const query = Object.fromEntries(url.searchParams)
    const answer = await callback?.handle({ method, query, headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(answer?.status ?? 404, { 'content-type': answer?.type ?? 'text/plain' }).end(answer?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    base: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function post(url: string, body: string): Promise<{ status: number; body: string }> {
  const response = await fetch(url, { method: 'POST', body })
  return { status: response.status, body: await response.text() }
}
