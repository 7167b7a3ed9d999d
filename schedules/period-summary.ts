import { z } from 'zod'
import type { Notice } from '../src/core/reply.ts'
import { periodSummary, readActivity } from '../src/domain/documents/period-summary.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { periodOf, previousPeriod } from '../src/domain/periods.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

const Settings = z.strictObject({ every: z.enum(['week', 'month', 'two-months', 'quarter', 'half-year', 'year']) })

/** 月报告, 季分析, 半年小结, 全年总结 of the period that has just ended, to the groups of the selected units (A5). */
export default defineSchedule<z.output<typeof Settings>>({
  summary: '期末向县群、乡镇群发月报告、季分析、半年小结、全年总结',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context) {
    const { house, pack, entry, dueAt } = context
    const period = previousPeriod(periodOf(context.settings.every, context.today))
    if (!(await isKept(context.db, period))) return []
    const activity = await readActivity(context, period, context.reports)
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      if (house.directory.groupsOf(unit.id).length === 0) continue
      const blocks = await periodSummary(context, unit, { activity, pack, title: entry.title, now: dueAt })
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})
