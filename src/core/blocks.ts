/** What is shown: every reply, notice and document is a list of blocks; `render/` turns them into what a channel can show. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'facts'; items: { label: string; value: string }[] }
  | { kind: 'list'; items: string[]; numbered?: boolean }
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
export const numbered = (items: string[]): Block => ({ kind: 'list', items, numbered: true })
export const facts = (pairs: Record<string, string | undefined>): Block => ({
  kind: 'facts',
  items: Object.entries(pairs).flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }])),
})
