import { optionWords } from './fields.ts'
import { findPoints } from './items.ts'
import { findLabels } from './labels.ts'
import { stripEnds } from './mentions.ts'
import { type Ground, isBoundary, type Message, toMessage, trimSpan } from './message.ts'
import { nearWord } from './nearest.ts'
import { type Candidate, isReportOpening, namedAt, namedBefore, startsWithName } from './opening.ts'
import { type Question, readQuestion } from './query.ts'
import { readReport } from './report.ts'
import type { Span } from './span.ts'
import type { CommandWords, Interpretation, Rule } from './types.ts'
import { findCounts } from './values/counts.ts'
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
  if (span.start >= span.end) return { kind: 'empty', rule: 'nothing left' }
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
      rule: 'action word before a number',
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
    rule: 'number before an action word',
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
      return { kind: 'word', rule: 'word that stands first', command: command.name, word, rest: restOf(message, rest) }
    }
    if (command.form === 'query' && command.alone === true && isBoundary(message.text, rest.start, span)) {
      const question = readQuestion(message, talk.vocabulary, span)
      const query = question?.query ?? { unitIds: [], householdIds: [], memberIds: [], rest: restOf(message, rest) }
      return { kind: 'query', rule: 'question that needs nothing else', command: command.name, query, trace: question?.trace ?? [] }
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

function readReportOrQuestion(talk: Talk, heads: Head[]): Interpretation | null {
  const found = reportAtStart(talk, heads) ?? reportInside(talk)
  const direct = found === null ? 'none' : weigh(talk, found)
  const titled = direct === 'none' ? titledReport(talk) : null
  const [candidate, evidence] = titled === null ? [found, direct] : [titled, 'sure' as const]
  if (candidate !== null && evidence === 'sure') return toReport(talk, candidate, 'command word with a label or a name')
  const bare = candidate === null ? readBareLabels(talk) : null
  if (bare !== null) return bare
  const question = readQuestion(talk.message, talk.vocabulary, talk.span)
  if (question !== null && isQuestion(talk, question, evidence)) {
    const { command, query, trace } = question
    return { kind: 'query', rule: 'question word', command, query, trace }
  }
  return candidate !== null && evidence !== 'none' ? toReport(talk, candidate, 'command word typed like a command') : null
}

/** Labels of a report without its command word (户主:… 情况:…): the report whose labels they are is named. */
function readBareLabels({ message, span, vocabulary }: Talk): Interpretation | null {
  if (!/[:=]/.test(message.text.slice(span.start, span.end))) return null
  const counts = [...vocabulary.labels].map(([command, labels]) => ({ command, count: findLabels(message.text, span, labels).length }))
  const [best] = counts.sort((a, b) => b.count - a.count)
  if (best === undefined || best.count < 2) return null
  const title = vocabulary.titles.get(best.command) ?? ''
  return {
    kind: 'nearest',
    rule: 'labels without command word',
    command: best.command,
    ...meaning(message, span, { word: '', title: `${title} ` }),
  }
}

/** Longer texts are not put into a button. */
const LONGEST_MEANT = 200

/** The message as it would be understood: its first word replaced by the command's. */
function meaning({ raw }: Message, { start, end }: Span, { word, title }: { word: string; title: string }): { says?: string } {
  return end - start > LONGEST_MEANT ? {} : { says: `${title}${raw.slice(start + word.length, end)}` }
}

function toReport({ message }: Talk, { head, labels, before, rest }: Candidate, rule: Rule): Interpretation {
  const pieces = before === null ? [rest] : [before, rest]
  return {
    kind: 'report',
    rule,
    command: head.command.name,
    word: head.word,
    items: readReport(message, { command: head.command, labels, word: head.word, pieces }),
  }
}

/** 上报风险, 报一条信息: what one does with a report. */
const REPORTING = /^(?:我?(?:来|要|想)?(?:上报|填报|登记|录入|报)(?:一下|一?[个条次份户])?[\s:,]*)/

function reportAtStart(talk: Talk, heads: Head[]): Candidate | null {
  const { message, span, vocabulary } = talk
  const skipped = span.start + (REPORTING.exec(message.text.slice(span.start, span.end))?.[0].length ?? 0)
  const isReport = ({ command }: Head) => command.form === 'report'
  const direct = heads.find(isReport)
  const head = direct ?? (skipped > span.start ? headsAt(vocabulary, message.text, skipped).find(isReport) : undefined)
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (head === undefined || labels === undefined) return null
  return { head, labels, before: null, rest: { start: afterWords(talk, head, direct === undefined ? skipped : span.start), end: span.end } }
}

/** The place after a command word and others of the same command right behind it (入户走访). */
function afterWords({ message }: Talk, head: Head, start: number): number {
  let at = start + head.word.length
  for (;;) {
    const more = head.command.words.find((word) => message.text.startsWith(word, at))
    if (more === undefined) break
    at += more.length
  }
  const title = RECORD.exec(message.text.slice(at, at + 12))?.[0].length ?? 0
  return at + (title > 0 ? title : (/^(?:那个|这个|嗯+|呃+)+/.exec(message.text.slice(at, at + 12))?.[0].length ?? 0))
}

/** 走访记录, 问题清单: the title of what stands on the next lines. */
const RECORD = /^(?:记录|清单|台账|登记|统计)?表?(?=\s*:?\s*\n)/
const HESITATION = /(?:那个|这个|嗯|呃)$/

/** How far into a sentence its verb may stand. */
const VERB_REACH = 32

function reportInside(talk: Talk): Candidate | null {
  const { message, span, vocabulary } = talk
  const part = message.text.slice(span.start, Math.min(span.end, span.start + VERB_REACH))
  const match = [...part.matchAll(vocabulary.verbPattern)][0]
  const head = vocabulary.verbs.get(match?.[0] ?? '')
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (match === undefined || head === undefined || labels === undefined) return heldReport(talk, part)
  const at = span.start + match.index
  return { head, labels, before: { start: span.start, end: at }, rest: { start: afterWords(talk, head, at), end: span.end } }
}

/** 昨天召开了党政联席会，…: what was held is one of the kinds that the report's open choice lists. */
function heldReport({ span, vocabulary }: Talk, part: string): Candidate | null {
  const held = /(?:召开|开|举行)(?:了|过)?(?:一次|一个)?(?=(.{2,12}))/.exec(part)
  if (held === null) return null
  for (const head of vocabulary.verbs.values()) {
    const labels = vocabulary.labels.get(head.command.name)
    const kinds = Object.values(labels?.fields ?? {}).find((spec) => spec.type === 'choice' && spec.open === true && spec.required === true)
    const isHeld = optionWords(kinds?.options ?? []).some(({ word }) => (held[1] ?? '').startsWith(word))
    if (labels === undefined || !isHeld) continue
    const at = span.start + held.index + held[0].length
    return { head, labels, before: { start: span.start, end: at }, rest: { start: at, end: span.end } }
  }
  return null
}

/** Minutes pasted whole: the first line is a title that ends with the command word (和舍镇党政联席会议纪要), labels follow on the next lines. */
function titledReport({ message, span, vocabulary }: Talk): Candidate | null {
  const { text } = message
  const stop = text.indexOf('\n', span.start)
  if (stop === -1 || stop >= span.end || stop - span.start > LONGEST_TITLE) return null
  const title = text.slice(span.start, stop).trimEnd()
  const head = [...vocabulary.verbs.values()].find(({ word }) => word.length > 1 && title.endsWith(word))
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (head === undefined || labels === undefined) return null
  const rest = { start: stop, end: span.end }
  if (findLabels(text, rest, labels).length < 2) return null
  return { head, labels, before: { start: span.start, end: span.start + title.replace(TITLE_END, '').length }, rest }
}

const LONGEST_TITLE = 40
const TITLE_END = /(?:纪要|记录|报告|表)$/

/** `sure`: labels or a name with words after it; `likely`: typed like a command; `none`: plain talk. */
type Evidence = 'sure' | 'likely' | 'none'

function weigh(talk: Talk, candidate: Candidate): Evidence {
  if (!isReportOpening(talk.message, candidate)) return 'none'
  if (hasLabel(talk.message, candidate)) return 'sure'
  const fields = Object.values(candidate.labels.fields)
  if (fields.some((spec) => spec.type === 'household')) return weighHousehold(talk, candidate)
  return startsLikeCommand(talk, candidate) ? 'likely' : 'none'
}

function hasLabel({ text }: Message, { labels, rest }: Candidate): boolean {
  return findLabels(text, rest, labels).some(({ value }) => text.slice(value.start, value.end).trim() !== '')
}

/** Where the first of several items stands: after 1. or on the second line. */
function firstItem({ text }: Message, rest: Span): Span {
  const line = text.indexOf('\n', rest.start)
  return findPoints(text, rest)[0]?.words ?? { start: line === -1 ? rest.end : Math.min(line, rest.end), end: rest.end }
}

function weighHousehold({ message, vocabulary, span }: Talk, { before, rest, head }: Candidate): Evidence {
  const behind = namedAt(message, rest) ?? namedAt(message, firstItem(message, rest))
  const ahead = behind === null && before !== null ? namedBefore(message, before) : null
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

/** Is the word parted from what follows, or followed by a unit, an indicator or an option? */
function startsLikeCommand({ message, span }: Talk, { head, labels, rest, before }: Candidate): boolean {
  if (before !== null || isBoundary(message.text, rest.start, span) || head.word.length > 3) return true
  if (HESITATION.test(message.text.slice(span.start, rest.start))) return true
  const part = message.text.slice(rest.start, Math.min(rest.end, rest.start + 20))
  const fields = Object.values(labels.fields)
  if (/^了[\s,。!~]*$/.test(part) && fields.every((spec) => spec.required !== true)) return true
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

/** 不对，是王亦态 puts something right. */
const DENIED = /^(?:不对|不是|错了|弄错了|搞错了)[,。、\s]/

/** A question word counts when nearly all words belong to the question; more strictly where the message is typed like a command. */
function isQuestion({ message, span }: Talk, question: Question, evidence: Evidence): boolean {
  const length = span.end - span.start
  if (DENIED.test(message.text.slice(span.start, span.end))) return false
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
    return { kind: 'nearest', rule: 'action word without number', command: bare.command.name }
  const near = nearWord(first, vocabulary.words)
  if (near === null) return { kind: 'chatter', rule: 'plain talk' }
  return {
    kind: 'nearest',
    rule: 'nearly a command word',
    command: near.command.name,
    ...meaning(message, span, { word: first, title: near.word }),
  }
}
