import { z } from 'zod'
import type { Notice } from '../src/core/reply.ts'
import { indicatorReview } from '../src/domain/documents/indicator-review.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { periodOf, previousPeriod } from '../src/domain/periods.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

const Settings = z.strictObject({
  /** Which indicators: those of this `group`. */
  group: z.string().min(1),
  every: z.enum(['month', 'quarter', 'half-year', 'year']),
})

/** 月调度, 季点评, 半年评估, 年度考核 of a group of indicators for the period that has just ended (C8, B6). */
export default defineSchedule<z.output<typeof Settings>>({
  summary: '把上一期各单位报的一组指标逐家列出、能相加的求和，没有报的点名',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context) {
    const { house, pack, entry, dueAt, settings } = context
    const period = previousPeriod(periodOf(settings.every, context.today))
    if (!(await isKept(context.db, period))) return []
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      if (house.directory.groupsOf(unit.id).length === 0) continue
      const blocks = await indicatorReview(context, unit, { pack, group: settings.group, period, title: entry.title, now: dueAt })
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})
