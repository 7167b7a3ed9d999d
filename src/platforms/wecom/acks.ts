import type { Frame } from './frames.ts'

/** What came of a frame: the server's word, or none. Once it is written and has no word, nobody knows whether it was carried out. */
export type Answer = { acked: true; errcode: number; body: unknown } | { acked: false; written: boolean }

/** A frame on its way out. */
export interface Outbound {
  cmd: string
  reqId: string
  body?: unknown
}

/** Which ack belongs to which frame: nothing but the request id tells, so one frame of an id is on its way at a time. */
export interface Acks {
  /** Writes a frame and waits for its ack, after the others of its id. Never rejects. */
  exchange(frame: Outbound, waitMs: number): Promise<Answer>
  /** An ack came; one that nobody waits for is dropped. */
  take(ack: Frame): void
  /** False once an ack for this id was missed: it may still come, and would be taken for the next frame's. */
  isUsable(reqId: string): boolean
  /** No ack will come any more, and nothing is written. */
  close(): void
}

/** The bookkeeping of one socket; `write` is false when it takes no more. */
export function createAcks(write: (text: string) => boolean): Acks {
  const waiting = new Map<string, (answer: Answer) => void>()
  const turns = new Map<string, Promise<Answer>>()
  const missed = new Set<string>()
  let closed = false

  function exchangeNow({ cmd, reqId, body }: Outbound, waitMs: number): Promise<Answer> {
    const text = JSON.stringify({ cmd, headers: { req_id: reqId }, ...(body === undefined ? {} : { body }) })
    if (closed || !write(text)) return Promise.resolve({ acked: false, written: false })
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        missed.add(reqId)
        settle({ acked: false, written: true })
      }, waitMs)
      const settle = (answer: Answer): void => {
        clearTimeout(timer)
        waiting.delete(reqId)
        resolve(answer)
      }
      waiting.set(reqId, settle)
    })
  }

  return {
    async exchange(frame, waitMs) {
      const before = turns.get(frame.reqId)
      const turn = before ? before.then(() => exchangeNow(frame, waitMs)) : exchangeNow(frame, waitMs)
      turns.set(frame.reqId, turn)
      const answer = await turn
      if (turns.get(frame.reqId) === turn) turns.delete(frame.reqId)
      return answer
    },
    take({ reqId, errcode, body }) {
      // An ack without a code only says that the frame was heard.
      waiting.get(reqId)?.({ acked: true, errcode: errcode ?? 0, body })
    },
    isUsable: (reqId) => !missed.has(reqId),
    close() {
      closed = true
      for (const settle of [...waiting.values()]) settle({ acked: false, written: true })
    },
  }
}
