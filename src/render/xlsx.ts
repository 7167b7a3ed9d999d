import type { Worksheet, XlsxWriteOptions } from 'exceljs'
import type { Block } from '../core/blocks.ts'
import { textWidth } from './text-width.ts'

type Table = Extract<Block, { kind: 'table' }>

/** The media type of what is made here. */
export const XLSX_MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const NARROWEST = 8
const WIDEST = 40
/** Rows that are looked at for the widths. */
const MEASURED_ROWS = 200
/** What XML cannot hold. */
const UNWRITABLE = /(?![\n\t])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu

/**
 * Blocks as one sheet: headings and texts above the table, the table with frozen titles, what stands behind it below. Words are
 * always written as text, never as a formula, whatever they begin with; whole columns of numbers are written as numbers.
 */
export async function renderXlsx(blocks: Block[]): Promise<Uint8Array> {
  // Loaded when the first table is asked for: it costs more than all the rest of the program.
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  const at = blocks.findIndex((block) => block.kind === 'table')
  const above = blocks.slice(0, Math.max(0, at)).flatMap(linesOf)
  const sheet = book.addWorksheet('台账', { views: [{ state: 'frozen', ySplit: above.length + 1 }] })
  const table = blocks[at]
  if (table?.kind === 'table') setColumns(sheet, table)
  for (const line of above) sheet.addRow([line])
  if (above.length > 0) sheet.getRow(1).font = { bold: true, size: 14 }
  if (table?.kind === 'table') {
    sheet.addRow(table.columns.map((column) => clean(column.title))).font = { bold: true }
    for (const row of table.rows) sheet.addRow(row.map((cell, index) => toCell(table, index, cell)))
  }
  for (const line of blocks.slice(at + 1).flatMap(linesOf)) sheet.addRow([line])
  // Packed lightly: others wait meanwhile.
  const options: Partial<XlsxWriteOptions> = { zip: { compression: 'DEFLATE', compressionOptions: { level: 1 } } }
  return new Uint8Array(await book.xlsx.writeBuffer(options))
}

/** Before the rows, so that their cells are made with it and none is gone over twice. */
function setColumns(sheet: Worksheet, table: Table): void {
  for (const [index, width] of widthsOf(table).entries()) {
    const column = sheet.getColumn(index + 1)
    column.width = width
    // Text stays text when somebody edits the cell.
    if (table.columns[index]?.align !== 'right') column.style = { numFmt: '@' }
  }
}

function toCell(table: Table, column: number, cell: string): string | number {
  return table.columns[column]?.align === 'right' && /^-?\d{1,15}(?:\.\d+)?$/.test(cell) ? Number(cell) : clean(cell)
}

function clean(cell: string): string {
  return cell.replace(UNWRITABLE, '')
}

function widthsOf({ columns, rows }: Table): number[] {
  return columns.map((column, index) => {
    const widths = rows.slice(0, MEASURED_ROWS).map((row) => textWidth(row[index] ?? ''))
    return Math.min(WIDEST, Math.max(NARROWEST, textWidth(column.title) + 2, ...widths.map((width) => width + 2)))
  })
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'note':
      return [clean(block.text)]
    case 'facts':
      return block.items.map(({ label, value }) => clean(`${label}：${value}`))
    case 'list':
      return block.items.map(clean)
    case 'table':
      return []
  }
}
