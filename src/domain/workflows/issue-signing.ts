import type { CaseView, Doing, Effect } from '../workflow.ts'
import { issueFields, partiesOf, type Signature } from './issue-parties.ts'
import { answeringUnit, leadersInCharge, unitRef } from './units.ts'

/** The units that were given it, by row. */
export function partyIds(view: CaseView): number[] {
  return partiesOf(view).flatMap(({ unit }) => unitRef(view.house.directory, unit) ?? [])
}

/** Whose head signs: the departments among those to which it was given, else all of them; of a unit without a manager the one that answers for it. */
export function signingUnits(view: CaseView): number[] {
  const ids = partyIds(view)
  const { directory } = view.house
  const departments = ids.filter((id) => directory.unit(id).kind === 'department')
  return [...new Set((departments.length > 0 ? departments : ids).map((id) => answeringUnit(directory, id, view.today)))]
}

/** Which signatures of the pack's are still missing. */
export function openSignatures(view: CaseView): Signature['as'][] {
  const signed = issueFields(view).signatures ?? []
  return view.rules.issue.signatures.filter((as) => !signed.some((signature) => signature.as === as))
}

/** As whom the speaker may sign; a refusal when he may not: nobody signs twice, nor his own work (A13). */
function signingAs(doing: Doing): { as: Signature['as'] } | { refusal: string } {
  const { speaker } = doing.context
  if ((issueFields(doing).signatures ?? []).some(({ memberId }) => memberId === speaker.id))
    return { refusal: '您已经签过字了，双签字要由两个人签。' }
  if (partiesOf(doing).some(({ rectifiedBy }) => rectifiedBy === speaker.id)) return { refusal: '整改是您报的，不能由您本人签字。' }
  const open = openSignatures(doing)
  if (open.length === 0) return { refusal: '本县没有规定双签字，由交办单位直接销号。' }
  const heads = signingUnits(doing)
  const isHead = speaker.posts.some((post) => post.role === 'manager' && heads.includes(post.unitId))
  if (isHead && open.includes('责任部门负责人')) return { as: '责任部门负责人' }
  if (leadersInCharge(doing, partyIds(doing)).includes(speaker.id) && open.includes('分管领导')) return { as: '分管领导' }
  return { refusal: `等待签字的是${open.join('、')}。您不是责任单位负责人，也没有登记分管这些单位、事项；登记请发：分管 姓名 单位` }
}

/** What was done and where the evidence is: shown before anybody signs. */
export function evidenceWords(view: CaseView): string {
  const lines = partiesOf(view).flatMap(({ unit, rectification, rectifiedOn }) =>
    rectification === undefined ? [] : [`${unit.name}（${rectifiedOn ?? ''}）：${rectification}`],
  )
  return `整改情况：\n${lines.join('\n')}\n印证资料请发“查 ${view.entry.no}”查看。同意请回复：同意；不同意请回复：退回`
}

/** 签字: one of the two. */
export function sign(doing: Doing): Effect | string {
  const { entry, today, context, values } = doing
  const may = signingAs(doing)
  if ('refusal' in may) return may.refusal
  if (values.agreed === '退回') return `没有签字。要退回请发：退回 ${entry.no} 原因`
  const { id, name } = context.speaker
  const signatures: Signature[] = [...(issueFields(doing).signatures ?? []), { as: may.as, memberId: id, name, on: today }]
  const open = openSignatures({ ...doing, entry: { ...entry, fields: { ...entry.fields, signatures } } })
  return {
    status: open.length === 0 ? 'signed' : 'rectified',
    fields: { signatures },
    says: open.length === 0 ? '签字已齐，可以销号。' : `${may.as}已签字，还差${open.join('、')}签字。`,
  }
}

/** 销号: not before all have signed (A13). */
export function strikeOff(doing: Doing): Effect | string {
  const open = openSignatures(doing)
  if (doing.entry.status === 'rectified' && open.length > 0) return `还没有双签字，不能销号：差${open.join('、')}签字。`
  return { status: 'closed', fields: { closedOn: doing.today }, says: '已销号。' }
}
