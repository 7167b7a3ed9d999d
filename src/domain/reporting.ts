import { addCompanion, addFiles } from '../../db/queries/entries.ts'
import { findSameDayVisit } from '../../db/queries/progress.ts'
import { toDate } from '../clock.ts'
import type { Block } from '../core/blocks.ts'
import { facts, list, note, text } from '../core/blocks.ts'
import type { IncomingAttachment } from '../core/message.ts'
import type { Entry, Post } from '../core/nouns.ts'
import { accepted, type Notice, type Reply, refused } from '../core/reply.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import { askAbout, describeAsk } from './asking.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { dutyLine } from './duty-line.ts'
import { echoFields } from './echo.ts'
import { createEntry, type Draft } from './entries.ts'
import { type OpenReport, openQuestion, rememberEntry } from './question.ts'
import { reportingPost, shownName, speakingPost } from './scope.ts'

/** What came of one item of a message. */
type Outcome =
  | { kind: 'stored'; entry: Entry; item: ItemReading; notices: Notice[] }
  | { kind: 'asked'; item: ItemReading; ask: Ask }
  | { kind: 'refused'; reason: string; item: ItemReading }

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
  if (question) {
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
    await openQuestion(context, open)
  }
  return await composeReply(context, command, outcomes)
}

async function handleItem(context: SpeakerContext, command: ReportCommand, item: ItemReading, origin: ReportOrigin): Promise<Outcome> {
  fillKnown(command, item, origin)
  const outside = item.asks.find((ask) => ask.reason === 'outside')
  if (outside) return { kind: 'refused', item, reason: outside.message ?? `“${outside.typed ?? ''}”不在您的填报范围内，不能上报。` }
  const [ask] = item.asks
  if (ask) return { kind: 'asked', item, ask }
  const prepared = prepareDraft(context, command, item, origin)
  if (typeof prepared === 'string') return { kind: 'refused', item, reason: prepared }
  const entry = await createEntry(context.db, prepared, context.now)
  return { kind: 'stored', entry, item, notices: await nameCompanions(context, entry, item) }
}

/** What need not be asked: defaults, and a file in place of a long text. */
function fillKnown(command: ReportCommand, item: ItemReading, origin: ReportOrigin): void {
  for (const [key, value] of Object.entries(command.defaults ?? {})) item.values[key] ??= value
  const { fileFor } = command
  if (fileFor && item.values[fileFor] === undefined && origin.attachments.length > 0) {
    item.values[fileFor] = `见附件：${origin.attachments.map((file) => file.name).join('、')}`
    item.asks = item.asks.filter((ask) => ask.field !== fileFor)
  }
}

/** Turns a complete reading into a draft; a Chinese sentence refuses it. */
function prepareDraft(context: SpeakerContext, command: ReportCommand, item: ItemReading, origin: ReportOrigin): Draft | string {
  const { directory } = context.house
  const complaint = command.check?.(context, item.values)
  if (complaint) return complaint
  const subject = subjectOf(context, command, item)
  if (subject === undefined) return '您还没有职务，不能上报。请先发“我是 单位 姓名”，由管理员确认。'
  const right = { roles: command.roles, ...(command.wide ? { wide: true } : {}) }
  const typist = reportingPost(directory, context.speaker, subject, right)
  if (!typist) return notAllowed(context, command)
  const actor = visitorOf(context, item, subject) ?? { memberId: context.speaker.id, post: subjectPost(context, subject) ?? typist }
  const { date, ...rest } = item.values
  const className = command.classField === undefined ? null : item.values[command.classField]
  return {
    kind: command.name,
    class: typeof className === 'string' ? className : null,
    unitId: subject,
    byUnitId: actor.post.unitId,
    byPost: actor.post.title,
    memberId: actor.memberId,
    typedById: context.speaker.id,
    // A message that is handled late, after midnight or by replay, still speaks of its own day.
    date: typeof date === 'string' ? date : toDate(origin.sentAt),
    householdId: numberOf(item.ids.household),
    fields: withIds(rest, item),
    status: command.status,
    sentAt: origin.sentAt,
  }
}

/** What an entry is about: the household's village, else the unit field, else the speaker's unit (interface §1). */
function subjectOf(context: SpeakerContext, command: ReportCommand, item: ItemReading): number | undefined {
  const household = context.house.directory.household(numberOf(item.ids.household) ?? -1)
  if (household) return household.villageId
  const about = command.wide ? numberOf(item.ids.unit) : null
  return about ?? speakingPost(context)?.unitId
}

/** Who speaks for several posts reports by the one that this unit lies in. */
function subjectPost(context: SpeakerContext, unitId: number): Post | undefined {
  const speaking = speakingPost(context)
  const { directory } = context.house
  if (speaking && directory.isWithin(unitId, speaking.unitId)) return speaking
  return context.speaker.posts.find((post) => directory.isWithin(unitId, post.unitId))
}

/** 走访人: credit goes to who went, not to who typed (counting-rules 3). Undefined when nobody is named. */
export function visitorOf(context: SpeakerContext, item: ItemReading, unitId: number): { memberId: number; post: Post } | undefined {
  const { directory } = context.house
  const member = directory.member(numberOf(item.ids.visitor) ?? -1, context.today)
  const post = member?.posts.find((candidate) => directory.isWithin(unitId, candidate.unitId)) ?? member?.posts[0]
  return member && post ? { memberId: member.id, post } : undefined
}

function notAllowed(context: SpeakerContext, command: ReportCommand): string {
  const may = context.speaker.posts.some((post) => command.roles.includes(post.role))
  return may
    ? '这里不在您的填报范围内，不能上报。如职务有变动，请联系管理员调整。'
    : `您的职务不能报“${command.title}”。发“帮助”可以看您能报什么。`
}

function withIds(values: Record<string, unknown>, item: ItemReading): Record<string, unknown> {
  const householdId = numberOf(item.ids.household)
  return householdId === null ? values : { ...values, householdId }
}

function numberOf(id: number | number[] | undefined): number | null {
  return typeof id === 'number' ? id : null
}

function numbersOf(id: number | number[] | undefined): number[] {
  return Array.isArray(id) ? id : typeof id === 'number' ? [id] : []
}

/** Notes the files that came along; they are fetched after the commit. */
export async function keepFiles(context: SpeakerContext, entryNo: number, attachments: IncomingAttachment[]): Promise<void> {
  await addFiles(
    context.db,
    attachments.map((file) => ({
      entryNo,
      platform: context.message.platform,
      name: file.name,
      mime: file.mime,
      source: file.source,
      state: 'pending' as const,
      attempts: 0,
      memberId: context.speaker.id,
      at: context.now,
    })),
  )
}

async function composeReply(context: SpeakerContext, command: ReportCommand, outcomes: Outcome[]): Promise<Reply> {
  const stored = outcomes.filter((outcome) => outcome.kind === 'stored')
  const asked = outcomes.find((outcome) => outcome.kind === 'asked')
  const refusals = outcomes.filter((outcome) => outcome.kind === 'refused')
  if (stored.length === 0) {
    if (!asked) return refused(refusals.map((outcome) => outcome.reason).join('\n'))
    const question = askAbout(context, command, asked.item, asked.ask)
    const others = refusals.map((outcome) => describeTrouble(context, command, outcome))
    return others.length === 0 ? question : { ...question, blocks: [...question.blocks, text('没有记上的：'), list(others)] }
  }
  const blocks: Block[] = []
  const direct: Block[] = []
  for (const { entry, item } of stored) {
    const echo = await echoEntry(context, command, { entry, item }, stored.length > 1)
    blocks.push(...echo.blocks)
    direct.push(...echo.direct)
  }
  const last = stored.at(-1)
  if (last) blocks.push(...(await dutyLine(context, last.entry)))
  const troubles = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [] : [describeTrouble(context, command, outcome)]))
  if (troubles.length > 0) blocks.push(text('还有没记上的：'), list(troubles))
  const question = asked ? askAbout(context, command, asked.item, asked.ask) : null
  if (question) blocks.push(...question.blocks)
  return accepted(blocks, {
    entries: stored.map(({ entry }) => entry.no),
    ...(direct.length > 0 ? { direct: { blocks: direct } } : {}),
    ...(question?.buttons ? { buttons: question.buttons } : {}),
    notices: stored.flatMap((outcome) => outcome.notices),
  })
}

function describeTrouble(context: SpeakerContext, command: ReportCommand, outcome: Outcome): string {
  const words = [...outcome.item.source].slice(0, 12).join('')
  if (outcome.kind === 'refused') return `“${words}…” ${outcome.reason}`
  return outcome.kind === 'asked' ? `“${words}…” ${describeAsk(context, command, outcome.ask)}` : words
}

/** The echo of one stored entry: number, what was understood, and what was changed in reading. */
async function echoEntry(
  context: SpeakerContext,
  command: ReportCommand,
  { entry, item }: { entry: Entry; item: ItemReading },
  brief: boolean,
): Promise<{ blocks: Block[]; direct: Block[] }> {
  const hidden = context.chat.kind === 'group' ? (command.privateFields ?? []) : []
  const shown = echoFields(context, command, entry, { hidden })
  const head = text(`${command.title} #${entry.no} 已记录`)
  const blocks: Block[] = brief
    ? [text(`${command.title} #${entry.no} ${Object.values(shown).slice(0, 2).join(' ')}`)]
    : [head, facts(shown)]
  for (const correction of item.corrections) {
    if (!hidden.includes(correction.field)) blocks.push(note(describeCorrection(context, command, entry.no, correction)))
  }
  const double = entry.kind === 'visit' && entry.householdId ? await findSameDayVisit(context.db, entry.householdId, entry.date) : null
  if (double !== null && double !== entry.no) blocks.push(note(`这户当天已记过 #${double}，统计时按一次走访计。`))
  if (hidden.length === 0) return { blocks, direct: [] }
  blocks.push(note('详细内容已私信您，不在群里显示；下次请私聊报。'))
  return {
    blocks,
    direct: [head, facts(echoFields({ ...context, chat: { ...context.chat, kind: 'direct' } }, command, entry, { hidden: [] }))],
  }
}

function describeCorrection(
  context: SpeakerContext,
  command: ReportCommand,
  no: number,
  correction: ItemReading['corrections'][number],
): string {
  const label = command.fields[correction.field]?.label ?? correction.field
  const isHousehold = command.fields[correction.field]?.type === 'household'
  const [typed, taken] = [correction.typed, correction.taken].map((name) => (isHousehold ? shownName(context, name) : name))
  return `您写的是“${typed}”，按名册记为“${taken}”。不对请发：改 ${no} ${label}:正确的${isHousehold ? '姓名' : '内容'}`
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
