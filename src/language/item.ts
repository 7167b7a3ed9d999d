import type { FieldSpec } from '../core/fields.ts'
import { claimUnlabelled } from './claims.ts'
import { readDecisions } from './decisions.ts'
import { claim, type Draft, settle } from './draft.ts'
import { type FieldReading, missing } from './field-reading.ts'
import { readValue } from './fields.ts'
import { findLabels, type LabelSet, labelsOf, type Segment } from './labels.ts'
import { firstLine, hasLists, isHeading, takeLines, takeMain, withoutOtherLines } from './main-text.ts'
import { type Message, trimSpan, wordsOf } from './message.ts'
import { normalise } from './normalise.ts'
import { tellsMore } from './opening.ts'
import { findPoints } from './points.ts'
import { onlyOne } from './rows-of-names.ts'
import type { Span } from './span.ts'
import type { Row } from './table.ts'
import type { CommandWords, Correction, ItemReading } from './types.ts'

/** A report to read: the command, the word that was typed for it, and the words before and after that word. */
export interface ReportWords {
  command: CommandWords
  labels: LabelSet
  word: string
  pieces: Span[]
  /** Is it one of several items? Then few words are enough. */
  isListed?: boolean
}

/** Reads what the pieces say for the fields of a report: labelled values first, then what the other words hold. */
export function readDraft(message: Message, report: ReportWords, pieces: Span[], row?: Row): Draft {
  const { command, labels } = report
  const from = pieces.at(-1)?.start ?? 0
  const draft: Draft = { message, command, labels, pool: [...(row?.others ?? [])], from, readings: new Map(), trace: [] }
  for (const piece of pieces) readLabelled(draft, piece)
  for (const cell of row?.cells ?? []) readSegment(draft, cell)
  if (row !== undefined) placeHousehold(draft, row)
  if (command.items === 'one') takePoints(draft)
  claimUnlabelled(draft)
  draft.pool = draft.pool.filter((span) => span.start >= from || tellsMore(message, span, namesIn(draft)))
  takeLines(draft)
  if (hasLists(draft)) draft.pool = withoutOtherLines(draft)
  takeMain(draft, report.isListed === true)
  takeWord(draft, report.word)
  return draft
}

/** The people that fields have taken already. */
function namesIn({ labels, readings }: Draft): unknown[] {
  return Object.entries(labels.fields).flatMap(([key, { type }]) =>
    type === 'person' || type === 'people' ? [readings.get(key)?.value].flat() : [],
  )
}

function readLabelled(draft: Draft, piece: Span): void {
  const { message, labels } = draft
  const segments = findLabels(message.text, piece, labels)
  draft.pool.push({ start: piece.start, end: segments[0]?.label.start ?? piece.end })
  for (const segment of segments) readSegment(draft, segment)
  draft.pool = draft.pool.filter((span) => {
    const { start, end } = trimSpan(message.text, span)
    return end > start
  })
}

const RUNNING: ReadonlySet<string> = new Set(['text', 'list', 'decisions', 'values'])

/** A labelled value; words after a short one (户主:王亦态 在合作社务工) go to the pool. */
function readSegment(draft: Draft, { key, value, scale, typed }: Segment): void {
  const spec = draft.labels.fields[key]
  if (spec === undefined) return
  const { text } = draft.message
  const listed = hasLists(draft) && (spec.type === 'list' || spec.type === 'decisions')
  const running = spec.type === 'text' && hasLists(draft) ? beforePoints(text, value) : value
  const told = listed ? { start: value.start, end: beforePresent(text, value) } : running
  const whole = RUNNING.has(spec.type) && !isHeading(spec) ? told : firstLine(text, value)
  const span = spec.type === 'text' ? beforeOthers(draft, whole) : whole
  if (whole.end < value.end) draft.pool.push({ start: whole.end, end: value.end })
  const reading = readValue(draft.message, { key, spec, ...(scale === undefined ? {} : { scale }) }, span)
  const earlier = draft.readings.get(key)
  if (earlier?.value !== undefined && reading.value === undefined) return
  const end = reading.end ?? span.end
  // 时间6月12日下午 地点镇会议室: what is glued to a short value goes with it, the words behind the pause are others.
  const pause = end < span.end ? text.slice(end, span.end).search(/[\s,;。]/) : -1
  if (pause >= 0) draft.pool.push({ start: end + pause, end: span.end })
  const heard: Correction[] = typed === undefined ? [] : [{ field: key, typed, taken: spec.label, label: true }]
  const corrections = [...heard, ...(reading.corrections ?? [])]
  settle(draft, key, { ...reading, corrections, words: wordsOf(draft.message, { start: value.start, end }) })
}

const SHORT: ReadonlySet<string> = new Set(['person', 'choice', 'count', 'date'])

/** A labelled text without what stands last in it under bare labels (主题：控辍保学 主持张建军 20人): those fields take it. */
function beforeOthers(draft: Draft, span: Span): Span {
  const { message, labels } = draft
  const part = message.text.slice(span.start, span.end)
  const [first] = [...part.matchAll(labels.loose)].filter(({ index }) => /\s/.test(part.charAt(index - 1)))
  if (first === undefined || part.includes('\n')) return span
  const read: { key: string; reading: FieldReading; words: string }[] = []
  for (const match of part.slice(first.index).matchAll(/\S+/g)) {
    const at = span.start + first.index + match.index
    const [label] = [...match[0].matchAll(labels.loose)].filter(({ index }) => index === 0)
    const count = Object.keys(labels.fields).find((each) => labels.fields[each]?.type === 'count')
    const key = label === undefined ? count : labels.keys.get(label[1] ?? '')
    const spec = labels.fields[key ?? '']
    if (key === undefined || spec === undefined || !SHORT.has(spec.type) || draft.readings.has(key)) return span
    if (label === undefined && !/^\d+[人名位]$/.test(match[0])) return span
    const value = { start: at + (label?.[0].length ?? 0), end: at + match[0].length }
    const reading = readValue(message, { key, spec }, value)
    if (reading.value === undefined || reading.ask !== undefined || reading.rule === 'as typed') return span
    read.push({ key, reading, words: match[0] })
  }
  for (const { key, reading, words } of read) settle(draft, key, { ...reading, words })
  return { start: span.start, end: span.start + first.index }
}

/** A column without a field of its own that holds the household's group tells equal names apart, and says nothing else. */
function placeHousehold(draft: Draft, { others }: Row): void {
  const { text, lexicon } = draft.message
  const key = Object.entries(draft.labels.fields).find(([, spec]) => spec.type === 'household')?.[0] ?? ''
  const reading = draft.readings.get(key)
  const ids = typeof reading?.ids === 'number' ? [reading.ids] : (reading?.ask?.candidates ?? []).map(({ id }) => id)
  for (const cell of others) {
    const group = text.slice(cell.start, cell.end).trim()
    const [only, ...more] = ids.flatMap((id) => lexicon.household(id) ?? []).filter((row) => normalise(row.groupName) === group)
    if (only === undefined) continue
    claim(draft, cell)
    if (more.length === 0 && reading?.ask !== undefined)
      settle(draft, key, { value: only.head, ids: only.id, rule: 'household exact', words: only.head })
  }
}

/** A line with a label that no field bears: 地点:镇政府三楼. */
const OTHER_LINE = /\n[ ]*[\p{Script=Han}]{2,8}:/u

function beforePoints(text: string, { start, end }: Span): Span {
  const [point, second] = findPoints(text, { start, end })
  const stop = point === undefined || second === undefined ? end : point.start
  const other = OTHER_LINE.exec(text.slice(start, stop))
  return { start, end: other === null ? stop : start + other.index }
}

/** Numbered points of a meeting that stand under no label: with somebody or a date to answer for them they are decisions, else topics. */
function takePoints(draft: Draft): void {
  const fields = Object.entries(draft.labels.fields)
  const agenda = fields.find(([, spec]) => spec.type === 'list')
  const decisions = fields.find(([, spec]) => spec.type === 'decisions')
  for (const piece of draft.pool) {
    const [first, second] = findPoints(draft.message.text, piece)
    if (first === undefined || (second === undefined && first.start > trimSpan(draft.message.text, piece).start)) continue
    const span = { start: first.start, end: beforePresent(draft.message.text, { start: first.start, end: piece.end }) }
    const decided = decisions === undefined ? [] : readDecisions(draft.message, span)
    const target = decided.some((point) => point.due !== undefined) ? decisions : agenda
    if (target === undefined || draft.readings.has(target[0])) continue
    const [key, spec] = target
    claim(draft, span)
    settle(draft, key, { ...readValue(draft.message, { key, spec }, span), words: wordsOf(draft.message, span) })
  }
}

/** 参会11人, 来了二十人, 主持张建军, 张建军主持: who was there, said after the last point. */
const PRESENT =
  /(?:[\s,;。]+(?:(?:共计?|一共|参会|参加|到会|出席|实到|[来到]了?)(?:人数|人员)?[:约]?\s*[\d一二三四五六七八九十百]{1,4}[余多]?个?[人名位]|[\d一二三四五六七八九十百]{1,4}[余多]?[人名位](?:参会|参加|到会|出席)?|主持人?(?:[:是]|\s)?\s*\p{Script=Han}{2,4}|\p{Script=Han}{2,4}(?:同志)?主持))+[\s。;]*$/u
/** How far before the end that may begin. */
const PRESENT_REACH = 60

/** Where the last point ends when who was there follows it. */
function beforePresent(text: string, { start, end }: Span): number {
  const from = Math.max(start, end - PRESENT_REACH)
  const match = PRESENT.exec(text.slice(from, end))
  return match === null ? end : from + match.index
}

/** A command word that is itself an option (暗访, 入户) or a flag (离岗) says so. */
function takeWord(draft: Draft, word: string): void {
  for (const [key, spec] of Object.entries(draft.labels.fields)) {
    if (draft.readings.has(key)) continue
    if (spec.type === 'flag' && labelsOf(spec).includes(word)) settle(draft, key, { value: true, rule: 'command word', words: word })
    if (spec.type !== 'choice') continue
    const option = spec.options?.find(({ name }) => normalise(name) === word)
    if (option !== undefined) settle(draft, key, { value: option.name, rule: 'command word', words: word })
  }
}

/** The draft as items: one, or one for each of several that a field names (责任单位：马岭镇、南庄乡). */
export function toItems(draft: Draft, pieces: Span[]): ItemReading[] {
  const [first, ...more] = [...draft.readings].filter(([, { others }]) => others !== undefined)
  if (first === undefined) return [toItem(draft, pieces)]
  // Of several units and several departments, which belongs to which is for the reporter to say.
  if (more.length > 0)
    return [toItem({ ...draft, readings: new Map([...draft.readings, ...[first, ...more].map(askWhich(draft))]) }, pieces)]
  const [key, { others = [], ...reading }] = first
  return [reading, ...others].map((one) => toItem({ ...draft, readings: new Map([...draft.readings, [key, one]]) }, pieces))
}

function askWhich({ labels }: Draft): (named: [string, FieldReading]) => [string, FieldReading] {
  return ([key, reading]) => {
    const spec = labels.fields[key]
    return [key, spec === undefined ? reading : onlyOne({ key, spec }, [reading, ...(reading.others ?? [])])]
  }
}

/** The draft as an item, with a question for each required field that is open. */
function toItem(draft: Draft, pieces: Span[]): ItemReading {
  const item: ItemReading = {
    values: {},
    ids: {},
    asks: [],
    corrections: [],
    source: pieces
      .map((piece) => wordsOf(draft.message, piece))
      .filter(Boolean)
      .join(' '),
    trace: draft.trace,
  }
  for (const [key, spec] of Object.entries(draft.labels.fields)) {
    const reading = draft.readings.get(key) ?? (spec.required === true ? missing({ key, spec }) : undefined)
    if (reading !== undefined) put(item, key, { reading, spec })
  }
  return item
}

/** Puts one field's reading into an item. */
export function put(item: ItemReading, key: string, { reading, spec }: { reading: FieldReading; spec: FieldSpec }): void {
  if (reading.value !== undefined) item.values[key] = reading.value
  if (reading.ids !== undefined) item.ids[key] = reading.ids
  item.corrections.push(...(reading.corrections ?? []))
  if (reading.ask !== undefined && (spec.required === true || reading.ask.reason !== 'missing')) item.asks.push(reading.ask)
}
