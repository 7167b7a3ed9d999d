import { z } from 'zod'
import { countStates } from '../db/queries/case-states.ts'
import type { Notice } from '../src/core/reply.ts'
import { comparedDuties, readActivity } from '../src/domain/documents/period-summary.ts'
import { warningDocument } from '../src/domain/documents/warning.ts'
import { isBelow, percent } from '../src/domain/figures.ts'
import { readOpenCases } from '../src/domain/open-cases.ts'
import { periodOf } from '../src/domain/periods.ts'
import { projectsThisYear } from '../src/domain/projects.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { industryShare, spendingRate, sumProjects, thresholdsOn } from '../src/domain/spending.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** 一季一预警 (C3): how the running quarter stands before it ends, to the groups of the selected units. */
export default defineSchedule({
  summary: '季度预警：未结案风险及原因、逾期事项、慢于进度的规定动作、没有达到的指标',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, today, dueAt, reports } = context
    const period = periodOf('quarter', today)
    const shared = {
      title: entry.title,
      label: period.label,
      source: pack.title,
      cases: await readOpenCases(context, today),
      fresh: await countStates(db, { kinds: ['risk'], from: period.from, to: period.to }),
      now: dueAt,
    }
    const activity = await readActivity(context, period, reports)
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      if (house.directory.groupsOf(unit.id).length === 0) continue
      const duties = await comparedDuties(context, unit, { activity, pack, now: dueAt })
      const blocks = warningDocument(house, unit, { ...shared, duties, thresholds: await missedThresholds(context, unit.id) })
      if (blocks) notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})

/** Thresholds of spending that are past and not reached (E2); none where there are no projects. */
async function missedThresholds({ db, house, today }: ScheduleContext<unknown>, unitId: number): Promise<string[]> {
  const { passed, industry } = thresholdsOn(house, today)
  const sums = sumProjects(await projectsThisYear({ db, house, today }, unitId))
  const [rate, share] = [spendingRate(sums), industryShare(sums)]
  return [
    ...(passed && rate !== null && isBelow(rate, passed.atLeast)
      ? [`资金支出率 ${percent(rate)}，${passed.on}应达 ${passed.atLeast}%`]
      : []),
    ...(industry && share !== null && isBelow(share, industry.atLeast) ? [`产业占比 ${percent(share)}，应达 ${industry.atLeast}%`] : []),
  ]
}
