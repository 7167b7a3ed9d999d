import type { Clock } from '../../clock.ts'
import type { IncomingMessage } from '../../core/message.ts'
import type { PlatformHost } from '../../core/platform.ts'
import { readBotCallback } from './bot-message.ts'
import type { ReplyTo } from './bot-sending.ts'
import { type CardShelf, pressedCard } from './card.ts'
import type { Frame } from './frames.ts'
import { greetingOf } from './greeting.ts'
import type { Link } from './link.ts'

/** What receiving works with. */
export interface ReceivingParts {
  botId: string
  botNames: readonly string[]
  clock: Clock
  cards: CardShelf
  /** Waits so many ms, or until the bot stops. */
  pause(ms: number): Promise<unknown>
  host(): PlatformHost | null
  link(): Link | null
}

/** Tries of handing a message in: WeCom does not deliver it again. */
const MOST_TRIES = 10
const FIRST_RETRY_MS = 500

/** What becomes of a callback of the long connection; rejects when a message could not be handed in at all. */
export function createReceiving({ botId, botNames, clock, cards, pause, host, link }: ReceivingParts): (frame: Frame) => Promise<void> {
  /** Within 5 s of the entering, or not at all. */
  function greet(reqId: string): void {
    void link()?.request('aibot_respond_welcome_msg', { msgtype: 'text', text: { content: greetingOf(botNames) } }, reqId)
  }

  /** Shows what was chosen, within 5 s of the pressing; a card of before the last start is left as it is. */
  function markPressed(reqId: string, taskId: string, key: string): void {
    const card = cards.find(taskId)
    const pressed = card && pressedCard(card, key)
    if (!pressed) return
    void link()?.request('aibot_respond_update_msg', { response_type: 'update_template_card', template_card: pressed }, reqId)
  }

  /** Hands a message in until it is on disk; the same one again does no harm. */
  async function handIn(message: IncomingMessage): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await host()?.receive(message)
        return
      } catch (thrown) {
        if (tries >= MOST_TRIES) throw thrown
        await pause(FIRST_RETRY_MS * 2 ** (tries - 1))
      }
    }
  }

  return async ({ cmd, reqId, body }) => {
    if (cmd !== 'aibot_msg_callback' && cmd !== 'aibot_event_callback') return
    const now = clock.now()
    const replyTo = JSON.stringify({ reqId, at: now } satisfies ReplyTo)
    const callback = readBotCallback(body, { bot: botId, now, replyTo })
    if (!callback) return
    if (callback.kind === 'entered') return greet(reqId)
    if (callback.kind === 'pressed') markPressed(reqId, callback.taskId, callback.message.text)
    await handIn(callback.message)
  }
}
