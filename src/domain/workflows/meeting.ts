import type { Decision } from '../../core/fields.ts'
import type { SpeakerContext } from '../context.ts'
import type { Draft } from '../entries.ts'
import type { Beginning, CaseView, Workflow } from '../workflow.ts'
import { DECISION } from './task.ts'

/** 会议 (B19, C2): what it decided with somebody to answer for it becomes his task. */
export const meeting: Workflow = {
  kind: 'meeting',
  states: { recorded: { word: '已记录', settled: true } },
  actions: [],
  begins,
  carries: { kind: 'task', field: 'meeting', words: '会上议定的任务' },
  expects: () => [],
}

function begins(view: CaseView & { context: SpeakerContext }): Beginning | null {
  const decisions = (view.entry.fields.decisions as Decision[] | undefined) ?? []
  const entries = decisions.flatMap((decision) => ownersOf(decision).flatMap((owner) => taskOf(view, { ...decision, owner }) ?? []))
  return entries.length > 0 ? { entries } : null
}

/** 民政局、财政局: each of several owners has the task. */
function ownersOf({ owner }: Decision): string[] {
  return owner?.split('、') ?? []
}

/** The task of a decision whose owner the roster knows within the ground that the speaker reports on; null of any other. */
function taskOf({ entry, context, house, today }: CaseView & { context: SpeakerContext }, { text, owner, due }: Decision): Draft | null {
  if (owner === undefined) return null
  const { lexicon, directory } = house
  const unitId = lexicon.unitByName(owner, context.reading.speaker).id
  const memberId = unitId === undefined ? lexicon.memberByName(owner, context.reading.speaker).id : undefined
  const about = unitId ?? directory.member(memberId ?? -1, today)?.posts[0]?.unitId
  const ground = entry.byUnitId ?? entry.unitId
  const { parentId } = directory.unit(ground)
  const root = directory.unit(ground).kind === 'taskforce' && parentId !== null ? parentId : ground
  if (about === undefined || !directory.isWithin(about, root)) return null
  const { byUnitId, byPost, typedById, sentAt } = entry
  return {
    kind: 'task',
    class: DECISION,
    unitId: about,
    byUnitId,
    byPost,
    memberId: context.speaker.id,
    typedById,
    date: entry.date,
    householdId: null,
    fields: {
      content: text,
      class: DECISION,
      owner,
      meeting: entry.no,
      ...(memberId === undefined ? {} : { ownerMemberId: memberId }),
      ...(due === undefined ? {} : { due, firstDue: due }),
    },
    status: 'assigned',
    sentAt,
  }
}
