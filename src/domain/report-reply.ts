import { findSameDayVisit } from '../../db/queries/reply-counts.ts'
import { type Block, facts, list, note, text } from '../core/blocks.ts'
import type { FieldType } from '../core/fields.ts'
import type { Entry } from '../core/nouns.ts'
import { accepted, answer, type Notice, type Reply, refused } from '../core/reply.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import { askAbout, describeAsk } from './asking.ts'
import { type AskingPlace, askedAside } from './asking-aside.ts'
import { ownerlessNote, unknownNote } from './assignment.ts'
import { expectationNotices, type Fresh, toldNote } from './case-notices.ts'
import type { ReportCommand } from './command.ts'
import { privately, type SpeakerContext } from './context.ts'
import { dutyLines } from './duty-line.ts'
import { echoFields } from './echo.ts'
import { hiddenHere, isOpenGroup } from './hidden-fields.ts'
import { shownName } from './scope.ts'

interface Stored {
  kind: 'stored'
  entry: Entry
  item: ItemReading
  notices: Notice[]
  /** What is to be done about it now, and about what came of it. */
  fresh: Fresh[]
  /** Entries that came of it. */
  made: Entry[]
}

/** What came of one item of a message. */
export type Outcome =
  | Stored
  | { kind: 'asked'; item: ItemReading; ask: Ask }
  | { kind: 'refused'; reason: string; item: ItemReading }
  /** It repeats an entry: nothing was stored; `further` is what it says more. */
  | { kind: 'same'; item: ItemReading; no: number; further: string }

/** The reply to a report: what was stored, how the duty stands, what was not stored and why, and what is asked next. */
export async function composeReply(
  context: SpeakerContext,
  command: ReportCommand,
  { outcomes, place }: { outcomes: Outcome[]; place: AskingPlace },
): Promise<Reply> {
  const stored = outcomes.filter((outcome) => outcome.kind === 'stored')
  const question = questionAbout(context, command, { outcomes, place })
  if (stored.length === 0) {
    const reasons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []))
    const same = outcomes.find((outcome) => outcome.kind === 'same')
    if (question) return question
    return same && reasons.length === 0
      ? sameReply(same)
      : refused([...new Set([...reasons, ...(same ? [sameWords(same)] : [])])].join('\n'))
  }
  const expected = expectationNotices(
    context,
    stored.flatMap(({ fresh }) => fresh),
  )
  const offered = stored.flatMap(({ entry }) => command.offers?.(context, entry)?.button ?? [])
  const buttons = [...(question?.buttons ?? []), ...offered]
  const asides = question?.direct?.blocks ?? []
  const extra = {
    entries: stored.map(({ entry }) => entry.no),
    notices: [...stored.flatMap((outcome) => outcome.notices), ...expected],
    ...(buttons.length > 0 ? { buttons } : {}),
  }
  const entries = stored.map(({ entry }) => entry)
  const named = [...unknownNote(context, entries), ...(expected.length === 0 ? ownerlessNote(context, entries) : [])]
  const rest = [...toldNote(context, expected), ...named, ...troubleBlocks(context, command, outcomes)]
  if (context.chat.kind === 'group' && command.secret) {
    const told = await echoStored(privately(context), command, stored)
    const numbers = stored.map(({ entry }) => `#${entry.no}`).join('、')
    const blocks = [text(`${numbers} 已收，内容不在群里显示`), ...(question?.blocks ?? [])]
    return accepted(blocks, { ...extra, direct: { ...question?.direct, mark: '', blocks: [...told.blocks, ...rest, ...asides] } })
  }
  const { blocks, direct } = await echoStored(context, command, stored)
  return accepted([...blocks, ...rest, ...(question?.blocks ?? [])], {
    ...extra,
    ...(direct.length > 0 ? { direct: { blocks: direct } } : {}),
  })
}

/** The first question that is open, as it is asked here; where it must not be asked here, that it is asked elsewhere. */
function questionAbout(
  context: SpeakerContext,
  command: ReportCommand,
  { outcomes, place }: { outcomes: Outcome[]; place: AskingPlace },
): Reply | null {
  const asked = outcomes.find((outcome) => outcome.kind === 'asked')
  if (!asked) return null
  const question = askAbout(place?.context ?? context, command, asked.item, asked.ask)
  return place?.isAside === false ? question : askedAside(command.title, place, question)
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
  const entries = stored.map(({ entry }) => entry)
  return { blocks: [...blocks, ...(await dutyLines(context, entries))], direct }
}

function troubleBlocks(context: SpeakerContext, command: ReportCommand, outcomes: Outcome[]): Block[] {
  const troubles = outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [] : [describeTrouble(context, command, outcome)]))
  return troubles.length > 0 ? [text('还有没记上的：'), list(troubles)] : []
}

function describeTrouble(context: SpeakerContext, command: ReportCommand, outcome: Exclude<Outcome, Stored>): string {
  const words = [...outcome.item.source].slice(0, 12).join('')
  const what =
    outcome.kind === 'same' ? sameWords(outcome) : outcome.kind === 'refused' ? outcome.reason : describeAsk(context, command, outcome.ask)
  return `“${words}…” ${what}`
}

type Same = Extract<Outcome, { kind: 'same' }>

function sameWords({ no }: Same): string {
  return `和 ${no} 是同一次，没有另记。`
}

function sameReply(same: Same): Reply {
  const { no, further } = same
  const done = text(`好的，${sameWords(same)}`)
  if (further === '') return answer([done])
  const says = `补 ${no} ${further}`
  return answer([done, text(`这次多写的要补进去，请发：${says}`)], { buttons: [{ text: `补进 ${no}`, says }] })
}

/** The echo of one stored entry: number, what was understood, and what was changed in reading. */
async function echoEntry(context: SpeakerContext, command: ReportCommand, { entry, item, made }: Stored, brief: boolean): Promise<Echo> {
  const hidden = hiddenHere(context, command)
  const shown = echoFields(context, command, entry, { hidden })
  const head = text(`${command.title} #${entry.no} 已记录`)
  const blocks: Block[] = brief ? [text(`${command.title} #${entry.no} ${inOneLine(shown)}`)] : [head, facts(shown)]
  for (const correction of item.corrections) {
    if (!hidden.includes(correction.field)) blocks.push(note(describeCorrection(context, command, entry, correction)))
  }
  const double = entry.kind === 'visit' && entry.householdId ? await findSameDayVisit(context.db, entry.householdId, entry.date) : null
  if (double !== null && double !== entry.no) blocks.push(note(`这户当天已记过 #${double}，统计时按一次走访计。`))
  if (made.length > 0) blocks.push(note(`已转为任务跟踪，编号：${made.map(({ no }) => no).join('、')}`))
  const offer = command.offers?.(context, entry)
  if (offer) blocks.push(note(offer.words))
  const next = command.next?.(entry)
  if (next !== undefined) blocks.push(note(next))
  if (hidden.length === 0) return { blocks, direct: [] }
  const why = isOpenGroup(context) ? '群里有外部人员，详细内容已私信您。' : '详细内容已私信您，不在群里显示；下次请私聊报。'
  blocks.push(note(why))
  return { blocks, direct: [head, facts(echoFields(privately(context), command, entry, { hidden: [] }))] }
}

/** Every value in one line, so that a mistake among several entries is seen at once; the first one needs no label. */
function inOneLine(shown: Record<string, string>): string {
  return Object.entries(shown)
    .map(([label, words], at) => (at === 0 ? words : `${label}：${words}`))
    .join('；')
}

/** What a name is looked up for; all else is put right by its sound alone. */
const ON_ROSTER: ReadonlySet<FieldType> = new Set<FieldType>(['household', 'unit', 'units', 'person', 'people', 'owner'])

function describeCorrection(
  context: SpeakerContext,
  command: ReportCommand,
  { no, householdId }: Pick<Entry, 'no' | 'householdId'>,
  correction: ItemReading['corrections'][number],
): string {
  const label = command.fields[correction.field]?.label ?? correction.field
  const type = correction.label ? undefined : command.fields[correction.field]?.type
  const isHousehold = type === 'household'
  const [typed, taken] = [correction.typed, correction.taken].map((name) => (isHousehold ? shownName(context, name) : name))
  const isFormer = isHousehold && context.house.directory.household(householdId ?? -1)?.formerHeads?.includes(correction.typed)
  if (isFormer) return `这户已换户主，现为${taken}（原户主${typed}），按${taken}记。`
  const by = type !== undefined && ON_ROSTER.has(type) ? '按名册记为' : '记为'
  return `您写的是“${typed}”，${by}“${taken}”。不对请发：改 ${no} ${label}:正确的${isHousehold ? '姓名' : '内容'}`
}
