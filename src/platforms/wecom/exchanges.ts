import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import type { PassiveReply } from './passive-reply.ts'
import { createRecent } from './recent.ts'

/** How far the answer to one message is. */
export type ExchangeState =
  | { kind: 'given'; reply: PassiveReply }
  /** Still being worked on; the bubble says so, and WeCom asks again. */
  | { kind: 'working' }
  /** It was sent after all by other means. */
  | { kind: 'closed' }

/** The answers to the messages of the last minutes, by message id. */
export interface Exchanges {
  /** Opens an exchange, or joins the one that the same message opened before. Rejects when the work does, so that WeCom delivers again. */
  answer(id: string, work: () => Promise<PassiveReply>): Promise<ExchangeState>
  /** WeCom asks for more; null for an exchange that nobody remembers. */
  refresh(id: string): ExchangeState | null
  /** Was this part of a reply given as the answer? 'soon': WeCom is about to ask for it. */
  whether(id: string, part: { messageId: number; index: number }): Promise<'given' | 'soon' | 'no'>
}

interface Exchange {
  reply: PassiveReply | null
  readyAt: number
  given: boolean
  closed: boolean
  failed: boolean
  /** Resolves when the first answer is decided. */
  first: Promise<void>
}

const REMEMBERED = 500
/** WeCom cuts the line after 5 s. */
const ANSWER_WITHIN_MS = 3_500
/** A bubble that says 'working' is asked about every few seconds; when WeCom stopped asking, the reply goes another way. */
const ASKED_WITHIN_MS = 10_000

/** The exchanges; `answerWithinMs` is how long an answer is waited for before the bubble says that work goes on. */
export function createExchanges(clock: Clock, answerWithinMs = ANSWER_WITHIN_MS): Exchanges {
  const exchanges = createRecent<Exchange>(REMEMBERED)

  function begin(work: () => Promise<PassiveReply>): Exchange {
    const exchange: Exchange = { reply: null, readyAt: 0, given: false, closed: false, failed: false, first: Promise.resolve() }
    const done = work().then(
      (reply) => {
        exchange.reply = reply
        exchange.readyAt = clock.now()
      },
      (thrown: unknown) => {
        exchange.failed = true
        throw thrown
      },
    )
    const patience = new AbortController()
    const tooLong = wait(answerWithinMs, undefined, { signal: patience.signal, ref: false }).catch(() => undefined)
    exchange.first = Promise.race([done.finally(() => patience.abort()), tooLong])
    // A failure after the first answer is told by the bubble; before it, by whoever waits for `first`.
    done.catch(() => undefined)
    exchange.first.catch(() => undefined)
    return exchange
  }

  function look(exchange: Exchange): ExchangeState {
    if (exchange.closed) return { kind: 'closed' }
    if (!exchange.reply) return { kind: 'working' }
    exchange.given = true
    return { kind: 'given', reply: exchange.reply }
  }

  return {
    async answer(id, work) {
      const known = exchanges.get(id)
      const exchange = known && !known.failed ? known : begin(work)
      exchanges.set(id, exchange)
      await exchange.first
      return look(exchange)
    },
    refresh(id) {
      const exchange = exchanges.get(id)
      return exchange && !exchange.failed ? look(exchange) : null
    },
    async whether(id, { messageId, index }) {
      const exchange = exchanges.get(id)
      if (!exchange || exchange.failed) return 'no'
      await exchange.first.catch(() => undefined)
      if (exchange.reply && index >= (exchange.reply.given.get(messageId) ?? 0)) return 'no'
      if (exchange.given) return 'given'
      if (!exchange.closed && (!exchange.reply || clock.now() - exchange.readyAt < ASKED_WITHIN_MS)) return 'soon'
      exchange.closed = true
      return 'no'
    },
  }
}
