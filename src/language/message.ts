import { type Grounds, groundsOf } from './names/grounds.ts'
import type { Lexicon } from './names/lexicon.ts'
import { normalise } from './normalise.ts'
import type { Span } from './span.ts'
import type { Speaker } from './types.ts'

/** What words are read against: the roster, who speaks, and when. */
export interface Ground {
  lexicon: Lexicon
  speaker: Speaker
  nowMs: number
}

/** One message on its ground. Spans count in both texts, since normalising keeps the length. */
export interface Message extends Ground {
  /** As typed: what is stored is cut out of this. */
  raw: string
  /** Normalised: what is searched. */
  text: string
  /** Where the households are that the speaker may name. */
  villageIds: Grounds
}

/** Puts a text on its ground. */
export function toMessage(raw: string, { lexicon, speaker, nowMs }: Ground): Message {
  return {
    raw,
    text: normalise(raw),
    lexicon,
    speaker,
    nowMs,
    villageIds: groundsOf(lexicon.villagesIn(speaker.scopeUnitIds), speaker.householdIds),
  }
}

const EDGE_START = /[\s,;:、。.!?~]/
const EDGE_END = /[\s,;:、]/

/** The span without separators at its ends; full stops at the end belong to the sentence and stay. */
export function trimSpan(text: string, { start, end }: Span): Span {
  let from = start
  let to = end
  while (from < to && EDGE_START.test(text.charAt(from))) from++
  while (to > from && EDGE_END.test(text.charAt(to - 1))) to--
  return { start: from, end: to }
}

/** The words of a span as typed, without separators at the ends. */
export function wordsOf({ raw, text }: Message, span: Span): string {
  const { start, end } = trimSpan(text, span)
  return raw.slice(start, end).trim()
}

/** Is the position a place where words are parted: an end, white space, or punctuation? */
export function isBoundary(text: string, at: number, { start, end }: Span): boolean {
  return at < start || at >= end || /[\s,;:、。.!?()"'“”‘’~=/+|—-]/.test(text.charAt(at))
}

/** Takes a span out of the pieces; a piece that is cut in its middle becomes two. */
export function cutSpan(pieces: Span[], { start, end }: Span): Span[] {
  return pieces.flatMap((piece) => {
    if (end <= piece.start || start >= piece.end) return [piece]
    const left = { start: piece.start, end: Math.max(piece.start, start) }
    const right = { start: Math.min(piece.end, end), end: piece.end }
    return [left, right].filter((part) => part.end > part.start)
  })
}
