import type { OutboxRow } from '../../db/queries/traffic.ts'
import type { Block, Content } from '../core/blocks.ts'

/** Stands between two notices that were put into one message. */
const RULE = { kind: 'text', text: '————————' } as const satisfies Block

/**
 * Runs of notices that may go out as one message, in order; everything else by itself. Replies are never merged, nor is what was tried
 * before: some of it may have arrived.
 */
export function groupNotices(rows: OutboxRow[]): OutboxRow[][] {
  const groups: OutboxRow[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.every(mayMerge) && mayMerge(row)) last.push(row)
    else groups.push([row])
  }
  return groups
}

function mayMerge(row: OutboxRow): boolean {
  return row.kind === 'notice' && row.triedAt === null && row.attempts === 0 && row.partsSent === 0
}

/** What several notices say, as one message: nothing is left out, and each stays in one piece. */
export function mergeNotices(rows: OutboxRow[]): { text: string; content: Content } {
  const contents = rows.map((row) => row.content)
  const blocks = contents.flatMap(({ blocks }, i): Block[] => (i > 0 ? [RULE, ...blocks] : blocks))
  // The same words twice would keep all of them off a card: they name nothing that the other button does not.
  const buttons = [...new Map(contents.flatMap(({ buttons = [] }) => buttons.map((button) => [button.says, button] as const))).values()]
  const files = contents.flatMap((content) => content.files ?? [])
  const mentions = [...new Set(contents.flatMap((content) => content.mentions ?? []))]
  return {
    text: rows.map((row) => row.text).join(`\n${RULE.text}\n`),
    content: {
      blocks,
      ...(buttons.length > 0 ? { buttons } : {}),
      ...(files.length > 0 ? { files } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
    },
  }
}
