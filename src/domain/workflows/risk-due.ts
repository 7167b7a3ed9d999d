import type { Expectation } from '../../core/nouns.ts'
import { type Span, spanEnd, spanWords } from '../case-rules.ts'
import type { CaseView } from '../workflow.ts'
import { isEmergency, riskFields, startOf } from './risk-fields.ts'
import { nextStage } from './risk-stages.ts'
import { managingUnit, unitRef } from './units.ts'

/** What is to be done about a risk where it stands, by whom, until when. */
export function riskDue(view: CaseView): Expectation[] {
  const { entry, rules } = view
  const owner = managers(view)
  const intake = { key: 'intake', what: '识别纳入', ...within(view, rules.risk.intake) }
  switch (entry.status) {
    case 'reported':
      return [...reliefDue(view), { key: 'verify', word: '核实', what: '核实风险', ...verifier(view), ...within(view, rules.risk.verify) }]
    case 'verified':
      return [
        ...reliefDue(view),
        { ...intake, word: rules.risk.intakeStages.length > 0 ? '申请纳入' : '纳入', ...owner },
        ...measuresDue(view),
      ]
    case 'applying':
      return [...reliefDue(view), { ...intake, word: nextStage(view) ?? '纳入', ...stageOwner(view) }]
    case 'monitored':
      return [...reliefDue(view), ...(riskFields(view).measures ? measuresDue(view) : [plan(view)])]
    case 'clearing':
      return [{ ...plan(view), key: 'clear', word: nextStage(view) ?? '审定', what: '消除风险', ...stageOwner(view) }]
    case 'observing':
      return [followUpDue(view)]
    default:
      return []
  }
}

const managers = (view: CaseView) => ({ unitId: managingUnit(view.house.directory, view.entry.unitId), memberId: null })

/** A department's warning is verified by the village first, a report of the village by its township. */
function verifier(view: CaseView): { unitId: number; memberId: null } {
  return riskFields(view).warning === undefined ? managers(view) : { unitId: view.entry.unitId, memberId: null }
}

function within(view: CaseView, span: Span): Pick<Expectation, 'since' | 'due' | 'span'> {
  const since = startOf(view)
  return { since, due: spanEnd(since, span, view.house.calendar), span: spanWords(span) }
}

function reliefDue(view: CaseView): Expectation[] {
  if (!isEmergency(view) || riskFields(view).relief) return []
  return [{ key: 'relief', word: '救助', what: '应急救助', ...managers(view), ...within(view, view.rules.risk.relief), urgent: true }]
}

function plan(view: CaseView): Expectation {
  return { key: 'measures', word: '帮扶', what: '制定一户一策', ...managers(view), since: startOf(view), due: null, span: null }
}

/** 审定 is the word of the unit above the one that manages the case. */
function stageOwner(view: CaseView): { unitId: number; memberId: null } {
  const { directory } = view.house
  const township = managingUnit(directory, view.entry.unitId)
  const above = directory.unit(township).parentId ?? township
  return { unitId: nextStage(view) === '审定' ? above : township, memberId: null }
}

function measuresDue(view: CaseView): Expectation[] {
  const { entry, house } = view
  return (riskFields(view).measures ?? []).flatMap((measure, index) => {
    if (measure.doneOn !== undefined) return []
    const unit = measure.department ? unitRef(house.directory, measure.department) : null
    return [
      {
        key: `measure/${index + 1}`,
        word: '落实',
        what: `落实措施${index + 1}：${measure.text}`,
        unitId: unit ?? entry.unitId,
        memberId: null,
        since: startOf(view),
        due: measure.due ?? null,
        span: null,
      },
    ]
  })
}

/** The next 回访 of 观察期, and 结案 at its end. */
function followUpDue(view: CaseView): Expectation {
  const { entry, rules, house } = view
  const { followUps = [], clearedOn = entry.date, observeUntil = entry.date } = riskFields(view)
  const last = followUps.at(-1)?.on ?? clearedOn
  const next = spanEnd(last, rules.risk.followUp, house.calendar)
  if (next < observeUntil) {
    const no = followUps.length + 1
    const span = spanWords(rules.risk.followUp)
    return {
      key: `follow-up/${no}`,
      word: '回访',
      what: '观察期回访',
      unitId: entry.unitId,
      memberId: null,
      since: last,
      due: next,
      span,
      quiet: true,
    }
  }
  const span = spanWords(rules.risk.observe)
  return { key: 'close', word: '结案', what: '观察期满结案', ...managers(view), since: clearedOn, due: observeUntil, span, quiet: true }
}
