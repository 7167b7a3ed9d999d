import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { toError, UserError } from '../core/errors.ts'

/** A table as it stands in a file: every cell as trimmed text. */
export interface Table {
  /** The titles of the first row that is not empty. */
  columns: string[]
  /** The line of the titles (1 = first). */
  line: number
  /** The rows that are not empty, with the number of the line in the file (1 = first) and the values in the order of the columns. */
  rows: TableRow[]
}

/** One row of a file. */
export interface TableRow {
  line: number
  values: string[]
}

/** Reads CSV (UTF-8 with or without BOM, else GB18030, as spreadsheets in China write it) or the first sheet of an XLSX. Throws a `UserError`. */
export async function readTable(path: string): Promise<Table> {
  const name = basename(path)
  const bytes = await readFile(path).catch((thrown: unknown) => {
    throw new UserError(`打不开文件 ${name}：请检查路径和权限。`, { cause: toError(thrown) })
  })
  return await parseTable(bytes, name)
}

/** The same of bytes that are in hand (a file sent in a chat). Throws a `UserError`. */
export async function parseTable(bytes: Buffer, name: string): Promise<Table> {
  const rows = (await readRows(bytes, name)).filter((row) => row.values.some((value) => value !== ''))
  const [titles, ...rest] = rows
  if (!titles) throw new UserError(`文件 ${name} 是空的：第一行应当是列名，从第二行起是数据。`)
  return { columns: titles.values, line: titles.line, rows: rest }
}

function readRows(bytes: Buffer, name: string): Promise<TableRow[]> | TableRow[] {
  // The content decides, not the ending: files are often renamed. XLSX is a ZIP, the old XLS an OLE container.
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return readSheet(bytes, name)
  if (bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) {
    throw new UserError(`文件 ${name} 是旧的 xls 格式：请用表格软件另存为 xlsx 或 CSV 再导入。`)
  }
  return readCsv(toText(bytes), name)
}

function toText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function readCsv(content: string, name: string): TableRow[] {
  const rows: TableRow[] = []
  try {
    parse(content, {
      relaxColumnCount: true,
      onRecord: (record, { lines }) => {
        rows.push({ line: lines, values: record.map(toCell) })
        return null
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown
    throw new UserError(`文件 ${name} 第 ${String(thrown.lines)} 行的引号不成对：单元格里的引号要写两个，整格再用引号括起来。`, {
      cause: thrown,
    })
  }
  return rows
}

async function readSheet(bytes: Buffer, name: string): Promise<TableRow[]> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer).catch((thrown: unknown) => {
    throw new UserError(`文件 ${name} 读不出来：请用表格软件打开后另存为 xlsx 再试。`, { cause: toError(thrown) })
  })
  const rows: TableRow[] = []
  book.worksheets[0]?.eachRow((row, line) => {
    rows.push({ line, values: Array.from({ length: row.cellCount }, (_, index) => toCell(row.getCell(index + 1).text)) })
  })
  return rows
}

/** Text without the white space (also full-width and zero-width) that typing and pasting leave at the ends. */
function toCell(value: string): string {
  return value.replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '')
}
