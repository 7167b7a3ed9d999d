import type { Block } from '../core/blocks.ts'
import { safeLine } from './safe-text.ts'
import { textWidth } from './text-width.ts'

type Table = Extract<Block, { kind: 'table' }>

/** What a phone shows in one line of a chat: 18 Chinese characters. */
const LINE_WIDTH = 36

/**
 * A table as lines for a phone. Chats have no fixed-width letters, so columns are not lined up by blanks:
 * rows that fit stand in one line under a line of titles (`1. 马岭镇 61.2% 214/350`); otherwise each value
 * bears its title (`1. 马岭镇` / `　完成率 61.2%，已走 214`).
 */
export function renderTable(table: Table): string[] {
  const titles = table.columns.map((column) => safeLine(column.title))
  const rows = table.rows.map((row) => titles.map((_, i) => safeLine(row[i] ?? '')))
  const ranked = titles.length > 1 && rows.every(([first = '']) => /^\d+$/.test(first))
  const compact = rows.map((row) => joined(row, ranked))
  if (compact.every((line) => textWidth(line) <= LINE_WIDTH)) return [titles.filter((title) => title !== '').join(' '), ...compact]
  return rows.flatMap((row) => labelled(titles, row, ranked ? 2 : 1))
}

/** An empty cell keeps its place. */
function joined(row: string[], ranked: boolean): string {
  const [first = '', ...rest] = row.map((cell) => cell || '—')
  return [ranked ? `${first}.` : first, ...rest].join(' ')
}

/** The first `headCount` cells name the row; the others follow with their titles, empty ones left out. */
function labelled(titles: string[], row: string[], headCount: number): string[] {
  const head = headCount === 2 ? `${row[0]}. ${row[1] || '—'}` : row[0] || '—'
  const parts = row.flatMap((cell, i) => (i < headCount || cell === '' ? [] : [`${titles[i]} ${cell}`.trim()]))
  return [head, ...wrapped(parts).map((line) => `　${line}`)]
}

/** Parts put behind each other with commas as long as they fit a line. */
function wrapped(parts: string[]): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(`　${last}，${part}`) <= LINE_WIDTH) lines[lines.length - 1] = `${last}，${part}`
    else lines.push(part)
  }
  return lines
}
