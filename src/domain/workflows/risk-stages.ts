import type { FieldSpec, FieldSpecs } from '../../core/fields.ts'
import type { HouseholdKind } from '../../core/nouns.ts'
import { type StageWord, spanEnd, TO_BE_FILLED } from '../case-rules.ts'
import { showDate } from '../echo.ts'
import type { CaseView, Doing, Effect, WorkflowAction } from '../workflow.ts'
import { riskFields } from './risk-fields.ts'

/** Which stages the case has to pass where it stands; without questions of the county an approver confirms 消除 (A10). */
function stagesOf({ entry, rules }: CaseView): StageWord[] {
  if (entry.status !== 'clearing') return rules.risk.intakeStages
  return rules.risk.clearStages.length > 0 ? rules.risk.clearStages : ['审定']
}

/** The stage that comes next, or null when all are passed. */
export function nextStage(view: CaseView): StageWord | null {
  const passed = new Set(riskFields(view).passed?.map(({ stage }) => stage))
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
    says: `风险已消除，进入观察期至${showDate(until)}，期间按期回访。`,
  }
}

const steps: Record<StageWord, string> = { 评议: 'deliberated', 公示: 'publicised', 审核: 'examined', 审定: 'approved' }

/** One stage as an action; which of them apply is the pack's. */
export function stage(word: StageWord): WorkflowAction {
  const isPublic = word === '公示'
  return {
    word,
    step: steps[word],
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
  const { entry, today, values, context } = doing
  const next = nextStage(doing)
  if (next !== word) return next === null ? `程序都已走完，请发：纳入 ${entry.no} 类别` : `现在该做的是“${next}”，还没到“${word}”。`
  if (word === '审定' && riskFields(doing).clearingBy === context.speaker.id) return '消除是您申请的，要由另一位同志审定。'
  const said = typeof values.note === 'string' ? { note: values.note } : {}
  const passed = [...(riskFields(doing).passed ?? []), { stage: word, on: today, ...said }]
  const then = stagesOf(doing)[stagesOf(doing).indexOf(word) + 1]
  if (then === undefined && entry.status === 'clearing') {
    const effect = observing(doing)
    return { ...effect, fields: { ...effect.fields, passed } }
  }
  const further = then === undefined ? `程序已走完，请发：纳入 ${entry.no} 类别` : `下一步：${then}`
  return { status: entry.status, fields: { passed }, says: `${word}已记下，${further}。` }
}

/** 申请纳入, where the county's procedure asks for it. */
export function applyIntake(doing: Doing): Effect | string {
  const [first] = doing.rules.risk.intakeStages
  if (first === undefined) return `本县纳入不用走申请程序，请直接发：纳入 ${doing.entry.no} 类别`
  return { status: 'applying', fields: { passed: null }, says: `已申请纳入，下一步：${first}。` }
}

/** 纳入: the household's kind on the roster changes with it. */
export function takeIn(doing: Doing): Effect | string {
  const { entry, rules, values, today } = doing
  if (entry.status === 'verified' && rules.risk.intakeStages.length > 0)
    return `本县纳入前要走程序（${rules.risk.intakeStages.join('、')}），请先发：申请纳入 ${entry.no}`
  if (entry.status === 'applying' && nextStage(doing) !== null) return `还没走完程序，现在该做的是“${nextStage(doing)}”。`
  const householdClass = values.householdClass as HouseholdKind
  return {
    status: 'monitored',
    fields: { householdClass, takenInOn: today },
    householdKind: householdClass,
    says: `已纳入监测，类别：${householdClass}。请制定一户一策：帮扶 ${entry.no} 措施 责任部门 时限`,
  }
}

/** The county's questions as fields; without them a statement (A10: the document does not list the 七不消, nothing is invented). */
export function clearingFields(view: CaseView): FieldSpecs {
  const { clearing } = view.rules.risk
  if (!hasQuestions(view)) {
    const ask = '消除条件本县还没有填写（待县局填写）。请写明风险怎样消除的：收入、保障和措施落实情况。'
    return { statement: { type: 'text', label: '说明', required: true, main: true, ask } }
  }
  return Object.fromEntries(
    clearing.map((question, index): [string, FieldSpec] => [
      `q${index + 1}`,
      {
        type: 'choice',
        label: `第${index + 1}问`,
        required: true,
        // Each question is put by itself: one 是 in the words must not answer them all.
        labelled: true,
        options: [
          { name: '是', aliases: ['是的', '对', '有', '已'] },
          { name: '否', aliases: ['不是', '没有', '没', '未'] },
        ],
        ask: `（${index + 1}/${clearing.length}）${question}？请回复：是 或 否`,
      },
    ]),
  )
}

/** 消除: all measures done, all questions answered 是; then the county's stages, or observation at once. */
export function clear(doing: Doing): Effect | string {
  const { rules, values, entry } = doing
  const clearingBy = doing.context.speaker.id
  const open = (riskFields(doing).measures ?? []).filter((measure) => measure.doneOn === undefined)
  if (open.length > 0)
    return `还有${open.length}项帮扶措施没有落实（${open.map(({ text }) => text).join('、')}），先发“落实 ${entry.no}”再消除。`
  if (!hasQuestions(doing)) {
    const clearing = [{ question: '说明', answer: String(values.statement ?? '') }]
    return {
      status: 'clearing',
      fields: { clearing, clearingBy, passed: null },
      says: `已申请消除，下一步：${rules.risk.clearStages[0] ?? '审定'}。`,
    }
  }
  const clearing = rules.risk.clearing.map((question, index) => ({ question, answer: String(values[`q${index + 1}`] ?? '') }))
  const failing = clearing.filter(({ answer }) => answer !== '是')
  if (failing.length > 0) return `有${failing.length}条不符合，不能消除：${failing.map(({ question }) => question).join('；')}。`
  const [first] = rules.risk.clearStages
  if (first !== undefined)
    return { status: 'clearing', fields: { clearing, clearingBy, passed: null }, says: `已申请消除，下一步：${first}。` }
  const effect = observing(doing)
  return { ...effect, fields: { ...effect.fields, clearing } }
}
