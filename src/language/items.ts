import type { FieldSpecs } from '../core/fields.ts'
import { readHousehold } from './households.ts'
import { findLabels, type LabelSet, type Segment } from './labels.ts'
import { type Message, trimSpan } from './message.ts'
import { toOrdinal } from './ordinals.ts'
import { findPoints, type Point, splitLines } from './points.ts'
import type { Span } from './span.ts'
import { splitCounted, splitStories } from './stories.ts'
import { unitRow } from './unit-rows.ts'

/** How the words of a message fall into items: what stands before them holds for all of them. */
export interface Plan {
  header: Span | null
  /** The words of each item: one stretch, or a name and what is said about several names together. */
  items: Span[][]
}

/** The field by which items are told apart: the household, else a required unit, else the main text. */
export function keyField(fields: FieldSpecs): string | null {
  const entries = Object.entries(fields)
  const found =
    entries.find(([, spec]) => spec.type === 'household') ??
    entries.find(([, spec]) => spec.type === 'unit' && spec.required === true) ??
    entries.find(([, spec]) => spec.main === true)
  return found?.[0] ?? null
}

/** Several items under one command word: numbered, one a line, or told apart by a label that comes again. */
export function planItems(message: Message, rest: Span, labels: LabelSet): Plan {
  const segments = findLabels(message.text, rest, labels)
  const plan =
    byNumber(message, rest, { labels, segments }) ??
    byRepeatedLabel(rest, segments) ??
    byLine(message, rest, { labels, segments }) ??
    byClause(message, rest, { labels, segments }) ??
    byNames(message, rest, { labels, segments }) ??
    byStory(message, rest, { labels, segments })
  const { header, items } = plan === null || plan.items.length > MOST_ITEMS ? { header: null, items: [[rest]] } : plan
  return { header, items: items.flatMap((item) => forEachUnit(message, item, labels)) }
}

/** No honest message reports more at once; a flood is read as one item. */
export const MOST_ITEMS = 200

interface Labelled {
  labels: LabelSet
  segments: Segment[]
}

function byNumber(message: Message, rest: Span, { labels, segments }: Labelled): Plan | null {
  const points = findPoints(message.text, rest)
  const [first] = points
  if (first === undefined || isForm(points, segments)) return null
  const header = { start: rest.start, end: first.start }
  if (points.length < 2 && trimSpan(message.text, header).end > trimSpan(message.text, header).start) return null
  if (holdsKey(message, header, labels) && !areNamed(message, header, { points, labels })) return null
  return { header, items: points.map((point) => [point.words]) }
}

/** 今天走访情况: 1、王亦态 … 2、符永强 …: every point names a household, and the header none. */
function areNamed(message: Message, header: Span, { points, labels }: { points: Point[]; labels: LabelSet }): boolean {
  const key = keyField(labels.fields)
  if (labels.fields[key ?? '']?.type !== 'household') return false
  const named = findLabels(message.text, header, labels).some((segment) => segment.key === key)
  const words = message.text.slice(header.start, header.end).replace(/[\s:]/g, '')
  return !named && words.length < 6 && points.every((point) => readHousehold(message, point.words)?.match?.kind === 'found')
}

/** 1.户主:… 2.情况:…: the numbers count the labels of one report. */
function isForm(points: Point[], segments: Segment[]): boolean {
  const keys = points.flatMap((point) => segments.find((segment) => segment.label.start === point.start)?.key ?? [])
  return keys.length > 1 && new Set(keys).size === keys.length
}

const COUNTED = /^(?:以下|共|有|了|下面|如下|这)*[\d一二两三四五六七八九十]*(?:个|户|条|项|件|家)?(?:问题|任务|风险|情况)?(?:如下)?$/

/** Does the header already name what the items would be told apart by? Then the numbers belong to one item. */
function holdsKey(message: Message, header: Span, labels: LabelSet): boolean {
  const key = keyField(labels.fields)
  const segments = findLabels(message.text, header, labels)
  const labelled = segments.find((segment) => segment.key === key)
  if (labelled !== undefined) {
    const value = trimSpan(message.text, labelled.value)
    return value.end > value.start || hasOtherRequired(labels)
  }
  const last = segments.at(-1)
  const words = trimSpan(message.text, { start: header.start, end: segments[0]?.label.start ?? header.end })
  if (key !== null && labels.fields[key]?.type === 'household') return readHousehold(message, words) !== null || isOpenText(labels, last)
  if (key !== null && labels.fields[key]?.type === 'unit')
    return message.lexicon.findUnits(message.text.slice(words.start, words.end), message.speaker).length > 0
  const unit = message.lexicon.findUnits(message.text.slice(words.start, words.end), message.speaker)[0]
  const left = message.text.slice(words.start + (unit?.start === 0 ? unit.end : 0), words.end).replace(/[\s,;:、。]/g, '')
  return !COUNTED.test(left)
}

function hasOtherRequired({ fields }: LabelSet): boolean {
  return Object.values(fields).some((spec) => spec.required === true && spec.main !== true)
}

function isOpenText(labels: LabelSet, last: Segment | undefined): boolean {
  return last !== undefined && labels.fields[last.key]?.type === 'text'
}

function byRepeatedLabel(rest: Span, segments: Segment[]): Plan | null {
  const [first] = segments
  const starts = segments.filter((segment) => segment.key === first?.key).map((segment) => segment.label.start)
  if (starts.length < 2) return null
  return {
    header: null,
    items: starts.map((start, index) => [{ start: index === 0 ? rest.start : start, end: starts[index + 1] ?? rest.end }]),
  }
}

function byLine(message: Message, rest: Span, { labels, segments }: Labelled): Plan | null {
  const lines = splitLines(message.text, rest)
  if (lines.length < 2) return null
  const key = keyField(labels.fields)
  const type = labels.fields[key ?? '']?.type
  if (type === 'household' || type === 'unit')
    return byNamedLine(
      rest,
      lines.filter((line) => startsItem(message, line, type)),
    )
  const alone = (lines[0]?.start ?? 0) > rest.start && message.text.slice(rest.start, lines[0]?.start ?? 0).includes('\n')
  if (hasOtherRequired(labels) || !alone || segments.length > 0) return null
  return { header: null, items: lines.map((line) => [line]) }
}

/** 王亦态，在合作社务工；符秀英，腰疼。 A clause that begins with a head standing alone begins an item; the first clause must. */
function byClause(message: Message, rest: Span, { labels, segments }: Labelled): Plan | null {
  if (segments.length > 0 || labels.fields[keyField(labels.fields) ?? '']?.type !== 'household') return null
  const clauses = [...message.text.slice(rest.start, rest.end).matchAll(/[^;。]+[;。]*/g)].map((match) => ({
    start: rest.start + match.index,
    end: rest.start + match.index + match[0].length,
  }))
  const starts = clauses.filter((clause) => isNamedAlone(message, clause))
  return starts[0] === clauses[0] ? byNamedLine(rest, starts) : null
}

function byStory(message: Message, rest: Span, { labels, segments }: Labelled): Plan | null {
  if (segments.length > 0 || labels.fields[keyField(labels.fields) ?? '']?.type !== 'household') return null
  const { start, count } = afterHowMany(message, rest)
  const told = { start, end: rest.end }
  const parts = splitStories(message, told) ?? splitCounted(message, told, count)
  return parts === null ? null : { header: null, items: parts.map((part) => [part]) }
}

function isNamedAlone(message: Message, clause: Span): boolean {
  const reading = readHousehold(message, clause)
  return reading?.match?.kind === 'found' && /[\s,:]/.test(message.text.charAt(reading.span.end)) && !reading.match.corrected
}

function byNamedLine(rest: Span, starts: Span[]): Plan | null {
  const [first] = starts
  if (first === undefined || starts.length < 2) return null
  const items = starts.map((line, index) => [{ start: line.start, end: starts[index + 1]?.start ?? rest.end }])
  return { header: first.start > rest.start ? { start: rest.start, end: first.start } : null, items }
}

function startsItem(message: Message, line: Span, type: 'household' | 'unit'): boolean {
  if (type === 'unit')
    return message.lexicon.findUnits(message.text.slice(line.start, Math.min(line.end, line.start + 20)), message.speaker)[0]?.start === 0
  const reading = readHousehold(message, line)
  if (reading === null || reading.match === null) return reading?.outside === true
  return reading.match.kind !== 'none' && reading.match.rule !== 'one-off'
}

const TOGETHER =
  /^(?:\s*(?:等|共)?[\d一二两三四五六七八九十]*(?:户|家)(?:人家)?)?\s*(?:都|均|全都)|^\s*(?:等|共)?[\d一二两三四五六七八九十]+(?:户|家)/

/** 了三户:, 两户一户是: how many there were before their names. */
const HOW_MANY =
  /^[了过\s]*(?:([一二两三四五六七八九十]|\d{1,2})(?:户|家)(?:人家|农户|群众)?(?:分别)?(?:就?是|有)?[\s:,]*)?(?:(?:首先|先)?(?:是|去|到|走)?了?(?:头?一[户家个](?:人家)?就?是)?\s*)/

function afterHowMany({ text }: Message, { start, end }: Span): { start: number; count: number } {
  const [words = '', count = ''] = HOW_MANY.exec(text.slice(start, end)) ?? []
  return { start: start + words.length, count: toOrdinal(count) }
}

/** One account for several households (张耀宗、李宁霞 都正常): an item for each name, with the same words. */
function byNames(message: Message, rest: Span, { labels, segments }: Labelled): Plan | null {
  if (segments.length > 0 || labels.fields[keyField(labels.fields) ?? '']?.type !== 'household') return null
  const { start, count } = afterHowMany(message, rest)
  const names = gluedRow(message, { start, end: rest.end }, count)
  let at = names.at(-1)?.end ?? start
  for (;;) {
    const name = nextName(message, { start: at, end: rest.end }, names.length === 0)
    if (name === null) break
    names.push(name)
    at = name.end
  }
  if (names.length < 2) return null
  const counted = /^\s*(?:等|共)?[\d一二两三四五六七八九十]*(?:户|家)(?:人家)?/.exec(message.text.slice(at, rest.end))?.[0].length ?? 0
  return { header: null, items: names.map((name) => [name, { start: at + counted, end: rest.end }]) }
}

/** 走访了三户王亦态符永强符兰都正常: as many names without anything between them as were announced. */
function gluedRow({ text, lexicon, villageIds }: Message, { start, end }: Span, count: number): Span[] {
  if (!(count > 1)) return []
  const found = lexicon.findHouseholdsAnywhere(text.slice(start, end), villageIds).slice(0, count)
  const isRow = found.length === count && found.every((name, at) => name.start === (found[at - 1]?.end ?? 0))
  return isRow ? found.map((name) => ({ start: start + name.start, end: start + name.end })) : []
}

/** What is to be done by several units (任务：铺仔村、先光村本周五前报名单): an item for each; what was done at several stays one report. */
function forEachUnit(message: Message, item: Span[], { fields }: LabelSet): Span[][] {
  const [words, ...others] = item
  const specs = Object.values(fields)
  const isAssigned = specs.some(({ type, direction }) => type === 'date' && direction === 'ahead')
  if (words === undefined || others.length > 0 || !isAssigned) return [item]
  if (!specs.some(({ type, required }) => type === 'owner' || (type === 'unit' && required !== true))) return [item]
  const row = unitRow(message, words)
  return row === null ? [item] : row.units.map((unit) => [unit, row.rest])
}

/** The next name of a row: after 、 or 和, or after a blank or comma when it stands alone or 都 follows; other names belong to the story. */
function nextName(message: Message, { start, end }: Span, isFirst: boolean): Span | null {
  const { text } = message
  const sign = isFirst ? '' : (/^\s*(?:还有|以及|[、和与及跟同,])?\s*/.exec(text.slice(start, end))?.[0] ?? '')
  const reading = readHousehold(message, { start: start + sign.length, end })
  const match = reading?.match ?? null
  if (reading === null || match === null || (isFirst && match.kind !== 'found')) return null
  if (isFirst) return reading.span
  const after = text.slice(reading.span.end, end)
  const isTogether = TOGETHER.test(sign === '' ? after.replace(/^[\s,]+/, '') : after)
  if (sign === '') return isTogether && match.kind === 'found' && match.rule === 'exact' ? reading.span : null
  const isAlone = /^(?:[\s,;、]|$)/.test(after) || isTogether
  if (/[、和与及]/.test(sign)) return isAlone || (match.kind === 'found' && match.rule === 'exact') ? reading.span : null
  return isAlone && match.kind === 'found' && match.rule === 'exact' ? reading.span : null
}
