import { z } from 'zod'
import type { IncomingMessage } from '../../core/message.ts'
import type { Callback, CallbackResponse, Receipt } from '../../core/platform.ts'
import { readBotCallback } from './bot-message.ts'
import { type CallbackKeys, type CallbackSeal, sealReply } from './callback-crypto.ts'
import { createCardShelf, pressedCard } from './card.ts'
import type { ChannelParts } from './channel.ts'
import type { ExchangeState, Exchanges } from './exchanges.ts'
import { greetingOf } from './greeting.ts'
import { answerWith, type PassiveReply } from './passive-reply.ts'
import type { CallbackReplyTo } from './response-url.ts'
import { createSealedCallback, type OpenedCallback, plain } from './sealed-callback.ts'
import type { WecomCallback } from './settings.ts'

const WORKING = '正在处理，请稍候……'
const DONE = '已处理。'
/** To a bubble of before the last start, whose reply went another way if there is one. */
const LOOK_BELOW = '处理结果请看后面的消息；没有的话，请再发一次。'

/** Some writers of JSON put a backslash before a slash. */
const SEALED = /"encrypt"\s*:\s*"([A-Za-z0-9+/=\\]+)"/g
const Envelope = z.object({ encrypt: z.string() })
/** What every callback holds, whatever its kind; `stream` when WeCom asks how far a bubble is. */
const Basics = z.object({
  msgid: z.string().min(1),
  msgtype: z.string().min(1),
  aibotid: z.string().optional(),
  response_url: z.string().optional(),
  stream: z.object({ id: z.string() }).optional(),
})
type Basics = z.infer<typeof Basics>

/** What the bot's address is made with. */
export interface BotCallbackParts extends Pick<ChannelParts, 'clock' | 'log' | 'botNames'> {
  callback: WecomCallback
  exchanges: Exchanges
  /** Resolves when the message is on disk; when it rejects, WeCom delivers again. */
  receive(message: IncomingMessage): Promise<Receipt>
}

/** The address that WeCom calls for the bot; what it answers is the reply. */
export function createBotCallback(parts: BotCallbackParts): Callback {
  const { callback, exchanges, receive, clock, log, botNames } = parts
  // A company's own bot has no receiver id (https://developer.work.weixin.qq.com/document/path/101033).
  const keys: CallbackKeys = { ...callback, receiveId: '' }
  const cards = createCardShelf()

  async function take({ message, envelope, seal }: OpenedCallback): Promise<CallbackResponse> {
    const body = parseJson(message)
    const basics = Basics.safeParse(body)
    if (!Envelope.safeParse(parseJson(envelope)).success || !basics.success) return plain(400)
    const { msgtype, stream } = basics.data
    if (msgtype === 'stream') return stream ? showStream(seal, stream.id) : plain(400)
    return await takeSaid(body, basics.data, seal)
  }

  async function takeSaid(body: unknown, basics: Basics, seal: CallbackSeal): Promise<CallbackResponse> {
    const { msgid: messageId, aibotid, response_url: url } = basics
    const at = Number(seal.timestamp) * 1000
    const replyTo = JSON.stringify({ messageId, url, at } satisfies CallbackReplyTo)
    const said = readBotCallback(body, { bot: aibotid ?? 'callback', now: at, replyTo })
    if (!said) return plain(200)
    if (said.kind === 'entered') return sealed(seal, { msgtype: 'text', text: { content: greetingOf(botNames) } })
    if (said.kind === 'message') return show(seal, messageId, await exchanges.answer(messageId, () => work(said.message)))
    // The answer to a press changes the card; what is said about it follows by the other way.
    await receive({ ...said.message, replyTo })
    const card = cards.find(said.taskId)
    const pressed = card && pressedCard(card, said.message.text)
    return pressed ? sealed(seal, { response_type: 'update_template_card', template_card: pressed }) : plain(200)
  }

  async function work(message: IncomingMessage): Promise<PassiveReply> {
    const { replies } = await receive(message)
    const reply = answerWith(
      replies.filter(({ chatId }) => chatId === message.chatId),
      message.chatKind === 'direct',
    )
    if (reply.card) cards.put(reply.card)
    return reply
  }

  /** The stream of a message bears its id, so that WeCom's asking for more leads back to it. */
  function show(seal: CallbackSeal, id: string, state: ExchangeState): CallbackResponse {
    if (state.kind === 'working') return sealed(seal, { msgtype: 'stream', stream: { id, finish: false, content: WORKING } })
    if (state.kind === 'closed' || state.reply.content === '') return plain(200)
    const { content, card } = state.reply
    const stream = { id, finish: true, content }
    return sealed(seal, card ? { msgtype: 'stream_with_template_card', stream, template_card: card } : { msgtype: 'stream', stream })
  }

  function showStream(seal: CallbackSeal, id: string): CallbackResponse {
    const state = exchanges.refresh(id)
    if (state?.kind === 'working') return show(seal, id, state)
    // The bubble is there: it must not stay unfinished, even when there is nothing to say.
    const content = state?.kind === 'given' ? state.reply.content || DONE : LOOK_BELOW
    return sealed(seal, { msgtype: 'stream', stream: { id, finish: true, content } })
  }

  /** As text/plain: the reference implementation says that WeCom needs it. */
  function sealed({ nonce }: CallbackSeal, reply: unknown): CallbackResponse {
    const { encrypt, signature, timestamp } = sealReply(keys, JSON.stringify(reply), { nonce, now: clock.now() })
    return plain(200, JSON.stringify({ encrypt, msgsignature: signature, timestamp, nonce }))
  }

  return createSealedCallback({ path: 'wecom/bot', keys, clock, log, findSealed, take })
}

/** The one sealed text of a callback, found without parsing: nothing unsigned gets as far as a parser. */
function findSealed(body: string): string | null {
  const [found, second] = [...body.matchAll(SEALED)]
  return found?.[1] && !second ? found[1].replaceAll('\\/', '/') : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
