import { z } from 'zod'
import { WITHDRAWN } from '../db/queries/entries.ts'
import { listEntries } from '../db/queries/entry-lists.ts'
import { toDate } from '../src/clock.ts'
import { outlineOf } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import type { Notice } from '../src/core/reply.ts'
import { specialBulletin } from '../src/domain/documents/special-bulletin.ts'
import { occurrences } from '../src/domain/recurrence.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** More issues than inspections ever found. */
const MOST_ISSUES = 100_000

/** No two times of a schedule lie further apart. */
const LONGEST_GAP_MS = 366 * 86_400_000

/** 督查专报 (D7): whenever inspections gave something out since the last one; what is not assigned yet stays secret. */
export default defineSchedule({
  summary: '督查专报：上一期以来督查交办的问题，按单位列出；没有交办的不发',
  settings: z.strictObject({}),
  whenMissed: 'run-each',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, today, dueAt } = context
    const since = timesBefore(context, dueAt - LONGEST_GAP_MS).at(-1) ?? 0
    const isFresh = ({ createdAt }: Entry): boolean => createdAt >= since
    // What was given out of an evening stands in the next issue, not in none; what came after the time of a late run waits for its own.
    const isGivenOut = ({ fields, createdAt }: Entry): boolean => typeof fields.inspection === 'number' && createdAt < dueAt
    const recent = await listEntries(db, { kind: 'issue', from: toDate(since) }, MOST_ISSUES)
    if (!recent.filter(isGivenOut).some(isFresh)) return []
    const everGivenOut = (await listEntries(db, { kind: 'issue', all: true }, MOST_ISSUES)).filter(isGivenOut)
    const issues = timesBefore(context, (everGivenOut[0]?.createdAt ?? dueAt) - 1)
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).flatMap((unit) => {
      const ever = everGivenOut.filter(({ unitId }) => house.directory.isWithin(unitId, unit.id))
      const all = ever.filter(({ status }) => status !== WITHDRAWN)
      const fresh = all.filter(isFresh)
      if (fresh.length === 0 || house.directory.groupsOf(unit.id).length === 0) return []
      // Numbered by those that had something to say here; what was withdrawn since was said all the same.
      const no = new Set(ever.map(({ createdAt }) => issues.findLast((at) => at <= createdAt))).size
      const blocks = specialBulletin(house, unit, { title: entry.title, no, day: today, fresh, all, now: dueAt })
      return [
        {
          to: { unitId: unit.id },
          key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`,
          content: { blocks, outline: outlineOf(blocks) },
        },
      ]
    })
  },
})

/** Its times since then, before this one. */
function timesBefore({ house, entry, dueAt }: ScheduleContext<unknown>, afterMs: number): number[] {
  return occurrences(entry.when, { afterMs, untilMs: dueAt - 1 }, house.calendar)
}
