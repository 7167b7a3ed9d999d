import type { FieldReading } from './field-reading.ts'
import type { LabelSet } from './labels.ts'
import { cutSpan, isBoundary, type Message, trimSpan } from './message.ts'
import type { Span } from './span.ts'
import type { CommandWords, ItemReading } from './types.ts'

/** One report while it is being read: what is known, and which words are not claimed yet. */
export interface Draft {
  message: Message
  command: CommandWords
  labels: LabelSet
  /** Words that no field has claimed, in the order typed. */
  pool: Span[]
  /** Where the words behind the verb begin; before them stand only who, when and where. */
  from: number
  readings: Map<string, FieldReading>
  trace: ItemReading['trace']
}

/** Puts a reading into the draft; true, so that a step can end with it. */
export function settle(draft: Draft, key: string, reading: FieldReading & { words: string }): true {
  const { words, ...rest } = reading
  draft.readings.set(key, rest)
  draft.trace.push({ field: key, words, rule: reading.rule })
  return true
}

/** Takes words out of the pool; pieces without words left go too. */
export function claim(draft: Draft, span: Span): void {
  draft.pool = cutSpan(draft.pool, span).filter((piece) => {
    const { start, end } = trimSpan(draft.message.text, piece)
    return end > start
  })
}

/** The words of a piece, as typed. */
export function wordsOfPiece({ message }: Draft, { start, end }: Span): string {
  return message.raw.slice(start, end).trim()
}

/** Does the span stand alone in its piece, parted from what is around it? */
export function isAlone({ message: { text } }: Draft, span: Span, piece: Span): boolean {
  return isBoundary(text, span.start - 1, piece) && isBoundary(text, span.end, piece)
}

const LEAD =
  /(?:[\s,;:、。]|我们?|咱们?|今儿|去[了的]?|到了?|刚[刚才]?|补报|跑[了一]*趟|[/+|—-]|对|在|了|过|一下|(?:走访|入户|排查)?时?发现|那个|这个|就是说?|然后|[跟给]?[你您](?:说|汇报)(?:一下|下)?|嗯+|呃|啊)*/y

/** Where the meant words of a piece begin, after particles such as 我们去了. */
export function skipLead(text: string, { start, end }: Span): number {
  LEAD.lastIndex = start
  LEAD.test(text)
  return Math.min(LEAD.lastIndex, end)
}
