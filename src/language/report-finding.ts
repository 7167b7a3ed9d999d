import { type LabelSet, labelsOf, markedLabels } from './labels.ts'
import { type Candidate, FOUND_BY, namedBefore } from './opening.ts'
import { reportInside, VERB_REACH } from './report-inside.ts'
import { afterWords, reportAt } from './report-verb.ts'
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
  return foundReport(talk, first) ?? first ?? last ?? reportBetween(talk) ?? reportInside(talk)
}

/** How far behind the first command word the one may stand that a title ends with. */
const TITLE_REACH = 12
const FOUND_SO = new RegExp(`^\\p{Script=Han}{0,4}${FOUND_BY}的$`, 'u')

/** 督查反馈的问题:, 入户排查发现的风险:, a title whose first command word only says how it came to light. */
function foundReport(talk: Talk, first: Candidate | null): Candidate | null {
  if (first === null || first.before !== null) return null
  const { message, span } = talk
  const { start } = first.rest
  const [second] = message.text.slice(start, Math.min(span.end, start + TITLE_REACH)).matchAll(talk.vocabulary.verbPattern)
  if (second === undefined || !FOUND_SO.test(message.text.slice(start, start + second.index))) return null
  const found = reportAt(talk, { word: second[0], at: start + second.index })
  const sign = found === null ? null : /^\s*[:\n]/.exec(message.text.slice(found.rest.start, span.end))
  if (found === null || sign === null) return null
  const colon = sign[0].endsWith(':') ? sign[0].length : 0
  return { ...found, rest: { start: found.rest.start + colon, end: span.end }, isTitle: true }
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
  const told = direct === undefined ? null : reportBehindLabel(talk, start, { head, labels })
  if (told !== null) return told
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

/** 走访人林小燕 走访王国新…: a label that begins with the command word, its person without a colon, and then the command word. */
function reportBehindLabel({ message, span }: Talk, start: number, { head, labels }: Pick<Candidate, 'head' | 'labels'>): Candidate | null {
  const { text, lexicon, speaker } = message
  const words = Object.values(labels.fields).flatMap((spec) => (spec.type === 'person' ? labelsOf(spec) : []))
  const label = words.find((word) => word.startsWith(head.word) && text.startsWith(word, start))
  if (label === undefined) return null
  const part = text.slice(start + label.length, Math.min(span.end, start + VERB_REACH))
  const gap = /^\s*/.exec(part)?.[0].length ?? 0
  const person = lexicon.findMembers(part, speaker).find((found) => found.start === gap)
  if (person === undefined) return null
  const at = start + label.length + person.end
  const again = /^[\s,;。]*/.exec(text.slice(at, span.end))?.[0].length ?? 0
  if (!text.startsWith(head.word, at + again)) return null
  return { head, labels, before: { start, end: at }, rest: { start: at + again + head.word.length, end: span.end } }
}

/** …，报风险; …，走访记一下; …，风险上报. */
const SAID_LAST = /(?:上报|填报|登记|申请|报|记)(?:一下|一?[个条次份户])?$/
const SAID_WHOLE = /^(?:上报|填报|登记|报|记)(?:一下|一?[个条次份户])?$/
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

/** 王亦态家着火了，风险上报，烧了一间: the command word as a clause of its own, behind a household; all that is said stays its words. */
function reportBetween({ message, span, vocabulary }: Talk): Candidate | null {
  const clauses = [...message.text.slice(span.start, span.end).matchAll(/[^,;。\n]+/g)]
  for (const { index, 0: clause } of clauses.slice(1, 4)) {
    const words = clause.trim()
    const [match] = words.matchAll(vocabulary.verbPattern)
    const head = vocabulary.verbs.get(match?.[0] ?? '')
    const labels = vocabulary.labels.get(head?.command.name ?? '')
    if (match === undefined || head === undefined || labels === undefined) continue
    const [before, after] = [words.slice(0, match.index), words.slice(match.index + match[0].length)]
    if (!(SAID_AFTER.test(after) && before === '') && !(ENDS.test(after) && SAID_WHOLE.test(before))) continue
    if (!Object.values(labels.fields).some(({ type }) => type === 'household')) continue
    const named = namedBefore(message, { start: span.start, end: span.start + index })
    if (named === null) continue
    const { start } = named.span
    return { head, labels, before: { start: span.start, end: start }, rest: { start, end: span.end } }
  }
  return null
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
