import type { AskPattern } from './asks.ts'
import { stripEnds } from './mentions.ts'
import { toMessage } from './message.ts'
import { bestAsk } from './query.ts'
import { readParts } from './query-parts.ts'
import { leftOver, openSheet, restOf, type Sheet } from './query-sheet.ts'
import type { Inherited, Interpretation, QueryReading, QueryTrace, World } from './types.ts'
import { compileVocabulary } from './vocabulary.ts'

/** A question that was answered before. */
export interface Asked {
  command: string
  query: QueryReading
}

/** A question that leaves out what the one before it said, made whole. */
export type FollowUp = Extract<Interpretation, { kind: 'query' }> & { inherited: Inherited[] }

/** Longer texts say all themselves. */
const LONGEST = 24
const OPENING = /^(?:那么?|还有|再看看?|再来|换成|改成)?/

/**
 * Reads 那驿马呢, 上个月呢, 排名呢, 谁没报 after a question (interface §3): what is left out is taken from it. Null when the words are no question, or
 * one that says for itself what it is about.
 */
export function readFollowUp(raw: string, world: World, before: Asked): FollowUp | null {
  const { start, end } = stripEnds(raw, world.botNames)
  const message = toMessage(raw, world)
  const opening = OPENING.exec(message.text.slice(start, end))?.[0].length ?? 0
  if (end - start > LONGEST || start + opening >= end) return null
  const vocabulary = compileVocabulary(world.commands)
  const sheet = openSheet(message, { start: start + opening, end })
  const query = readParts(sheet, vocabulary)
  // 高楼镇怎么样: the question word fits with what the question before named.
  const ask = bestAsk(sheet, vocabulary, { ...namedBefore(before.query, query), ...query })
  if (leftOver(sheet) !== '' || query.no !== undefined || query.householdIds.length + query.memberIds.length > 0) return null
  if (!isElliptic(sheet, query, { ask, isOpened: opening > 0 })) return null
  return complete({ ...query, rest: restOf(sheet) }, { ask, before, trace: sheet.trace })
}

/** Does it name something, and yet not all that a question needs? A matter of one character (谁没走) says little. */
function isElliptic({ trace, text }: Sheet, query: QueryReading, about: { ask: AskPattern | null; isOpened: boolean }): boolean {
  const { ask, isOpened } = about
  if (ask === null) {
    const isWhereOrWhen = query.unitIds.length > 0 || query.period !== undefined || query.compare !== undefined
    const isMatter = query.matter !== undefined || query.indicator !== undefined
    // 会议呢 follows up, 信息发我一下 is talk.
    return isWhereOrWhen || (isMatter && (isOpened || ASKING.test(text)))
  }
  if (ask.command.alone === true && !CARRIES_ON.has(ask.command.name)) return false
  const matter = trace.find(({ part }) => part === 'matter' || part === 'indicator')
  return matter === undefined || matter.words.length < 2
}

const ASKING = /呢|[?]\s*$/

/** Of the questions that need nothing else, the one that may take over what was asked before (导出来). */
const CARRIES_ON: ReadonlySet<string> = new Set(['export'])

function complete(own: QueryReading, found: { ask: AskPattern | null; before: Asked; trace: QueryTrace }): FollowUp {
  const { ask, before, trace } = found
  const query: QueryReading = { ...own }
  const inherited: Inherited[] = []
  if (own.unitIds.length === 0 && before.query.unitIds.length > 0) {
    query.unitIds = before.query.unitIds
    inherited.push('unit')
  }
  const about = namedBefore(before.query, own)
  Object.assign(query, about)
  if (about.matter !== undefined) inherited.push('matter')
  if (about.indicator !== undefined) inherited.push('indicator')
  // 比上个月呢 names no period of its own: it is about the one that was asked about.
  const isNamed = trace.some(({ part }) => part === 'period')
  if (!isNamed && before.query.period !== undefined) {
    query.period = before.query.period
    inherited.push('period')
  }
  const reading = { kind: 'query', rule: 'follow-up question', trace } as const
  if (ask !== null) return { ...reading, command: ask.command.name, query, inherited }
  return { ...reading, command: before.command, query: { ...shapeOf(before.query), ...query }, inherited: ['command', ...inherited] }
}

/** The matter or indicator of the question before, where the words name none. */
function namedBefore({ matter, duties, indicator }: QueryReading, own: QueryReading): Partial<QueryReading> {
  if (own.matter !== undefined || own.indicator !== undefined) return {}
  return {
    ...(matter === undefined ? {} : { matter }),
    ...(duties === undefined ? {} : { duties }),
    ...(indicator === undefined ? {} : { indicator }),
  }
}

/** What belongs to the question word: 前三, 第几, 同比. */
function shapeOf({ top, bottom, place, compare }: QueryReading): Partial<QueryReading> {
  return {
    ...(top === undefined ? {} : { top }),
    ...(bottom === undefined ? {} : { bottom }),
    ...(place === undefined ? {} : { place }),
    ...(compare === undefined ? {} : { compare }),
  }
}
