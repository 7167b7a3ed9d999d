import { optionWords } from './fields.ts'
import { readHousehold } from './households.ts'
import { findPoints } from './items.ts'
import { findLabels, type LabelSet } from './labels.ts'
import { stripEnds } from './mentions.ts'
import { type Ground, isBoundary, type Message, toMessage, trimSpan } from './message.ts'
import { nearWord } from './nearest.ts'
import { type Question, readQuestion } from './query.ts'
import { readReport } from './report.ts'
import type { Span } from './span.ts'
import type { CommandWords, Interpretation } from './types.ts'
import { findCounts } from './values/counts.ts'
import { findDates } from './values/dates.ts'
import { compileVocabulary, type Head, headsAt, type Vocabulary } from './vocabulary.ts'

/** All that a message is read against. */
export interface World extends Ground {
  commands: CommandWords[]
  /** Names by which the bot is mentioned. */
  botNames: string[]
  /** Was the text spoken (a platform's transcription)? */
  voice: boolean
}

interface Talk {
  message: Message
  span: Span
  vocabulary: Vocabulary
}

/** Decides what a message is, as interface §1 orders it (steps 2 to 5; an open question of the bot is the caller's). Never throws. */
export function interpret(raw: string, world: World): Interpretation {
  const span = stripEnds(raw, world.botNames)
  if (span.start >= span.end) return { kind: 'empty' }
  const talk: Talk = { message: toMessage(raw, world), span, vocabulary: compileVocabulary(world.commands) }
  const heads = headsAt(talk.vocabulary, talk.message.text, span.start)
  return readAction(talk, heads) ?? readHead(talk, heads) ?? readReportOrQuestion(talk, heads) ?? readNearest(talk)
}

const NUMBER_AFTER =
  /[\s:]*#?(\d{1,9})(?!\d|[.%]\d|年|月(?!份)|日(?!期)|号|点|时(?!限|间)|分|户(?!主)|人(?!数|员)|元|块|万|个|次|名|天|岁|亩|只|头|周|季)/y
const NUMBER_FIRST = /#?(\d{1,9})\s*号?\s*/y

/** 改 1027 …, 撤 #1027, 查1027; also 1027 销号. */
function readAction({ message, span, vocabulary }: Talk, heads: Head[]): Interpretation | null {
  for (const { word, command } of heads) {
    NUMBER_AFTER.lastIndex = span.start + word.length
    const match = command.form === 'action' ? NUMBER_AFTER.exec(message.text) : null
    if (match === null || NUMBER_AFTER.lastIndex > span.end) continue
    return {
      kind: 'action',
      command: command.name,
      word,
      no: Number(match[1]),
      rest: restOf(message, { start: NUMBER_AFTER.lastIndex, end: span.end }),
    }
  }
  NUMBER_FIRST.lastIndex = span.start
  const first = NUMBER_FIRST.exec(message.text)
  if (first === null) return null
  const at = NUMBER_FIRST.lastIndex
  const head = headsAt(vocabulary, message.text, at).find(
    ({ word, command }) => command.form === 'action' && isBoundary(message.text, at + word.length, span),
  )
  if (head === undefined) return null
  return {
    kind: 'action',
    command: head.command.name,
    word: head.word,
    no: Number(first[1]),
    rest: restOf(message, { start: at + head.word.length, end: span.end }),
  }
}

function restOf({ raw, text }: Message, span: Span): string {
  const { start } = trimSpan(text, span)
  return raw.slice(start, span.end).trim()
}

/** Words that must stand first (绑定, 授权) and questions that need nothing else (帮助, 我的待办). */
function readHead(talk: Talk, heads: Head[]): Interpretation | null {
  const { message, span } = talk
  for (const { word, command } of heads) {
    const rest = { start: span.start + word.length, end: span.end }
    if (command.form === 'report') return null
    if (command.form === 'word' && (command.numbered ? hasNumber(message, rest) : startsWord(message, rest, span))) {
      return { kind: 'word', command: command.name, word, rest: restOf(message, rest) }
    }
    if (command.form === 'query' && command.alone === true && isBoundary(message.text, rest.start, span)) {
      const question = readQuestion(message, talk.vocabulary, span)
      const query = question?.query ?? { unitIds: [], householdIds: [], memberIds: [], rest: restOf(message, rest) }
      return { kind: 'query', command: command.name, query }
    }
  }
  return null
}

function startsWord(message: Message, rest: Span, whole: Span): boolean {
  return isBoundary(message.text, rest.start, whole) || startsWithName(message, rest)
}

/** Does a number follow that counts or dates nothing? */
function hasNumber({ text }: Message, { start, end }: Span): boolean {
  NUMBER_AFTER.lastIndex = start
  return NUMBER_AFTER.test(text) && NUMBER_AFTER.lastIndex <= end
}

function startsWithName({ text, lexicon, speaker }: Message, { start, end }: Span): boolean {
  const part = text.slice(start, Math.min(end, start + 20))
  return [...lexicon.findUnits(part, speaker), ...lexicon.findMembers(part, speaker)].some((found) => found.start === 0)
}

/** A report that the message may be: its words before and after the command word. */
interface Candidate {
  head: Head
  labels: LabelSet
  before: Span | null
  rest: Span
}

function readReportOrQuestion(talk: Talk, heads: Head[]): Interpretation | null {
  const candidate = reportAtStart(talk, heads) ?? reportInside(talk)
  const evidence = candidate === null ? 'none' : weigh(talk, candidate)
  if (candidate !== null && evidence === 'sure') return toReport(talk, candidate)
  const bare = candidate === null ? readBareLabels(talk) : null
  if (bare !== null) return bare
  const question = readQuestion(talk.message, talk.vocabulary, talk.span)
  if (question !== null && isQuestion(talk, question, evidence)) return { kind: 'query', command: question.command, query: question.query }
  return candidate !== null && evidence !== 'none' ? toReport(talk, candidate) : null
}

/** Labels of a report without its command word (户主:… 情况:…): the report whose labels they are is named. */
function readBareLabels({ message, span, vocabulary }: Talk): Interpretation | null {
  if (!/[:=]/.test(message.text.slice(span.start, span.end))) return null
  const counts = [...vocabulary.labels].map(([command, labels]) => ({ command, count: findLabels(message.text, span, labels).length }))
  const [best] = counts.sort((a, b) => b.count - a.count)
  return best !== undefined && best.count > 1 ? { kind: 'nearest', command: best.command } : null
}

function toReport({ message }: Talk, { head, labels, before, rest }: Candidate): Interpretation {
  const pieces = before === null ? [rest] : [before, rest]
  return {
    kind: 'report',
    command: head.command.name,
    word: head.word,
    items: readReport(message, { command: head.command, labels, word: head.word, pieces }),
  }
}

function reportAtStart(talk: Talk, heads: Head[]): Candidate | null {
  const { span, vocabulary } = talk
  const head = heads.find(({ command }) => command.form === 'report')
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (head === undefined || labels === undefined) return null
  return { head, labels, before: null, rest: { start: afterWords(talk, head, span.start), end: span.end } }
}

/** The place after a command word and others of the same command right behind it (入户走访). */
function afterWords({ message }: Talk, head: Head, start: number): number {
  let at = start + head.word.length
  for (;;) {
    const more = head.command.words.find((word) => message.text.startsWith(word, at))
    if (more === undefined) return at
    at += more.length
  }
}

/** How far into a sentence its verb may stand. */
const VERB_REACH = 32

function reportInside(talk: Talk): Candidate | null {
  const { message, span, vocabulary } = talk
  const part = message.text.slice(span.start, Math.min(span.end, span.start + VERB_REACH))
  const match = [...part.matchAll(vocabulary.verbPattern)][0]
  const head = vocabulary.verbs.get(match?.[0] ?? '')
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (match === undefined || head === undefined || labels === undefined) return null
  const at = span.start + match.index
  return { head, labels, before: { start: span.start, end: at }, rest: { start: afterWords(talk, head, at), end: span.end } }
}

/** `sure`: labels or a name with words after it; `likely`: typed like a command; `none`: plain talk. */
type Evidence = 'sure' | 'likely' | 'none'

function weigh(talk: Talk, candidate: Candidate): Evidence {
  if (candidate.before !== null && !isReportOpening(talk, candidate)) return 'none'
  if (hasLabel(talk.message, candidate)) return 'sure'
  const fields = Object.values(candidate.labels.fields)
  if (fields.some((spec) => spec.type === 'household')) return weighHousehold(talk, candidate)
  return startsLikeCommand(talk, candidate) ? 'likely' : 'none'
}

function hasLabel({ text }: Message, { labels, rest }: Candidate): boolean {
  return findLabels(text, rest, labels).some(({ value }) => text.slice(value.start, value.end).trim() !== '')
}

function weighHousehold({ message, vocabulary, span }: Talk, { before, rest, head }: Candidate): Evidence {
  const behind =
    readNamed(message, rest) ?? readNamed(message, findPoints(message.text, rest)[0]?.words ?? { start: rest.end, end: rest.end })
  const ahead = behind === null && before !== null ? readNamed(message, before) : null
  const named = behind ?? ahead
  if (named === null) {
    const parted = isBoundary(message.text, rest.start, rest) || head.word.length > 3
    return before === null ? (parted ? 'likely' : 'none') : 'none'
  }
  const after = trimSpan(message.text, behind === null ? rest : { start: behind.span.end, end: rest.end })
  if (after.end <= after.start) return 'likely'
  if (after.end - after.start <= 9 && ASKED.test(message.text.slice(after.start, after.end))) return 'none'
  if (!vocabulary.askPattern.test(message.text.slice(after.start, after.end))) return 'sure'
  const question = readQuestion(message, vocabulary, named.outside ? span : after)
  return question !== null && question.left === 0 ? 'likely' : 'sure'
}

/** A question about a household (过几次, 了没有), whatever its words. */
const ASKED = /(?:几次|几回|几户|多少|什么时候|哪天|吗|呢|了没有?|怎么样|咋样|如何|谁)[了的?!。]*$/

const PARTICLES = /^(?:[\s,:]|了|过|去|到|那个|一下|我们?|今天|在)*/

function readNamed(message: Message, span: Span): ReturnType<typeof readHousehold> {
  const lead = PARTICLES.exec(message.text.slice(span.start, span.end))?.[0].length ?? 0
  for (const start of new Set([span.start, span.start + lead])) {
    const reading = readHousehold(message, { start, end: span.end })
    if (reading !== null && (reading.outside || reading.match !== null)) return reading
  }
  return null
}

/** Is the word parted from what follows, or followed by a unit, an indicator or an option? */
function startsLikeCommand({ message, span }: Talk, { head, labels, rest }: Candidate): boolean {
  if (isBoundary(message.text, rest.start, span) || head.word.length > 3) return true
  const part = message.text.slice(rest.start, Math.min(rest.end, rest.start + 20))
  const fields = Object.values(labels.fields)
  if (fields.some((spec) => spec.type === 'unit' && spec.required === true) && startsWithName(message, rest)) return true
  if (fields.some((spec) => spec.type === 'count') && findCounts(part)[0]?.start === 0) return true
  if (fields.some((spec) => spec.type === 'values') && message.lexicon.findIndicators(part)[0]?.start === 0) return true
  return fields.some(
    (spec) =>
      spec.type === 'choice' &&
      spec.options?.some(({ name, aliases = [] }) =>
        [name, ...aliases].some((word) => word === part || (word.length > 1 && part.startsWith(word))),
      ),
  )
}

const OPENING_WORDS =
  /我们?|咱们?|今儿|上午|下午|晚上|早上|中午|傍晚|刚刚|刚才|刚|已经?|又|前往|去|到|在|于|对|给|完成|开展|进行|了|组织|召开|参加|与|和|跟|同|一起|村干部|工作队|家里?|的|[\s,:。、]/g

/** What is going to be done is no report. */
const PLANNED = /明[天早晚日]|后天|下周|下个?月|准备|计划|打算|要去|安排|记得|请/

/** Does the verb stand near the start of a sentence that reports: after nothing but dates, units, persons, a household and particles? */
function isReportOpening({ message }: Talk, { before, rest, labels, head }: Candidate): boolean {
  if (before === null) return true
  const { text, lexicon, speaker } = message
  let part = text.slice(before.start, before.end)
  if (PLANNED.test(part)) return false
  for (const spec of Object.values(labels.fields)) {
    for (const { word } of optionWords(spec.options ?? [])) if (part.endsWith(word)) part = part.slice(0, -word.length)
  }
  const parts = [...findDates(part, message.nowMs, 'past'), ...lexicon.findUnits(part, speaker), ...lexicon.findMembers(part, speaker)]
  const named = readNamed(message, before)
  if (named !== null) parts.push({ start: named.span.start - before.start, end: named.span.end - before.start, value: 0, rule: '' })
  for (const { start, end } of parts) part = part.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + part.slice(end)
  if (part.replace(OPENING_WORDS, '') !== '') return false
  const hasHousehold = Object.values(labels.fields).some((spec) => spec.type === 'household')
  return hasHousehold || (named === null && head.word.length > 1 && (isBoundary(text, rest.start, rest) || startsWithName(message, rest)))
}

/** A question word counts when nearly all words belong to the question; more strictly where the message is typed like a command. */
function isQuestion({ span }: Talk, question: Question, evidence: Evidence): boolean {
  const length = span.end - span.start
  if (evidence === 'likely') return !question.bare && question.left <= 2
  return question.named ? question.left <= 6 && question.left <= length * 0.45 : question.left === 0
}

/** Action words that are plain talk without a number. */
const ACKNOWLEDGED = /^(?:收到|同意|无异议)/

/** An almost-command is answered with the nearest one; all else is plain talk. */
function readNearest({ message, span, vocabulary }: Talk): Interpretation {
  const first = /^[^\s:,。!?]+/.exec(message.text.slice(span.start, Math.min(span.end, span.start + 12)))?.[0] ?? ''
  const bare = headsAt(vocabulary, message.text, span.start).find(({ word, command }) => command.form === 'action' && word === first)
  if (bare !== undefined && !ACKNOWLEDGED.test(first) && /^[\s:]*\S/.test(message.text.slice(span.start + first.length, span.end)))
    return { kind: 'nearest', command: bare.command.name }
  const near = nearWord(first, vocabulary.words)
  return near === null ? { kind: 'chatter' } : { kind: 'nearest', command: near.command.name }
}
