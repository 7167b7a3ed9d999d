import { z } from 'zod'
import type { Notice } from '../src/core/reply.ts'
import { dispatchDocument } from '../src/domain/documents/dispatch.ts'
import { overdueDuties, readOpenCases } from '../src/domain/open-cases.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { secretKindsOf } from '../src/domain/secrecy.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** 一月一调度 (C3): to each selected unit's group, who below it owes what: duties of the last period, open and overdue cases. */
export default defineSchedule({
  summary: '调度清单：下级单位谁还欠什么——上期没完成的规定动作、未办结和逾期的个案',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, pack, entry, today, dueAt, reports } = context
    const facts = {
      cases: await readOpenCases(context, today),
      duties: await overdueDuties(context, { pack, today, now: dueAt, secret: secretKindsOf(reports) }),
      source: pack.title,
      now: dueAt,
      title: entry.title,
    }
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).flatMap((unit) => {
      const blocks = house.directory.groupsOf(unit.id).length > 0 ? dispatchDocument(house, unit, facts) : null
      return blocks ? [{ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } }] : []
    })
  },
})
