import type { FieldSpec, UnitRef } from '../../core/fields.ts'
import type { Entry } from '../../core/nouns.ts'
import { spanEnd } from '../case-rules.ts'
import { showDate } from '../echo.ts'
import { isAdmin } from '../scope.ts'
import type { CaseView, Doing, Effect } from '../workflow.ts'
import { isAssigner, speakingUnit } from './actors.ts'
import { type Deadlines, extended, verdictFault } from './fields.ts'
import { managingUnit, unitRef } from './units.ts'

/** One unit to which the issue was given; several at once are 双向交办 (E4). */
export interface Party {
  unit: UnitRef
  /** Its own deadline, when it was given later; else the issue's. */
  due?: string
  verdict?: '属实' | '不属实' | '已解释'
  verifiedOn?: string
  /** What was done about it, when and by whom. */
  rectification?: string
  rectifiedOn?: string
  rectifiedBy?: number
  /** 长期: to be rectified step by step, with a timetable (A13). */
  timetable?: string
}

/** One signature of 双签字 (A13). */
export interface Signature {
  as: '责任部门负责人' | '分管领导'
  memberId: number
  name: string
  on: string
}

/** What the steps of an issue have added to its report. */
export interface IssueFields extends Deadlines {
  parties?: Party[]
  /** From which unit it was given, and when. */
  assignedBy?: UnitRef
  assignedOn?: string
  passedOn?: { from: UnitRef; to: UnitRef; on: string }[]
  signatures?: Signature[]
  lookedBack?: { result: string; on: string }[]
}

/** The case fields of an issue. */
export const issueFields = ({ entry }: Pick<CaseView, 'entry'>): IssueFields => entry.fields as IssueFields
/** The units to which it was given. */
export const partiesOf = (view: Pick<CaseView, 'entry'>): Party[] => issueFields(view).parties ?? []
/** Does the party still have something to rectify? */
export const isOpen = (party: Party): boolean =>
  party.rectifiedOn === undefined && (party.verdict === undefined || party.verdict === '属实')

/** The units that the report itself names: 责任单位, 责任部门. */
export function namedUnits({ fields: { unit, department } }: Pick<Entry, 'fields'>): UnitRef[] {
  return [unit, department].flatMap((one) => (one ? [one as UnitRef] : []))
}

/** To whom it is to be given. */
export const partiesField: FieldSpec = {
  type: 'units',
  label: '责任单位',
  aliases: ['单位', '部门', '责任部门'],
  required: true,
  ask: '请问交给哪个单位？可以写几个。',
}

/** Those among the parties for whose unit the speaker acts: his own unit, a village that his township manages; an administrator for all. */
function ownParties({ house: { directory }, context }: Doing, parties: Party[]): Party[] {
  return parties.filter(({ unit }) => {
    const unitId = unitRef(directory, unit)
    if (unitId === null) return false
    const township = managingUnit(directory, unitId)
    return (
      isAdmin(context.speaker) ||
      context.speaker.posts.some((post) => post.unitId === unitId || (post.role === 'manager' && post.unitId === township))
    )
  })
}

/** 属实 by either means rectification; only when all have said otherwise it ends (counting-rules 14). */
function statusBy(parties: Party[]): string {
  if (parties.some(({ verdict }) => verdict === '属实')) return parties.some(isOpen) ? 'verified' : 'rectified'
  if (parties.some(({ verdict }) => verdict === undefined)) return 'assigned'
  return parties.some(({ verdict }) => verdict === '不属实') ? 'dismissed' : 'explained'
}

/** 交办: to one or several units, each with the deadline named, else the pack's. */
export function assignTo(doing: Doing): Effect | string {
  const { values, today, house, rules } = doing
  const named = (values.parties as UnitRef[] | undefined) ?? []
  const known = partiesOf(doing)
  const added = named.filter(({ code }) => !known.some(({ unit }) => unit.code === code))
  if (added.length === 0) return '这些单位都已经交办过了。'
  const { assignedBy, assignedOn, due: first, firstDue } = issueFields(doing)
  const written = typeof values.due === 'string' ? values.due : known.length === 0 ? first : undefined
  const due = written ?? spanEnd(today, rules.issue.rectify, house.calendar)
  const parties = [...known, ...added.map((unit): Party => (known.length > 0 ? { unit, due } : { unit }))]
  return {
    status: known.length === 0 ? 'assigned' : statusBy(parties),
    fields: {
      parties,
      assignedBy: assignedBy ?? speakingUnit(doing.context),
      assignedOn: assignedOn ?? today,
      due: known.length === 0 ? due : first,
      firstDue: firstDue ?? due,
    },
    says: `已交办：${added.map(({ name }) => name).join('、')}，整改时限${showDate(due)}${written === undefined ? guessed(doing, due) : ''}。`,
  }
}

/** That a date counted from today is only guessed: （2027年放假安排…）. */
function guessed({ house, today, rules }: Doing, due: string): string {
  const words = rules.issue.rectify.unit === 'workday' ? house.calendar.guess(today, due) : ''
  return words === '' ? '' : `（${words}）`
}

/** 核实: each unit's own verdict; where all have spoken, the assigning unit may decide otherwise (counting-rules 14). */
export function verify(doing: Doing): Effect | string {
  const { values, today } = doing
  const fault = verdictFault(doing)
  if (fault !== null) return fault
  const mine = ownParties(doing, partiesOf(doing)).filter((party) => party.verdict === undefined)
  const verdict = values.verdict as NonNullable<Party['verdict']>
  if (mine.length === 0) return decide(doing, verdict)
  const parties = partiesOf(doing).map((party) => (mine.includes(party) ? { ...party, verdict, verifiedOn: today } : party))
  const waiting = parties.filter((party) => party.verdict === undefined)
  const left = waiting.length > 0 ? `还有${waiting.map(({ unit }) => unit.name).join('、')}没有核实。` : ''
  return {
    status: statusBy(parties),
    fields: { parties },
    says: `${mine.map(({ unit }) => unit.name).join('、')}核实结果：${verdict}。${left}`,
  }
}

function decide(doing: Doing, verdict: NonNullable<Party['verdict']>): Effect | string {
  const { entry, context, today } = doing
  const isIncomplete = partiesOf(doing).some((party) => party.verdict === undefined)
  if (!isAssigner(context, entry) || isIncomplete) return '您单位没有等待核实的，或已经核实过了。'
  const parties = partiesOf(doing).map((party) => (party.rectifiedOn ? party : { ...party, verdict, verifiedOn: today }))
  return { status: statusBy(parties), fields: { parties }, says: `交办单位认定：${verdict}。` }
}

/** 整改: what was done, with evidence; a long-term one first gives its timetable (A13). */
export function rectify(doing: Doing): Effect | string {
  const { entry, values, today, rules, hasEvidence, context } = doing
  const mine = ownParties(doing, partiesOf(doing)).filter(isOpen)
  if (mine.length === 0) return '您单位没有等待整改的，或已经报过整改了。'
  if (typeof values.timetable === 'string') {
    const timetable = values.timetable
    const parties = partiesOf(doing).map((party) => (mine.includes(party) ? { ...party, verdict: '属实' as const, timetable } : party))
    return { status: 'verified', fields: { parties }, says: `已记为长期整改，时间表：${timetable}。做完后再发整改情况。` }
  }
  if (values.rectification === undefined) return `请写明整改情况，并附照片或文件，例如：整改 ${entry.no} 蓄水池已修好`
  if (rules.issue.evidence && !hasEvidence)
    return `整改要有印证资料：请把照片或文件和“整改”一起私聊发我，或先发“补 ${entry.no}”加照片，再报整改。`
  const done = { rectification: String(values.rectification), rectifiedOn: today, rectifiedBy: context.speaker.id }
  const parties = partiesOf(doing).map((party) => (mine.includes(party) ? { ...party, verdict: '属实' as const, ...done } : party))
  const open = parties.filter(isOpen)
  const next = rules.issue.signatures.length > 0 ? `下一步：${rules.issue.signatures.join('、')}签字。` : '下一步：由交办单位销号。'
  return {
    status: statusBy(parties),
    fields: { parties, signatures: null },
    says: `整改已记下。${open.length === 0 ? next : `还有${open.map(({ unit }) => unit.name).join('、')}没有办完。`}`,
  }
}

/** 延期: by the assigning unit, before the date; parties with a later date of their own keep it. */
export function extend(doing: Doing): Effect | string {
  const changed = extended(doing)
  if (typeof changed === 'string') return changed
  const parties = partiesOf(doing).map(({ due, ...party }) => (due !== undefined && due > changed.due ? { ...party, due } : party))
  return {
    status: doing.entry.status,
    fields: { ...changed, parties },
    says: `时限延到${showDate(changed.due)}（第${changed.extensions.length}次延期）。`,
  }
}

/** 转办: once, the first date stays, the one who passed it on stays listed (counting-rules 14, E8). */
export function passOn(doing: Doing): Effect | string {
  const { values, today } = doing
  const { passedOn = [], due } = issueFields(doing)
  const [to, ...more] = (values.parties as UnitRef[] | undefined) ?? []
  const [mine] = ownParties(doing, partiesOf(doing)).filter(isOpen)
  if (!mine) return '您单位没有可以转办的。'
  const [before] = passedOn
  if (before) return `已经转办过一次（${before.from.name}转${before.to.name}），不能再转。`
  if (!to || more.length > 0) return '请写明转给哪一个单位。'
  if (partiesOf(doing).some(({ unit }) => unit.code === to.code)) return `这个问题已经交给${to.name}了，不用转。`
  const kept = mine.due ?? due
  const parties = partiesOf(doing).map((party) => (party === mine ? { unit: to, ...(mine.due ? { due: mine.due } : {}) } : party))
  return {
    status: statusBy(parties),
    fields: { parties, passedOn: [{ from: mine.unit, to, on: today }] },
    says: `已由${mine.unit.name}转办${to.name}，时限不变${kept ? `（${showDate(kept)}）` : ''}。`,
  }
}

function unrectified(parties: Party[]): Party[] {
  return parties.map(({ rectification: _, rectifiedOn: __, rectifiedBy: ___, ...party }) => party)
}

/** 退回: what was rectified is to be done again, what was found not to be real to be verified again. */
export function sendBack(doing: Doing): Effect {
  const { entry, values } = doing
  const isVerdict = entry.status === 'dismissed' || entry.status === 'explained'
  const parties = isVerdict ? partiesOf(doing).map(({ unit, due }) => (due ? { unit, due } : { unit })) : unrectified(partiesOf(doing))
  return {
    status: isVerdict ? 'assigned' : 'verified',
    fields: { parties, signatures: null, sentBack: String(values.reason) },
    says: `已退回重新${isVerdict ? '核实' : '整改'}。原因：${String(values.reason)}`,
  }
}

/** 回头看 after 销号 (D8): 反弹 opens it again, with a deadline of its own. */
export function lookBack(doing: Doing): Effect {
  const { values, today, rules, house } = doing
  const result = String(values.result)
  const lookedBack = [...(issueFields(doing).lookedBack ?? []), { result, on: today }]
  if (result === '通过') return { status: 'closed', fields: { lookedBack }, says: '回头看通过。' }
  const due = spanEnd(today, rules.issue.rectify, house.calendar)
  const parties = unrectified(partiesOf(doing)).map(({ due: _, ...party }) => party)
  return {
    status: 'verified',
    fields: { parties, signatures: null, lookedBack, due, firstDue: due, extensions: null, closedOn: null },
    says: `回头看发现反弹，已重新打开，整改时限${showDate(due)}${guessed(doing, due)}。`,
  }
}
