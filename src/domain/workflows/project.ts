import type { FieldSpec, FieldSpecs, UnitRef } from '../../core/fields.ts'
import type { Expectation } from '../../core/nouns.ts'
import { showDate } from '../echo.ts'
import { finished, nextMilestone, projectRules, underWay } from '../project-rules.ts'
import type { Actor, CaseView, Doing, Effect, Workflow, WorkflowAction } from '../workflow.ts'

interface ProjectFields {
  name?: string
  allocated?: number
  paid?: number
  payments?: { amount: number; on: string }[]
  reviews?: { unit: string; on: string }[]
}

const fieldsOf = ({ entry }: CaseView): ProjectFields => entry.fields as ProjectFields
const nameOf = (view: CaseView): string => fieldsOf(view).name ?? ''
const yuan = (amount: number): string => `${amount.toLocaleString('en-US')}元`
const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const note: FieldSpec = { type: 'text', label: '说明', aliases: ['情况'], main: true }
const on: FieldSpec = { type: 'date', label: '日期', aliases: ['时间'] }
const allocated: FieldSpec = { type: 'amount', label: '下达额', aliases: ['下达', '下达资金', '计划资金', '资金'], hint: '30万元' }
const owners: readonly Actor[] = ['manager', 'assignee']

/** A step that only moves a project on, and keeps the day on which it happened. */
function step(
  about: Pick<WorkflowAction, 'word' | 'step' | 'from' | 'summary'> & { to: string; dayField: string; who?: readonly Actor[] },
): WorkflowAction {
  const { to, dayField, who = owners, ...rest } = about
  return {
    ...rest,
    to: [to],
    who,
    fields: () => ({ on, note }),
    does(doing) {
      const open = to === 'started' ? unreviewed(doing) : null
      if (open !== null) return open
      const day = String(doing.values.on ?? doing.today)
      return {
        status: to,
        fields: { [dayField]: day, note: doing.values.note ?? null },
        says: `${nameOf(doing)}已${about.word}（${showDate(day)}）。`,
      }
    },
    example: '',
  }
}

/** How many parties still have to agree (B8: 联审联批). */
function unreviewed(view: CaseView): string | null {
  const wanted = Math.max(0, ...projectRules(view.house).map(({ rules }) => rules.reviews))
  const had = fieldsOf(view).reviews?.length ?? 0
  return had >= wanted ? null : `${nameOf(view)}还要联审：需 ${wanted} 家同意，已有 ${had} 家。请先发：联审 ${view.entry.no} 财政局`
}

function review(doing: Doing): Effect | string {
  const { reviews = [] } = fieldsOf(doing)
  const parties = (doing.values.parties as UnitRef[] | undefined) ?? []
  const added = parties.filter(({ name }) => !reviews.some(({ unit }) => unit === name))
  if (added.length === 0) return '写的单位已经联审过了，请写别的单位。'
  const all = [...reviews, ...added.map(({ name }) => ({ unit: name, on: doing.today }))]
  return {
    status: 'reviewed',
    fields: { reviews: all, reviewNote: doing.values.note ?? null },
    says: `${nameOf(doing)}联审同意：${all.map(({ unit }) => unit).join('、')}（共${all.length}家）。`,
  }
}

function plan(doing: Doing): Effect | string {
  const open = unreviewed(doing)
  if (open !== null) return open
  const amount = numberIn(doing.values.allocated)
  const { paid = 0 } = fieldsOf(doing)
  if (amount !== null && amount < paid) return `下达额（${yuan(amount)}）小于已支出额（${yuan(paid)}），请核对。`
  const { status } = doing.entry
  const says = `${nameOf(doing)}${amount === null ? '已列入计划' : `下达资金${yuan(amount)}`}。`
  return {
    status: status === 'library' || status === 'reviewed' ? 'planned' : status,
    fields: { ...(amount === null ? {} : { allocated: amount }), plannedOn: doing.today },
    says,
  }
}

/** Payments are added up; 累计 sets the sum, which also puts a wrong one right. More than was allocated is refused. */
function pay(doing: Doing): Effect | string {
  const { allocated: granted, paid = 0, payments = [] } = fieldsOf(doing)
  const total = numberIn(doing.values.total)
  const amount = total === null ? numberIn(doing.values.amount) : total - paid
  if (amount === null) return '请写支出金额，例如：支出 30万元；写累计数的：支出 累计:80万元'
  if (granted === undefined) return `还没有下达额，请先发：计划 ${doing.entry.no} 下达额:30万元`
  const sum = paid + amount
  if (sum > granted) return `支出合计${yuan(sum)}超过下达额${yuan(granted)}，请核对。`
  const day = String(doing.values.on ?? doing.today)
  return {
    status: finished.includes(doing.entry.status) ? doing.entry.status : 'disbursing',
    fields: { paid: sum, payments: [...payments, { amount, on: day }] },
    says: `${nameOf(doing)}支出${yuan(amount)}，累计${yuan(sum)}/${yuan(granted)}。`,
  }
}

const text = (label: string, ask: string): FieldSpecs => ({ text: { type: 'text', label, required: true, main: true, ask } })

/** 项目 (A9, A11, B8, C6, E2): library → (reviewed → planned) → started → disbursing → done → accepted → handed over; idle assets are dealt with. */
export const project: Workflow = {
  kind: 'project',
  states: {
    library: { word: '已入库' },
    reviewed: { word: '已联审' },
    planned: { word: '已列计划' },
    started: { word: '已开工' },
    disbursing: { word: '支出中' },
    done: { word: '已完工' },
    accepted: { word: '已验收' },
    handedOver: { word: '已移交', settled: true },
    idle: { word: '资产闲置亏损' },
    disposed: { word: '资产已处置', settled: true },
  },
  actions: [
    {
      word: '联审',
      step: 'reviewed',
      from: ['library', 'reviewed'],
      to: ['reviewed'],
      who: ['manager', 'leader'],
      fields: () => ({
        parties: {
          type: 'units',
          label: '联审单位',
          aliases: ['单位'],
          required: true,
          ask: '请问哪些单位联审同意？例如：财政局、农业农村局',
        },
        note,
      }),
      does: review,
      summary: '记下哪些单位联审同意项目',
      example: '财政局 农业农村局',
    },
    {
      word: '计划',
      aliases: ['下达'],
      step: 'planned',
      from: ['library', 'reviewed', 'planned', ...underWay],
      to: ['planned', ...underWay],
      who: ['manager'],
      fields: () => ({ allocated, note }),
      does: plan,
      summary: '项目列入计划，写下达额',
      example: '下达额:30万元',
    },
    step({
      word: '开工',
      step: 'started',
      from: ['library', 'reviewed', 'planned'],
      to: 'started',
      dayField: 'startedOn',
      summary: '项目开工',
    }),
    {
      word: '支出',
      step: 'paid',
      from: ['started', 'disbursing', 'done', 'accepted', 'handedOver'],
      to: ['disbursing', 'done', 'accepted', 'handedOver'],
      who: owners,
      fields: () => ({
        total: { type: 'amount', label: '累计', aliases: ['累计支出', '支出累计'], labelled: true },
        amount: { type: 'amount', label: '金额', aliases: ['支出额', '本次支出'] },
        on,
        note,
      }),
      does: pay,
      summary: '项目支出一笔资金',
      example: '12万元',
    },
    step({ word: '完工', step: 'done', from: underWay, to: 'done', dayField: 'doneOn', summary: '项目完工' }),
    // Who built it does not accept it himself.
    step({
      word: '验收',
      step: 'accepted',
      from: ['done'],
      to: 'accepted',
      who: ['manager'],
      dayField: 'acceptedOn',
      summary: '项目验收合格',
    }),
    step({ word: '移交', step: 'handedOver', from: ['accepted'], to: 'handedOver', dayField: 'handedOverOn', summary: '项目资产移交管护' }),
    {
      word: '闲置',
      aliases: ['亏损'],
      step: 'idle',
      from: ['accepted', 'handedOver'],
      to: ['idle'],
      who: [...owners, 'inspector', 'leader'],
      fields: () => text('情况', '请写明资产闲置、亏损的情况。'),
      does: (doing) => ({
        status: 'idle',
        fields: { idle: String(doing.values.text), idleOn: doing.today },
        says: `${nameOf(doing)}已记为闲置、亏损资产，处理后请发“盘活”或“处置”。`,
      }),
      summary: '项目资产闲置或亏损',
      example: '冷库停用半年',
    },
    {
      word: '盘活',
      step: 'revived',
      from: ['idle'],
      to: ['handedOver'],
      who: owners,
      fields: () => text('办法', '请写明怎样盘活的。'),
      does: (doing) => ({
        status: 'handedOver',
        fields: { revived: String(doing.values.text), revivedOn: doing.today },
        says: `${nameOf(doing)}已盘活。`,
      }),
      summary: '闲置、亏损资产已盘活',
      example: '租给合作社，年租金2万元',
    },
    {
      word: '处置',
      step: 'disposed',
      from: ['idle'],
      to: ['disposed'],
      who: ['manager'],
      fields: () => text('办法', '请写明怎样处置的、依据什么。'),
      does: (doing) => ({
        status: 'disposed',
        fields: { disposed: String(doing.values.text), disposedOn: doing.today },
        says: `${nameOf(doing)}已处置。`,
      }),
      summary: '不能盘活的资产依法依规处置',
      example: '经村民代表会议同意报废',
    },
  ],
  expects,
}

/** Only steps that have a date are expected, and nobody is told before it comes near. */
function expects(view: CaseView): Expectation[] {
  const next = nextMilestone(view.house, view.entry)
  if (!next) return []
  const { step: word, due } = next
  const what = `${nameOf(view)}${word === '计划' ? '完成规划设计、列入计划' : word}`
  return [{ key: word, word, what, unitId: view.entry.unitId, memberId: null, since: view.entry.date, due, span: null, quiet: true }]
}
