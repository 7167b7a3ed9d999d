import { z } from 'zod'
import { dropDialog, findDialog, putDialog } from '../../db/queries/traffic.ts'
import type { FieldSpecs } from '../core/fields.ts'
import type { IncomingAttachment } from '../core/message.ts'
import type { Reply } from '../core/reply.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import type { SpeakerContext } from './context.ts'

/** How long an open question, and the last entry for photos, is remembered. */
export const DIALOG_MS = 10 * 60_000

/** What is filled in, one question at a time: a report, or what is done to a case. */
export interface Form {
  title: string
  fields: FieldSpecs
  /** A field that a file may stand for. */
  fileFor?: string
}

/** A report that is not complete: what is known, what is asked now, and what waits behind it. */
export interface OpenReport {
  type: 'report'
  command: string
  /** Something done to a case instead of a new report: to which entry, by which word, and what is asked for. */
  of?: { no: number; word: string; form: Form }
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
  candidates: { id: number; name: string; note: string; means?: readonly string[] }[]
  /** What the command needs to go on. */
  data: Record<string, unknown>
}

/** Photos or files that were offered to an entry (`attach`), kept in the question's data until it is answered. */
export const Offered = z.object({
  no: z.number(),
  attachments: z.array(z.object({ name: z.string(), mime: z.string(), source: z.string() })),
})

/** A numbered list of households: numbers with words make reports about them. It stays open until it lapses. */
export interface OpenList {
  type: 'list'
  /** The report that an answer makes. */
  command: string
  /** All of them, in the order of their numbers. */
  householdIds: number[]
  /** How many were shown so far; 更多 shows the next. */
  shown: number
}

/** A question of the bot that waits for its answer. */
export type OpenQuestion = OpenReport | OpenChoice

/** Whatever is open between the bot and a person in a chat. */
export type OpenDialog = OpenQuestion | OpenList

/** Remembers a question for the next message of the same person in the same chat. */
export async function openQuestion(context: SpeakerContext, question: OpenDialog): Promise<void> {
  await keepDraft(context)
  await putDialog(context.db, { ...place(context), kind: 'question', state: question, expiresAt: context.now + DIALOG_MS })
}

/** A report that lapsed before it was finished stays as a draft when another question takes its place. */
async function keepDraft(context: SpeakerContext): Promise<void> {
  const at = { ...place(context), kind: 'question' as const }
  if ((await findDialog(context.db, { ...at, now: context.now })) !== null) return
  const lapsed = (await findDialog(context.db, { ...at, now: 0 })) as OpenDialog | null
  if (lapsed?.type === 'report') await putDialog(context.db, { ...at, kind: 'draft', state: lapsed, expiresAt: context.now })
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

/** Keeps for a while what the next message may refer to; null forgets it. */
export async function remember(context: SpeakerContext, { kind, state }: NonNullable<Reply['remembers']>[number]): Promise<void> {
  const { chatId, memberId } = place(context)
  if (state === null) return await dropDialog(context.db, chatId, memberId, kind)
  if (kind === 'question') await keepDraft(context)
  await putDialog(context.db, { ...place(context), kind, state, expiresAt: context.now + DIALOG_MS })
}

function place(context: SpeakerContext): { chatId: number; memberId: number } {
  return { chatId: context.chat.id, memberId: context.speaker.id }
}
