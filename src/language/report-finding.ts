import { optionWords } from './fields.ts'
import { readHousehold } from './households.ts'
import { type LabelSet, markedLabels } from './labels.ts'
import type { Message } from './message.ts'
import { type Candidate, namedBefore } from './opening.ts'
import type { Talk } from './talk.ts'
import { type Head, headsAt } from './vocabulary.ts'

/** 上报风险, 报一条信息: what one does with a report. */
const REPORTING = /^(?:[【[「<(]|我?(?:来|要|想)?(?:(?:上报|填报|登记|录入|补报|报告|汇报|报)(?:一下|一?[个条次份户])?|补录)[\s:,]*)/

/** The report that a message may be: its command word first, or its verb inside the first sentence. */
export function findReport(talk: Talk, heads: Head[]): Candidate | null {
  const first = reportAtStart(talk, heads)
  const last = reportAtEnd(talk)
  // 走访发现王亦态家…，报个风险 is a risk.
  if (first !== null && last !== null && talk.message.text.startsWith('发现', first.rest.start)) return last
  return first ?? last ?? reportInside(talk)
}

/** A report whose command word stands first. */
function reportAtStart(talk: Talk, heads: Head[]): Candidate | null {
  const { message, span, vocabulary } = talk
  const skipped = span.start + (REPORTING.exec(message.text.slice(span.start, span.end))?.[0].length ?? 0)
  const isReport = ({ command }: Head) => command.form === 'report'
  const direct = heads.find(isReport)
  const head = direct ?? (skipped > span.start ? headsAt(vocabulary, message.text, skipped).find(isReport) : undefined)
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (head === undefined || labels === undefined) return null
  const start = direct === undefined ? skipped : span.start
  return {
    head,
    labels,
    before: null,
    rest: { start: isOwnLabel(talk, start, labels) ? start : afterWords(talk, head, start), end: span.end },
  }
}

/** 走访人:陈文博: a label that begins with the command word, and is none without it (走访日期 is 日期). */
function isOwnLabel({ message, span }: Talk, start: number, labels: LabelSet): boolean {
  const [first] = markedLabels(message.text, { start, end: span.end }, labels)
  if (first === undefined || first.label.start !== start) return false
  return labels.fields[first.key]?.type === 'person'
}

/** The place after a command word and others of the same command right behind it (入户走访). */
function afterWords({ message }: Talk, head: Head, start: number): number {
  let at = start + head.word.length
  for (;;) {
    const more = head.command.words.find((word) => message.text.startsWith(word, at))
    if (more === undefined) break
    at += more.length
  }
  if (CLOSED.test(message.text.charAt(at))) return at + 1
  const titled = TITLED.exec(message.text.slice(at, at + 12))?.[0].length ?? 0
  if (titled > 0 && isNamed(message, at + titled)) return at + titled
  const title = RECORD.exec(message.text.slice(at, at + 12))?.[0].length ?? 0
  return at + (title > 0 ? title : (/^(?:那个|这个|嗯+|呃+)+/.exec(message.text.slice(at, at + 12))?.[0].length ?? 0))
}

const CLOSED = /[】\]」>)]/
/** 走访情况:王亦态…: a title, no label, when a head follows. */
const TITLED = /^(?:情况|记录)(?:如下)?\s*:\s*/

function isNamed(message: Message, start: number): boolean {
  const match = readHousehold(message, { start, end: message.text.length })?.match
  return match?.kind === 'found' && match.rule === 'exact'
}

/** 走访记录, 问题清单: the title of what stands on the next lines. */
const RECORD = /^(?:记录|清单|台账|登记|统计|报告)?表?(?=\s*:?\s*\n)/

/** …，报风险; …，走访记一下; …，风险上报. */
const SAID_LAST = /(?:上报|填报|登记|报|记)(?:一下|一?[个条次份户])?$/
const SAID_AFTER = /^(?:(?:上报|登记|补报|报|记)(?:一下|一[个条次])?)[。!~\s]*$/
const ENDS = /^[。!~\s]*$/
/** How far before the end of the message its command word may stand. */
const END_REACH = 12

/** A report whose command word stands last, after all that there is to say of a household. */
function reportAtEnd({ message, span, vocabulary }: Talk): Candidate | null {
  const { text } = message
  const from = Math.max(span.start, span.end - END_REACH)
  for (const match of text.slice(from, span.end).matchAll(vocabulary.verbPattern)) {
    const head = vocabulary.verbs.get(match[0])
    const labels = vocabulary.labels.get(head?.command.name ?? '')
    const [before, after] = [text.slice(span.start, from + match.index), text.slice(from + match.index + match[0].length, span.end)]
    const said = ENDS.test(after) ? (SAID_LAST.exec(before)?.index ?? -1) : SAID_AFTER.test(after) ? before.length : -1
    if (head === undefined || labels === undefined || said < 1 || !/[,;。\s]$/.test(before.slice(0, said))) continue
    if (!Object.values(labels.fields).some(({ type }) => type === 'household')) continue
    const told = { start: span.start, end: span.start + said }
    const named = namedBefore(message, told)
    if (named !== null)
      return { head, labels, before: { start: told.start, end: named.span.start }, rest: { start: named.span.start, end: told.end } }
  }
  return null
}

/** How far into a sentence its verb may stand. */
const VERB_REACH = 32

function reportInside(talk: Talk): Candidate | null {
  const { message, span } = talk
  const part = message.text.slice(span.start, Math.min(span.end, span.start + VERB_REACH))
  const held = heldReport(talk, part)
  const [first] = part.matchAll(talk.vocabulary.verbPattern)
  if (first === undefined) return held ?? wentReport(talk, part)
  return held !== null && held.rest.start <= span.start + first.index ? held : reportAt(talk, first)
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

/** A report whose verb stands inside the first sentence. */
function reportAt(talk: Talk, match: RegExpMatchArray): Candidate | null {
  const { span, vocabulary } = talk
  const head = vocabulary.verbs.get(match[0])
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (head === undefined || labels === undefined) return null
  const at = span.start + (match.index ?? 0)
  return { head, labels, before: { start: span.start, end: at }, rest: { start: afterWords(talk, head, at), end: span.end } }
}

const HELD = /(?:召开|举行|举办|组织|开展|开|搞|办)(?:了|过)?(?:[一1]?[次个场期])?(?!会|培训)/g
/** How far behind 召开 or 举办 the kind of meeting or the word 培训 may stand. */
const HELD_REACH = 20

/** 昨天召开了党政联席会，…, 举办割胶技术培训，…: what was held, by one of the kinds that the report's open choice lists or by its own word. */
function heldReport({ span, vocabulary }: Talk, part: string): Candidate | null {
  for (const held of part.matchAll(HELD)) {
    const at = held.index + held[0].length
    const words = part.slice(at, at + HELD_REACH).split(/[\s,;。]/)[0] ?? ''
    for (const head of vocabulary.verbs.values()) {
      const labels = vocabulary.labels.get(head.command.name)
      if (labels === undefined || !Object.values(labels.fields).some((spec) => spec.type === 'count')) continue
      if (!kindsOf(labels).some((kind) => words.startsWith(kind)) && !words.includes(head.word)) continue
      const start = span.start + at
      return { head, labels, before: { start: span.start, end: start }, rest: { start, end: span.end }, isHeld: true }
    }
  }
  return null
}

/** The kinds that a report's open choice lists (领导小组会议, 村民代表会). */
function kindsOf({ fields }: LabelSet): string[] {
  const kinds = Object.values(fields).find((spec) => spec.type === 'choice' && spec.open === true && spec.required === true)
  return optionWords(kinds?.options ?? []).map(({ word }) => word)
}

/** Minutes pasted whole: the first line is a title that ends with the command word (和舍镇党政联席会议纪要), labels follow on the next lines. */
export function titledReport({ message, span, vocabulary }: Talk): Candidate | null {
  const { text } = message
  const stop = text.indexOf('\n', span.start)
  if (stop === -1 || stop >= span.end || stop - span.start > LONGEST_TITLE) return null
  const title = text.slice(span.start, stop).trimEnd()
  const head = [...vocabulary.verbs.values()].find(({ word }) => word.length > 1 && title.endsWith(word))
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (head === undefined || labels === undefined) return null
  const rest = { start: stop, end: span.end }
  if (markedLabels(text, rest, labels).length < 2) return null
  return { head, labels, before: { start: span.start, end: span.start + title.replace(TITLE_END, '').length }, rest }
}

const LONGEST_TITLE = 40
const TITLE_END = /(?:纪要|记录|报告|表)$/
