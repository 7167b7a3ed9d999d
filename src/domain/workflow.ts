import type { Db } from '../../db/client.ts'
import type { DateText } from '../clock.ts'
import type { FieldSpecs, UnitRef } from '../core/fields.ts'
import type { Entry, Expectation, HouseholdKind } from '../core/nouns.ts'
import type { Notice } from '../core/reply.ts'
import type { CaseRules } from './case-rules.ts'
import type { SpeakerContext } from './context.ts'
import type { Change, Draft } from './entries.ts'
import type { House } from './house.ts'

/**
 * Who may do something to a case; any one of those named suffices (interface, 'Who may').
 * manager: answers for the unit that the entry is about, or one above it · expected: something is expected now of him, or of a unit for which
 * he acts: its managers do, where it has none its people · head: answers for a unit to which it was given ·
 * assignee: something is expected of him or his unit, or was given to it, or the entry is about his unit ·
 * assigner: he, or another manager of the unit from which it was given · leader: a leader in whose subtree it lies ·
 * inspector: likewise · receiver: a manager of the root unit, of what units below it wrote (counting-rules 13) ·
 * above: a manager or leader of a unit above the one that owes it · office: a manager there.
 */
export type Actor = 'manager' | 'expected' | 'assignee' | 'assigner' | 'leader' | 'inspector' | 'receiver' | 'above' | 'office' | 'head'

/** A case as its rules see it. */
export interface CaseView {
  entry: Entry
  rules: CaseRules
  house: House
  today: DateText
}

/** A case that somebody is about to do something to. */
export interface Doing extends CaseView {
  context: SpeakerContext
  db: Db
  /** What was read from his words, by field key, and the ids behind names. */
  values: Record<string, unknown>
  ids: Record<string, number | number[]>
  /** Did a photo or file come with it, or, for what is provable, from his unit since the case was last given or sent back? */
  hasEvidence: boolean
}

/** What an action does: the state that it leads to, what it changes, and what else is to be told or kept. */
export interface Effect {
  status: string
  fields?: Record<string, unknown>
  class?: string
  /** One sentence for the reply, without number and mark. */
  says: string
  /** Entries that come of it: the visit that a 回访 also is, the issues that an inspection found. */
  entries?: Draft[]
  /** The household's kind on the roster from now on (三类户). */
  householdKind?: HouseholdKind
}

/** One thing that can be done to a case. Declared as data; `does` is a pure function of what it is given, a string refuses. */
export interface WorkflowAction {
  /** The word that is typed: 核实 1027 属实. */
  word: string
  aliases?: string[]
  /** The step's name in the ledger. */
  step: string
  from: readonly string[]
  /** States it may lead to. */
  to: readonly string[]
  who: readonly Actor[]
  /** A photo or file may prove it, also one that was sent before. */
  provable?: true
  /** What is read from the words; what is required and missing is asked for, one at a time. */
  fields?(view: CaseView): FieldSpecs
  does(doing: Doing): Effect | string | Promise<Effect | string>
  /** For help: what it is for, and how it is typed after the number. */
  summary: string
  example: string
}

/** What a report already settles by itself: a second step, and entries that come of it. */
export interface Beginning {
  step?: { action: string; change: Change }
  entries?: Draft[]
}

/** Units and persons to whom a case was given: they see it whatever their scope. */
export interface Given {
  units: UnitRef[]
  memberIds: number[]
}

/** One kind's states and actions. The first state is that of a new entry. */
export interface Workflow {
  kind: string
  states: Record<string, { word: string; settled?: true }>
  actions: readonly WorkflowAction[]
  begins?(view: CaseView & { context: SpeakerContext }): Beginning | null
  /** States that a report may begin in besides the first. */
  begun?: readonly string[]
  expects(view: CaseView): Expectation[]
  /**
   * Entries of this kind that name it in this field stand and fall with it: a meeting's tasks are withdrawn with it while they are open;
   * `falling` says which of the open ones do, where not all.
   */
  carries?: { kind: string; field: string; words: string; falling?(db: Db, open: Entry[]): Promise<Entry[]> }
  given?(entry: Entry): Given
  /** Whom else a step concerns, once it is written: the department whose list has come back. */
  follows?(context: SpeakerContext, entry: Entry): Promise<Notice[]>
  /** What the steps have added to the report, as it is shown (查). */
  facts?(view: CaseView): Record<string, string>
  /** Fields that 改 leaves alone once the case has moved on, and the word that changes them instead. */
  fixed?(entry: Entry): Record<string, string>
  /** Counts of the steps for the head of the ledger (交办 66、整改 61), by states. */
  counts?: readonly { word: string; states: readonly string[] }[]
}

/** The states that a case may come to from this one, itself included. */
function statesFrom({ actions }: Workflow, state: string): string[] {
  const reached = new Set([state])
  for (let grew = true; grew; ) {
    const before = reached.size
    for (const { from, to } of actions) if (from.some((one) => reached.has(one))) for (const next of to) reached.add(next)
    grew = reached.size > before
  }
  return [...reached]
}

/** What is wrong with a workflow, as sentences for whoever wrote it; empty when all is well. */
export function workflowFaults(workflow: Workflow): string[] {
  const { kind, states, actions } = workflow
  const names = Object.keys(states)
  const [initial = ''] = names
  const known = new Set(names)
  const begun = workflow.begun ?? []
  const reached = new Set([initial, ...begun].flatMap((state) => statesFrom(workflow, state)))
  return [
    ...actions.flatMap(({ word, from, to }) =>
      [...from, ...to].filter((state) => !known.has(state)).map((state) => `${kind}: ${word} names the unknown state ${state}`),
    ),
    ...names.filter((state) => !reached.has(state)).map((state) => `${kind}: the state ${state} is never reached`),
    ...names
      .filter(
        (state) =>
          states[state]?.settled !== true && !actions.some(({ from, to }) => from.includes(state) && to.some((next) => next !== state)),
      )
      .map((state) => `${kind}: nothing leads out of the state ${state}`),
  ]
}
