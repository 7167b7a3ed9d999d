/** What is shown: every reply, notice and document is a list of blocks; `render/` turns them into what a channel can show. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'facts'; items: { label: string; value: string }[] }
  /** `start`: the first number, where a list goes on (default 1). */
  | { kind: 'list'; items: string[]; numbered?: boolean; start?: number }
  | { kind: 'table'; columns: { title: string; align?: 'left' | 'right' }[]; rows: string[][] }
  /** Small print: the rule, the time and the source of figures. */
  | { kind: 'note'; text: string }

/** A button; pressing it is the same as typing `says`. */
export interface Button {
  text: string
  says: string
}

/** A file that the bot sends; made by a document, fetched under `url` in the sandbox. */
export interface OutgoingFile {
  name: string
  mime: string
  /** Path below DATA_DIR. */
  path: string
}

/** A spreadsheet still to be made: the frame writes its first table, with what stands around it, once the command has run. */
export interface FileDraft {
  /** Shown to people, without ending. */
  name: string
  blocks: Block[]
}

/** First character of a reply: accepted, asking, refused; answers to queries carry none (interface §2). */
export type Mark = '✅' | '❓' | '❌' | ''

/** What one outgoing message holds. */
export interface Content {
  /** Of a reply. */
  mark?: Mark
  blocks: Block[]
  /** What a group with outsiders is shown instead: the facts without what people wrote. */
  outline?: Block[]
  buttons?: Button[]
  files?: OutgoingFile[]
  /** Members to mention, by member id; shown as @name where the platform can. */
  mentions?: number[]
}

/** Builders, so that documents read like what they show. */
export const heading = (text: string): Block => ({ kind: 'heading', text })
export const text = (content: string): Block => ({ kind: 'text', text: content })
export const note = (content: string): Block => ({ kind: 'note', text: content })
export const list = (items: string[]): Block => ({ kind: 'list', items })
export const numbered = (items: string[], start = 1): Block => ({ kind: 'list', items, numbered: true, ...(start > 1 ? { start } : {}) })
export const facts = (pairs: Record<string, string | undefined>): Block => ({
  kind: 'facts',
  items: Object.entries(pairs).flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }])),
})

/** What is left of blocks without their lists and tables, for a group with outsiders. */
export function outlineOf(blocks: Block[]): Block[] {
  return [...blocks.filter(({ kind }) => kind !== 'list' && kind !== 'table'), text('群里有外部人员，具体内容请私聊我看。')]
}

/** The block with everything that is shown of it changed, its labels and column titles excepted. */
export function withWords(block: Block, change: (words: string) => string): Block {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'note':
      return { ...block, text: change(block.text) }
    case 'facts':
      return { ...block, items: block.items.map(({ label, value }) => ({ label, value: change(value) })) }
    case 'list':
      return { ...block, items: block.items.map(change) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(change)) }
    default:
      return block satisfies never
  }
}
