import { optionWords } from './fields.ts'
import { readHousehold } from './households.ts'
import type { LabelSet } from './labels.ts'
import type { Message } from './message.ts'
import { type Candidate, namedAt, namedBefore, TOLD_REACH } from './opening.ts'
import { reportAt } from './report-verb.ts'
import type { Span } from './span.ts'
import type { Talk } from './talk.ts'
import { findCounts } from './values/counts.ts'
import { findDates } from './values/dates.ts'

/** How far into a sentence its verb may stand. */
export const VERB_REACH = 32

/** A report whose verb stands inside the first sentence, or that says so without it. */
export function reportInside(talk: Talk): Candidate | null {
  const { message, span } = talk
  const part = message.text.slice(span.start, Math.min(span.end, span.start + VERB_REACH))
  const row = rowBeforeVerb(talk)
  if (row !== null) return row
  const held = heldReport(talk, part)
  const [first] = part.matchAll(talk.vocabulary.verbPattern)
  if (first === undefined) return held ?? wentReport(talk, part) ?? wentToReport(talk, part)
  if (held !== null && held.rest.start <= span.start + first.index) return held
  return reportAt(talk, { word: first[0], at: span.start + first.index })
}

const WENT = /[走跑看转坐][了过](?:一?[趟下圈]|一?看)/

/** 去王亦态屋里走了一趟，…: a visit without its word, to a household that is named before it. */
function wentReport({ message, span, vocabulary }: Talk, part: string): Candidate | null {
  const match = WENT.exec(part)
  const head = vocabulary.matters.find(({ word, command }) => word === '走' && command.form === 'report')
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (match === null || head === undefined || labels === undefined) return null
  const before = { start: span.start, end: span.start + match.index }
  if (namedBefore(message, before)?.match?.kind !== 'found') return null
  return { head, labels, before, rest: { start: before.end + match[0].length, end: span.end } }
}

/** Between names and what was done with all of them: 今天都, 两户昨天. */
const ALL_OF_THEM = /[\s,都均全也已经上下午我们两几\d一二三四五六七八九十户家这共]/g
const DONE_SO = /^(?:了|过|完了?)+(?!没|吗|么|谁|几|多少)/

/** 王国兴、黄辉 今天都走访了 都正常: several names before the verb, with what is said of all of them behind it. */
function rowBeforeVerb({ message, span, vocabulary }: Talk): Candidate | null {
  const end = namesInRow(message, { start: span.start, end: Math.min(span.end, span.start + ROW_REACH) })
  if (end === null || !/[、,和\s]/.test(message.text.slice(span.start, end).trim())) return null
  const part = message.text.slice(end, Math.min(span.end, end + VERB_REACH))
  const [verb] = part.matchAll(vocabulary.verbPattern)
  const head = vocabulary.verbs.get(verb?.[0] ?? '')
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (verb === undefined || head === undefined || labels === undefined || !DONE_SO.test(part.slice(verb.index + verb[0].length)))
    return null
  if (!Object.values(labels.fields).some(({ type }) => type === 'household')) return null
  const dates = findDates(part.slice(0, verb.index), message.nowMs, 'past')
  const gap = dates.reduce(
    (words, { start, end: to }) => words.slice(0, start) + ' '.repeat(to - start) + words.slice(to),
    part.slice(0, verb.index),
  )
  return gap.replace(ALL_OF_THEM, '') === '' ? { head, labels, before: null, rest: span } : null
}

const WENT_TO = /^(?:今[天早晚儿]|昨[天晚儿]|前天|上午|下午|早上|晚上|刚才?|我们?|又|,|\s)*(?:[走跑去看][了过]|[去到])/
const HOMES = /^[\s、,]*(?:[二两三四五六七八九十\d]{1,3}(?:户|家)|家里?(?:[\s,]|$))/

/** 今天跑了三户王国兴…: how many homes, before the first of their names. */
const SO_MANY = /^(?:[二两三四五六七八九十]|\d{1,2})(?:户|家)/

function isNamed(message: Message, span: Span): boolean {
  const match = namedAt(message, span)?.match
  return match?.kind === 'found' && match.rule === 'exact'
}

/** 今天走了王国兴、黄辉两户，…: names behind 走了 that are said to be homes; 王国兴走了 has died or left. */
function wentToReport({ message, span, vocabulary }: Talk, part: string): Candidate | null {
  const day = findDates(part, message.nowMs, 'past').find(({ start, value }) => start === 0 && value !== null)?.end ?? 0
  const match = WENT_TO.exec(part.slice(day))
  const head = vocabulary.matters.find(({ word, command }) => word === '走' && command.form === 'report')
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (match === null || head === undefined || labels === undefined) return null
  const verb = /[走跑去看到][了过]?$/.exec(match[0])?.[0] ?? ''
  // 去符兰家 without 了 is a report of its day only.
  if (verb.length === 1 && day === 0) return null
  const rest = { start: span.start + day + match[0].length, end: span.end }
  const named = namesInRow(message, { start: rest.start, end: Math.min(span.end, rest.start + ROW_REACH) })
  const areHomes = named !== null && HOMES.test(message.text.slice(named, named + VERB_REACH))
  if (!areHomes && !(SO_MANY.test(message.text.slice(rest.start, rest.start + VERB_REACH)) && isNamed(message, rest))) return null
  return { head, labels, before: { start: span.start, end: rest.start - verb.length }, rest }
}

/** How far a row of names may go on. */
const ROW_REACH = 120

/** Where the row of households ends that the words begin with. */
function namesInRow(message: Message, rest: Span): number | null {
  let end: number | null = null
  for (let start = rest.start; ; ) {
    const reading = readHousehold(message, { start, end: rest.end })
    if (reading?.match?.kind !== 'found' || reading.match.rule !== 'exact') return end
    end = reading.span.end
    if (message.text.charAt(end - 1) === '家') end -= 1
    const sign = /^(?:家里?)?(?:\s*[、,]\s*|和|还有|[ ]+)/.exec(message.text.slice(end, rest.end))
    if (sign === null) return end
    start = end + sign[0].length
  }
}

const HELD = /(?:召开|举行|举办|组织|开展|开|搞|办)(?:了|过)?(?:[一1]?[次个场期])?(?!会|培训)/g
/** How far behind 召开 or 举办 the kind of meeting or the word 培训 may stand. */
const HELD_REACH = 20

/** 昨天召开了党政联席会，…, 举办割胶技术培训，…: what was held, by one of the kinds that the report's open choice lists or by its own word. */
function heldReport(talk: Talk, part: string): Candidate | null {
  const { span, vocabulary } = talk
  for (const held of part.matchAll(HELD)) {
    const at = held.index + held[0].length
    const words = part.slice(at, at + HELD_REACH).split(/[\s,;。]/)[0] ?? ''
    for (const head of vocabulary.verbs.values()) {
      const labels = vocabulary.labels.get(head.command.name)
      if (labels === undefined || !Object.values(labels.fields).some((spec) => spec.type === 'count')) continue
      const isKind = kindsOf(labels).some((kind) => words.startsWith(kind)) || words.includes(head.word)
      if (!isKind && !(isMeeting(labels) && SOME_MEETING.test(words) && /了/.test(held[0]) && sayHowMany(talk))) continue
      const start = span.start + at
      return { head, labels, before: { start: span.start, end: start }, rest: { start, end: span.end }, isHeld: true }
    }
  }
  return null
}

/** 防汛会, 专班会: a meeting that no list of kinds holds, when it is said how many came. */
const SOME_MEETING = /^\p{Script=Han}{1,8}(?<![一不只才])会$/u

function isMeeting(labels: LabelSet): boolean {
  return kindsOf(labels).length > 0 && Object.values(labels.fields).some(({ type }) => type === 'decisions')
}

function sayHowMany({ message, span }: Talk): boolean {
  return findCounts(message.text.slice(span.start, Math.min(span.end, span.start + TOLD_REACH))).some(({ value }) =>
    /^(?:人|名|位)$/.test(value.unit),
  )
}

/** The kinds that a report's open choice lists (领导小组会议, 村民代表会). */
function kindsOf({ fields }: LabelSet): string[] {
  const kinds = Object.values(fields).find((spec) => spec.type === 'choice' && spec.open === true && spec.required === true)
  return optionWords(kinds?.options ?? []).map(({ word }) => word)
}
