import type { AskNeed, AskPattern } from './asks.ts'
import type { Message } from './message.ts'
import { nearWord } from './nearest.ts'
import type { Span } from './span.ts'
import type { QueryReading } from './types.ts'
import { findNumbers } from './values/numbers.ts'
import { findPeriods } from './values/periods.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A question as understood, and how well the words fit one. */
export interface Question {
  command: string
  query: QueryReading
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

/** Words that say nothing more in a question. */
const POLITE =
  /我想|我要|想要?|麻烦|请问?|帮我?|帮忙|给我|看一?看|看下|看一下|查一?查|查一?下|查询|查看|了解|发一下|发下|发给?我?|说一?下|一下|现在|目前|截至|截止|到底|情况|那边|这边|那里|这里|里面|我们?|咱们?|大家|把|的|了|吗|呢|啊|吧|嘛|呀|下|有|是|都|还|各|个|几|哪些|哪个|哪几|什么|谁|到|在|搞得|做得|弄得|出来|出|一份|份|嗯+|那个|呃|[\s,;:、。.!?~"'“”()-]+/g

const TOP = /前\s*([\d一二两三四五六七八九十]{1,3})(?:名|位|个|的)?(?!\s*[天日月年周季])/
const BOTTOM = /(?:最后|倒数|后)\s*([\d一二两三四五六七八九十]{1,3})(?:名|位|个|的)?(?!\s*[天日月年周季])/
const BEST = /第一名?|最好|最快|最多|最高|领先|榜首/
const WORST = /垫底|最慢|最差|最低|最少|最后一?名?|倒数第一|落后|排最后/

/** Reads a question in free order and wording; null when no question word fits. */
export function readQuestion(message: Message, vocabulary: Vocabulary, span: Span): Question | null {
  const length = span.end - span.start
  const text = message.text.slice(span.start, span.end)
  if (length > LONGEST || (length > LONGEST_BARE && !vocabulary.askPattern.test(text))) return null
  const sheet: Sheet = { message, span, text, covered: new Uint8Array(length) }
  const query = readParts(sheet, vocabulary)
  if (namesUnknownPlace(sheet)) return null
  const best = bestAsk(sheet, vocabulary, query)
  if (best === null) return null
  if (query.matter === undefined) correctMatter(sheet, vocabulary, query)
  return {
    command: best.command.name,
    bare: best.bare,
    query: { ...query, rest: restOf(sheet) },
    left: leftOver(sheet).length,
    named: isNamed(query),
  }
}

interface Sheet {
  message: Message
  span: Span
  text: string
  /** 1 where a character belongs to a part. */
  covered: Uint8Array
}

function cover({ covered }: Sheet, start: number, end: number): void {
  covered.fill(1, start, end)
}

function isFree({ covered }: Sheet, start: number, end: number): boolean {
  return covered.subarray(start, end).every((mark) => mark === 0)
}

/** Takes what does not overlap what is taken already. */
function take<F extends { start: number; end: number }>(sheet: Sheet, findings: F[]): F[] {
  const free = findings.filter((found) => isFree(sheet, found.start, found.end))
  for (const found of free) cover(sheet, found.start, found.end)
  return free
}

function readParts(sheet: Sheet, vocabulary: Vocabulary): QueryReading {
  const { message, text } = sheet
  const { lexicon, speaker } = message
  const indicator = take(sheet, lexicon.findIndicators(text))[0]?.value
  const period = take(sheet, findPeriods(text, message.nowMs))[0]?.value
  const units = take(sheet, lexicon.findUnits(text, speaker))
  const unitIds = [...units.flatMap((unit) => unit.candidates ?? [unit.value]), ...misspeltUnits(sheet), ...ownUnits(sheet)]
  const households = take(sheet, lexicon.findHouseholdsAnywhere(text, message.villageIds))
  const members = take(sheet, lexicon.findMembers(text, speaker))
  const matter = readMatter(sheet, vocabulary)
  return {
    unitIds: [...new Set(unitIds)],
    householdIds: [...new Set(households.flatMap((found) => found.candidates ?? [found.value]))],
    memberIds: [...new Set(members.flatMap((found) => found.candidates ?? [found.value]))],
    ...(matter === undefined ? {} : { matter }),
    ...(indicator === undefined ? {} : { indicator }),
    ...(period === undefined ? {} : { period }),
    ...readPlaces(sheet),
    ...readNo(sheet),
    rest: '',
  }
}

/** 马玲镇: a place that the roster spells otherwise. */
function misspeltUnits(sheet: Sheet): number[] {
  const { lexicon, speaker } = sheet.message
  return [...sheet.text.matchAll(/(?<![\p{Script=Han}])[\p{Script=Han}]{1,5}(?:镇|乡|村|社区|街道)/gu)].flatMap((match) => {
    const end = match.index + match[0].length
    if (!isFree(sheet, match.index, end)) return []
    const { id } = lexicon.unitByName(match[0], speaker)
    if (id === undefined) return []
    cover(sheet, match.index, end)
    return [id]
  })
}

/** A place that the roster does not hold: an answer for another place would be wrong. */
function namesUnknownPlace(sheet: Sheet): boolean {
  return [
    ...sheet.text.matchAll(/(?<![\p{Script=Han}])[\p{Script=Han}]{2,4}(?:镇|乡|村|社区)(?!委|上|里|民|级|情|振|干|书|支|医|容|貌|务|规)/gu),
  ].some(
    (match) => isFree(sheet, match.index, match.index + match[0].length) && !/[哪各几个全本我咱每所这那多少包驻后前有些]/.test(match[0]),
  )
}

const OWN = /(?:我们|咱们|我|咱|本|全)(村|社区|镇|乡|县|单位)/g
const OWN_KINDS: Record<string, string[]> = { 村: ['village'], 社区: ['village'], 镇: ['township'], 乡: ['township'], 县: ['county'] }

/** 我们村, 全镇: the speaker's own unit, or the one of that kind above it. */
function ownUnits(sheet: Sheet): number[] {
  const { lexicon, speaker } = sheet.message
  return take(
    sheet,
    [...sheet.text.matchAll(OWN)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind: match[1] ?? '' })),
  ).flatMap(({ kind }) => {
    const kinds = OWN_KINDS[kind]
    let unit = lexicon.unit(speaker.homeUnitId ?? speaker.chatUnitId ?? 0)
    while (unit !== undefined && kinds !== undefined && !kinds.includes(unit.kind)) unit = lexicon.unit(unit.parentId ?? 0)
    return unit === undefined ? [] : [unit.id]
  })
}

/** The first matter named; one of a single character (会, 走) only where no longer one is. */
function readMatter(sheet: Sheet, vocabulary: Vocabulary): string | undefined {
  const found = take(
    sheet,
    [...sheet.text.matchAll(vocabulary.matterPattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      word: match[0],
    })),
  )
  const first = found.find(({ word }) => word.length > 1) ?? found[0]
  return vocabulary.matters.find((head) => head.word === first?.word)?.command.name
}

function toCount(text: string): number {
  return findNumbers(text)[0]?.value ?? 1
}

function readPlaces(sheet: Sheet): { top?: number; bottom?: number } {
  const places: { top?: number; bottom?: number } = {}
  for (const [key, counted, word] of [
    ['bottom', BOTTOM, WORST],
    ['top', TOP, BEST],
  ] as const) {
    const match = counted.exec(sheet.text) ?? word.exec(sheet.text)
    if (match === null || !isFree(sheet, match.index, match.index + match[0].length)) continue
    places[key] = match[1] === undefined ? 1 : toCount(match[1])
    cover(sheet, match.index, match.index + match[0].length)
  }
  return places
}

function readNo(sheet: Sheet): { no?: number } {
  const match = /#?(?<![\d.])(\d{1,9})(?![\d.%]|\s*[年月日号个户人元万名天周])/.exec(sheet.text)
  if (match === null || !isFree(sheet, match.index, match.index + match[0].length)) return {}
  cover(sheet, match.index, match.index + match[0].length)
  return { no: Number(match[1]) }
}

/** The ask that fits best: the longest, then the one that stands first, then the one of the first command. */
function bestAsk(sheet: Sheet, { asks }: Vocabulary, query: QueryReading): AskPattern | null {
  const fitting = asks.flatMap((ask) => {
    const start = ask.bare || !ask.needs.every((need) => has(query, need)) ? -1 : sheet.text.search(ask.pattern)
    return start === -1 ? [] : [{ ask, start }]
  })
  for (const { ask } of fitting)
    for (const match of sheet.text.matchAll(ask.pattern)) cover(sheet, match.index, match.index + match[0].length)
  const [best] = fitting.sort((a, b) => b.ask.weight - a.ask.weight || a.start - b.start)
  if (best !== undefined) return best.ask
  if (leftOver(sheet) !== '') return null
  return (
    asks.filter((ask) => ask.bare && ask.needs.every((need) => has(query, need))).sort((a, b) => b.needs.length - a.needs.length)[0] ?? null
  )
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
    cover(sheet, match.index, end)
    return
  }
}

/** Words that belong to no part, without those that say nothing. */
function leftOver({ text, covered }: Sheet): string {
  const words = [...covered].map((mark, at) => (mark === 0 ? text.charAt(at) : ' ')).join('')
  return words.replace(POLITE, '').replace(/\s+/g, '')
}

/** Words that belong to no part, as typed. */
function restOf({ text, covered, message, span }: Sheet): string {
  const runs = [...covered].map((mark, at) => (mark === 0 ? text.charAt(at) : ' ')).join('')
  const kept = [...runs.matchAll(/\S+/g)].filter((run) => run[0].replace(POLITE, '') !== '')
  return kept.map((run) => message.raw.slice(span.start + run.index, span.start + run.index + run[0].length)).join(' ')
}
