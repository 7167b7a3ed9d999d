import type { FieldSpec } from '../core/fields.ts'
import { byVerb } from './by-verb.ts'
import { claimUnlabelled } from './claims.ts'
import { type Draft, settle } from './draft.ts'
import type { FieldReading } from './field-reading.ts'
import { optionWords, readValue } from './fields.ts'
import { put, type ReportWords, readDraft, toItems } from './item.ts'
import { MOST_ITEMS, type Plan, planItems } from './items.ts'
import { compileLabels, findLabels, labelPatterns } from './labels.ts'
import { mainField } from './main-text.ts'
import { type Ground, type Message, toMessage, trimSpan } from './message.ts'
import { onlyOne } from './rows-of-names.ts'
import { sectionsByUnit } from './sections.ts'
import type { Span } from './span.ts'
import { type Row, readTable, type Table } from './table.ts'
import type { CommandWords, ItemReading } from './types.ts'
import { unitRow } from './unit-rows.ts'

/** Reads one report message into its items (interface, 'Forms' and 'Several items in one message'). */
export function readReport(message: Message, report: ReportWords): ItemReading[] {
  const { command, labels, pieces } = report
  const rest = pieces.at(-1)
  if (rest === undefined) return toItems(readDraft(message, report, pieces), pieces)
  const mode = command.items ?? 'each'
  const table = mode === 'one' ? null : readTable(message.text, rest, labels)
  if (table !== null) return readRows(message, report, table)
  if (mode === 'unit') return readSections(message, report, rest)
  const plan: Plan =
    mode === 'one' ? { header: null, items: [[rest]] } : (byVerb(message, rest, report) ?? planItems(message, rest, labels))
  const before = pieces.slice(0, -1)
  if (plan.items.length <= 1 && plan.header === null) return toItems(readDraft(message, report, [...before, rest]), pieces)
  const header = [...before, ...(plan.header === null ? [] : [plan.header])]
  return plan.items.flatMap((item) => readShared(message, report, { header, item }))
}

interface Shared {
  header: Span[]
  item: Span[]
  row?: Row
}

function readRows(message: Message, report: ReportWords, { before, rows }: Table): ItemReading[] {
  const header = [...report.pieces.slice(0, -1), before]
  return rows.slice(0, MOST_ITEMS).flatMap((row) => readShared(message, report, { header, item: [], row }))
}

/** One of several items; what the header says holds where the item says nothing itself. */
function readShared(message: Message, report: ReportWords, { header, item, row }: Shared): ItemReading[] {
  const shared = readDraft(message, report, header)
  const own = readDraft(message, { ...report, isListed: true }, item, row)
  const main = mainField(report.labels)
  for (const [key, reading] of shared.readings) {
    if (key === main?.[0] || reading.value === undefined) continue
    if (own.readings.get(key)?.value !== undefined) continue
    const words = shared.trace.find((trace) => trace.field === key)?.words ?? ''
    settle(own, key, { ...reading, words })
  }
  return toItems(own, row === undefined ? item : [row.span])
}

function readSections(message: Message, report: ReportWords, rest: Span): ItemReading[] {
  const { header, sections } = sectionsByUnit(message, rest, report.labels)
  if (sections.length === 0) return readUnitRow(message, report, rest)
  return sections.flatMap((item) => readShared(message, report, { header: [...report.pieces.slice(0, -1), header], item: [item] }))
}

/** 先光村、茶胡村都没台账: the same is said of each. */
function readUnitRow(message: Message, report: ReportWords, rest: Span): ItemReading[] {
  const row = findLabels(message.text, rest, report.labels).length > 0 ? null : unitRow(message, rest)
  if (row === null) return toItems(readDraft(message, report, report.pieces), report.pieces)
  return row.units.flatMap((unit) => readShared(message, report, { header: report.pieces.slice(0, -1), item: [unit, row.rest] }))
}

/** Reads the answer to a question about one field; the field's label at its start (情况是…, 情况:…) is taken off. */
export function readField(raw: string, field: string, spec: FieldSpec, ground: Ground): FieldReading {
  const message = toMessage(raw, ground)
  return readValue(message, { key: field, spec }, afterLabel(message, spec))
}

/**
 * What the answer to a question about the main text says for other fields of its report (昨天去的，家里都好; 损失8000元): read as it would be in one
 * line. `known` are the fields that have their values.
 */
export function readBesides(raw: string, command: CommandWords, known: ReadonlySet<string>, ground: Ground): ItemReading {
  const message = toMessage(raw, ground)
  const pieces = [{ start: 0, end: message.text.length }]
  const labels = compileLabels(command.fields ?? {})
  const readings = new Map([...known].map((key): [string, FieldReading] => [key, { rule: 'known' }]))
  const draft: Draft = { message, command, labels, pool: pieces, from: 0, readings, trace: [] }
  claimUnlabelled(draft)
  const item: ItemReading = { values: {}, ids: {}, asks: [], corrections: [], source: raw.trim(), trace: draft.trace }
  for (const [key, { others = [], ...reading }] of draft.readings) {
    const spec = labels.fields[key]
    if (spec === undefined || known.has(key)) continue
    put(item, key, { reading: others.length === 0 ? reading : onlyOne({ key, spec }, [reading, ...others]), spec })
  }
  return { ...item, asks: item.asks.filter(({ reason }) => reason !== 'missing') }
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
