import { dropDialog, putDialog } from '../../db/queries/traffic.ts'
import type { IncomingAttachment } from '../core/message.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import type { SpeakerContext } from './context.ts'

/** How long an open question, and the last entry for photos, is remembered. */
export const DIALOG_MS = 10 * 60_000

/** A report that is not complete: what is known, what is asked now, and what waits behind it. */
export interface OpenReport {
  type: 'report'
  command: string
  item: ItemReading
  ask: Ask
  /** How often the household was not found. */
  misses: number
  /** Further items of the same message that also need an answer. */
  waiting: ItemReading[]
  attachments: IncomingAttachment[]
  /** The message that began it: its time decides whether the report is on time. */
  sentAt: number
  voice: boolean
}

/** A command's own question (绑定: are outsiders in the group?); the command gets its answer. */
export interface OpenChoice {
  type: 'choice'
  command: string
  prompt: string
  candidates: { id: number; name: string; note: string }[]
  /** What the command needs to go on. */
  data: Record<string, unknown>
}

/** Whatever is open between the bot and a person in a chat. */
export type OpenQuestion = OpenReport | OpenChoice

/** Remembers a question for the next message of the same person in the same chat. */
export async function openQuestion(context: SpeakerContext, question: OpenQuestion): Promise<void> {
  await putDialog(context.db, { ...place(context), kind: 'question', state: question, expiresAt: context.now + DIALOG_MS })
}

/** Ends the open question. */
export async function closeQuestion(context: SpeakerContext): Promise<void> {
  const { chatId, memberId } = place(context)
  await dropDialog(context.db, chatId, memberId, 'question')
}

/** Remembers the entry that a photo sent next belongs to. */
export async function rememberEntry(context: SpeakerContext, no: number): Promise<void> {
  await putDialog(context.db, { ...place(context), kind: 'last-entry', state: { no }, expiresAt: context.now + DIALOG_MS })
}

function place(context: SpeakerContext): { chatId: number; memberId: number } {
  return { chatId: context.chat.id, memberId: context.speaker.id }
}
