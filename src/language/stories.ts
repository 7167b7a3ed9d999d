import { readHousehold } from './households.ts'
import { type Message, trimSpan } from './message.ts'
import type { Span } from './span.ts'

/** What leads over to the next household in dictated words. */
const NEXT = /(?:还有|另外|再就是|其次)(?:就是|一户是?)?|(?:另|下|再|最后)一?[户家](?:人家)?(?:就?是)?|(?<![\d第])一[户家个](?:人家)?就?是/g
/** Words that tie a clause to the household before it: 符永强帮他收稻. */
const TIED = /[他她其]|[帮借]|邻居|亲戚|一起|两家/
/** What leads over to the next of so many that were announced: 再到, 第二户, 然后去三组的. */
const LED_OVER =
  /(?:[\s,;:。、]*(?:然后|接着|最后|其次|再就是|还有|另外|又|再|[另下]?一[户家]|第[\d一二三四五六七八九十]{1,2}[户家])(?:人家)?(?:就?是|[去到走看]了?)*)*[\s,;:。、]*(?:[\d一二三四五六七八九十]{1,2}组的?)?(?:[监脱贫低]\p{Script=Han}{1,2}户)?$/u
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

/**
 * As many households as were announced (走访了三户…), each named once and told of, without any stop: each name begins an account. Null where fewer or
 * more are named, or one is tied to the one before: then some may be neighbours in the story.
 */
export function splitCounted(message: Message, rest: Span, count: number): Span[] | null {
  const { text, lexicon, villageIds } = message
  if (!(count > 1) || rest.end - rest.start > LONGEST) return null
  const names = lexicon.findHouseholdsAnywhere(text.slice(rest.start, rest.end), villageIds)
  if (names.length !== count || new Set(names.map(({ value }) => value)).size !== count || names[0]?.start !== 0) return null
  const parts = names.map(({ start }, at) => {
    const end = rest.start + (names[at + 1]?.start ?? rest.end - rest.start)
    const led = at + 1 < count ? (LED_OVER.exec(text.slice(rest.start + start, end))?.[0].length ?? 0) : 0
    return { start: rest.start + start, end: end - led, isLed: led > 0 }
  })
  const areTold = parts.every((part, at) => {
    const words = headOf(message, part)?.words ?? ''
    return words.length > 1 && (at === 0 || parts[at - 1]?.isLed === true || !TIED.test(words))
  })
  return areTold ? parts : null
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
