import { z } from 'zod'
import { findSteps } from '../db/queries/entries.ts'
import { listEntries } from '../db/queries/entry-lists.ts'
import { type LastRun, lastRunBefore } from '../db/queries/last-run.ts'
import { toDate } from '../src/clock.ts'
import type { Entry } from '../src/core/nouns.ts'
import type { Notice } from '../src/core/reply.ts'
import { infoCompilation } from '../src/domain/documents/info-compilation.ts'
import { periodOf, previousPeriod } from '../src/domain/periods.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'
import { validSince } from '../src/domain/workflows/info.ts'

/** More pieces than a city writes in ten years. */
const MOST_PIECES = 200_000

/** 信息汇编 (B17): last month's valid pieces and those that came too late for their own month's, to the groups of the selected units. */
export default defineSchedule({
  summary: '信息汇编：上月有效和采用的信息，以前月份补标有效的也列上，分类列出单位、标题和得分',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, pack, entry, today, dueAt } = context
    const month = previousPeriod(periodOf('month', today))
    const valid = await uncompiled(context, month.to)
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).flatMap((unit) => {
      const pieces = valid.filter(({ unitId, byUnitId }) => house.directory.isWithin(byUnitId ?? unitId, unit.id))
      if (pieces.length === 0 || house.directory.groupsOf(unit.id).length === 0) return []
      const blocks = infoCompilation(house, unit, { title: entry.title, month, pieces, now: dueAt })
      return [{ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } }]
    })
  },
})

/** Valid pieces dated before a day that no earlier compilation held: each held what was dated before its month's end and valid when it was sent. */
async function uncompiled({ db, pack, entry, dueAt }: ScheduleContext<unknown>, to: string): Promise<Entry[]> {
  const last = await lastRunBefore(db, `${pack.name}/${entry.id}`, dueAt)
  const valid = await listEntries(db, { kind: 'info', to, statuses: ['valid', 'adopted'] }, MOST_PIECES)
  if (!last) return valid
  const found: Entry[] = []
  for (const piece of valid) if (await cameAfter(db, piece, last)) found.push(piece)
  return found
}

async function cameAfter(db: ScheduleContext<unknown>['db'], piece: Entry, { dueAt, ranAt }: LastRun): Promise<boolean> {
  if (piece.date >= periodOf('month', toDate(dueAt)).from) return true
  // Days are compared first: only pieces marked on that very day are worth reading step by step.
  const on = validSince(piece)
  if (on !== toDate(ranAt)) return on > toDate(ranAt)
  const marked = (await findSteps(db, piece.no)).find(({ action }) => action === 'valid' || action === 'adopted')
  return marked !== undefined && marked.at > ranAt
}
