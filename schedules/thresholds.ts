import { z } from 'zod'
import { daysBetween } from '../src/clock.ts'
import type { Notice } from '../src/core/reply.ts'
import { spendingDocument } from '../src/domain/documents/spending.ts'
import { isBelow } from '../src/domain/figures.ts'
import type { House } from '../src/domain/house.ts'
import { type Project, projectsThisYear } from '../src/domain/projects.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { rankSpending, spendingRate, sumProjects, thresholdsOn } from '../src/domain/spending.ts'
import { selectUnits } from '../src/domain/subjects.ts'

const Settings = z.strictObject({
  /** Days before a threshold's date from which it is reminded of, and days after it in which its ranking is shown. */
  ahead: z.int().positive().default(30),
  after: z.int().positive().default(31),
})

/** 支出进度 (E2): ahead of each date to those who have not reached it, after it to all who is behind, ranked by quotient of sums. */
export default defineSchedule<z.output<typeof Settings>>({
  summary: '资金支出进度：要求的日期临近时提醒还没达到的，过后列出落后的；规则包没有 thresholds、没有项目的不发',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, settings, today, dueAt } = context
    const { passed, next } = thresholdsOn(house, today)
    if (pack.thresholds.length === 0) return []
    const isNear = next !== null && daysBetween(today, next.on) <= settings.ahead
    const isFresh = passed !== null && daysBetween(passed.on, today) <= settings.after
    if (!isNear && !isFresh) return []
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      const viewer = { db, house, now: dueAt, today }
      const projects = await projectsThisYear(viewer, unit.id)
      if (house.directory.groupsOf(unit.id).length === 0 || projects.length === 0) continue
      if (!isFresh && next && !isBehind(house, { unitId: unit.id, projects, atLeast: next.atLeast })) continue
      const blocks = await spendingDocument(viewer, unit)
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})

/** Has the unit, or one right below it, still to spend to reach so many percent? */
function isBehind(house: House, { unitId, projects, atLeast }: { unitId: number; projects: Project[]; atLeast: number }): boolean {
  const rates = [spendingRate(sumProjects(projects)), ...rankSpending(house, unitId, projects).map(({ rate }) => rate)]
  return rates.some((rate) => rate !== null && isBelow(rate, atLeast))
}
