import type { FieldSpec } from '../../core/fields.ts'
import type { Expectation } from '../../core/nouns.ts'
import { showDate } from '../echo.ts'
import type { CaseView, Doing, Effect, Workflow } from '../workflow.ts'
import { managingUnit } from './units.ts'

interface TaskFields {
  owner?: string
  ownerMemberId?: number
  due?: string
  firstDue?: string
  extensions?: { to: string; reason: string; on: string }[]
  progress?: { text: string; on: string }[]
}

const fieldsOf = ({ entry }: CaseView): TaskFields => entry.fields as TaskFields
const reason: FieldSpec = { type: 'text', label: '原因', required: true, main: true, ask: '请写明原因。' }
const note: FieldSpec = { type: 'text', label: '说明', main: true }
const open = ['assigned', 'submitted', 'approved', 'filed', 'progressing'] as const

const moved = (status: string, says: string) => (): Effect => ({ status, says })

function progress(doing: Doing): Effect {
  const told = [...(fieldsOf(doing).progress ?? []), { text: String(doing.values.text), on: doing.today }]
  return { status: 'progressing', fields: { progress: told }, says: `进展已记下（第${told.length}次）。` }
}

function extend(doing: Doing): Effect | string {
  const { due = '', firstDue = due, extensions = [] } = fieldsOf(doing)
  const to = String(doing.values.to)
  if (due !== '' && doing.today > due) return `已经过了时限（${showDate(due)}），不能再延期。`
  if (due !== '' && to <= due) return `新时限要晚于现在的时限（${showDate(due)}）。`
  const added = [...extensions, { to, reason: String(doing.values.reason), on: doing.today }]
  return {
    status: doing.entry.status,
    fields: { due: to, firstDue: firstDue || to, extensions: added },
    says: `时限延到${showDate(to)}（第${added.length}次延期）。`,
  }
}

/** 任务 (A2, A12, C1, E3): given → (drawn up and sent for approval → approved → filed) → in progress → done. */
export const task: Workflow = {
  kind: 'task',
  states: {
    assigned: { word: '办理中' },
    submitted: { word: '已报审，待审定' },
    approved: { word: '已审定，待备案' },
    filed: { word: '已备案' },
    progressing: { word: '推进中' },
    done: { word: '已办结', settled: true },
  },
  actions: [
    {
      word: '进展',
      step: 'progressed',
      from: ['assigned', 'filed', 'progressing'],
      to: ['progressing'],
      who: ['assignee', 'manager'],
      fields: () => ({ text: { type: 'text', label: '进展', aliases: ['情况'], required: true, main: true, ask: '请写明进展。' } }),
      does: progress,
      summary: '报任务进展',
      example: '已核对三个村',
    },
    {
      word: '报审',
      step: 'submitted',
      from: ['assigned'],
      to: ['submitted'],
      who: ['assignee', 'manager'],
      fields: () => ({ note }),
      does: moved('submitted', '已报审，请分管领导审定。'),
      summary: '任务清单拟好，报领导审定',
      example: '',
    },
    {
      word: '审定',
      step: 'approved',
      from: ['submitted'],
      to: ['approved'],
      who: ['leader', 'above'],
      fields: () => ({ note }),
      does: moved('approved', '已审定，请报办公室备案。'),
      summary: '领导审定任务清单',
      example: '同意',
    },
    {
      word: '备案',
      step: 'filed',
      from: ['approved'],
      to: ['filed'],
      who: ['receiver'],
      fields: () => ({ note }),
      does: moved('filed', '已备案。'),
      summary: '审定后的任务清单备案',
      example: '',
    },
    {
      word: '办结',
      step: 'done',
      from: ['assigned', 'filed', 'progressing'],
      to: ['done'],
      who: ['assignee', 'manager', 'assigner'],
      fields: () => ({ note }),
      does: ({ values, today }) => ({ status: 'done', fields: { doneOn: today, result: values.note ?? null }, says: '已办结。' }),
      summary: '任务办完',
      example: '名单已核对完',
    },
    {
      word: '退回',
      step: 'sentBack',
      from: ['submitted', 'done'],
      to: ['assigned', 'progressing'],
      who: ['assigner', 'leader', 'above', 'receiver'],
      fields: () => ({ reason }),
      does: ({ entry, values }) => ({
        status: entry.status === 'submitted' ? 'assigned' : 'progressing',
        fields: { sentBack: String(values.reason), doneOn: null },
        says: `已退回。原因：${String(values.reason)}`,
      }),
      summary: '任务清单要修改、任务没办好，退回',
      example: '第三项没有责任人',
    },
    {
      word: '延期',
      step: 'extended',
      from: open,
      to: open,
      who: ['assigner'],
      fields: () => ({
        to: {
          type: 'date',
          label: '至',
          aliases: ['延期至', '新时限', '时限'],
          direction: 'ahead',
          required: true,
          ask: '请问延到哪一天？',
        },
        reason,
      }),
      does: extend,
      summary: '交任务的单位在时限之前延期，写明原因',
      example: '至 7月15日 资料未齐',
    },
  ],
  expects,
}

function expects(view: CaseView): Expectation[] {
  const { entry, house } = view
  const { due = null, ownerMemberId } = fieldsOf(view)
  const whose = ownerMemberId === undefined ? { unitId: entry.unitId, memberId: null } : { unitId: null, memberId: ownerMemberId }
  const plain = { since: entry.date, span: null }
  const { directory } = house
  const above = directory.unit(managingUnit(directory, entry.unitId)).parentId ?? entry.unitId
  switch (entry.status) {
    case 'assigned':
    case 'filed':
    case 'progressing':
      return [{ key: 'do', word: '办结', what: '办理任务', ...whose, ...plain, due }]
    case 'submitted':
      return [{ key: 'approve', word: '审定', what: '审定任务清单', unitId: above, memberId: null, ...plain, due }]
    case 'approved':
      return [
        { key: 'file', word: '备案', what: '任务清单备案', unitId: directory.root?.id ?? entry.unitId, memberId: null, ...plain, due },
      ]
    default:
      return []
  }
}
