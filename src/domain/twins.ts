import { listEntries } from '../../db/queries/entry-lists.ts'
import { type JointBody, jointBodies, jointKinds, listJointActs } from '../../db/queries/joint.ts'
import { addDays } from '../clock.ts'
import type { Entry } from '../core/nouns.ts'
import { readYesNo } from '../language/answers.ts'
import { normalise } from '../language/normalise.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { showDate, showValue } from './echo.ts'
import type { Draft } from './entries.ts'
import { jointReporters } from './joint-meetings.ts'
import { mayRead } from './scope.ts'

/** Where the answer to 是否同一次 is kept in a reading: the number of the entry that it repeats, or 0 for none. No field bears this name. */
const TWIN = '#twin'

/** Entries of one unit on one day that are looked at. */
const MOST_LOOKED_AT = 50
/** Share of pairs of characters that two topics have in common from which they look like one. */
const ALIKE = 0.6

/** Is this the question whether two reports are about the same thing? */
export function isTwinAsk({ field }: Ask): boolean {
  return field === TWIN
}

/** The entry that this report seems to repeat, or null; nobody is asked twice (counting-rules 12). */
export async function findTwin(
  context: SpeakerContext,
  command: ReportCommand,
  about: { draft: Draft; item: ItemReading },
): Promise<Entry | null> {
  const { draft, item } = about
  const { resembles } = command
  if (!resembles || item.ids[TWIN] !== undefined) return null
  const entries = [
    ...(await listEntries(context.db, { ...dayOf(draft), unitIds: [draft.unitId] }, MOST_LOOKED_AT, true)),
    ...(await jointlyReported(context, draft)),
  ]
  return entries.find((entry) => resembles(draft, entry)) ?? (await reportedByBodies(context, command, draft))[0] ?? null
}

function dayOf({ kind, date }: Draft): { kind: string; from: string; to: string } {
  return { kind, from: date, to: addDays(date, 1) }
}

/** What others reported that day as held jointly with the reporter's unit: it counts for it already (counting-rules 12). */
async function jointlyReported({ db, house }: SpeakerContext, draft: Draft): Promise<Entry[]> {
  if (!jointKinds.has(draft.kind) || draft.byUnitId === null) return []
  const query = { ...dayOf(draft), classes: undefined, deadline: null, unitIds: [] }
  const acts = await listJointActs(db, query, jointReporters(house.directory, draft.byUnitId))
  const nos = acts.flatMap(({ no, unitId }) => (unitId === draft.byUnitId ? no : []))
  return nos.length === 0 ? [] : await listEntries(db, { nos }, MOST_LOOKED_AT, true)
}

/** What bodies that a joint report names have reported of the same themselves: it would count for them twice. */
export async function reportedByBodies(context: SpeakerContext, command: ReportCommand, draft: Draft): Promise<Entry[]> {
  const unitIds = jointBodies(draft.fields).map(({ unitId }) => unitId)
  if (!command.resembles || unitIds.length === 0) return []
  const entries = await listEntries(context.db, { ...dayOf(draft), unitIds }, MOST_LOOKED_AT, true)
  return entries.filter((entry) => bodiesNamed(draft, entry).length > 0 && command.resembles?.(draft, entry))
}

function bodiesNamed({ fields, byUnitId }: Draft, entry: Entry): JointBody[] {
  return jointBodies(fields).filter((body) => {
    const isSame = body.class === null ? body.unitId !== byUnitId : body.class === entry.class
    return isSame && body.unitId === entry.byUnitId
  })
}

/** The report without the bodies that have reported the same themselves. */
export function withoutBodies(draft: Draft, reported: readonly Entry[]): Draft {
  const gone = new Set(reported.flatMap((entry) => bodiesNamed(draft, entry).map(({ unitId, class: type }) => `${unitId}/${type}`)))
  const { joint, jointWith: _, ...fields } = draft.fields
  const kept = jointBodies(draft.fields).flatMap((body, at) => (gone.has(`${body.unitId}/${body.class}`) ? [] : [{ body, at }]))
  if (kept.length === 0) return { ...draft, fields }
  const names: unknown[] = Array.isArray(joint) ? joint : []
  return { ...draft, fields: { ...fields, joint: kept.map(({ at }) => names[at]), jointWith: kept.map(({ body }) => body) } }
}

/** The question: 是否同一次 #1027？ */
export function twinAsk(context: SpeakerContext, command: ReportCommand, twin: Entry): Ask {
  const { directory } = context.house
  const who = directory.member(twin.memberId ?? -1, context.today)?.name
  const main = Object.entries(command.fields).find(([, spec]) => spec.main)?.[0] ?? ''
  const said = [twin.class, twin.fields[main]].filter((part) => typeof part === 'string').join('：')
  // Of another unit's meeting no more is told than that there was one.
  const what = mayRead(context, twin.unitId) ? `（${said}${who ? `，${who}报` : ''}）` : ''
  const message = `${showDate(twin.date)} ${directory.unit(twin.unitId).name}已经报过${command.title} #${twin.no}${what}。是否同一次 #${twin.no}？请回复：是，或：不是`
  return { field: TWIN, reason: 'choice', typed: String(twin.no), message }
}

/** Takes the answer; false when it was none. */
export function takeTwinAnswer(item: ItemReading, ask: Ask, raw: string): boolean {
  const yes = readYesNo(raw.replace(/同一[次个场]|一回事/g, ''))
  if (yes === null) return false
  item.ids[TWIN] = yes ? Number(ask.typed) : 0
  return true
}

/** The number of the entry that this report was said to repeat; null for a report of its own. */
export function twinOf({ ids }: ItemReading): number | null {
  const no = ids[TWIN]
  return typeof no === 'number' && no > 0 ? no : null
}

/** What a repeated report says more than the entry: 人数：16；议定：…; '' when nothing. */
export function furtherWords(command: ReportCommand, item: ItemReading, twin: Entry): string {
  return Object.entries(command.fields)
    .flatMap(([key, spec]) => {
      const value = item.values[key]
      if (value === undefined || key === 'date' || key === command.classField || spec.main) return []
      return JSON.stringify(value) === JSON.stringify(twin.fields[key]) ? [] : [`${spec.label}：${showValue(spec, value)}`]
    })
    .join('；')
}

/** Do two topics look like one? Numbers in them tell them apart: 第3批, 第4批. */
export function isAlike(a: unknown, b: unknown): boolean {
  const [first, second] = [plain(a), plain(b)]
  if (first === '' || second === '' || contradict(first, second)) return false
  if (first.includes(second) || second.includes(first)) return true
  const [few, many] = [pairs(first), pairs(second)]
  const common = [...few].filter((pair) => many.has(pair)).length
  return (2 * common) / (few.size + many.size) >= ALIKE
}

/** Do numbers in two texts tell them apart: has each one that the other lacks? */
export function contradict(a: unknown, b: unknown): boolean {
  const [first, second] = [numbersIn(a), numbersIn(b)]
  return first.some((number) => !second.includes(number)) && second.some((number) => !first.includes(number))
}

function numbersIn(value: unknown): string[] {
  return plain(value).match(/[a-z]*\d+|[一二三四五六七八九十]+(?=[季次批期月届])/g) ?? []
}

function plain(value: unknown): string {
  return typeof value === 'string'
    ? normalise(value)
        .toLowerCase()
        .replace(/[^\p{Script=Han}a-z0-9]/gu, '')
    : ''
}

function pairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, index) => text.slice(index, index + 2)))
}
