import type { AskNeed, AskPattern } from './asks.ts'
import type { Message } from './message.ts'
import { nearWord } from './nearest.ts'
import { readParts } from './query-parts.ts'
import { cover, isFree, leftOver, openSheet, restOf, type Sheet } from './query-sheet.ts'
import type { Span } from './span.ts'
import type { QueryReading, QueryTrace } from './types.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A question as understood, and how well the words fit one. */
export interface Question {
  command: string
  query: QueryReading
  trace: QueryTrace
  /** Is there no question word at all (纸房村风险户)? */
  bare: boolean
  /** Characters that belong to no part of the question. */
  left: number
  /** Does it name a unit, a matter, a household … besides the question word? */
  named: boolean
}

/** Longer texts are no questions. */
const LONGEST = 200
/** Longer ones need a question word. */
const LONGEST_BARE = 24

/** Reads a question in free order and wording; null when no question word fits. */
export function readQuestion(message: Message, vocabulary: Vocabulary, span: Span): Question | null {
  const length = span.end - span.start
  const text = message.text.slice(span.start, span.end)
  if (length > LONGEST || (length > LONGEST_BARE && !vocabulary.askPattern.test(text))) return null
  const sheet = openSheet(message, span)
  const query = readParts(sheet, vocabulary)
  if (namesUnknownPlace(sheet)) return null
  const best = bestAsk(sheet, vocabulary, query) ?? bareAsk(sheet, vocabulary, query)
  if (best === null) return null
  if (query.matter === undefined) correctMatter(sheet, vocabulary, query)
  return {
    command: best.command.name,
    bare: best.bare,
    query: { ...query, rest: restOf(sheet) },
    trace: sheet.trace,
    left: leftOver(sheet).length,
    named: isNamed(query),
  }
}

/** A place that the roster does not hold: an answer for another place would be wrong. */
function namesUnknownPlace(sheet: Sheet): boolean {
  return [
    ...sheet.text.matchAll(/(?<![\p{Script=Han}])[\p{Script=Han}]{2,4}(?:镇|乡|村|社区)(?!委|上|里|民|级|情|振|干|书|支|医|容|貌|务|规)/gu),
  ].some(
    (match) => isFree(sheet, match.index, match.index + match[0].length) && !/[哪各几个全本我咱每所这那多少包驻后前有些]/.test(match[0]),
  )
}

/** The ask that fits best: the longest, then the one that stands first, then the one of the first command. Null when none fits. */
export function bestAsk(sheet: Sheet, { asks }: Vocabulary, query: QueryReading): AskPattern | null {
  const fitting = asks.flatMap((ask) => {
    const isPossible = !ask.bare && sheet.asked.includes(ask.literal) && ask.needs.every((need) => has(query, need))
    const start = isPossible ? sheet.asked.search(ask.pattern) : -1
    return start === -1 ? [] : [{ ask, start }]
  })
  const [best] = fitting.sort((a, b) => b.ask.weight - a.ask.weight || a.start - b.start)
  for (const { ask } of fitting) {
    for (const { index, 0: words } of sheet.asked.matchAll(ask.pattern)) {
      const place = { start: index, end: index + words.length }
      if (ask === best?.ask) cover(sheet, 'word', { ...place, rule: 'question word' })
      else sheet.covered.fill(1, place.start, place.end)
    }
  }
  return best?.ask ?? null
}

/** Without a question word the parts alone may be the question (纸房村风险户), when nothing else is left. */
function bareAsk(sheet: Sheet, { asks }: Vocabulary, query: QueryReading): AskPattern | null {
  if (leftOver(sheet) !== '') return null
  const fitting = asks.filter((ask) => ask.bare && ask.needs.every((need) => has(query, need)))
  return fitting.sort((a, b) => b.needs.length - a.needs.length)[0] ?? null
}

function has(query: QueryReading, need: AskNeed): boolean {
  switch (need) {
    case 'household':
      return query.householdIds.length > 0
    case 'member':
      return query.memberIds.length > 0
    case 'unit':
      return query.unitIds.length > 0
    case 'matter':
      return query.matter !== undefined
    case 'indicator':
      return query.indicator !== undefined
    case 'period':
      return query.period !== undefined
    case 'comparison':
      return query.compare !== undefined
  }
}

function isNamed(query: QueryReading): boolean {
  const { unitIds, householdIds, memberIds, matter, indicator, top, bottom } = query
  return unitIds.length + householdIds.length + memberIds.length > 0 || [matter, indicator, top, bottom].some((part) => part !== undefined)
}

/** 走防: a word beside the parts that sounds like a matter. */
function correctMatter(sheet: Sheet, { matters }: Vocabulary, query: QueryReading): void {
  for (const match of sheet.text.matchAll(/[\p{Script=Han}]{2,4}/gu)) {
    const end = match.index + match[0].length
    if (!isFree(sheet, match.index, end)) continue
    const head = nearWord(match[0], matters)
    if (head === null) continue
    query.matter = head.command.name
    cover(sheet, 'matter', { start: match.index, end, rule: 'sounds like' })
    return
  }
}
