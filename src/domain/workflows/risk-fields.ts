import type { DateText } from '../../clock.ts'
import type { UnitRef } from '../../core/fields.ts'
import { type HouseholdKind, householdKinds } from '../../core/nouns.ts'
import type { CaseView } from '../workflow.ts'

/** One measure of 一户一策: what, by which department, until when; ticked off by 落实. */
export interface Measure {
  text: string
  department?: UnitRef
  due?: string
  amount?: number
  doneOn?: string
}

/** What the steps of a risk have added to its report. */
export interface RiskFields {
  verdict?: string
  verifiedOn?: string
  verifyNote?: string
  householdClass?: string
  takenInOn?: string
  measures?: Measure[]
  relief?: { amount: number; on: string }[]
  /** Stages passed before 纳入 or 消除, with the day and what was said. */
  passed?: { stage: string; on: string; note?: string }[]
  clearing?: { question: string; answer: string }[]
  /** Who applied for 消除: somebody else approves. */
  clearingBy?: number
  clearedOn?: string
  observeUntil?: string
  followUps?: { on: string; text: string }[]
  /** 回退 and 重启, with day and reason. */
  reopened?: { word: string; on: string; reason: string }[]
  /** Numbers of the list that it came with (部门预警), and the department that pushed it. */
  warning?: number
  pushedBy?: UnitRef
}

/** The case fields of a risk. */
export const riskFields = ({ entry }: Pick<CaseView, 'entry'>): RiskFields => entry.fields as RiskFields

/** 三类户: the classes into which a household is taken in. */
export const monitoredKinds: readonly HouseholdKind[] = householdKinds.filter((kind) => kind !== '一般户' && kind !== '脱贫户')

const EMERGENCY: HouseholdKind = '突发严重困难户'

/** Is it about a household in sudden serious difficulty, which is relieved within two working days (B4)? */
export function isEmergency(view: CaseView): boolean {
  const { entry, house } = view
  const kind = riskFields(view).householdClass ?? (entry.householdId === null ? null : house.directory.household(entry.householdId)?.kind)
  return kind === EMERGENCY
}

/** Where its deadlines begin: the report's own date, being the earliest of 申报, 推送 and 走访发现 (counting-rules 9); a relapse begins anew. */
export function startOf(view: CaseView): DateText {
  return riskFields(view).reopened?.at(-1)?.on ?? view.entry.date
}
