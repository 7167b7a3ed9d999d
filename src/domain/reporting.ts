import { addCompanion, findEntry } from '../../db/queries/entries.ts'
import { type DateText, toDate } from '../clock.ts'
import { text } from '../core/blocks.ts'
import type { IncomingAttachment } from '../core/message.ts'
import type { Entry } from '../core/nouns.ts'
import type { Notice, Reply } from '../core/reply.ts'
import type { ItemReading } from '../language/types.ts'
import { askingPlace } from './asking-aside.ts'
import { openCase } from './cases.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { createEntry, type Draft } from './entries.ts'
import { keepFiles } from './keep-files.ts'
import { leftBy } from './left-household.ts'
import { type OpenReport, openQuestion, rememberEntry } from './question.ts'
import { composeReply, type Outcome } from './report-reply.ts'
import { findAbout, numberOf, postFor, storedIds, visitorOf } from './subject.ts'
import { findTwin, furtherWords, reportedByBodies, twinAsk, twinOf, withoutBodies } from './twins.ts'
import { narrowToVillage } from './village-named.ts'

/** The message that a report was typed in: its own time and files count, also when questions came in between. */
export interface ReportOrigin {
  sentAt: number
  attachments: IncomingAttachment[]
}

/**
 * Handles a report of one or several items: good ones are stored, the first doubtful one is asked about, the rest wait for their turn.
 * Runs inside the message's transaction.
 */
export async function handleReport(
  context: SpeakerContext,
  command: ReportCommand,
  items: ItemReading[],
  origin: ReportOrigin,
): Promise<Reply> {
  const outcomes: Outcome[] = []
  for (const item of items) outcomes.push(await handleItem(context, command, item, origin))
  const stored = outcomes.filter((outcome) => outcome.kind === 'stored')
  const asked = outcomes.filter((outcome) => outcome.kind === 'asked')
  const last = stored.at(-1)
  if (last) {
    await rememberEntry(context, last.entry.no)
    await keepFiles(context, last.entry.no, origin.attachments)
  }
  const [question, ...waiting] = asked
  const place = await askingPlace(context, command.name)
  if (question && place) {
    const open: OpenReport = {
      type: 'report',
      command: command.name,
      item: question.item,
      ask: question.ask,
      misses: question.ask.reason === 'unknown' ? 1 : 0,
      waiting: waiting.map((outcome) => outcome.item),
      attachments: last ? [] : origin.attachments,
      sentAt: origin.sentAt,
      voice: context.message.voice,
    }
    await openQuestion(place.context, open)
  }
  return await composeReply(context, command, { outcomes, place })
}

async function handleItem(context: SpeakerContext, command: ReportCommand, item: ItemReading, origin: ReportOrigin): Promise<Outcome> {
  const elsewhere = narrowToVillage(context, command, item)
  if (elsewhere !== null) return { kind: 'refused', item, reason: elsewhere }
  fillKnown(context, command, { item, origin })
  const left = leftHousehold(context, item, toDate(origin.sentAt))
  if (left !== null) return { kind: 'refused', item, reason: left }
  const outside = item.asks.find((ask) => ask.reason === 'outside')
  if (outside) return { kind: 'refused', item, reason: outside.message ?? `“${outside.typed ?? ''}”不在您的填报范围内，不能上报。` }
  const [ask] = item.asks
  if (ask) return { kind: 'asked', item, ask }
  const prepared = prepareDraft(context, command, item, origin)
  if (typeof prepared === 'string') return { kind: 'refused', item, reason: prepared }
  const repeated = twinOf(item)
  const shared = repeated === null ? [] : await reportedByBodies(context, command, prepared)
  if (repeated !== null && !shared.some(({ no }) => no === repeated)) return await sameAs(context, command, { item, no: repeated, origin })
  const twin = await findTwin(context, command, { draft: prepared, item })
  if (twin) return { kind: 'asked', item, ask: twinAsk(context, command, twin) }
  const opened = await openCase(context, await createEntry(context.db, withoutBodies(prepared, shared), context.now))
  const notices = [...(await nameCompanions(context, opened.entry, item)), ...(command.tells?.(context, opened.entry) ?? [])]
  return { kind: 'stored', item, ...opened, notices }
}

/** A household that had left by the day of the act takes no more reports; while that day is in doubt nothing is said. */
function leftHousehold(context: SpeakerContext, item: ItemReading, sentOn: DateText): string | null {
  if (item.asks.some(({ field }) => field === 'date' || field === 'household')) return null
  const household = context.house.directory.household(numberOf(item.ids.household) ?? -1)
  return leftBy(context, household, typeof item.values.date === 'string' ? item.values.date : sentOn)
}

/** One meeting reported twice is one entry (counting-rules 12): what came with the second goes to the first. */
async function sameAs(
  context: SpeakerContext,
  command: ReportCommand,
  about: { item: ItemReading; no: number; origin: ReportOrigin },
): Promise<Outcome> {
  const { item, no, origin } = about
  const entry = await findEntry(context.db, no)
  if (!entry) throw new Error(`entry ${no} was asked about and is not there`)
  if (origin.attachments.length > 0) await keepFiles(context, no, origin.attachments)
  return { kind: 'same', item, no, further: furtherWords(command, item, entry) }
}

/** What need not be asked: defaults, and a file in place of a long text; and what these values make necessary. */
function fillKnown(context: SpeakerContext, command: ReportCommand, about: { item: ItemReading; origin: ReportOrigin }): void {
  const { item, origin } = about
  const { fileFor } = command
  for (const [key, value] of Object.entries(command.defaults?.(context, item.values) ?? {})) item.values[key] ??= value
  item.asks = item.asks.filter(({ field, reason }) => reason !== 'missing' || item.values[field] === undefined)
  if (fileFor && item.values[fileFor] === undefined && origin.attachments.length > 0) {
    item.values[fileFor] = `见附件：${origin.attachments.map((file) => file.name).join('、')}`
    item.asks = item.asks.filter((ask) => ask.field !== fileFor)
  }
  for (const field of command.needs?.(item.values) ?? []) {
    if (item.values[field] === undefined && !item.asks.some((ask) => ask.field === field)) item.asks.push({ field, reason: 'missing' })
  }
}

/** Turns a complete reading into a draft; a Chinese sentence refuses it. */
function prepareDraft(context: SpeakerContext, command: ReportCommand, item: ItemReading, origin: ReportOrigin): Draft | string {
  const complaint = command.check?.(context, item.values)
  if (complaint) return complaint
  const about = findAbout(context, command, item)
  if (typeof about === 'string') return about
  const actor = visitorOf(context, item, about.unitId) ?? { memberId: context.speaker.id, post: postFor(context, about) }
  const derived = command.derives?.(context, { values: item.values, unitId: about.unitId }) ?? {}
  if (typeof derived === 'string') return derived
  const { date, ...rest } = item.values
  const className = command.classField === undefined ? command.classOf?.(context, item.values) : item.values[command.classField]
  return {
    kind: command.name,
    class: typeof className === 'string' ? className : null,
    unitId: about.unitId,
    byUnitId: actor.post.unitId,
    byPost: actor.post.title,
    memberId: actor.memberId,
    typedById: context.speaker.id,
    // A message that is handled late, after midnight or by replay, still speaks of its own day.
    date: typeof date === 'string' ? date : toDate(origin.sentAt),
    householdId: numberOf(item.ids.household),
    fields: { ...rest, ...given(storedIds(context, command, item)), ...derived },
    status: command.status,
    sentAt: origin.sentAt,
  }
}

function given(ids: Record<string, number | null>): Record<string, number> {
  return Object.fromEntries(Object.entries(ids).flatMap(([key, id]) => (id === null ? [] : [[key, id] as const])))
}

function numbersOf(id: number | number[] | undefined): number[] {
  return Array.isArray(id) ? id : typeof id === 'number' ? [id] : []
}

/** Notes who was named as 同行 besides who went, and tells them, so that they can confirm it (counting-rules 2). */
export async function nameCompanions(context: SpeakerContext, entry: Entry, item: ItemReading): Promise<Notice[]> {
  const memberIds = numbersOf(item.ids.companions).filter((id) => id !== entry.memberId)
  for (const memberId of memberIds) await addCompanion(context.db, entry.no, memberId)
  return memberIds.map((memberId) => ({
    to: { memberId },
    key: `companion/${entry.no}/${memberId}`,
    content: {
      blocks: [text(`${context.speaker.name}报 #${entry.no} 时写了您同行。确有其事请发：同行 ${entry.no}`)],
      buttons: [{ text: '确认同行', says: `同行 ${entry.no}` }],
    },
  }))
}
