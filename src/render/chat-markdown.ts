import type { Block, Content } from '../core/blocks.ts'
import { renderTable } from './chat-table.ts'
import { safeLine, safeText } from './safe-text.ts'

/** How a chat's Markdown is to be written. */
export interface ChatMarkdownOptions {
  /** The chat shows Markdown tables; elsewhere they become lines. */
  tables: boolean
  /** Whom it mentions, after the mark; as in the OutgoingMessage. */
  mentions?: readonly { name: string; userId: string }[]
  /** How the platform writes a mention; else it is `@` and the name, as text. */
  mention?: (userId: string) => string
}

/** Two blanks: a line break for those dialects that would join the lines, nothing for the others. */
const BREAK = '  \n'

/**
 * A content in the Markdown of WeCom and DingTalk: the mark first, then mentions (interface §2), headings, facts, lists, tables, notes.
 * What people typed stays text: signs of Markdown become their full-width forms, since neither platform documents an escape, and `#`
 * before a number stays (both want a blank after the sign of a heading, e.g. https://developer.work.weixin.qq.com/document/path/99110).
 */
export function renderChatMarkdown(content: Content, options: ChatMarkdownOptions): string {
  const { tables, mentions = [], mention } = options
  const names = mentions.map(({ name, userId }) => mention?.(userId) ?? escapeLine(`@${name}`))
  const lead = [content.mark ?? '', ...names].filter((part) => part !== '').join(' ')
  const [first, ...rest] = content.blocks
  if (!first) return lead
  const head = lead === '' ? renderBlock(first, tables) : withLead(lead, first, tables)
  return [head, ...rest.map((block) => renderBlock(block, tables))].filter((part) => part !== '').join('\n\n')
}

/** A sentence or a heading goes on behind the mark, anything else begins on its own line. */
function withLead(lead: string, block: Block, tables: boolean): string {
  if (block.kind === 'heading') return `${lead} **${escapeLine(block.text)}**`
  if (block.kind === 'text') return `${lead} ${escapeLines(block.text)}`
  return `${lead}\n\n${renderBlock(block, tables)}`
}

function renderBlock(block: Block, tables: boolean): string {
  switch (block.kind) {
    case 'heading':
      return `### ${escapeLine(block.text)}`
    case 'text':
      return escapeLines(block.text)
    case 'facts':
      return block.items.map(({ label, value }) => `**${escapeLine(label)}**：${indented(value)}`).join(BREAK)
    case 'list':
      return block.items.map((item, i) => `${block.numbered ? `${(block.start ?? 1) + i}.` : '-'} ${indented(item)}`).join('\n')
    case 'table':
      return tables ? renderMarkdownTable(block) : renderTable(block).map(escapeWords).join(BREAK)
    case 'note':
      return `> ${escapeLine(block.text)}`
    default:
      return block satisfies never
  }
}

function renderMarkdownTable({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => escapeLine(cell).replaceAll('|', '｜')).join(' | ')} |`
  const rule = columns.map((column) => (column.align === 'right' ? '--:' : ':--'))
  return [
    line(columns.map(({ title }) => title)),
    `| ${rule.join(' | ')} |`,
    ...rows.map((row) => line(columns.map((_, i) => row[i] ?? ''))),
  ].join('\n')
}

function escapeLines(text: string): string {
  return safeText(text).trim().split('\n').map(escapeStart).map(escapeWords).join(BREAK)
}

/** Further lines of a value stand in a little, so that they cannot be taken for lines of their own. */
function indented(text: string): string {
  return safeText(text).trim().split(/\n\s*/).map(escapeStart).map(escapeWords).join(`${BREAK}　`)
}

function escapeLine(text: string): string {
  return escapeWords(escapeStart(safeLine(text)))
}

/** A line's start would make it a heading, a quote, a rule or (four blanks) code. */
function escapeStart(line: string): string {
  return line
    .replace(/^[ \t]+/, '')
    .replace(/^#+(?=\s|$)/, (signs) => signs.replaceAll('#', '＃'))
    .replace(/^>/, '＞')
    .replace(/^(?:-{2,}|={2,})/, (signs) => signs.replaceAll('-', '－').replaceAll('=', '＝'))
}

/** Links of ours hold such signs too, and have to stay whole. */
const WEB_ADDRESS = /(https?:\/\/[\w\-.~:/?#!$&+,;=%]+)/i
const SIGNS = /[\\`*_~[\]<]|&(?=#?\w+;)/g
/** Full-width forms lie this far behind ASCII. */
const FULL_WIDTH = 0xfee0

function escapeWords(text: string): string {
  const wide = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) + FULL_WIDTH)
  // Splitting by a group puts what matched at the odd places.
  return text
    .split(WEB_ADDRESS)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(SIGNS, wide)))
    .join('')
}
