import { z } from 'zod'
import type { Notice } from '../src/core/reply.ts'
import { type Proposal, planDocument } from '../src/domain/documents/inspection-plan.ts'
import { toInsiders } from '../src/domain/insider-notices.ts'
import { overdueDuties, readOpenCases, sumCases } from '../src/domain/open-cases.ts'
import { periodOf } from '../src/domain/periods.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { secretKindsOf } from '../src/domain/secrecy.ts'

const Settings = z.strictObject({
  /** How many units are proposed; a tie that crosses the cut is left out. */
  units: z.int().positive().default(3),
  kind: z.enum(['county', 'township', 'village']).default('township'),
})
type Settings = z.output<typeof Settings>

/** 一月一督导 (C3): in private, to inspectors and the leaders in charge, where to look first, by figures. */
export default defineSchedule<Settings>({
  summary: '督导建议：按逾期个案和没完成的规定动作提出先去哪几个单位，只私信督查员和分管、包抓领导',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, entry, dueAt, today } = context
    const about = { title: entry.title, label: periodOf('month', today).label, now: dueAt }
    return toInsiders(context, await proposals(context), (own) => ({ blocks: planDocument(house, own, about) }))
  },
})

async function proposals(context: ScheduleContext<Settings>): Promise<Proposal[]> {
  const { house, pack, today, dueAt, settings, reports } = context
  const cases = await readOpenCases(context, today)
  const duties = await overdueDuties(context, { pack, today, now: dueAt, secret: secretKindsOf(reports) })
  const found = house.directory.units
    .filter(({ kind }) => kind === settings.kind)
    .map(({ id }): Proposal => {
      const late = duties.filter(({ subject }) => house.lexicon.isWithin(subject.unitId, [id]))
      return { unitId: id, overdue: sumCases(cases, id).overdue.length, duties: late.length }
    })
    .filter((one) => total(one) > 0)
    .sort((a, b) => total(b) - total(a))
  const next = found[settings.units]
  return found.slice(0, settings.units).filter((one) => next === undefined || total(one) > total(next))
}

function total({ overdue, duties }: Proposal): number {
  return overdue + duties
}
