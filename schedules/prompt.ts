import { z } from 'zod'
import { expectationsDue } from '../db/queries/expectations.ts'
import { addDays, toInstant } from '../src/clock.ts'
import type { Notice } from '../src/core/reply.ts'
import { type Due, promptDocument } from '../src/domain/documents/prompt.ts'
import { periodOf } from '../src/domain/periods.ts'
import { dutyPeriod, isDone, standings } from '../src/domain/progress.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { isSecret, secretKindsOf } from '../src/domain/secrecy.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** 一月一提示 (C3): to each selected unit's group what it has to do this month and has not; who owes nothing hears nothing. */
export default defineSchedule({
  summary: '月初提示：本单位这个月要完成的规定动作和到期的个案；没有的不发',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, pack, entry, today, dueAt } = context
    const month = periodOf('month', today)
    const due = await dueByUnit(context, month.to)
    const about = { title: entry.title, label: month.label, source: pack.title, now: dueAt }
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).flatMap((unit) => {
      const own = due.get(unit.id)
      if (!own || house.directory.groupsOf(unit.id).length === 0) return []
      const key = `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`
      return [{ to: { unitId: unit.id }, key, content: { blocks: promptDocument(unit, own, about) } }]
    })
  },
})

async function dueByUnit(
  { db, house, pack, today, dueAt, reports }: ScheduleContext<unknown>,
  monthEnd: string,
): Promise<Map<number, Due>> {
  const found = new Map<number, Due>()
  const of = (unitId: number): Due => {
    const own = found.get(unitId) ?? { standings: [], cases: [] }
    found.set(unitId, own)
    return own
  }
  const secret = secretKindsOf(reports)
  for (const duty of pack.duties) {
    if (duty.count === 'member' || isSecret(duty, secret)) continue
    const period = dutyPeriod({ pack, duty }, today)
    for (const standing of await standings({ db, house }, { pack, duty }, { period, now: dueAt })) {
      const { subject, deadline } = standing
      const isDue = deadline > dueAt && deadline <= toInstant(monthEnd)
      if (subject.type === 'unit' && isDue && !isDone(standing)) of(subject.id).standings.push(standing)
    }
  }
  for (const row of await expectationsDue(db, addDays(monthEnd, -1))) if (row.unitId !== null) of(row.unitId).cases.push(row)
  return found
}
