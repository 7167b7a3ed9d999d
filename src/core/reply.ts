import type { Block, Button, Content, FileDraft, Mark, OutgoingFile } from './blocks.ts'

/** What a command returns. The frame sends it; nothing inside a command sends, renders or opens a connection. */
export interface Reply {
  mark: Mark
  blocks: Block[]
  buttons?: Button[]
  files?: OutgoingFile[]
  /** Files to be made, of questions only; they go where the details go: with `direct` when it is there, else with the reply. */
  drafts?: FileDraft[]
  /** What goes to the speaker's direct chat instead of the group (personal data, files). */
  direct?: Content
  /** What others are told at once. */
  notices?: Notice[]
  /** What is done after the answer, once by its key: `runJob` of the command named gets the data, whatever happens in between. */
  job?: { command: string; key: string; data: unknown }
  /** Entries that the message made or touched; kept with the message in the inbox. */
  entries?: number[]
  /** Who looked at what: written into the audit book with the reply. Names no person. */
  audit?: { action: string; target: string; detail: string }[]
  /** What the person's next messages in this chat may refer to: an open question, the figures that were shown; null forgets. */
  remembers?: { kind: 'question' | 'figures' | 'draft'; state: unknown }[]
}

/** Something pushed to a chat, once. */
export interface Notice {
  to: Receiver
  content: Content
  /** With the receiver it makes the notice unique: a second run finds it and does nothing. */
  key: string
  /** Goes out in quiet hours too (overdue and urgent). */
  urgent?: boolean
  /** Reaches those who muted reminders too: what is given to them to do is none (静默). */
  evenMuted?: boolean
}

/** Who receives: a chat by row id; the group of a unit; a member's direct chat (falls back to a line in his unit's group). */
export type Receiver = { chatId: number } | { unitId: number } | { memberId: number }

/** ✅: it is on disk. */
export const accepted = (blocks: Block[], extra: Partial<Reply> = {}): Reply => ({ mark: '✅', blocks, ...extra })
/** ❓: something is asked. */
export const asking = (blocks: Block[], extra: Partial<Reply> = {}): Reply => ({ mark: '❓', blocks, ...extra })
/** ❌: nothing was changed; the reason says how to do it right. */
export const refused = (reason: string): Reply => ({ mark: '❌', blocks: [{ kind: 'text', text: reason }] })
/** The answer to a question: no mark. */
export const answer = (blocks: Block[], extra: Partial<Reply> = {}): Reply => ({ mark: '', blocks, ...extra })
