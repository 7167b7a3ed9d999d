import { z } from 'zod'
import { findSteps } from '../db/queries/entries.ts'
import { listEntries } from '../db/queries/entry-lists.ts'
import { type ExpectationRow, expectationsDue, setExpectationStage } from '../db/queries/expectations.ts'
import { toDate } from '../src/clock.ts'
import type { Entry, Member } from '../src/core/nouns.ts'
import type { Notice, Receiver } from '../src/core/reply.ts'
import { doersAmong } from '../src/domain/case-doers.ts'
import { caseRulesOf, refreshOpenCases } from '../src/domain/cases.ts'
import { type DueCase, deadlineContent } from '../src/domain/documents/case-deadlines.ts'
import { receiverKey } from '../src/domain/reminding.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { createStaff, type Staff } from '../src/domain/staff.ts'

/**
 * 时限提醒: what is due soon is told to the one who owes it, in private; what is overdue to his unit's group with him mentioned, then to
 * the unit above, then the next (counting-rules 21). Who has answered 收到 since it fell due is not passed further up.
 */
export default defineSchedule({
  summary: '个案时限：到期前提醒责任人，逾期先提醒本单位，再逐级报上一级',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context) {
    const { db, house, today, pack, entry, dueAt, reports } = context
    // Roster and packs may have changed since the last steps: who left, who is in charge now.
    await refreshOpenCases(context)
    const { warn, escalate } = caseRulesOf(house)
    const staff = createStaff(house, today)
    const told = new Map<string, { to: Receiver; rows: ExpectationRow[]; mentions: number[] }>()
    const due = await expectationsDue(db, house.calendar.addWorkdays(today, warn))
    const fresh = due.map((row) => ({ row, stage: stageOf(context, row, escalate) })).filter(({ row, stage }) => stage > row.stage)
    const nos = [...new Set(fresh.map(({ row }) => row.entryNo))]
    const entries = new Map((await listEntries(db, { nos }, nos.length)).map((one) => [one.no, one]))
    for (const { row, stage } of fresh) {
      const about = entries.get(row.entryNo)
      if (!about || (stage > 2 && (await isAcknowledged(context, row)))) continue
      await setExpectationStage(db, row, stage)
      for (const { to, mentions } of receivers(context, staff, { row, stage, about })) {
        const key = receiverKey('', to)
        const known = told.get(key)
        told.set(key, { to, rows: [...(known?.rows ?? []), row], mentions: [...new Set([...(known?.mentions ?? []), ...mentions])] })
      }
    }
    const dueCases = (rows: ExpectationRow[]): DueCase[] =>
      rows.flatMap((row) => {
        const about = entries.get(row.entryNo)
        return about ? [{ row, entry: about, command: reports.find(({ name }) => name === about.kind) }] : []
      })
    return [...told.values()].map(
      ({ to, rows, mentions }): Notice => ({
        to,
        key: receiverKey(`${pack.name}/${entry.id}/${dueAt}`, to),
        content: { ...deadlineContent(house, dueCases(rows), { to, today, now: dueAt }), mentions },
        ...(rows.some(({ urgent, due }) => urgent && due !== null && due < today) ? { urgent: true } : {}),
      }),
    )
  },
})

/** 1: due soon; 2, 3, …: overdue by the pack's working days. */
function stageOf({ house, today }: ScheduleContext<unknown>, { due }: ExpectationRow, escalate: number[]): number {
  if (due === null || due >= today) return 1
  return 1 + escalate.filter((days) => house.calendar.addWorkdays(due, days) <= today).length
}

async function isAcknowledged({ db }: ScheduleContext<unknown>, { entryNo, due }: ExpectationRow): Promise<boolean> {
  return (await findSteps(db, entryNo)).some(({ action, at }) => action === 'acknowledged' && due !== null && toDate(at) > due)
}

/** Whom a stage is told: the person who may do it, his unit's group, the group of the unit above, the next above. */
function receivers(
  { house, today }: ScheduleContext<unknown>,
  staff: Staff,
  { row, stage, about }: { row: ExpectationRow; stage: number; about: Entry },
): { to: Receiver; mentions: number[] }[] {
  const { directory } = house
  const doers = (unitId: number): readonly Member[] => doersAmong({ house, today }, staff.of(unitId), { entry: about, word: row.word })
  const person = row.memberId ?? doers(row.unitId ?? row.aboutUnitId)[0]?.id
  if (stage === 1 && person !== undefined) return [{ to: { memberId: person }, mentions: [] }]
  const own = row.unitId ?? directory.member(row.memberId ?? 0, today)?.posts[0]?.unitId ?? row.aboutUnitId
  const line = [own]
  for (let unitId = directory.unit(own).parentId; unitId !== null; unitId = directory.unit(unitId).parentId) line.push(unitId)
  const unitId = line[Math.max(0, stage - 2)]
  if (unitId === undefined) return []
  return [{ to: { unitId }, mentions: stage === 2 && person !== undefined ? [person] : [] }]
}
