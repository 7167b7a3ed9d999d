import type { z } from 'zod'
import { addCheck } from '../db/queries/publications.ts'
import type { Notice, Receiver } from '../src/core/reply.ts'
import { checkSheet } from '../src/domain/documents/check-sheet.ts'
import { figuresBelow } from '../src/domain/duty-figures.ts'
import { figureEntries } from '../src/domain/figure-entries.ts'
import { type Ranked, RankingSettings, rankedUnits, rankingFigures, rankingKey, rankingNamed } from '../src/domain/ranked.ts'
import { receiverKey } from '../src/domain/reminding.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { createStaff, type Staff } from '../src/domain/staff.ts'
import { selectUnits } from '../src/domain/subjects.ts'

type Settings = z.output<typeof RankingSettings>

/** 核数单: one working day before a ranking, each ranked unit gets its own line to agree or object to (counting-rules 19). */
export default defineSchedule<Settings>({
  summary: '核数单：发布排名前一个工作日，把每个单位自己的数字和记录编号发给本单位核对',
  settings: RankingSettings,
  whenMissed: 'run-once',
  async run(context) {
    const { house, pack, entry, settings, today } = context
    const ranked = rankingNamed(house, pack, settings.ranking)
    if (!ranked) return []
    const staff = createStaff(house, today)
    const { root } = house.directory
    const whole = root && (await rankingFigures(context, ranked, { every: settings.every, today, now: context.dueAt, rootId: root.id }))
    if (!whole) return []
    const entriesOf = await figureEntries(context, whole.figures, { now: context.dueAt })
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      if (house.directory.groupsOf(unit.id).length === 0) continue
      notices.push(...(await sheetsBelow(context, { ranked, whole, entriesOf, rootId: unit.id, staff })))
    }
    return notices
  },
})

/** What all sheets of a run share: the figures of the whole place, counted once, and the entries behind them. */
interface Sheets {
  ranked: Ranked
  whole: NonNullable<Awaited<ReturnType<typeof rankingFigures>>>
  entriesOf: Awaited<ReturnType<typeof figureEntries>>
  staff: Staff
}

async function sheetsBelow(context: ScheduleContext<Settings>, about: Sheets & { rootId: number }): Promise<Notice[]> {
  const { db, house, pack, entry, today, dueAt } = context
  const { ranked, whole, entriesOf, rootId, staff } = about
  const { issue } = whole
  const figures = await figuresBelow(context, whole.figures, rootId)
  const tallies = figures ? rankedUnits(house.directory, figures, rootId) : []
  if (!figures || tallies.length === 0) return []
  const publishedOn = house.calendar.addWorkdays(today, 1)
  const notices: Notice[] = []
  for (const tally of tallies) {
    const to = receiverFor(context, tally.unit.id, staff)
    if (!to) continue
    const entries = entriesOf(tally.unit.id)
    await addCheck(db, { rankingId: rankingKey(ranked), issue, unitId: tally.unit.id, rootId, entries, sentAt: dueAt })
    const content = checkSheet(figures, tally, { entries, publishedOn, now: dueAt })
    notices.push({ to, key: receiverKey(`${pack.name}/${entry.id}/${dueAt}`, to), content })
  }
  return notices
}

/** The unit's group, or who answers for a unit without one; nobody can be asked of a unit without both. */
function receiverFor({ house }: ScheduleContext<Settings>, unitId: number, staff: Staff): Receiver | null {
  if (house.directory.groupsOf(unitId).length > 0) return { unitId }
  const [person] = staff.of(unitId)
  return person ? { memberId: person.id } : null
}
