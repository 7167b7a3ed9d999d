import type { Block, Mark } from '../core/blocks.ts'
import { renderTable } from './chat-table.ts'
import { safeLine, safeText } from './safe-text.ts'

/**
 * Blocks as plain text for a chat, complete by itself. The mark is the first character, before any mention
 * (interface §2); a heading after something else is set off by a blank line.
 */
export function renderChatText(blocks: Block[], options: { mark?: Mark; mentions?: string[] } = {}): string {
  const lines = blocks.flatMap((block, i) => (block.kind === 'heading' && i > 0 ? ['', ...renderBlock(block)] : renderBlock(block)))
  const lead = [options.mark ?? '', ...(options.mentions ?? []).map((name) => safeLine(`@${name}`))].filter((part) => part !== '')
  const body = lines.join('\n').trim()
  if (lead.length === 0) return body
  // A list or a table under a mark begins on its own line; a sentence goes on behind it.
  const separator = isSentence(blocks[0]) ? ' ' : '\n'
  return `${lead.join(' ')}${separator}${body}`.trim()
}

function isSentence(block: Block | undefined): boolean {
  return block?.kind === 'text' || block?.kind === 'heading'
}

function renderBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`【${safeLine(block.text)}】`]
    case 'text':
      return [safeText(block.text)]
    case 'facts':
      return block.items.map(({ label, value }) => `${safeLine(label)}：${indented(value)}`)
    case 'list':
      return block.items.map((item, i) => `${block.numbered ? `${(block.start ?? 1) + i}.` : '·'} ${indented(item)}`)
    case 'table':
      return renderTable(block)
    case 'note':
      return [`— ${safeLine(block.text)}`]
    default:
      return block satisfies never
  }
}

/** Further lines of a value stand in a little, so that they cannot be taken for lines of their own. */
function indented(text: string): string {
  return safeText(text).trim().replace(/\n\s*/g, '\n　')
}
