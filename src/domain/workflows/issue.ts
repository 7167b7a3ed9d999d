import { spanEnd } from '../case-rules.ts'
import type { SpeakerContext } from '../context.ts'
import type { Beginning, CaseView, Workflow } from '../workflow.ts'
import { isActor, speakingUnit } from './actors.ts'
import { extendedTo, note, reason, verdict } from './fields.ts'
import { issueDue } from './issue-due.ts'
import { issueFacts } from './issue-facts.ts'
import {
  assignTo,
  extend,
  lookBack,
  namedUnits,
  type Party,
  partiesField,
  partiesOf,
  passOn,
  rectify,
  sendBack,
  verify,
} from './issue-parties.ts'
import { evidenceWords, sign, strikeOff } from './issue-signing.ts'

/** 问题 (A13, E4, E7): found → given to one or several units → each verifies → rectified with evidence → signed by both → struck off. */
export const issue: Workflow = {
  kind: 'issue',
  states: {
    found: { word: '待交办' },
    assigned: { word: '已交办，待核实' },
    verified: { word: '属实，正在整改' },
    rectified: { word: '已整改，待签字销号' },
    signed: { word: '已签字，待销号' },
    closed: { word: '已销号', settled: true },
    dismissed: { word: '不属实', settled: true },
    explained: { word: '已解释', settled: true },
  },
  counts: [
    { word: '交办', states: ['assigned', 'verified', 'rectified', 'signed', 'closed', 'dismissed', 'explained'] },
    { word: '待核实', states: ['assigned'] },
    { word: '正在整改', states: ['verified'] },
    { word: '已整改', states: ['rectified', 'signed', 'closed'] },
    { word: '已销号', states: ['closed'] },
    { word: '不属实', states: ['dismissed'] },
    { word: '已解释', states: ['explained'] },
  ],
  actions: [
    {
      word: '交办',
      step: 'assigned',
      from: ['found', 'assigned', 'verified'],
      to: ['assigned', 'verified'],
      who: ['manager', 'leader', 'inspector'],
      fields: () => ({
        parties: partiesField,
        due: { type: 'date', label: '时限', aliases: ['截止', '期限', '整改时限'], direction: 'ahead' },
        note: { ...note, label: '要求' },
      }),
      does: assignTo,
      summary: '把问题交给责任单位，可以同时交几个单位',
      example: '马岭镇 住建局 时限:6月30日',
    },
    {
      word: '核实',
      step: 'verified',
      from: ['assigned', 'verified'],
      to: ['assigned', 'verified', 'rectified', 'dismissed', 'explained'],
      who: ['expected', 'head', 'manager', 'assigner'],
      fields: () => ({ verdict, note }),
      provable: true,
      does: verify,
      summary: '到现场核实后给出结论',
      example: '属实',
    },
    {
      word: '整改',
      step: 'rectified',
      from: ['assigned', 'verified'],
      to: ['verified', 'rectified'],
      who: ['assignee', 'manager'],
      fields: () => ({
        rectification: { type: 'text', label: '整改情况', aliases: ['情况'], main: true },
        timetable: { type: 'text', label: '时间表', aliases: ['长期整改', '长期'] },
      }),
      provable: true,
      does: rectify,
      summary: '报整改情况，附印证资料；长期整改写时间表',
      example: '蓄水池已修好，水压恢复',
    },
    {
      word: '签字',
      step: 'signed',
      from: ['rectified'],
      to: ['rectified', 'signed'],
      who: ['assignee', 'leader', 'manager'],
      fields: (view) => ({
        agreed: {
          type: 'choice',
          label: '意见',
          required: true,
          // Never read from the words: what was done is shown first.
          labelled: true,
          options: [
            { name: '同意', aliases: ['同意销号', '是', '可以'] },
            { name: '退回', aliases: ['不同意', '否'] },
          ],
          ask: evidenceWords(view),
        },
      }),
      does: sign,
      summary: '双签字：责任部门负责人和分管领导各签一次，先看整改情况再签',
      example: '',
    },
    {
      word: '退回',
      step: 'sentBack',
      from: ['rectified', 'signed', 'dismissed', 'explained'],
      to: ['verified', 'assigned'],
      who: ['assigner', 'above', 'leader', 'inspector'],
      fields: () => ({ reason }),
      does: sendBack,
      summary: '整改或核实不到位，退回重新办',
      example: '照片看不出整改后的样子',
    },
    {
      word: '销号',
      step: 'closed',
      from: ['rectified', 'signed'],
      to: ['closed'],
      who: ['assigner', 'office'],
      does: strikeOff,
      summary: '整改完成、签字齐全后销号',
      example: '',
    },
    {
      word: '延期',
      step: 'extended',
      from: ['assigned', 'verified'],
      to: ['assigned', 'verified'],
      who: ['assigner'],
      fields: () => ({ to: extendedTo, reason }),
      does: extend,
      summary: '交办单位在时限之前延期，写明原因',
      example: '至 7月15日 雨季无法施工',
    },
    {
      word: '转办',
      step: 'passedOn',
      from: ['assigned', 'verified'],
      to: ['assigned', 'verified'],
      who: ['head', 'manager'],
      fields: () => ({ parties: { ...partiesField, anywhere: true, ask: '请问转给哪个单位？' }, note: { ...note, label: '原因' } }),
      does: passOn,
      summary: '不归本单位的，转给该办的单位，只能转一次，时限不变',
      example: '住建局',
    },
    {
      word: '回头看',
      step: 'lookedBack',
      from: ['closed'],
      to: ['closed', 'verified'],
      // Not the unit itself about its own work.
      who: ['inspector', 'assigner', 'above'],
      fields: () => ({
        result: {
          type: 'choice',
          label: '结果',
          required: true,
          options: [{ name: '通过' }, { name: '反弹' }],
          ask: '请问回头看的结果：通过，还是反弹？',
        },
        note,
      }),
      does: lookBack,
      summary: '销号后再看一次，反弹的重新整改',
      example: '通过',
    },
  ],
  begun: ['assigned'],
  begins,
  expects: issueDue,
  given: (entry) => ({ units: [...namedUnits(entry), ...partiesOf({ entry }).map(({ unit }) => unit)], memberIds: [] }),
  facts: issueFacts,
  fixed: ({ status }) => (status === 'found' ? {} : { due: '延期', unit: '交办', department: '交办' }),
}

/** Who may give issues gives it by naming the unit in his report. */
function begins(view: CaseView & { context: SpeakerContext }): Beginning | null {
  const { entry, context, rules, house, today } = view
  const units = namedUnits(entry)
  const mayAssign = (['manager', 'leader', 'inspector'] as const).some((actor) => isActor(context, { entry, expected: [] }, actor))
  if (units.length === 0 || !mayAssign) return null
  const due = typeof entry.fields.due === 'string' ? entry.fields.due : spanEnd(today, rules.issue.rectify, house.calendar)
  const parties = units
    .filter(({ code }, index) => units.findIndex((other) => other.code === code) === index)
    .map((unit): Party => ({ unit }))
  const fields = { parties, assignedBy: speakingUnit(context), assignedOn: today, due, firstDue: due }
  return { step: { action: 'assigned', change: { status: 'assigned', fields } } }
}
