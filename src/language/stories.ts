import { readHousehold } from './households.ts'
import { type Message, trimSpan } from './message.ts'
import type { Span } from './span.ts'

/** What leads over to the next household in dictated words. */
const NEXT = /(?:还有|另外|再就是|其次)(?:就是|一户是?)?/g
/** Words that tie a clause to the household before it: 符永强帮他收稻. */
const TIED = /[他她其]|[帮借]|邻居|亲戚|一起|两家/
/** Longer words are one account. */
const LONGEST = 1_000

/**
 * Several households told of in a row: every sentence (；。), or every clause (，), begins with another head and says something of it, or 还有 and
 * the like lead over to one. Where only some do, the others may be neighbours in the story: null.
 */
export function splitStories(message: Message, rest: Span): Span[] | null {
  if (rest.end - rest.start > LONGEST) return null
  for (const separator of [/[^;。]+[;。]*/g, /[^,;。]+[,;。]*/g]) {
    const clauses = clausesOf(message.text, rest, separator)
    if (clauses.length > 1 && tellOfEach(message, clauses)) return clauses
  }
  const joints = [...message.text.slice(rest.start, rest.end).matchAll(NEXT)].map((match) => rest.start + match.index + match[0].length)
  const starts = [rest.start, ...joints.filter((start) => headOf(message, { start, end: rest.end }) !== null)]
  const parts = starts.map((start, at) => ({ start, end: endBefore(message.text, starts[at + 1] ?? rest.end, rest) }))
  return parts.length > 1 && tellOfEach(message, parts) ? parts : null
}

/** The end of a part, without the words that lead over to the next. */
function endBefore(text: string, end: number, rest: Span): number {
  const words = text.slice(rest.start, end)
  const joint = [...words.matchAll(NEXT)].at(-1)
  return end < rest.end && joint !== undefined ? rest.start + joint.index : end
}

function clausesOf(text: string, { start, end }: Span, separator: RegExp): Span[] {
  return [...text.slice(start, end).matchAll(separator)]
    .map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }))
    .filter((clause) => text.slice(clause.start, clause.end).trim() !== '')
}

/** Does each part begin with a head of its own, spelt as on the roster, with words about it alone? */
function tellOfEach(message: Message, parts: Span[]): boolean {
  const heads = new Set<number>()
  for (const part of parts) {
    const head = headOf(message, part)
    if (head === null || heads.has(head.id) || (heads.size > 0 && TIED.test(head.words))) return false
    heads.add(head.id)
  }
  return true
}

function headOf(message: Message, part: Span): { id: number; words: string } | null {
  const reading = readHousehold(message, part)
  if (reading?.match?.kind !== 'found' || reading.match.corrected) return null
  const after = trimSpan(message.text, { start: reading.span.end, end: part.end })
  const words = message.text.slice(after.start, after.end).replace(/[。;,]/g, '')
  return words === '' ? null : { id: reading.match.id, words }
}
