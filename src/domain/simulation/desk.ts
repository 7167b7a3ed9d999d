import type { Db } from '../../../db/client.ts'
import type { Random } from '../../../db/demo/random.ts'
import { findEntry } from '../../../db/queries/entries.ts'
import { type DateText, toDate } from '../../clock.ts'
import type { FieldSpec } from '../../core/fields.ts'
import type { Entry, Member, Unit } from '../../core/nouns.ts'
import { resumeCase } from '../case-acting.ts'
import { openCase } from '../cases.ts'
import type { Commands, ReportCommand } from '../command.ts'
import type { SpeakerContext } from '../context.ts'
import { createEntry, type Draft } from '../entries.ts'
import type { House } from '../house.ts'
import { createStaff, type Staff } from '../staff.ts'
import { workflows } from '../workflows/all.ts'
import type { Journal } from './journal.ts'
import { createRecounter, type Recounter } from './recount.ts'

/** What the play works with; the house is the roster as it stood on the first day of the month. */
export interface Stage {
  house: House
  staff: Staff
  recount: Recounter
  commands: Commands
  journal: Journal
  random: Random
}

/** Who stands where on a day, and what its figures are held against. */
export function setStage(parts: Omit<Stage, 'staff' | 'recount'>, today: DateText): Stage {
  return { ...parts, staff: createStaff(parts.house, today), recount: createRecounter(parts.journal, parts.house) }
}

/** The person who acts for a unit: its manager, else whoever answers for it, else somebody above. */
export function actorOf({ house, staff }: Stage, unitId: number): Member | undefined {
  for (let id: number | null = unitId; id !== null; id = house.directory.unit(id).parentId) {
    const people = staff.of(id)
    const found = people.find(({ posts }) => posts.some((post) => post.unitId === id && post.role === 'manager')) ?? people[0]
    if (found) return found
  }
  return undefined
}

/** What a command is given when a person writes in his direct chat; null for who has none. */
export function contextOf({ house, commands }: Stage, db: Db, speaker: Member, at: number): SpeakerContext | null {
  const [chat] = house.directory.directChatsOf(speaker.id)
  if (!chat) return null
  const units = speaker.posts.map((post) => post.unitId)
  const home = { scopeUnitIds: units, homeUnitId: units[0] ?? null, chatUnitId: null }
  const reading = { commands: commands.words, lexicon: house.lexicon, speaker: home, nowMs: at, botNames: [], voice: false }
  const message = {
    platform: chat.platform,
    bot: '',
    messageId: '',
    chatId: chat.chatId,
    chatKind: chat.kind,
    userId: '',
    text: '',
    voice: false,
    attachments: [],
    sentAt: at,
  }
  return { now: at, today: toDate(at), db, house, chat, speaker, message, commands, reading, quiet: { from: 0, to: 0 } }
}

/** Stores a report as a message would: with its first step, and with what follows from it. */
export async function enter(stage: Stage, db: Db, draft: Draft): Promise<Entry> {
  const entry = await createEntry(db, draft, draft.sentAt)
  stage.journal.add(entry)
  const speaker = stage.house.directory.member(draft.typedById ?? -1, toDate(draft.sentAt))
  const context = workflows.has(draft.kind) && speaker ? contextOf(stage, db, speaker, draft.sentAt) : null
  if (!context) return entry
  const opened = await openCase(context, entry)
  stage.journal.update(opened.entry)
  for (const made of opened.made) stage.journal.add(made)
  return opened.entry
}

/** Does one thing to a case, rights and state checked as for a message; gives all entries that it touched or made, none when it was refused. */
export async function act(
  stage: Stage,
  context: SpeakerContext,
  about: { no: number; word: string; values: Record<string, unknown> },
): Promise<Entry[]> {
  const item = { values: about.values, ids: {}, asks: [], corrections: [], source: '', trace: [] }
  const attachments = about.word === '整改' ? [{ name: '现场.jpg', mime: 'image/jpeg', source: 'simulated' }] : []
  const reply = await resumeCase(context, { no: about.no, word: about.word, item, attachments })
  if (reply.mark !== '✅') return []
  const touched: Entry[] = []
  for (const no of reply.entries ?? []) {
    const entry = await findEntry(context.db, no)
    if (!entry) continue
    touched.push(entry)
    if (no === about.no) stage.journal.update(entry)
    else stage.journal.add(entry)
  }
  return touched
}

/** Values for the required fields of a report, and for its main one. */
export function sampleFields(command: ReportCommand, unit: Unit, random: Random): Record<string, unknown> {
  const wanted = Object.entries(command.fields).filter(([, spec]) => (spec.required || spec.main) && !spec.given)
  return Object.fromEntries(wanted.map(([key, spec]) => [key, sample(spec, unit, random)]))
}

function sample(spec: FieldSpec, { code, officialName }: Unit, random: Random): unknown {
  switch (spec.type) {
    case 'choice':
      return spec.options?.[random.below(spec.options.length)]?.name ?? '其他'
    case 'unit':
      return { code, name: officialName }
    case 'units':
      return [{ code, name: officialName }]
    case 'count':
      return 1 + random.below(30)
    case 'amount':
      return 1000 * (1 + random.below(20))
    case 'list':
      return ['台账更新不及时']
    default:
      return '推演'
  }
}
