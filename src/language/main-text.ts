import type { FieldSpec } from '../core/fields.ts'
import { type Draft, settle } from './draft.ts'
import { readValue } from './fields.ts'
import { type LabelSet, labelPatterns, labelsOf } from './labels.ts'
import { trimSpan, wordsOf } from './message.ts'
import { normalise } from './normalise.ts'
import { splitLines } from './points.ts'
import type { Span } from './span.ts'
import { findDates } from './values/dates.ts'

/** A required text beside the main one (标题) is one line. */
export function isHeading(spec: FieldSpec): boolean {
  return spec.type === 'text' && spec.required === true && spec.main !== true
}

/** Has the report lists of its own (议题, 议定), so that numbered points and lines of other matters end a text? */
export function hasLists({ command, labels }: Draft): boolean {
  return command.items === 'one' && Object.values(labels.fields).some((spec) => spec.type === 'decisions')
}

/** The first line of a span that holds words. */
export function firstLine(text: string, span: Span): Span {
  let start = span.start
  while (start < span.end && /\s/.test(text.charAt(start))) start++
  const stop = text.indexOf('\n', start)
  return { start: span.start, end: stop === -1 ? span.end : Math.min(stop, span.end) }
}

/** Required texts that are not the main one (标题) take the first lines. */
export function takeLines(draft: Draft): void {
  for (const [key, spec] of Object.entries(draft.labels.fields)) {
    const [first, ...others] = draft.pool
    if (!isHeading(spec) || draft.readings.has(key) || first === undefined) continue
    const line = firstLine(draft.message.text, first)
    if (line.end >= first.end && others.length === 0) continue
    draft.pool = [...(line.end < first.end ? [{ start: line.end, end: first.end }] : []), ...others]
    settle(draft, key, { value: wordsOf(draft.message, line), rule: 'first line', words: wordsOf(draft.message, line) })
  }
}

/** The field that takes what no other has claimed. */
export function mainField(labels: LabelSet): [string, FieldSpec] | undefined {
  return Object.entries(labels.fields).find(([, spec]) => spec.main === true)
}

const OPENING =
  /^(?:[\s,;:、。.!?~/+|—]|-(?!\d)|嗯+|呃|那个|就是说|了(?=[\s,;。]|$)|过(?=[\s,;。])|了?一下(?=[\s,;。])|时(?=[他她]|发现|了解|得知|反映|看到|听说))+/

const OTHER_LINE = /^\s*\p{Script=Han}{2,8}:/u
/** 研究三件事:, 讨论资金分配:, what was deliberated. */
const DELIBERATED = /^\s*(?:会议)?(?:专题|集中|主要)?(?:研究|讨论|学习|审议|传达|部署|听取|通报|总结|会商|商议|商讨|安排|分析)/

/** Lines of minutes under labels that no field bears (地点:镇政府三楼) are no part of the topic. */
export function withoutOtherLines({ message: { text }, pool }: Draft): Span[] {
  const isOther = ({ start, end }: Span) => OTHER_LINE.test(text.slice(start, end)) && !DELIBERATED.test(text.slice(start, end))
  return pool.flatMap((piece) => splitLines(text, piece).filter((line) => !isOther(line)))
}

/** What no field has claimed is the main text, as typed. */
export function takeMain(draft: Draft, isListed: boolean): void {
  const main = mainField(draft.labels)
  if (main === undefined) return
  const [key, spec] = main
  const spans = draft.pool.map((piece) => openingCut(draft, piece, spec)).filter((piece) => piece.end > piece.start)
  const words = spans.map((piece) => wordsOf(draft.message, piece)).filter((part) => part !== '')
  const given = draft.readings.get(key)
  if (given !== undefined) {
    appendMain(draft, key, words)
    return
  }
  const text = words.join(' ')
  if (text === '' && topicOfAgenda(draft, key)) return
  if (text === '' || isOnlyDue(draft, text) || (!isListed && isTooShort(draft, spec, text))) return
  const value = spec.type === 'text' ? text : readMainList(draft, key, spec)
  settle(draft, key, { value, rule: 'the rest', words: text })
}

/** More points, or longer ones, are no topic in one line. */
const MOST_TOPICS = 5
const LONGEST_TOPIC = 16

/** Minutes whose 议题, one or a few short ones (低保、危房、防汛), are what the meeting was about. */
function topicOfAgenda(draft: Draft, key: string): boolean {
  const list = hasLists(draft) ? Object.entries(draft.labels.fields).find(([, { type }]) => type === 'list')?.[0] : undefined
  const value = draft.readings.get(list ?? '')?.value
  const topics = Array.isArray(value) ? value.filter((topic) => typeof topic === 'string') : []
  const isShort = topics.length === 1 || (topics.length <= MOST_TOPICS && topics.every((topic) => topic.length <= LONGEST_TOPIC))
  if (topics.length === 0 || !isShort) return false
  const words = topics.join('、')
  return settle(draft, key, { value: words, rule: 'topics of the agenda', words })
}

/** 调研了瓜菜基地: right behind the verb. */
const DONE = /^[了过](?![解不结却去程渡度])/

/** 都走访了 都正常: the verb itself, behind the names. */
const DONE_WITH_ALL = /^(?:都|均|全都|全|也|已经?)*(\p{Script=Han}{2})(?:了|过|完了?)+(?:[\s,;。]+|$)/u

function openingCut({ message: { text }, command, labels, from }: Draft, piece: Span, spec: FieldSpec): Span {
  const part = text.slice(piece.start, piece.end)
  const done = piece.start === from ? (DONE.exec(part)?.[0].length ?? 0) : 0
  const pause = done + (OPENING.exec(part.slice(done))?.[0].length ?? 0)
  const verb = DONE_WITH_ALL.exec(part.slice(pause))
  const isOwn = verb !== null && command.words.includes(verb[1] ?? '')
  const opening = isOwn ? pause + verb[0].length : pause
  const words = part.slice(opening)
  const label = labelPatterns(spec).start.exec(words)?.[0].length ?? listLabel(words, labels)
  const found = spec.type === 'list' ? (/^(?:发现|发现了|存在)/.exec(words.slice(label))?.[0].length ?? 0) : 0
  return trimSpan(text, { start: piece.start + opening + label + found, end: piece.end })
}

/** 议题 防返贫排查: how long the bare label of a list is that the words begin with. */
function listLabel(words: string, { fields }: LabelSet): number {
  const lists = Object.values(fields).flatMap((spec) => (spec.type === 'list' ? labelsOf(spec) : []))
  const label = lists.find((each) => words.startsWith(each) && /^\s+\S/.test(words.slice(each.length)))
  return label?.length ?? 0
}

function readMainList(draft: Draft, key: string, spec: FieldSpec): unknown {
  const readings = draft.pool.map((piece) => readValue(draft.message, { key, spec }, openingCut(draft, piece, spec)).value)
  return readings.flatMap((value) => (Array.isArray(value) ? value : []))
}

/** Words beside a labelled main text belong to it too; a meeting's other lines (地点:…) do not. */
function appendMain(draft: Draft, key: string, words: string[]): void {
  const reading = draft.readings.get(key)
  if (draft.command.items === 'one' || typeof reading?.value !== 'string' || words.length === 0) return
  draft.readings.set(key, { ...reading, value: [...words, reading.value].join('；') })
  draft.trace.push({ field: key, words: words.join(' '), rule: 'beside the label' })
}

const LONGEST_DUE = 40

/** 月底前, 6月30日前整改: a deadline alone says nothing of what is to be done. */
function isOnlyDue({ message, labels }: Draft, text: string): boolean {
  if (text.length > LONGEST_DUE) return false
  if (!Object.values(labels.fields).some(({ type, direction }) => type === 'date' && direction === 'ahead')) return false
  const words = normalise(text)
  const [first] = findDates(words, message.nowMs, 'ahead')
  if (first === undefined || first.start > 0) return false
  return /^\s*(?:之前|以前|前)?(?:整改|完成|解决|落实|办结|上报|到位|完|好|掉)*[\s。]*$/.test(words.slice(first.end))
}

/** Three characters and nothing else (问题 不大) are talk, not a report: the main text is asked for. */
function isTooShort(draft: Draft, spec: FieldSpec, text: string): boolean {
  const others = [...draft.readings.values()].some(
    (reading) => reading.value !== undefined || reading.ask?.reason === 'unknown' || reading.ask?.reason === 'choice',
  )
  return spec.required === true && !others && text.length < 4
}
