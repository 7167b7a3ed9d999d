import type { LabelSet, Segment } from './labels.ts'
import { splitLines } from './points.ts'
import type { Span } from './span.ts'

/** A table pasted from a form or spreadsheet: what stands before its header row, and the cells of each row under it. */
export interface Table {
  before: Span
  rows: Row[]
}

/** One row: its labelled cells, and those of columns that no field bears. */
export interface Row {
  span: Span
  cells: Segment[]
  others: Span[]
}

/** What may part the cells of a row, the surest first. */
const SEPARATORS = [
  { sign: '\t', separator: /\t/g },
  { sign: '|', separator: /\|/g },
  { sign: ',', separator: /,/g },
  { sign: ' ', separator: /[ ]+/g },
]
/** Columns that say nothing about what is reported, and those that must not be kept (phones, identity numbers). */
const PASSED_OVER = /^(?:序号|编号|行号|no\.?|合计|电话|手机|手机号|联系电话|联系方式|身份证.*)$/i

/** A row of labels with rows of values under it; null when there is none. */
export function readTable(text: string, span: Span, labels: LabelSet): Table | null {
  const lines = splitLines(text, span)
  for (const [at, line] of lines.slice(0, -1).entries()) {
    const words = text.slice(line.start, line.end)
    for (const { sign, separator } of SEPARATORS) {
      if (!words.includes(sign)) continue
      const columns = splitCells(text, line, separator)
      if (!isHeader(text, columns, labels)) continue
      const rows = lines.slice(at + 1).flatMap((row) => rowOf(text, row, { columns, separator, labels }))
      return rows.length === 0 ? null : { before: { start: span.start, end: line.start }, rows }
    }
  }
  return null
}

/** The cells of a line; with `limit` the last one takes the rest. Edges of pipes (| a | b |) are no cells. */
export function splitCells(text: string, { start, end }: Span, separator: RegExp, limit = Number.POSITIVE_INFINITY): Span[] {
  const line = text.slice(start, end)
  const cells: Span[] = []
  const opening = /^[ |]*/.exec(line)?.[0].length ?? 0
  let from = opening
  for (const match of line.matchAll(separator)) {
    if (match.index < opening || cells.length + 1 >= limit) continue
    cells.push({ start: start + from, end: start + match.index })
    from = match.index + match[0].length
  }
  const last = { start: start + from, end }
  return text.slice(last.start, end).trim() === '' && cells.length > 0 ? cells : [...cells, last]
}

function isHeader(text: string, columns: Span[], labels: LabelSet): boolean {
  const keys = columns.map((column) => keyOf(text, column, labels))
  const known = keys.filter((key) => key !== undefined)
  const apart = columns.filter((column, at) => keys[at] === undefined && !PASSED_OVER.test(text.slice(column.start, column.end).trim()))
  const adjacent = keys.some((key, at) => key !== undefined && keys[at + 1] !== undefined)
  return adjacent && new Set(known).size === known.length && apart.length < known.length
}

function keyOf(text: string, { start, end }: Span, labels: LabelSet): string | undefined {
  return labels.keys.get(text.slice(start, end).replace(/[\s:]|\([^)]*\)/g, ''))
}

interface Columns {
  columns: Span[]
  separator: RegExp
  labels: LabelSet
}

function rowOf(text: string, line: Span, { columns, separator, labels }: Columns): Row[] {
  const cells = splitCells(text, line, separator, columns.length)
  if (cells.length < 2) return []
  const row: Row = { span: line, cells: [], others: [] }
  for (const [at, value] of cells.entries()) {
    const column = columns[at]
    if (column === undefined || text.slice(value.start, value.end).trim() === '') continue
    const key = keyOf(text, column, labels)
    const title = text.slice(column.start, column.end).trim()
    if (key !== undefined) row.cells.push({ key, label: column, value, ...(/万/.test(title) ? { scale: 10_000 } : {}) })
    else if (!PASSED_OVER.test(title)) row.others.push(value)
  }
  return row.cells.length === 0 ? [] : [row]
}
