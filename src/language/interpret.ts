import { type Evidence, holdsFigure, weigh } from './evidence.ts'
import { markedLabels } from './labels.ts'
import { stripEnds } from './mentions.ts'
import { type Ground, isBoundary, type Message, toMessage, trimSpan } from './message.ts'
import { nearWord } from './nearest.ts'
import { type Candidate, startsWithName } from './opening.ts'
import { type Question, readQuestion } from './query.ts'
import { readReport } from './report.ts'
import { findReport, titledReport } from './report-finding.ts'
import { rivalReport } from './rival.ts'
import type { Span } from './span.ts'
import type { Talk } from './talk.ts'
import type { CommandWords, Interpretation, Rule } from './types.ts'
import { compileVocabulary, type Head, headsAt } from './vocabulary.ts'

/** All that a message is read against. */
export interface World extends Ground {
  commands: CommandWords[]
  /** Names by which the bot is mentioned. */
  botNames: string[]
  /** Was the text spoken (a platform's transcription)? */
  voice: boolean
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
    if (asksByTitle(talk)) return null
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

/** Of the questions that begin with a title that is also a word (本月主题), those that the word does not answer itself. */
const NOT_BY_WORD: ReadonlySet<string> = new Set(['ranking'])

/** 本月主题 排名: a duty's whole title with a question word, and nothing else, sets nothing. */
function asksByTitle({ message, span, vocabulary }: Talk): boolean {
  if (!message.lexicon.duties.exact(message.text.slice(span.start, span.end)).some(({ start }) => start === 0)) return false
  const question = readQuestion(message, vocabulary, span)
  return question !== null && NOT_BY_WORD.has(question.command) && !question.bare && question.left === 0
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
  const found = findReport(talk, heads)
  const direct = found === null ? 'none' : weigh(talk, found)
  const titled = direct === 'none' ? titledReport(talk) : null
  const [candidate, evidence] = titled === null ? [found, direct] : [titled, 'sure' as const]
  const rival = candidate === null || evidence === 'none' || isLabelled(talk, candidate) ? null : rivalReport(talk, candidate)
  if (rival !== null) return toRival(talk, rival)
  if (candidate !== null && evidence === 'sure') return toReport(talk, candidate, 'command word with a label or a name')
  const bare = candidate === null ? readBareLabels(talk) : null
  if (bare !== null) return bare
  // 预警清单 is a report, though 清单 asks for one.
  const isNamedSo = evidence !== 'none' && candidate !== null && asksByName(talk, candidate)
  const question = isNamedSo ? null : readQuestion(talk.message, talk.vocabulary, talk.span)
  if (question !== null && isQuestion(talk, question, evidence)) {
    const { command, query, trace } = question
    return { kind: 'query', rule: 'question word', command, query, trace }
  }
  return candidate !== null && evidence !== 'none' ? toReport(talk, candidate, 'command word typed like a command') : null
}

/** Is the command word itself what sounds like a question, and nothing behind it? */
function asksByName({ message, span, vocabulary }: Talk, { before, head, rest }: Candidate): boolean {
  const { askPattern } = vocabulary
  return before === null && askPattern.test(head.word) && !askPattern.test(message.text.slice(rest.start, span.end))
}

/** Labels of a report without its command word (户主:… 情况:…): the report whose labels they are is named. */
function readBareLabels({ message, span, vocabulary }: Talk): Interpretation | null {
  if (!/[:=]/.test(message.text.slice(span.start, span.end))) return null
  const counts = [...vocabulary.labels].map(([command, labels]) => ({ command, count: markedLabels(message.text, span, labels).length }))
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

/** 资金支出率53 开工率80: figures of indicators without the command word. */
function readBareFigures({ message, span, vocabulary }: Talk): Interpretation | null {
  const command = [...vocabulary.labels].find(([, { fields }]) => Object.values(fields).some(({ type }) => type === 'values'))?.[0]
  if (command === undefined || message.lexicon.findIndicators(message.text.slice(span.start, span.start + 12))[0]?.start !== 0) return null
  if (!holdsFigure(message, span) || ASKING.test(message.text.slice(span.start, span.end))) return null
  const title = vocabulary.titles.get(command) ?? ''
  return { kind: 'nearest', rule: 'labels without command word', command, ...meaning(message, span, { word: '', title: `${title} ` }) }
}

/** Longer texts are not put into a button. */
const LONGEST_MEANT = 200

/** The message as it would be understood: its first word replaced by the command's. */
function meaning({ raw }: Message, { start, end }: Span, { word, title }: { word: string; title: string }): { says?: string } {
  return end - start > LONGEST_MEANT ? {} : { says: `${title}${raw.slice(start + word.length, end)}` }
}

function isLabelled({ message }: Talk, { labels, rest }: Candidate): boolean {
  return markedLabels(message.text, rest, labels).length > 0
}

/** Words of two reports (昨天走访王亦态有返贫风险): the one that must not be missed is offered. */
function toRival({ message, span, vocabulary }: Talk, { command }: Head): Interpretation {
  const title = `${vocabulary.titles.get(command.name) ?? ''} `
  return { kind: 'nearest', rule: 'two reports', command: command.name, ...meaning(message, span, { word: '', title }) }
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

/** 不对，是王亦态 puts something right. */
const DENIED = /^(?:不对|不是|错了|弄错了|搞错了)[,。、\s]/

/** 台账不全 is found, 哪几家没报 is asked. */
const ASKING = /[谁哪几多吗呢?]|什么|怎么/

/** 没走访的抓紧走访 urges, whatever it holds of a question. */
const URGED = /抓紧|赶紧|尽快|务必|下班前|要[走报开]完|[莫别]忘/

/** A question word counts when nearly all words belong to the question; more strictly where the message is typed like a command. */
function isQuestion({ message, span }: Talk, question: Question, evidence: Evidence): boolean {
  const length = span.end - span.start
  const words = message.text.slice(span.start, span.end)
  if (DENIED.test(words) || (URGED.test(words) && !ASKING.test(words))) return false
  // 走访 比上月 asks with what it compares, though it holds no question word.
  const asks = !question.bare || question.query.compare !== undefined
  if (evidence === 'likely') return asks && question.left <= (ASKING.test(words) ? 2 : 0)
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
  const figures = readBareFigures({ message, span, vocabulary })
  if (figures !== null) return figures
  const near = nearWord(first, vocabulary.words)
  if (near === null) return { kind: 'chatter', rule: 'plain talk' }
  return {
    kind: 'nearest',
    rule: 'nearly a command word',
    command: near.command.name,
    ...meaning(message, span, { word: first, title: near.word }),
  }
}
