import type { Block } from '../core/blocks.ts'

/** Blocks as a Markdown page; headings begin at `level`. Text of people is escaped, so that it stays text. */
export function renderMarkdown(blocks: Block[], level = 2): string {
  return `${blocks.map((block) => renderBlock(block, level)).join('\n\n')}\n`
}

function renderBlock(block: Block, level: number): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(level)} ${escapeText(block.text)}`
    case 'text':
      return escapeText(block.text)
    case 'facts':
      return block.items.map(({ label, value }) => `- **${escapeText(label)}**：${escapeText(value)}`).join('\n')
    case 'list':
      return block.items.map((item, index) => `${block.numbered ? `${(block.start ?? 1) + index}.` : '-'} ${renderItem(item)}`).join('\n')
    case 'table':
      return renderTable(block)
    case 'note':
      return `> ${escapeText(block.text)}`
  }
}

/** An item of several lines is something to type: it stands as it is typed. */
function renderItem(item: string): string {
  if (!item.includes('\n')) return escapeText(item)
  return `\n\n  \`\`\`text\n${item.replace(/^/gm, '  ')}\n  \`\`\``
}

function renderTable({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => escapeText(cell).replaceAll('|', '\\|')).join(' | ')} |`
  const rule = columns.map((column) => (column.align === 'right' ? '--:' : '---'))
  return [line(columns.map((column) => column.title)), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n')
}

function escapeText(words: string): string {
  return words.replace(/[\\`*_[\]<>#]/g, '\\$&').replaceAll('\n', '  \n')
}
