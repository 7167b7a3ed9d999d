import { findEntry, findFiles } from '../../db/queries/entries.ts'
import { expectationsOf, replaceExpectations } from '../../db/queries/expectations.ts'
import { changeHousehold } from '../../db/queries/roster.ts'
import { note, text } from '../core/blocks.ts'
import type { IncomingAttachment } from '../core/message.ts'
import type { Entry, Expectation } from '../core/nouns.ts'
import { accepted, type Notice, type Reply, refused } from '../core/reply.ts'
import { readCaseFields } from '../language/case-fields.ts'
import type { ItemReading } from '../language/types.ts'
import { askAbout } from './asking.ts'
import { expectationNotices, type Fresh } from './case-notices.ts'
import { type CaseRules, defaultCaseRules } from './case-rules.ts'
import type { SpeakerContext } from './context.ts'
import { applyStep, createEntry } from './entries.ts'
import type { House } from './house.ts'
import { openQuestion } from './question.ts'
import { keepFiles } from './reporting.ts'
import type { CaseView, Effect, Workflow, WorkflowAction } from './workflow.ts'
import { actorWords, isActor } from './workflows/actors.ts'
import { workflows } from './workflows/all.ts'

/** How cases are followed up here: by the first pack that says so. */
export function caseRulesOf({ packs }: House): CaseRules {
  return packs.find(({ cases }) => cases !== undefined)?.cases ?? defaultCaseRules
}

/** An entry with its rules. */
export function caseView({ house, today }: Pick<SpeakerContext, 'house' | 'today'>, entry: Entry): CaseView {
  return { entry, house, today, rules: caseRulesOf(house) }
}

/** What is to be done about an entry now; nothing for kinds without follow-up. */
export function expectedOf(about: Pick<SpeakerContext, 'house' | 'today'>, entry: Entry): Expectation[] {
  return workflows.get(entry.kind)?.expects(caseView(about, entry)) ?? []
}

/** Brings the table of what is expected up to date after a step; gives what is new, for those who have to be told. */
export async function refreshCase(context: Pick<SpeakerContext, 'db' | 'house' | 'today'>, entry: Entry): Promise<Fresh> {
  if (!workflows.has(entry.kind)) return { entry, expected: [] }
  const expected = expectedOf(context, entry)
  const fresh = await replaceExpectations(context.db, { entryNo: entry.no, kind: entry.kind, aboutUnitId: entry.unitId }, expected)
  return { entry, expected: expected.filter(({ key }) => fresh.includes(key)) }
}

/** A new entry: what its report already settles (who gave the issue to whom) becomes its second step; those who have to act are told. */
export async function openCase(context: SpeakerContext, entry: Entry): Promise<{ entry: Entry; fresh: Fresh }> {
  const effect = workflows.get(entry.kind)?.begins?.({ ...caseView(context, entry), context })
  if (!effect) return { entry, fresh: await refreshCase(context, entry) }
  const step = { action: effect.step, memberId: context.speaker.id, at: context.now, text: '', change: effect.change }
  const begun = await applyStep(context.db, entry, step)
  return { entry: begun, fresh: await refreshCase(context, begun) }
}

/** What an action word means for an entry, or why it means nothing there. */
function findAction(view: CaseView, word: string): { workflow: Workflow; action: WorkflowAction } | string {
  const { entry } = view
  const workflow = workflows.get(entry.kind)
  if (!workflow) return `#${entry.no} 是一般记录，没有“${word}”这一步。`
  const named = workflow.actions.filter((action) => action.word === word || action.aliases?.includes(word))
  const action = named.find(({ from }) => from.includes(entry.status))
  if (action) return { workflow, action }
  const state = workflow.states[entry.status]?.word ?? '已撤回'
  const next = [...new Set(workflow.actions.filter(({ from }) => from.includes(entry.status)).map((one) => one.word))]
  return `#${entry.no} 现在是“${state}”，不能“${word}”。${next.length > 0 ? `现在可以：${next.join('、')}。` : ''}`
}

/** Handles `核实 1027 属实`: checks state and rights, reads the words, asks for what is missing, does it. */
export async function handleCase(context: SpeakerContext, about: { entry: Entry; word: string; rest: string }): Promise<Reply> {
  const view = caseView(context, about.entry)
  const found = findAction(view, about.word)
  if (typeof found === 'string') return refused(found)
  const complaint = whyNot(context, view, found.action)
  if (complaint) return refused(complaint)
  const fields = found.action.fields?.(view) ?? {}
  const item = Object.keys(fields).length > 0 ? readCaseFields(about.rest, fields, context.reading) : emptyItem(about.rest)
  return await continueCase(context, { ...about, item, attachments: context.message.attachments })
}

function emptyItem(source: string): ItemReading {
  return { values: {}, ids: {}, asks: [], corrections: [], source, trace: [] }
}

function whyNot(context: SpeakerContext, { entry }: CaseView, action: WorkflowAction): string | null {
  const expected = expectedOf(context, entry)
  if (action.who.some((actor) => isActor(context, { entry, expected }, actor))) return null
  return `“${action.word}”要由${action.who.map((actor) => actorWords[actor]).join('、')}来办，您不能办 #${entry.no}。`
}

/** Goes on with what was asked about; the entry may have moved on meanwhile. */
export async function resumeCase(
  context: SpeakerContext,
  about: { no: number; word: string; item: ItemReading; attachments: IncomingAttachment[] },
): Promise<Reply> {
  const entry = await findEntry(context.db, about.no)
  return entry ? await continueCase(context, { ...about, entry }) : refused(`没有找到编号 ${about.no} 的记录。`)
}

/** Asks for what is still missing, or does it. Runs inside the message's transaction. */
export async function continueCase(
  context: SpeakerContext,
  about: { entry: Entry; word: string; item: ItemReading; attachments: IncomingAttachment[] },
): Promise<Reply> {
  const { entry, word, item, attachments } = about
  const view = caseView(context, entry)
  const found = findAction(view, word)
  if (typeof found === 'string') return refused(found)
  const [ask] = item.asks
  if (ask) {
    const form = { title: `${word} ${entry.no}`, fields: found.action.fields?.(view) ?? {} }
    const { sentAt, voice } = context.message
    const misses = ask.reason === 'unknown' ? 1 : 0
    const about = { command: entry.kind, of: { no: entry.no, word, form }, waiting: [], attachments, sentAt, voice }
    await openQuestion(context, { type: 'report', ...about, item, ask, misses })
    return askAbout(context, form, item, ask)
  }
  await keepFiles(context, entry.no, attachments)
  const hasEvidence = attachments.length > 0 || (await findFiles(context.db, entry.no)).length > 0
  const effect = await found.action.does({ ...view, context, db: context.db, values: item.values, ids: item.ids, hasEvidence })
  return typeof effect === 'string'
    ? refused(`#${entry.no} ${effect}`)
    : await perform(context, { entry, action: found.action, item, effect })
}

/** Writes the step, what comes of it, and who is told. */
async function perform(
  context: SpeakerContext,
  about: { entry: Entry; action: WorkflowAction; item: ItemReading; effect: Effect },
): Promise<Reply> {
  const { entry, action, item, effect } = about
  const change = {
    status: effect.status,
    ...(effect.fields ? { fields: effect.fields } : {}),
    ...(effect.class ? { class: effect.class } : {}),
  }
  const done = await applyStep(context.db, entry, {
    action: action.step,
    memberId: context.speaker.id,
    at: context.now,
    text: item.source,
    change,
    extra: { word: action.word },
  })
  const created: Entry[] = []
  for (const draft of effect.entries ?? []) created.push(await createEntry(context.db, draft, context.now))
  if (effect.householdKind && entry.householdId !== null)
    await changeHousehold(context.db, entry.householdId, { kind: effect.householdKind })
  const fresh: Fresh[] = []
  for (const one of [done, ...created]) fresh.push(await refreshCase(context, one))
  const notices = expectationNotices(context, fresh)
  const told = toldWords(context, notices)
  const numbers = created.length > 0 ? `（${created.map(({ no }) => `#${no}`).join('、')}）` : ''
  return accepted([text(`#${entry.no} ${effect.says}${numbers}`), ...(told === '' ? [] : [note(`已告知：${told}`)])], {
    entries: [entry.no, ...created.map(({ no }) => no)],
    notices,
  })
}

/** The units and persons that notices go to. */
function toldWords({ house, today }: SpeakerContext, notices: Notice[]): string {
  const names = notices.flatMap(({ to }) =>
    'unitId' in to
      ? house.directory.unit(to.unitId).name
      : 'memberId' in to
        ? (house.directory.member(to.memberId, today)?.name ?? [])
        : [],
  )
  return [...new Set(names)].join('、')
}

/** How the deadlines of an entry came about, for 查 (design §6). */
export async function deadlineWords({ db, house }: Pick<SpeakerContext, 'db' | 'house'>, entryNo: number): Promise<string[]> {
  return (await expectationsOf(db, entryNo)).map(({ what, due, since, span, unitId, memberId }) => {
    const who = unitId === null ? (house.directory.member(memberId ?? 0, since)?.name ?? '') : house.directory.unit(unitId).name
    if (due === null) return `${what}：等${who}`
    const left = span?.endsWith('工作日') ? house.calendar.explain(since, due) : ''
    return `${what}：等${who}，时限${due}${span ? `（自${since}起${span}${left ? `，${left}` : ''}）` : ''}`
  })
}
