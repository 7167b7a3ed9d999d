import { z } from 'zod'
import { addDays } from '../src/clock.ts'
import type { Notice } from '../src/core/reply.ts'
import { rankingDocument } from '../src/domain/documents/ranking.ts'
import { readPeriodFigures } from '../src/domain/duty-figures.ts'
import { allRankings, type PackDuty } from '../src/domain/house.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { periodOf } from '../src/domain/periods.ts'
import { dutyPeriod, selectUnits } from '../src/domain/progress.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'

const Settings = z.strictObject({
  /** Id of one of the pack's rankings. */
  ranking: z.string(),
  /** The notice speaks about the period of this length that has just ended. */
  every: z.enum(['week', 'month', 'two-months', 'quarter', 'half-year', 'year']).default('month'),
})
type Settings = z.output<typeof Settings>

/** 排名: to the groups of the selected units, the units right below each, side by side; never where there are not two (counting-rules 17, 18). */
export default defineSchedule<Settings>({
  summary: '在县群公布乡镇（部门、专班）排名，在乡镇群公布各村排名，不排个人',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context) {
    const ranked = allRankings(context.house).find(
      ({ pack, ranking }) => pack.name === context.pack.name && ranking.id === context.settings.ranking,
    )
    // Persons are never ranked (counting-rules 18), whatever a pack says.
    if (ranked?.duty.count === 'member') return []
    if (!ranked) throw new Error(`pack ${context.pack.name}: there is no ranking ${context.settings.ranking}`)
    const notices: Notice[] = []
    const { directory } = context.house
    for (const unit of selectUnits(directory.units, context.entry.to ?? { kind: ['county'] })) {
      if (directory.groupsOf(unit.id).length === 0) continue
      const notice = await rankingNotice(context, ranked, unit.id)
      if (notice) notices.push(notice)
    }
    return notices
  },
})

async function rankingNotice(context: ScheduleContext<Settings>, packDuty: PackDuty, unitId: number): Promise<Notice | null> {
  const { house, pack, entry, dueAt, settings, today } = context
  // A longer period (遍访 over the year) is shown as it stands; one that has just ended, as it closed.
  const period = dutyPeriod(packDuty, addDays(periodOf(settings.every, today).from, -1))
  if (!(await isKept(context.db, period))) return null
  const figures = await readPeriodFigures(context, packDuty, { periods: [period], now: dueAt, roots: [unitId] })
  const blocks = rankingDocument(figures, house.directory.unit(unitId), { house, now: dueAt, cut: {} })
  return blocks && { to: { unitId }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unitId}`, content: { blocks } }
}
