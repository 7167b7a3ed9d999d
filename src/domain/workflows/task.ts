import type { FieldSpec } from '../../core/fields.ts'
import type { Expectation } from '../../core/nouns.ts'
import { showDate } from '../echo.ts'
import type { CaseView, Doing, Effect, Workflow } from '../workflow.ts'
import { type Deadlines, extended, extendedTo, note, reason, timeliness } from './fields.ts'
import { leadersInCharge, managingUnit } from './units.ts'

/** 任务清单 and 职责清单 (A12, C1, E3): drawn up, approved by the leader and filed; other tasks are simply done. */
export const TASK_LIST = '任务清单'
export const DUTY_LIST = '职责清单'
/** Is it a list that is filed? */
export const isTaskList = ({ class: name }: { class: string | null }): boolean => name === TASK_LIST || name === DUTY_LIST
/** What a meeting decided (B19, C2). */
export const DECISION = '议定事项'

interface TaskFields extends Deadlines {
  owner?: string
  ownerMemberId?: number
  progress?: { text: string; on: string }[]
  filedOn?: string
  doneOn?: string
}

const fieldsOf = ({ entry }: Pick<CaseView, 'entry'>): TaskFields => entry.fields as TaskFields
const open = ['assigned', 'submitted', 'approved', 'filed', 'progressing'] as const
const text: FieldSpec = { type: 'text', label: '进展', aliases: ['情况'], required: true, main: true, ask: '请写明进展。' }

/** A list moves on to the next stage that the pack asks for. */
function moveOn(doing: Doing, from: 'submitted' | 'approved'): Effect {
  const { steps } = doing.rules.task
  if (from === 'submitted' && steps.includes('审定')) return { status: 'submitted', says: '已报审，请分管领导审定。' }
  if (steps.includes('备案')) return { status: 'approved', says: `${from === 'submitted' ? '已报审' : '已审定'}，请报办公室备案。` }
  return filed(doing, from === 'submitted' ? '已报审。' : '已审定。')
}

const filed = ({ today }: Doing, says: string): Effect => ({ status: 'filed', fields: { filedOn: today }, says })

/** A list is not worked on before it is approved and filed (A12). */
function isUnfiled({ entry, rules }: Doing): boolean {
  return isTaskList(entry) && entry.status === 'assigned' && rules.task.steps.length > 0
}

function finish(doing: Doing): Effect | string {
  const { entry, values, today } = doing
  if (isUnfiled(doing)) return `任务清单要先报审，请发：报审 ${entry.no}`
  return { status: 'done', fields: { doneOn: today, result: values.note ?? null }, says: '已办结。' }
}

function progress(doing: Doing): Effect | string {
  if (isUnfiled(doing)) return `任务清单要先报审，请发：报审 ${doing.entry.no}`
  const told = [...(fieldsOf(doing).progress ?? []), { text: String(doing.values.text), on: doing.today }]
  return { status: 'progressing', fields: { progress: told }, says: `进展已记下（第${told.length}次）。` }
}

function extend(doing: Doing): Effect | string {
  const changed = extended(doing)
  if (typeof changed === 'string') return changed
  const says = `时限延到${showDate(changed.due)}（第${changed.extensions.length}次延期）。`
  return { status: doing.entry.status, fields: { ...changed }, says }
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
      fields: () => ({ text }),
      does: progress,
      summary: '报任务进展',
      example: '已核对三个村',
    },
    {
      word: '报审',
      step: 'submitted',
      from: ['assigned'],
      to: ['submitted', 'approved', 'filed'],
      who: ['assignee', 'manager'],
      fields: () => ({ note }),
      does: (doing) => moveOn(doing, 'submitted'),
      summary: '任务清单拟好，报领导审定',
      example: '',
    },
    {
      word: '审定',
      step: 'approved',
      from: ['submitted'],
      to: ['approved', 'filed'],
      who: ['leader', 'above'],
      fields: () => ({ note }),
      does: (doing) => moveOn(doing, 'approved'),
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
      does: (doing) => filed(doing, '已备案。'),
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
      does: finish,
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
      fields: () => ({ to: extendedTo, reason }),
      does: extend,
      summary: '交任务的单位在时限之前延期，写明原因',
      example: '至 7月15日 资料未齐',
    },
  ],
  expects,
  given: ({ fields: { ownerMemberId } }) => ({ units: [], memberIds: typeof ownerMemberId === 'number' ? [ownerMemberId] : [] }),
  facts,
  fixed: ({ fields }) => ((fields as TaskFields).firstDue === undefined ? {} : { due: '延期' }),
  counts: [
    { word: '办理中', states: ['assigned', 'progressing'] },
    { word: '待审定', states: ['submitted'] },
    { word: '待备案', states: ['approved'] },
    { word: '已备案', states: ['filed'] },
    { word: '已办结', states: ['done'] },
  ],
}

function facts(view: CaseView): Record<string, string> {
  const { progress: told = [], extensions = [], doneOn = null, filedOn } = fieldsOf(view)
  return {
    进展: told.map(({ text: words, on }) => `${showDate(on)} ${words}`).join('；'),
    备案: filedOn ? showDate(filedOn) : '',
    延期: extensions.map(({ to, reason: why }) => `至${showDate(to)}（${why}）`).join('；'),
    时限情况: timeliness(fieldsOf(view), doneOn, view.today) ?? '',
  }
}

function expects(view: CaseView): Expectation[] {
  const { entry, house } = view
  const { due = null, ownerMemberId, extensions = [] } = fieldsOf(view)
  const whose = ownerMemberId === undefined ? { unitId: entry.unitId, memberId: null } : { unitId: null, memberId: ownerMemberId }
  const plain = { since: entry.date, span: null, due }
  const isList = isTaskList(entry) && view.rules.task.steps.length > 0
  switch (entry.status) {
    case 'assigned':
      return isList
        ? [{ key: 'submit', word: '报审', what: '任务清单报审', ...whose, ...plain }]
        : [
            {
              key: 'do',
              word: '办结',
              what: `办理任务${extensions.length > 0 ? `（延期${extensions.length}次）` : ''}`,
              ...whose,
              ...plain,
            },
          ]
    case 'filed':
    case 'progressing':
      return [{ key: 'do', word: '办结', what: isList ? '落实任务清单' : '办理任务', ...whose, ...plain, ...(isList ? { due: null } : {}) }]
    case 'submitted':
      return approvers(view).map((who) => ({
        key: `approve/${who.memberId ?? who.unitId}`,
        word: '审定',
        what: '审定任务清单',
        ...who,
        ...plain,
      }))
    case 'approved':
      return [
        { key: 'file', word: '备案', what: '任务清单备案', unitId: house.directory.root?.id ?? entry.unitId, memberId: null, ...plain },
      ]
    default:
      return []
  }
}

/** The leaders in charge of the unit, else the unit above it (A12: 分管领导审定). */
function approvers(view: CaseView): Pick<Expectation, 'unitId' | 'memberId'>[] {
  const { directory } = view.house
  const unitId = managingUnit(directory, view.entry.unitId)
  const leaders = leadersInCharge(view, [unitId])
  return leaders.length > 0
    ? leaders.map((memberId) => ({ unitId: null, memberId }))
    : [{ unitId: directory.unit(unitId).parentId ?? unitId, memberId: null }]
}
