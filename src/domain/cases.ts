import { randomUUID } from 'node:crypto'
import { findEntry } from '../../db/queries/entries.ts'
import { expectationsOf, expectingEntries, replaceExpectations } from '../../db/queries/expectations.ts'
import { getSetting, putSetting } from '../../db/queries/settings.ts'
import type { Entry, Expectation } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import { joinCases } from './case-joining.ts'
import type { Fresh } from './case-notices.ts'
import type { CaseRules } from './case-rules.ts'
import type { SpeakerContext } from './context.ts'
import { applyStep, createEntry } from './entries.ts'
import type { House } from './house.ts'
import type { CaseView } from './workflow.ts'
import { workflows } from './workflows/all.ts'

/** Where cases are looked at: the rules, the day and the connection. */
export type CaseGround = Pick<SpeakerContext, 'db' | 'house' | 'today'>

const joined = oncePer(joinCases)

/** How cases are followed up here: by all packs together. */
export function caseRulesOf({ packs }: Pick<House, 'packs'>): CaseRules {
  return joined(packs)
}

/** An entry with its rules. */
export function caseView({ house, today }: Pick<CaseGround, 'house' | 'today'>, entry: Entry): CaseView {
  return { entry, house, today, rules: caseRulesOf(house) }
}

/** What is to be done about an entry now; nothing for kinds without follow-up. */
export function expectedOf(ground: Pick<CaseGround, 'house' | 'today'>, entry: Entry): Expectation[] {
  return workflows.get(entry.kind)?.expects(caseView(ground, entry)) ?? []
}

/** Brings the table of what is expected up to date after a step; gives what is new, for those who have to be told. */
export async function refreshCase(ground: CaseGround, entry: Entry): Promise<Fresh> {
  if (!workflows.has(entry.kind)) return { entry, expected: [] }
  const expected = expectedOf(ground, entry)
  const fresh = await replaceExpectations(ground.db, { entryNo: entry.no, kind: entry.kind, aboutUnitId: entry.unitId }, expected)
  return { entry, expected: expected.filter(({ key }) => fresh.includes(key)) }
}

/** A name for each house: one is made anew whenever the roster or the packs have changed. */
const names = new WeakMap<House, string>()

function nameOf(house: House): string {
  const name = names.get(house) ?? randomUUID()
  names.set(house, name)
  return name
}

/** Brings every open case up to date with the roster and the packs, where these have changed since it was last done. */
export async function refreshOpenCases(ground: CaseGround): Promise<void> {
  const name = nameOf(ground.house)
  if ((await getSetting(ground.db, 'casesUnder')) === name) return
  for (const no of await expectingEntries(ground.db)) {
    const entry = await findEntry(ground.db, no)
    if (entry) await refreshCase(ground, entry)
  }
  // Kept with what was done: when the transaction comes to nothing, so does this.
  await putSetting(ground.db, 'casesUnder', name)
}

/** Is the table of what is expected of an entry what its rules say? */
export async function isCurrent(ground: CaseGround, entry: Entry): Promise<boolean> {
  const shape = ({ key, word, unitId, memberId, due }: Pick<Expectation, 'key' | 'word' | 'unitId' | 'memberId' | 'due'>): string =>
    JSON.stringify([key, word, unitId, memberId, due])
  const stored = (await expectationsOf(ground.db, entry.no)).map(shape).sort()
  return JSON.stringify(stored) === JSON.stringify(expectedOf(ground, entry).map(shape).sort())
}

/** A new entry as its rules leave it. */
export interface Opened {
  entry: Entry
  /** What is to be done about it, and about what came of it. */
  fresh: Fresh[]
  /** Entries that came of it (the tasks of a meeting). */
  made: Entry[]
}

/** A new entry: what its report already settles (who gave the issue to whom, what a meeting decided) is done at once. */
export async function openCase(context: SpeakerContext, entry: Entry): Promise<Opened> {
  const beginning = workflows.get(entry.kind)?.begins?.({ ...caseView(context, entry), context })
  const { step, entries = [] } = beginning ?? {}
  const by = { memberId: context.speaker.id, at: context.now, text: '' }
  const begun = step ? await applyStep(context.db, entry, { ...step, ...by }) : entry
  const made: Entry[] = []
  for (const draft of entries) made.push(await createEntry(context.db, draft, context.now))
  const fresh: Fresh[] = []
  for (const one of [begun, ...made]) fresh.push(await refreshCase(context, one))
  return { entry: begun, fresh, made }
}
