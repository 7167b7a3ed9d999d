import type { FieldSpec, FieldSpecs } from '../core/fields.ts'
import { byVerb } from './by-verb.ts'
import { settle } from './draft.ts'
import type { Field, FieldReading } from './field-reading.ts'
import { optionWords, readValue } from './fields.ts'
import { put, type ReportWords, readDraft, toItem } from './item.ts'
import { MOST_ITEMS, type Plan, planItems } from './items.ts'
import { compileLabels, findLabels, labelPatterns } from './labels.ts'
import { mainField } from './main-text.ts'
import { type Ground, type Message, toMessage, trimSpan, wordsOf } from './message.ts'
import { sectionsByUnit } from './sections.ts'
import type { Span } from './span.ts'
import { type Row, readTable, type Table } from './table.ts'
import type { ItemReading } from './types.ts'
import { unitRow } from './unit-rows.ts'
import { findAmounts } from './values/amounts.ts'
import { findDates } from './values/dates.ts'

/** Reads one report message into its items (interface, 'Forms' and 'Several items in one message'). */
export function readReport(message: Message, report: ReportWords): ItemReading[] {
  const { command, labels, pieces } = report
  const rest = pieces.at(-1)
  if (rest === undefined) return [toItem(readDraft(message, report, pieces), pieces)]
  const mode = command.items ?? 'each'
  const table = mode === 'one' ? null : readTable(message.text, rest, labels)
  if (table !== null) return readRows(message, report, table)
  if (mode === 'unit') return readSections(message, report, rest)
  const plan: Plan =
    mode === 'one' ? { header: null, items: [[rest]] } : (byVerb(message, rest, report) ?? planItems(message, rest, labels))
  const before = pieces.slice(0, -1)
  if (plan.items.length <= 1 && plan.header === null) return [toItem(readDraft(message, report, [...before, rest]), pieces)]
  const header = [...before, ...(plan.header === null ? [] : [plan.header])]
  return plan.items.map((item) => readShared(message, report, { header, item }))
}

interface Shared {
  header: Span[]
  item: Span[]
  row?: Row
}

function readRows(message: Message, report: ReportWords, { before, rows }: Table): ItemReading[] {
  const header = [...report.pieces.slice(0, -1), before]
  return rows.slice(0, MOST_ITEMS).map((row) => readShared(message, report, { header, item: [], row }))
}

/** One of several items; what the header says holds where the item says nothing itself. */
function readShared(message: Message, report: ReportWords, { header, item, row }: Shared): ItemReading {
  const shared = readDraft(message, report, header)
  const own = readDraft(message, { ...report, isListed: true }, item, row)
  const main = mainField(report.labels)
  for (const [key, reading] of shared.readings) {
    if (key === main?.[0] || reading.value === undefined) continue
    if (own.readings.get(key)?.value !== undefined) continue
    const words = shared.trace.find((trace) => trace.field === key)?.words ?? ''
    settle(own, key, { ...reading, words })
  }
  return toItem(own, row === undefined ? item : [row.span])
}

function readSections(message: Message, report: ReportWords, rest: Span): ItemReading[] {
  const { header, sections } = sectionsByUnit(message, rest, report.labels)
  if (sections.length === 0) return readUnitRow(message, report, rest)
  return sections.map((item) => readShared(message, report, { header: [...report.pieces.slice(0, -1), header], item: [item] }))
}

/** 先光村、茶胡村都没台账: the same is said of each. */
function readUnitRow(message: Message, report: ReportWords, rest: Span): ItemReading[] {
  const row = findLabels(message.text, rest, report.labels).length > 0 ? null : unitRow(message, rest)
  if (row === null) return [toItem(readDraft(message, report, report.pieces), report.pieces)]
  return row.units.map((unit) => readShared(message, report, { header: report.pieces.slice(0, -1), item: [unit, row.rest] }))
}

/** Reads the answer to a question about one field; the field's label at its start (情况是…, 情况:…) is taken off. */
export function readField(raw: string, field: string, spec: FieldSpec, ground: Ground): FieldReading {
  const message = toMessage(raw, ground)
  return readValue(message, { key: field, spec }, afterLabel(message, spec))
}

const HESITATION = /^(?:嗯+|那个|呃)?[\s,]*/
const IS = /^(?:应该|就)?是/

function afterLabel({ text }: Message, spec: FieldSpec): Span {
  const whole = trimSpan(text, { start: 0, end: text.length })
  const { start } = whole
  // 是因病吗 answers too.
  const end = spec.type === 'text' ? whole.end : whole.end - (/[吗么][?!。\s]*$/.exec(text.slice(start, whole.end))?.[0].length ?? 0)
  const words = text.slice(start, end)
  const pause = HESITATION.exec(words)?.[0].length ?? 0
  // 是 alone may be the very option that is asked for.
  if (optionWords(spec.options ?? []).some(({ word }) => word === words.slice(pause))) return { start: start + pause, end }
  const opening = pause + (spec.type === 'text' ? 0 : (IS.exec(words.slice(pause))?.[0].length ?? 0))
  const label = labelPatterns(spec).start.exec(words.slice(opening))?.[0].length ?? 0
  return trimSpan(text, { start: start + opening + label, end })
}

/**
 * Reads what a correction changes (改 1027 金额:4.6万): labelled fields; without a label an amount, a date or an option where the words are
 * plainly one, else the main field. Nothing is asked for that was not typed.
 */
export function readAmendment(raw: string, specs: FieldSpecs, ground: Ground): ItemReading {
  const message = toMessage(raw, ground)
  const item: ItemReading = { values: {}, ids: {}, asks: [], corrections: [], source: raw.trim(), trace: [] }
  const whole = { start: 0, end: message.text.length }
  const segments = findLabels(message.text, whole, compileLabels(specs))
  for (const { key, value } of segments) {
    const spec = specs[key]
    if (spec !== undefined) add(item, { key, spec }, { reading: readValue(message, { key, spec }, value), words: wordsOf(message, value) })
  }
  if (segments.length > 0 || raw.trim() === '') return item
  const spoken = spokenField(message, specs) ?? plainField(message, specs)
  if (spoken !== null) add(item, spoken, { reading: readValue(message, spoken, spoken.span), words: wordsOf(message, spoken.span) })
  return item
}

function add(item: ItemReading, field: Field, { reading, words }: { reading: FieldReading; words: string }): void {
  put(item, field.key, { reading, spec: { ...field.spec, required: true } })
  item.trace.push({ field: field.key, words, rule: reading.rule })
}

interface Meant extends Field {
  span: Span
}

/** 金额改成4.6万, 日期是1月1日, 金额 4.6万. */
function spokenField({ text }: Message, specs: FieldSpecs): Meant | null {
  const { start, end } = trimSpan(text, { start: 0, end: text.length })
  const words = text.slice(start, end).replace(/^把/, ' ').trimStart()
  for (const [key, spec] of Object.entries(specs)) {
    const match = labelPatterns(spec).start.exec(words)
    if (match !== null && match[0].length < words.length) return { key, spec, span: { start: end - words.length + match[0].length, end } }
  }
  return null
}

function plainField({ text, nowMs }: Message, specs: FieldSpecs): Meant | null {
  const opening = /^\s*(?:应该是|应为|改成|改为|换成|是)\s*/.exec(text)?.[0].length ?? 0
  const span = trimSpan(text, { start: opening, end: text.length })
  const part = text.slice(span.start, span.end)
  const isWhole = (found: { start: number; end: number } | undefined) =>
    found !== undefined && found.start === 0 && found.end === part.length
  const plain = Object.entries(specs).find(([, spec]) => {
    if (spec.type === 'amount') return isWhole(findAmounts(part)[0])
    if (spec.type === 'date') return isWhole(findDates(part, nowMs, spec.direction ?? 'past')[0])
    return spec.type === 'choice' && spec.options?.some(({ name, aliases = [] }) => name === part || aliases.includes(part))
  })
  const main = plain ?? Object.entries(specs).find(([, spec]) => spec.main === true)
  return main === undefined ? null : { key: main[0], spec: main[1], span }
}
