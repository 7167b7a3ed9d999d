import type { FieldSpec, FieldSpecs, UnitRef } from '../../core/fields.ts'
import { type Expectation, type HouseholdKind, householdKinds } from '../../core/nouns.ts'
import { spanEnd, spanWords, type StageWord, stageWords, TO_BE_FILLED } from '../case-rules.ts'
import type { Draft } from '../entries.ts'
import type { CaseView, Doing, Effect, Workflow, WorkflowAction } from '../workflow.ts'
import { managingUnit, unitRef } from './units.ts'

/** One measure of 一户一策: what, by which department, until when; ticked off by 落实. */
export interface Measure {
  text: string
  department?: UnitRef
  due?: string
  amount?: number
  doneOn?: string
}

/** What the steps of a risk have added to its report. */
interface RiskFields {
  verdict?: string
  householdClass?: string
  measures?: Measure[]
  relief?: { amount: number; on: string }[]
  /** Stages passed before 纳入 or 消除, with the day. */
  passed?: { stage: string; on: string }[]
  clearing?: { question: string; answer: string }[]
  clearedOn?: string
  observeUntil?: string
  followUps?: { on: string; text: string }[]
}

const fieldsOf = ({ entry }: CaseView): RiskFields => entry.fields as RiskFields
/** 三类户: the classes into which a household is taken in. */
const classes = householdKinds.filter((kind) => kind !== '一般户' && kind !== '脱贫户')
const EMERGENCY = '突发严重困难户'

const reason: FieldSpec = { type: 'text', label: '原因', required: true, main: true, ask: '请写明原因。' }
const words: FieldSpec = { type: 'text', label: '情况', required: true, main: true, ask: '请写明情况。' }

/** Which stages the case has to pass where it stands. */
function stagesOf({ entry, rules }: CaseView): StageWord[] {
  return entry.status === 'clearing' ? rules.risk.clearStages : rules.risk.intakeStages
}

/** The stage that comes next, or null when all are passed. */
function nextStage(view: CaseView): StageWord | null {
  const passed = new Set(fieldsOf(view).passed?.map(({ stage }) => stage))
  return stagesOf(view).find((stage) => !passed.has(stage)) ?? null
}

/** Has the county given its questions for 消除? */
function hasQuestions({ rules }: CaseView): boolean {
  return !rules.risk.clearing.includes(TO_BE_FILLED)
}

function observing({ today, rules, house }: CaseView): Effect {
  const until = spanEnd(today, rules.risk.observe, house.calendar)
  return {
    status: 'observing',
    fields: { clearedOn: today, observeUntil: until, followUps: null },
    says: `风险已消除，进入观察期至${until}，期间按期回访。`,
  }
}

function stage(word: StageWord): WorkflowAction {
  const isPublic = word === '公示'
  return {
    word,
    step: { 评议: 'deliberated', 公示: 'publicised', 审核: 'examined', 审定: 'approved' }[word],
    from: ['applying', 'clearing'],
    to: ['applying', 'clearing', 'observing'],
    who: word === '审定' ? ['above'] : ['manager'],
    fields: (): FieldSpecs => ({
      note: { type: 'text', label: '说明', main: true, ...(isPublic ? { hint: '6月1日-6月7日' } : {}) },
    }),
    does: (doing) => passStage(doing, word),
    summary: `${word}（本县规定的程序）`,
    example: isPublic ? '6月1日-6月7日' : '通过',
  }
}

function passStage(doing: Doing, word: StageWord): Effect | string {
  const { entry, today } = doing
  const waitsForApproval = entry.status === 'clearing' && doing.rules.risk.clearStages.length === 0
  const next = waitsForApproval ? '审定' : nextStage(doing)
  if (next !== word) return next === null ? `程序都已走完，请发：纳入 ${entry.no} 类别` : `现在该做的是“${next}”，还没到“${word}”。`
  const passed = [...(fieldsOf(doing).passed ?? []), { stage: word, on: today }]
  const isLast = waitsForApproval || stagesOf(doing).at(-1) === word
  if (entry.status === 'clearing' && isLast) {
    const effect = observing(doing)
    return { ...effect, fields: { ...effect.fields, passed: null } }
  }
  const then = isLast ? `程序已走完，请发：纳入 ${entry.no} 类别` : `下一步：${stagesOf(doing)[stagesOf(doing).indexOf(word) + 1] ?? ''}`
  return { status: entry.status, fields: { passed }, says: `${word}已记下，${then}。` }
}

/** The county's questions as fields; without them a statement. */
function clearingFields(view: CaseView): FieldSpecs {
  if (!hasQuestions(view)) {
    const ask = '消除条件本县还没有填写（待县局填写）。请写明风险怎样消除的：收入、保障和措施落实情况。'
    return { statement: { type: 'text', label: '说明', required: true, main: true, ask } }
  }
  return Object.fromEntries(
    view.rules.risk.clearing.map((question, index): [string, FieldSpec] => [
      `q${index + 1}`,
      {
        type: 'choice',
        label: `第${index + 1}问`,
        required: true,
        options: [
          { name: '是', aliases: ['是的', '对', '有', '已'] },
          { name: '否', aliases: ['不是', '没有', '没', '未'] },
        ],
        ask: `（${index + 1}/${view.rules.risk.clearing.length}）${question}？请回复：是 或 否`,
      },
    ]),
  )
}

function clear(doing: Doing): Effect | string {
  const { rules, values, entry } = doing
  const open = (fieldsOf(doing).measures ?? []).filter((measure) => measure.doneOn === undefined)
  if (open.length > 0)
    return `还有${open.length}项帮扶措施没有落实（${open.map(({ text }) => text).join('、')}），先发“落实 ${entry.no}”再消除。`
  const answers = hasQuestions(doing)
    ? rules.risk.clearing.map((question, index) => ({ question, answer: String(values[`q${index + 1}`] ?? '') }))
    : [{ question: '说明', answer: String(values.statement ?? '') }]
  const failing = hasQuestions(doing) ? answers.filter(({ answer }) => answer !== '是') : []
  if (failing.length > 0) return `有${failing.length}条不符合，不能消除：${failing.map(({ question }) => question).join('；')}。`
  if (hasQuestions(doing) && rules.risk.clearStages.length === 0) {
    const effect = observing(doing)
    return { ...effect, fields: { ...effect.fields, clearing: answers } }
  }
  const first = rules.risk.clearStages[0] ?? '审定'
  return { status: 'clearing', fields: { clearing: answers, passed: null }, says: `已申请消除，下一步：${first}。` }
}

function takeIn(doing: Doing): Effect | string {
  const { entry, rules, values } = doing
  if (entry.status === 'verified' && rules.risk.intakeStages.length > 0)
    return `本县纳入前要走程序（${rules.risk.intakeStages.join('、')}），请先发：申请纳入 ${entry.no}`
  if (entry.status === 'applying' && nextStage(doing) !== null) return `还没走完程序，现在该做的是“${nextStage(doing)}”。`
  const householdClass = String(values.householdClass)
  return {
    status: 'monitored',
    fields: { householdClass, takenInOn: doing.today, passed: null },
    householdKind: householdClass as HouseholdKind,
    says: `已纳入监测，类别：${householdClass}。请制定一户一策：帮扶 ${entry.no} 措施 责任部门 时限`,
  }
}

function addMeasure(doing: Doing): Effect {
  const { values, entry } = doing
  const measure: Measure = {
    text: String(values.measure),
    ...(values.department ? { department: values.department as UnitRef } : {}),
    ...(values.due ? { due: String(values.due) } : {}),
    ...(typeof values.amount === 'number' ? { amount: values.amount } : {}),
  }
  const measures = [...(fieldsOf(doing).measures ?? []), measure]
  return { status: entry.status, fields: { measures }, says: `措施${measures.length}已记下，做完发：落实 ${entry.no} ${measures.length}` }
}

function tickMeasure(doing: Doing): Effect | string {
  const { entry, values, today } = doing
  const measures = fieldsOf(doing).measures ?? []
  const open = measures.flatMap((measure, index) => (measure.doneOn === undefined ? [index + 1] : []))
  if (open.length === 0) return '没有等待落实的措施。'
  const listed = open.map((no) => `${no}.${measures[no - 1]?.text ?? ''}`).join('；')
  const chosen = typeof values.number === 'number' ? values.number : open.length === 1 ? open[0] : undefined
  if (chosen === undefined) return `有几项措施，请写明是第几项：${listed}。例如：落实 ${entry.no} ${open[0]}`
  if (!open.includes(chosen)) return `第${chosen}项没有或已落实。还没落实的：${listed}。`
  const done = measures.map((measure, index) => (index === chosen - 1 ? { ...measure, doneOn: today } : measure))
  return {
    status: entry.status,
    fields: { measures: done },
    says: `措施${chosen}“${measures[chosen - 1]?.text ?? ''}”已落实，${open.length > 1 ? `还有${open.length - 1}项` : '措施都已落实'}。`,
  }
}

function followUp(doing: Doing): Effect {
  const { entry, values, today } = doing
  const followUps = [...(fieldsOf(doing).followUps ?? []), { on: today, text: String(values.situation) }]
  return {
    status: entry.status,
    fields: { followUps },
    says: `回访已记下（第${followUps.length}次），同时算一次走访。`,
    entries: visitOf(doing),
  }
}

/** A 回访 is also a 走访, once (counting-rules 2). */
function visitOf({ entry, context, values, today }: Doing): Draft[] {
  const household = entry.fields.household
  const post = context.speaker.posts.find(({ unitId }) => unitId === entry.unitId) ?? context.speaker.posts[0]
  if (entry.householdId === null || typeof household !== 'string' || !post) return []
  return [
    {
      kind: 'visit',
      class: '入户',
      unitId: entry.unitId,
      byUnitId: post.unitId,
      byPost: post.title,
      memberId: context.speaker.id,
      typedById: context.speaker.id,
      date: today,
      householdId: entry.householdId,
      fields: { household, householdId: entry.householdId, situation: String(values.situation), method: '入户', followUpOf: entry.no },
      status: 'recorded',
      sentAt: context.message.sentAt,
    },
  ]
}

const reopen = (doing: Doing, says: string): Effect => ({
  status: 'monitored',
  fields: { clearedOn: null, observeUntil: null, clearing: null, passed: null, followUps: null },
  says: `${says}，已回到监测帮扶。原因：${String(doing.values.reason)}`,
})

/** 风险 (A10, B4, D6): reported → verified → taken in → measures → cleared → half a year's observation → closed. */
export const risk: Workflow = {
  kind: 'risk',
  states: {
    reported: { word: '待核实' },
    verified: { word: '已核实，待纳入' },
    applying: { word: '申请纳入中' },
    monitored: { word: '监测帮扶中' },
    clearing: { word: '申请消除中' },
    observing: { word: '观察期' },
    closed: { word: '已结案', settled: true },
    dismissed: { word: '不属实', settled: true },
    explained: { word: '已解释', settled: true },
  },
  actions: [
    {
      word: '核实',
      step: 'verified',
      from: ['reported'],
      to: ['verified', 'dismissed', 'explained'],
      who: ['manager'],
      fields: () => ({
        verdict: {
          type: 'choice',
          label: '结论',
          required: true,
          options: [
            { name: '属实', aliases: ['情况属实'] },
            { name: '不属实', aliases: ['不实', '有误'] },
            { name: '已解释', aliases: ['解释'] },
          ],
          ask: '请问核实结果：属实、不属实，还是已解释？',
        },
        note: { type: 'text', label: '说明', main: true },
      }),
      does: ({ values, today }) => {
        const verdict = String(values.verdict)
        const status = verdict === '属实' ? 'verified' : verdict === '不属实' ? 'dismissed' : 'explained'
        return { status, fields: { verdict, verifiedOn: today, verifyNote: values.note ?? null }, says: `核实结果：${verdict}。` }
      },
      summary: '上门核实后给出结论',
      example: '属实',
    },
    {
      word: '申请纳入',
      step: 'applied',
      from: ['verified'],
      to: ['applying'],
      who: ['manager', 'assignee'],
      does: (doing) =>
        doing.rules.risk.intakeStages.length === 0
          ? `本县纳入不用走申请程序，请直接发：纳入 ${doing.entry.no} 类别`
          : { status: 'applying', fields: { passed: null }, says: `已申请纳入，下一步：${doing.rules.risk.intakeStages[0] ?? ''}。` },
      summary: '申请纳入监测（本县要走程序的）',
      example: '',
    },
    {
      word: '纳入',
      step: 'takenIn',
      from: ['verified', 'applying'],
      to: ['monitored'],
      who: ['manager'],
      fields: () => ({
        householdClass: {
          type: 'choice',
          label: '类别',
          required: true,
          options: classes.map((name) => ({ name })),
          ask: `请问纳入哪一类：${classes.join('、')}？`,
        },
      }),
      does: takeIn,
      summary: '纳入监测，写明三类户类别',
      example: '脱贫不稳定户',
    },
    {
      word: '帮扶',
      step: 'measured',
      from: ['verified', 'monitored'],
      to: ['verified', 'monitored'],
      who: ['manager', 'assignee'],
      fields: () => ({
        measure: { type: 'text', label: '措施', required: true, main: true, ask: '请写明帮扶措施，例如：临时救助 民政局 6月30日' },
        department: { type: 'unit', label: '责任部门', aliases: ['部门', '责任单位'], anywhere: true },
        due: { type: 'date', label: '时限', aliases: ['截止'], direction: 'ahead' },
        amount: { type: 'amount', label: '金额' },
      }),
      does: addMeasure,
      summary: '一户一策：措施、责任部门和时限',
      example: '临时救助 6月30日',
    },
    {
      word: '落实',
      step: 'measureDone',
      from: ['verified', 'monitored'],
      to: ['verified', 'monitored'],
      who: ['manager', 'assignee'],
      fields: () => ({ number: { type: 'count', label: '第几项', aliases: ['措施'] }, note: { type: 'text', label: '说明', main: true } }),
      does: tickMeasure,
      summary: '一项措施已落实，几项时写第几项',
      example: '1',
    },
    {
      word: '救助',
      step: 'relieved',
      from: ['reported', 'verified', 'applying', 'monitored'],
      to: ['reported', 'verified', 'applying', 'monitored'],
      who: ['manager', 'assignee'],
      fields: () => ({
        amount: { type: 'amount', label: '金额', required: true, ask: '请问救助金额是多少？例如：3000元' },
        note: { type: 'text', label: '说明', main: true },
      }),
      does: (doing) => {
        const amount = Number(doing.values.amount)
        const relief = [...(fieldsOf(doing).relief ?? []), { amount, on: doing.today }]
        return { status: doing.entry.status, fields: { relief }, says: `救助${amount.toLocaleString('en-US')}元已记下。` }
      },
      summary: '记一笔救助',
      example: '3000元',
    },
    {
      word: '消除',
      aliases: ['申请消除'],
      step: 'cleared',
      from: ['monitored'],
      to: ['clearing', 'observing'],
      who: ['manager'],
      fields: clearingFields,
      does: clear,
      summary: '申请消除风险，逐条回答本县的消除条件',
      example: '',
    },
    ...stageWords.map(stage),
    {
      word: '回访',
      step: 'followedUp',
      from: ['monitored', 'observing', 'closed'],
      to: ['monitored', 'observing', 'closed'],
      who: ['manager', 'assignee'],
      fields: () => ({ situation: words }),
      does: followUp,
      summary: '回访这一户；也算一次走访',
      example: '在合作社务工，收入稳定',
    },
    {
      word: '回退',
      step: 'takenBack',
      from: ['clearing', 'observing', 'closed'],
      to: ['monitored'],
      who: ['manager', 'inspector', 'above'],
      fields: () => ({ reason }),
      does: (doing) => reopen(doing, '消除已回退'),
      summary: '消除不当的，退回监测',
      example: '收入核算有误',
    },
    {
      word: '重启',
      step: 'restarted',
      from: ['observing', 'closed', 'dismissed', 'explained'],
      to: ['monitored'],
      who: ['manager', 'inspector', 'above'],
      fields: () => ({ reason }),
      does: (doing) => reopen(doing, '风险复发，已重新启动'),
      summary: '风险复发，重新启动',
      example: '再次住院',
    },
    {
      word: '结案',
      step: 'closed',
      from: ['observing'],
      to: ['closed'],
      who: ['manager'],
      does: (doing) => {
        const until = fieldsOf(doing).observeUntil ?? ''
        return doing.today < until ? `观察期到${until}，还不能结案。` : { status: 'closed', says: '观察期满，已结案。' }
      },
      summary: '观察期满结案',
      example: '',
    },
  ],
  expects,
}

function expects(view: CaseView): Expectation[] {
  const { entry, rules, house } = view
  const township = managingUnit(house.directory, entry.unitId)
  const due = (span: typeof rules.risk.verify, from = entry.date) => ({
    since: from,
    due: spanEnd(from, span, house.calendar),
    span: spanWords(span),
  })
  const manager = { unitId: township, memberId: null }
  const relief =
    isEmergency(view) && !fieldsOf(view).relief
      ? [{ key: 'relief', word: '救助', what: '应急救助', ...manager, ...due(rules.risk.relief), urgent: true }]
      : []
  switch (entry.status) {
    case 'reported':
      return [...relief, { key: 'verify', word: '核实', what: '核实风险', ...manager, ...due(rules.risk.verify) }]
    case 'verified':
      return [
        ...relief,
        {
          key: 'intake',
          word: rules.risk.intakeStages.length > 0 ? '申请纳入' : '纳入',
          what: '识别纳入',
          ...manager,
          ...due(rules.risk.intake),
        },
        ...openMeasures(view),
      ]
    case 'applying':
      return [
        ...relief,
        { key: 'intake', word: nextStage(view) ?? '纳入', what: '识别纳入', ...stageOwner(view), ...due(rules.risk.intake) },
      ]
    case 'monitored':
      return [
        ...relief,
        ...(fieldsOf(view).measures
          ? openMeasures(view)
          : [{ key: 'measures', word: '帮扶', what: '制定一户一策', ...manager, since: entry.date, due: null, span: null }]),
      ]
    case 'clearing':
      return [
        { key: 'clear', word: nextStage(view) ?? '审定', what: '消除风险', ...stageOwner(view), since: entry.date, due: null, span: null },
      ]
    case 'observing':
      return [followUpDue(view)]
    default:
      return []
  }
}

function isEmergency(view: CaseView): boolean {
  const { entry, house } = view
  const kind = fieldsOf(view).householdClass ?? (entry.householdId === null ? null : house.directory.household(entry.householdId)?.kind)
  return kind === EMERGENCY
}

/** 审定 is the word of the unit above the one that manages the case. */
function stageOwner(view: CaseView): { unitId: number; memberId: null } {
  const { directory } = view.house
  const township = managingUnit(directory, view.entry.unitId)
  const above = directory.unit(township).parentId ?? township
  return { unitId: (nextStage(view) ?? '审定') === '审定' ? above : township, memberId: null }
}

function openMeasures(view: CaseView): Expectation[] {
  const { entry, house } = view
  return (fieldsOf(view).measures ?? []).flatMap((measure, index) => {
    if (measure.doneOn !== undefined) return []
    const unit = measure.department ? unitRef(house.directory, measure.department) : null
    return [
      {
        key: `measure/${index + 1}`,
        word: '落实',
        what: `落实措施${index + 1}：${measure.text}`,
        unitId: unit ?? entry.unitId,
        memberId: null,
        since: entry.date,
        due: measure.due ?? null,
        span: null,
      },
    ]
  })
}

function followUpDue(view: CaseView): Expectation {
  const { entry, rules, house } = view
  const { followUps = [], clearedOn = entry.date, observeUntil = entry.date } = fieldsOf(view)
  const last = followUps.at(-1)?.on ?? clearedOn
  const next = spanEnd(last, rules.risk.followUp, house.calendar)
  const isOver = next >= observeUntil
  const from = { quiet: true, unitId: isOver ? managingUnit(house.directory, entry.unitId) : entry.unitId, memberId: null, since: last }
  return isOver
    ? { key: 'close', word: '结案', what: '观察期满结案', ...from, due: observeUntil, span: spanWords(rules.risk.observe) }
    : {
        key: `follow-up/${followUps.length + 1}`,
        word: '回访',
        what: '观察期回访',
        ...from,
        due: next,
        span: spanWords(rules.risk.followUp),
      }
}
