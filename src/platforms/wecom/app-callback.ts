import { type Clock, toDate } from '../../clock.ts'
import type { IncomingMessage } from '../../core/message.ts'
import type { Callback, CallbackResponse } from '../../core/platform.ts'
import { type AppCallback, readAppCallback } from './app-message.ts'
import { type CallbackKeys, sealReply } from './callback-crypto.ts'
import { findSealed, readXml, writeXml, type XmlValues } from './callback-xml.ts'
import type { ChannelParts } from './channel.ts'
import { greetingOf } from './greeting.ts'
import { createSealedCallback, type OpenedCallback, plain } from './sealed-callback.ts'
import type { WecomApp, WecomCallback } from './settings.ts'

/** What the app's address is made with. */
export interface AppCallbackParts extends Pick<ChannelParts, 'clock' | 'log' | 'botNames'> {
  app: WecomApp
  callback: WecomCallback
  /** Resolves when the message is on disk. */
  receive(message: IncomingMessage): Promise<unknown>
}

/** The address that WeCom calls for the app. Replies go out by the API; what needs no ledger is said in the answer itself. */
export function createAppCallback(parts: AppCallbackParts): Callback {
  const { app, clock, log, botNames } = parts
  const keys: CallbackKeys = { ...parts.callback, receiveId: app.corpId }
  const isFirstToday = createDailyFirsts(clock)

  async function take({ message, envelope, seal }: OpenedCallback): Promise<CallbackResponse> {
    const xml = readXml(envelope) && readXml(message)
    const said = xml && readAppCallback(xml, `app-${app.agentId}`)
    if (!said) return plain(400)
    if (said.kind === 'message' || said.kind === 'pressed') await parts.receive(said.message)
    const words = answerTo(said)
    return words ? sealed({ ...words, FromUserName: app.corpId, CreateTime: Math.floor(clock.now() / 1000) }, seal.nonce) : plain(200)
  }

  /** https://developer.work.weixin.qq.com/document/path/90241; null: nothing is answered. */
  function answerTo(said: AppCallback): XmlValues | null {
    switch (said.kind) {
      case 'pressed':
        return { ToUserName: said.message.userId, MsgType: 'update_button', Button: { ReplaceName: '已收到' } }
      case 'unreadable':
        return { ToUserName: said.userId, MsgType: 'text', Content: `${said.what}在这里读不了，请打字发来（语音可用输入法转成文字）。` }
      case 'entered':
        // WeCom tells every opening of the chat: one greeting a day is enough.
        if (!isFirstToday(said.userId) && !said.followed) return null
        return { ToUserName: said.userId, MsgType: 'text', Content: greetingOf(botNames) }
      default:
        return null
    }
  }

  function sealed(values: XmlValues, nonce: string): CallbackResponse {
    const { encrypt, signature, timestamp } = sealReply(keys, writeXml(values), { nonce, now: clock.now() })
    const body = writeXml({ Encrypt: encrypt, MsgSignature: signature, TimeStamp: timestamp, Nonce: nonce })
    return { status: 200, type: 'application/xml; charset=utf-8', body }
  }

  return createSealedCallback({ path: 'wecom/app', keys, clock, log, findSealed, take })
}

/** Tells of each key whether it comes for the first time on this day. */
function createDailyFirsts(clock: Clock): (key: string) => boolean {
  let day = ''
  const seen = new Set<string>()
  return (key) => {
    const today = toDate(clock.now())
    if (today !== day) seen.clear()
    day = today
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }
}
