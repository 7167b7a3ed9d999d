import type { UnitRef } from '../../core/fields.ts'
import type { Draft } from '../entries.ts'
import { manages } from '../scope.ts'
import type { Doing, Effect } from '../workflow.ts'
import { type Measure, riskFields } from './risk-fields.ts'
import { unitRef } from './units.ts'

/** 帮扶: one measure of 一户一策. */
export function addMeasure(doing: Doing): Effect {
  const { values, entry } = doing
  const [department] = (values.department as UnitRef[] | undefined) ?? []
  const measure: Measure = {
    text: String(values.measure),
    ...(department ? { department } : {}),
    ...(typeof values.due === 'string' ? { due: values.due } : {}),
    ...(typeof values.amount === 'number' ? { amount: values.amount } : {}),
  }
  const measures = [...(riskFields(doing).measures ?? []), measure]
  const who = department ? `，责任部门${department.name}` : ''
  return {
    status: entry.status,
    fields: { measures },
    says: `措施${measures.length}已记下${who}，做完发：落实 ${entry.no} ${measures.length}`,
  }
}

/** 落实: ticks a measure off; of several the number says which. */
export function tickMeasure(doing: Doing): Effect | string {
  const { entry, values, today } = doing
  const measures = riskFields(doing).measures ?? []
  const open = measures.flatMap((measure, index) => (measure.doneOn === undefined ? [index + 1] : []))
  if (open.length === 0) return '没有等待落实的措施。'
  const mine = open.filter((no) => mayTick(doing, measures[no - 1]))
  if (mine.length === 0)
    return `还没落实的措施是别的单位的：${open.map((no) => `${no}.${measures[no - 1]?.department?.name ?? ''}`).join('；')}。`
  const listed = mine.map((no) => `${no}.${measures[no - 1]?.text ?? ''}`).join('；')
  const said = /^第?(\d{1,2})(?!\d|月|日|号|\.)/.exec(typeof values.note === 'string' ? values.note : '')?.[1]
  const named = typeof values.number === 'number' ? values.number : said && Number(said)
  const chosen = named || (mine.length === 1 ? mine[0] : undefined)
  if (chosen === undefined) return `有几项措施，请写明是第几项：${listed}。例如：落实 ${entry.no} ${mine[0]}`
  if (!open.includes(chosen)) return `第${chosen}项没有或已落实。还没落实的：${listed}。`
  if (!mine.includes(chosen)) return `第${chosen}项由${measures[chosen - 1]?.department?.name ?? ''}落实。`
  const done = measures.map((measure, index) => (index === chosen - 1 ? { ...measure, doneOn: today } : measure))
  const rest = open.length > 1 ? `还有${open.length - 1}项` : '措施都已落实'
  return { status: entry.status, fields: { measures: done }, says: `措施${chosen}“${measures[chosen - 1]?.text ?? ''}”已落实，${rest}。` }
}

/** A measure is ticked off by its department, without one by the village; by who manages the case in any event. */
function mayTick({ context, entry, house: { directory } }: Doing, measure: Measure | undefined): boolean {
  if (manages(directory, context.speaker, entry.unitId)) return true
  const unitId = measure?.department ? unitRef(directory, measure.department) : entry.unitId
  return context.speaker.posts.some((post) => post.unitId === unitId)
}

/** 救助: an amount in yuan, on a day. */
export function relieve(doing: Doing): Effect {
  const amount = Number(doing.values.amount)
  const relief = [...(riskFields(doing).relief ?? []), { amount, on: doing.today }]
  return { status: doing.entry.status, fields: { relief }, says: `救助${amount.toLocaleString('en-US')}元已记下。` }
}

/** 回访: a follow-up, which is also a 走访, once (counting-rules 2). */
export function followUp(doing: Doing): Effect {
  const { entry, values, today } = doing
  const followUps = [...(riskFields(doing).followUps ?? []), { on: today, text: String(values.situation) }]
  return {
    status: entry.status,
    fields: { followUps },
    says: `回访已记下（第${followUps.length}次），同时算一次走访。`,
    entries: visitOf(doing),
  }
}

function visitOf({ entry, context, values, today }: Doing): Draft[] {
  const { householdId, unitId } = entry
  const { speaker, house, message } = context
  const head = householdId === null ? undefined : house.directory.household(householdId)?.head
  const post = speaker.posts.find((one) => one.unitId === unitId) ?? speaker.posts[0]
  if (head === undefined || !post) return []
  return [
    {
      kind: 'visit',
      class: '入户',
      unitId,
      byUnitId: post.unitId,
      byPost: post.title,
      memberId: speaker.id,
      typedById: speaker.id,
      date: today,
      householdId,
      fields: { household: head, householdId, situation: String(values.situation), method: '入户', followUpOf: entry.no },
      status: 'recorded',
      sentAt: message.sentAt,
    },
  ]
}

/** 回退 and 重启: back to monitoring; what was never taken in is verified anew. */
export function reopen(doing: Doing, word: '回退' | '重启'): Effect {
  const { entry, today, values } = doing
  const why = String(values.reason)
  const reopened = [...(riskFields(doing).reopened ?? []), { word, on: today, reason: why }]
  const isKnown = riskFields(doing).takenInOn !== undefined
  const says = word === '回退' ? '消除已回退' : '风险复发，已重新启动'
  return {
    status: isKnown || entry.status === 'clearing' ? 'monitored' : 'reported',
    fields: { clearedOn: null, observeUntil: null, clearing: null, clearingBy: null, passed: null, followUps: null, reopened },
    says: `${says}，${isKnown ? '已回到监测帮扶' : '请重新核实'}。原因：${why}`,
  }
}
