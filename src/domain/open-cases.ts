import { countStates, type StateCount } from '../../db/queries/case-states.ts'
import { type ExpectationRow, expectationsDue } from '../../db/queries/expectations.ts'
import { addDays, type DateText } from '../clock.ts'
import { type Below, groupBelow } from './below.ts'
import { isKept } from './ledger-start.ts'
import type { Pack } from './pack.ts'
import { previousPeriod } from './periods.ts'
import { dutyPeriod, type Source, type Standing, standings } from './progress.ts'
import { isSecret } from './secrecy.ts'
import { settledStatuses } from './status-words.ts'
import { workflows } from './workflows/all.ts'

/** What is open and what is overdue, over the whole ledger; read once for all units of a notice. */
export interface OpenCases {
  counts: Below<StateCount>
  overdue: Below<ExpectationRow>
}

/** What is open and overdue below one unit. */
export interface CaseSum {
  /** By kind of entry. */
  open: Map<string, number>
  overdue: readonly ExpectationRow[]
}

/** Cases that are not settled, and what should have been done about them before a day. */
export async function readOpenCases({ db, house }: Source, today: DateText): Promise<OpenCases> {
  const kinds = [...workflows.keys()]
  const settled = new Map(kinds.map((kind) => [kind, new Set(settledStatuses(kind))]))
  const counts = await countStates(db, { kinds })
  const open = counts.filter(({ kind, status }) => !settled.get(kind)?.has(status))
  const overdue = await expectationsDue(db, addDays(today, -1))
  return {
    counts: groupBelow(house, open, ({ unitId }) => unitId),
    overdue: groupBelow(house, overdue, (row) => row.unitId ?? row.aboutUnitId),
  }
}

/** The part that concerns one unit and what lies below it: cases about them, and what they owe themselves. */
export function sumCases(cases: OpenCases, unitId: number): CaseSum {
  const open = new Map<string, number>()
  for (const { kind, count } of cases.counts(unitId)) open.set(kind, (open.get(kind) ?? 0) + count)
  return { open, overdue: cases.overdue(unitId) }
}

/** Units that did not do what they owed in the period that has last ended, duty by duty; neither persons nor what is secret. */
export async function overdueDuties(
  source: Source,
  about: { pack: Pack; today: DateText; now: number; secret: ReadonlySet<string> },
): Promise<Standing[]> {
  const { pack, today, now, secret } = about
  const found: Standing[] = []
  for (const duty of pack.duties) {
    if (duty.count === 'member' || isSecret(duty, secret)) continue
    const running = dutyPeriod({ pack, duty }, today)
    if (running.unit === 'term') continue
    const period = previousPeriod(running)
    if (!(await isKept(source.db, period))) continue
    const all = await standings(source, { pack, duty }, { period, now })
    found.push(...all.filter((standing) => standing.subject.type === 'unit' && standing.overdue))
  }
  return found
}
