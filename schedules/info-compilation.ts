import { z } from 'zod'
import { listEntries } from '../db/queries/entry-lists.ts'
import type { Notice } from '../src/core/reply.ts'
import { infoCompilation } from '../src/domain/documents/info-compilation.ts'
import { periodOf, previousPeriod } from '../src/domain/periods.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** More pieces than a city writes in a month. */
const MOST_PIECES = 20_000

/** 信息汇编 (B17): last month's valid pieces, to the groups of the selected units; nothing where there is none. */
export default defineSchedule({
  summary: '信息汇编：上月有效和采用的信息，分类列出单位、标题和得分',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, today, dueAt } = context
    const { from, to, label } = previousPeriod(periodOf('month', today))
    const month = await listEntries(db, { kind: 'info', from, to }, MOST_PIECES)
    const valid = month.filter(({ status }) => status === 'valid' || status === 'adopted')
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).flatMap((unit) => {
      const pieces = valid.filter(({ unitId, byUnitId }) => house.directory.isWithin(byUnitId ?? unitId, unit.id))
      if (pieces.length === 0 || house.directory.groupsOf(unit.id).length === 0) return []
      const blocks = infoCompilation(house, unit, { title: entry.title, label, pieces, now: dueAt })
      return [{ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } }]
    })
  },
})
