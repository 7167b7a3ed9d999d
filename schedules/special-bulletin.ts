import { z } from 'zod'
import { listEntries } from '../db/queries/entries.ts'
import type { Notice } from '../src/core/reply.ts'
import { specialBulletin } from '../src/domain/documents/special-bulletin.ts'
import { periodOf } from '../src/domain/periods.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** More issues than inspections ever found. */
const MOST_ISSUES = 100_000

/** 督查专报 (D7): every day on which inspections gave something out; what is not assigned yet stays secret. */
export default defineSchedule({
  summary: '督查专报：当天督查交办的问题，按单位列出；当天没有交办的不发',
  settings: z.strictObject({}),
  whenMissed: 'run-each',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, today, dueAt } = context
    const { from, to } = periodOf('day', today)
    const isFresh = (await listEntries(db, { kind: 'issue', from, to }, MOST_ISSUES)).some(
      ({ fields }) => typeof fields.inspection === 'number',
    )
    if (!isFresh) return []
    const issues = (await listEntries(db, { kind: 'issue' }, MOST_ISSUES)).filter(({ fields }) => typeof fields.inspection === 'number')
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).flatMap((unit) => {
      const all = issues.filter(({ unitId }) => house.directory.isWithin(unitId, unit.id))
      const fresh = all.filter(({ fields }) => fields.assignedOn === today)
      if (fresh.length === 0 || house.directory.groupsOf(unit.id).length === 0) return []
      const days = new Set(all.flatMap(({ fields }) => (typeof fields.assignedOn === 'string' ? [fields.assignedOn] : [])))
      const blocks = specialBulletin(house, unit, { title: entry.title, no: days.size, day: today, fresh, all, now: dueAt })
      return [{ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } }]
    })
  },
})
