import { findEntry, findFiles, findSteps } from '../../db/queries/entries.ts'
import { text } from '../core/blocks.ts'
import type { FieldSpecs } from '../core/fields.ts'
import type { IncomingAttachment } from '../core/message.ts'
import type { Entry } from '../core/nouns.ts'
import { accepted, type Reply, refused } from '../core/reply.ts'
import { readCaseFields } from '../language/case-fields.ts'
import type { ItemReading } from '../language/types.ts'
import { askAbout } from './asking.ts'
import { askedAside, askingPlace } from './asking-aside.ts'
import { expectationNotices, type Fresh, guessNotes, toldNote } from './case-notices.ts'
import { caseView, expectedOf, refreshCase } from './cases.ts'
import type { SpeakerContext } from './context.ts'
import { applyStep, createEntry } from './entries.ts'
import type { Wording } from './entries-named.ts'
import { reclassify } from './household-class.ts'
import { keepFiles } from './keep-files.ts'
import { openQuestion, rememberEntry } from './question.ts'
import type { Effect, WorkflowAction } from './workflow.ts'
import { actorWords, isActor } from './workflows/actors.ts'
import { workflows } from './workflows/all.ts'

/** Something typed about a case: 核实 1027 属实. */
interface Deed {
  entry: Entry
  word: string
  item: ItemReading
  attachments: IncomingAttachment[]
}

/** Handles what is typed behind an entry's number: checks state and rights, reads the words, asks for what is missing, does it. */
export async function handleCase(context: SpeakerContext, about: { entry: Entry; word: string; rest: string }): Promise<Reply> {
  const action = admitted(context, about)
  if (typeof action === 'string') return refused(action)
  const fields = action.fields?.(caseView(context, about.entry)) ?? {}
  const item = Object.keys(fields).length > 0 ? readCaseFields(about.rest, fields, context.reading) : emptyItem(about.rest)
  return await continueCase(context, { ...about, item, attachments: context.message.attachments })
}

/** How words about several cases are read: 核实 1048 属实，1075 不属实 …, but 救助 1034 3000. */
export function caseWording(context: SpeakerContext, { entry, word }: { entry: Entry; word: string }): Wording {
  const fieldsOf = (one: Entry): FieldSpecs => {
    const named = namedActions(one, word)
    return (named.find(({ from }) => from.includes(one.status)) ?? named[0])?.fields?.(caseView(context, one)) ?? {}
  }
  return {
    figures: Object.values(fieldsOf(entry)).some(({ type }) => type === 'amount' || type === 'count'),
    fits: (one) => namedActions(one, word).length > 0,
    awaits: (one) =>
      expectedOf(context, one).some((expected) =>
        namedActions(one, expected.word).some((action) => namedActions(one, word).includes(action)),
      ),
    reads(one, words) {
      const fields = fieldsOf(one)
      if (readCaseFields(words, fields, context.reading).asks.length > 0) return 'unclear'
      return Object.values(fields).some(({ type, required }) => type === 'choice' && required === true) ? 'whole' : 'clear'
    },
  }
}

/** What a word may mean for an entry, whatever its state. */
function namedActions({ kind }: Entry, word: string): WorkflowAction[] {
  return workflows.get(kind)?.actions.filter((action) => action.word === word || action.aliases?.includes(word)) ?? []
}

function emptyItem(source: string): ItemReading {
  return { values: {}, ids: {}, asks: [], corrections: [], source, trace: [] }
}

/** Goes on with what was asked about; the entry, and who may, may have changed meanwhile. */
export async function resumeCase(context: SpeakerContext, about: Omit<Deed, 'entry'> & { no: number }): Promise<Reply> {
  const entry = await findEntry(context.db, about.no)
  return entry ? await continueCase(context, { ...about, entry }) : refused(`没有找到编号 ${about.no} 的记录。`)
}

/** The action that the word is for this entry, in its state, by this speaker; a sentence refuses. */
function admitted(context: SpeakerContext, { entry, word }: { entry: Entry; word: string }): WorkflowAction | string {
  const workflow = workflows.get(entry.kind)
  if (!workflow || workflow.actions.length === 0) return `#${entry.no} 是一般记录，没有“${word}”这一步。`
  const action = namedActions(entry, word).find(({ from }) => from.includes(entry.status))
  if (!action) {
    const state = workflow.states[entry.status]?.word ?? '已撤回'
    const next = [...new Set(workflow.actions.filter(({ from }) => from.includes(entry.status)).map((one) => one.word))]
    return `#${entry.no} 现在是“${state}”，不能“${word}”。${next.length > 0 ? `现在可以：${next.join('、')}。` : ''}`
  }
  const about = { entry, expected: expectedOf(context, entry), given: workflow.given?.(entry) }
  if (action.who.some((actor) => isActor(context, about, actor))) return action
  const actors = [...new Set(action.who.map((actor) => actorWords[actor]))]
  return `“${word}”要由${actors.join('、')}来办，您不能办 #${entry.no}。`
}

/** Asks for what is still missing, or does it. Runs inside the message's transaction. */
export async function continueCase(context: SpeakerContext, deed: Deed): Promise<Reply> {
  const { entry, word, item, attachments } = deed
  const action = admitted(context, deed)
  if (typeof action === 'string') return refused(action)
  const view = caseView(context, entry)
  const outside = item.asks.find(({ reason }) => reason === 'outside')
  if (outside) return refused(outside.message ?? `“${outside.typed ?? ''}”不在您的范围内，不能交给它。`)
  const [ask] = item.asks
  if (ask) {
    const form = { title: `${word} ${entry.no}`, fields: action.fields?.(view) ?? {} }
    const { sentAt, voice } = context.message
    const misses = ask.reason === 'unknown' ? 1 : 0
    const open = { command: entry.kind, of: { no: entry.no, word, form }, waiting: [], attachments, sentAt, voice }
    const place = await askingPlace(context, entry.kind)
    if (place) await openQuestion(place.context, { type: 'report', ...open, item, ask, misses })
    const question = askAbout(place?.context ?? context, form, item, ask)
    return place?.isAside === false ? question : askedAside(form.title, place, question)
  }
  const hasEvidence = attachments.length > 0 || (action.provable === true && (await hasSentEvidence(context, entry)))
  // A photo sent next proves this case, also where it was wanted and is still missing.
  await rememberEntry(context, entry.no)
  const effect = await action.does({ ...view, context, db: context.db, values: item.values, ids: item.ids, hasEvidence })
  return typeof effect === 'string' ? refused(`#${entry.no} ${effect}`) : await perform(context, { ...deed, action, effect })
}

/** Steps that give a case to somebody, or give it back: what was sent before them proves nothing about what came after. */
const givingSteps: ReadonlySet<string> = new Set(['created', 'assigned', 'sentBack', 'lookedBack', 'passedOn'])

/** Has somebody of the speaker's unit sent a photo or file since the case was last given or sent back? */
async function hasSentEvidence({ db, house, speaker, today }: SpeakerContext, entry: Entry): Promise<boolean> {
  const files = await findFiles(db, entry.no)
  if (files.length === 0) return false
  const given = (await findSteps(db, entry.no)).findLast(({ action }) => givingSteps.has(action))
  const units = new Set(speaker.posts.map(({ unitId }) => unitId))
  const isOurs = (memberId: number | null): boolean =>
    memberId === speaker.id || (house.directory.member(memberId ?? -1, today)?.posts.some(({ unitId }) => units.has(unitId)) ?? false)
  return files.some(({ at, memberId, state }) => state !== 'failed' && at > (given?.at ?? 0) && isOurs(memberId))
}

/** Writes the step, what comes of it, and who is told. */
async function perform(context: SpeakerContext, deed: Deed & { action: WorkflowAction; effect: Effect }): Promise<Reply> {
  const { db, now, speaker } = context
  const { entry, action, item, effect, attachments } = deed
  await keepFiles(context, entry.no, attachments)
  const change = {
    status: effect.status,
    ...(effect.fields ? { fields: effect.fields } : {}),
    ...(effect.class ? { class: effect.class } : {}),
  }
  const step = { action: action.step, memberId: speaker.id, at: now, text: item.source, change, extra: { word: action.word } }
  const done = await applyStep(db, entry, step)
  const created: Entry[] = []
  for (const draft of effect.entries ?? []) created.push(await createEntry(db, draft, now))
  const household = context.house.directory.household(entry.householdId ?? -1)
  if (effect.householdKind && household) await reclassify(db, household, { to: { kind: effect.householdKind }, by: speaker.id, now })
  const fresh: Fresh[] = []
  for (const one of [done, ...created]) fresh.push(await refreshCase(context, one))
  const followed = (await workflows.get(entry.kind)?.follows?.(context, done)) ?? []
  const notices = [...expectationNotices(context, fresh), ...followed]
  const numbers = created.length > 0 ? `（${created.map(({ no }) => `#${no}`).join('、')}）` : ''
  return accepted([text(`#${entry.no} ${effect.says}${numbers}`), ...guessNotes(context, fresh), ...toldNote(context, notices)], {
    entries: [entry.no, ...created.map(({ no }) => no)],
    notices,
  })
}
