import { readHousehold } from './households.ts'
import type { ReportWords } from './item.ts'
import type { Plan } from './items.ts'
import { findLabels } from './labels.ts'
import { type Message, trimSpan } from './message.ts'
import type { Span } from './span.ts'
import { findDates } from './values/dates.ts'

const TIME = /(?:\d{1,2}[./]\d{1,2}|上午|下午|早上|中午|晚上|傍晚|又|还|再|然后|接着|我们?|去了?|[\s,;。、])*$/
/** Nobody tells of more households in one breath; a flood is read as one item. */
const MOST_TIMES = 20
/** How far before a verb its own date may begin. */
const BEFORE = 24

/** 6.10走访吴多才6.11走访曾令华都在家: the verb comes again with another household, so that each is an item with the date before its verb. */
export function byVerb(message: Message, rest: Span, { labels, word }: ReportWords): Plan | null {
  const { text } = message
  if (word.length < 2 || !Object.values(labels.fields).some(({ type }) => type === 'household')) return null
  if (findLabels(text, rest, labels).length > 0 || !isNamed(message, rest)) return null
  const starts: { start: number; words: number }[] = []
  for (
    let at = text.indexOf(word, rest.start);
    at !== -1 && at < rest.end && starts.length <= MOST_TIMES;
    at = text.indexOf(word, at + 1)
  ) {
    const behind = at + word.length + (/^[了过]/.test(text.slice(at + word.length, rest.end)) ? 1 : 0)
    const start = openingOf(message, rest, at)
    const isParted = /[\s,;。、\d日号天午]/.test(text.charAt(at - 1)) && (start < at || /[\s,;。、]/.test(text.charAt(at - 1)))
    if (isParted && isNamed(message, { start: behind, end: rest.end })) starts.push({ start, words: behind })
  }
  if (starts.length === 0 || starts.length > MOST_TIMES) return null
  const items = [{ start: rest.start, words: rest.start }, ...starts].map(({ start, words }, index, all): Span[] => {
    const end = all[index + 1]?.start ?? rest.end
    const opening = trimSpan(text, { start, end: Math.max(start, words - word.length) })
    return [...(opening.end > opening.start ? [opening] : []), { start: words, end }]
  })
  return { header: null, items }
}

function isNamed(message: Message, span: Span): boolean {
  const match = readHousehold(message, span)?.match
  return match?.kind === 'found' && match.rule === 'exact'
}

/** Where the words begin that belong to a verb: its date, 上午, 又. */
function openingOf({ text, nowMs }: Message, rest: Span, at: number): number {
  const from = Math.max(rest.start, at - BEFORE)
  const before = text.slice(from, at)
  const particles = TIME.exec(before)?.index ?? before.length
  const date = findDates(before, nowMs, 'past').find(({ end }) => end >= particles)
  return from + Math.min(particles, date?.start ?? particles)
}
