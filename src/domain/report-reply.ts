import { findSameDayVisit } from '../../db/queries/progress.ts'
import { type Block, facts, list, note, text } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import { accepted, type Notice, type Reply, refused } from '../core/reply.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import { askAbout, describeAsk } from './asking.ts'
import { assign } from './assignment.ts'
import type { ReportCommand } from './command.ts'
import { privately, type SpeakerContext } from './context.ts'
import { dutyLine } from './duty-line.ts'
import { echoFields } from './echo.ts'
import { shownName } from './scope.ts'
import { secretKinds } from './secrecy.ts'

interface Stored {
  kind: 'stored'
  entry: Entry
  item: ItemReading
  notices: Notice[]
}

/** What came of one item of a message. */
export type Outcome = Stored | { kind: 'asked'; item: ItemReading; ask: Ask } | { kind: 'refused'; reason: string; item: ItemReading }

/** The reply to a report: what was stored, how the duty stands, what was not stored and why, and what is asked next. */
export async function composeReply(context: SpeakerContext, command: ReportCommand, outcomes: Outcome[]): Promise<Reply> {
  const stored = outcomes.filter((outcome) => outcome.kind === 'stored')
  const asked = outcomes.find((outcome) => outcome.kind === 'asked')
  const question = asked ? askAbout(context, command, asked.item, asked.ask) : null
  if (stored.length === 0) {
    const reasons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []))
    return question ?? refused([...new Set(reasons)].join('\n'))
  }
  const assignment = assign(
    context,
    command,
    stored.map(({ entry }) => entry),
  )
  const extra = {
    entries: stored.map(({ entry }) => entry.no),
    notices: [...stored.flatMap((outcome) => outcome.notices), ...assignment.notices],
    ...(question?.buttons ? { buttons: question.buttons } : {}),
  }
  const rest = [...assignment.notes, ...troubleBlocks(context, command, outcomes)]
  if (context.chat.kind === 'group' && secretKinds.has(command.name)) {
    const told = await echoStored(privately(context), command, stored)
    const numbers = stored.map(({ entry }) => `#${entry.no}`).join('、')
    const blocks = [text(`${numbers} 已收，内容不在群里显示`), ...(question?.blocks ?? [])]
    return accepted(blocks, { ...extra, direct: { blocks: [...told.blocks, ...rest] } })
  }
  const { blocks, direct } = await echoStored(context, command, stored)
  return accepted([...blocks, ...rest, ...(question?.blocks ?? [])], {
    ...extra,
    ...(direct.length > 0 ? { direct: { blocks: direct } } : {}),
  })
}

interface Echo {
  blocks: Block[]
  /** What a group must not show. */
  direct: Block[]
}

async function echoStored(context: SpeakerContext, command: ReportCommand, stored: Stored[]): Promise<Echo> {
  const blocks: Block[] = []
  const direct: Block[] = []
  for (const one of stored) {
    const echo = await echoEntry(context, command, one, stored.length > 1)
    blocks.push(...echo.blocks)
    direct.push(...echo.direct)
  }
  const last = stored.at(-1)
  if (last) blocks.push(...(await dutyLine(context, last.entry)))
  return { blocks, direct }
}

function troubleBlocks(context: SpeakerContext, command: ReportCommand, outcomes: Outcome[]): Block[] {
  const troubles = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [] : [describeTrouble(context, command, outcome)]))
  return troubles.length > 0 ? [text('还有没记上的：'), list(troubles)] : []
}

function describeTrouble(context: SpeakerContext, command: ReportCommand, outcome: Exclude<Outcome, Stored>): string {
  const words = [...outcome.item.source].slice(0, 12).join('')
  return `“${words}…” ${outcome.kind === 'refused' ? outcome.reason : describeAsk(context, command, outcome.ask)}`
}

/** The echo of one stored entry: number, what was understood, and what was changed in reading. */
async function echoEntry(
  context: SpeakerContext,
  command: ReportCommand,
  { entry, item }: { entry: Entry; item: ItemReading },
  brief: boolean,
): Promise<Echo> {
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
  return { blocks, direct: [head, facts(echoFields(privately(context), command, entry, { hidden: [] }))] }
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
