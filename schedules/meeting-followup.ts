import { z } from 'zod'
import { countStates } from '../db/queries/case-states.ts'
import { addDays } from '../src/clock.ts'
import { outlineOf } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { afterMeeting, beforeMeeting } from '../src/domain/documents/meeting-followup.ts'
import { lastMeetings, tasksOfMeetings } from '../src/domain/meeting-tasks.ts'
import { kindsOf } from '../src/domain/pack.ts'
import { dutyPeriod, isDone, standings } from '../src/domain/progress.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { settledStatuses } from '../src/domain/status-words.ts'
import { selectUnits } from '../src/domain/subjects.ts'

const Settings = z.strictObject({
  /** Before: to those who owe such a meeting and have not held it. After: to those whose last one left something undone. */
  stage: z.enum(['before', 'after']),
  class: z.string().min(1),
})
type Settings = z.output<typeof Settings>
type Run = ScheduleContext<Settings>
type Owed = Pick<Parameters<typeof beforeMeeting>[1], 'label' | 'left' | 'rule'>

/** 会前准备, 会后跟踪 (B19): to the selected units' own groups, only where a meeting is owed or something is undone. */
export default defineSchedule<Settings>({
  summary: '例会会前提醒准备、会后跟踪没有办结的议定事项；都办了的不发',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, pack, entry, settings, today, dueAt } = context
    const last = await lastMeetings(context, { class: settings.class, before: addDays(today, 1) })
    const tasks = await tasksOfMeetings(context, last.values(), today)
    const owing = settings.stage === 'before' ? await owingUnits(context) : null
    const issues = owing ? await openIssues(context) : new Map<number, number>()
    return selectUnits(house.directory.units, entry.to ?? { kind: ['village'] }).flatMap((unit) => {
      const meeting = last.get(unit.id)
      const open = (meeting ? (tasks.get(meeting.no) ?? []) : []).filter((task) => !task.isDone)
      const about = { title: entry.title, class: settings.class, open, now: dueAt }
      const owed = owing?.get(unit.id)
      if (house.directory.groupsOf(unit.id).length === 0) return []
      const key = `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`
      if (owed) {
        const blocks = beforeMeeting(unit, { ...about, ...owed, last: meeting, issues: issues.get(unit.id) ?? 0 })
        return [{ to: { unitId: unit.id }, key, content: { blocks, outline: outlineOf(blocks) } }]
      }
      if (owing || !meeting || open.length === 0) return []
      const blocks = afterMeeting(unit, { ...about, last: meeting })
      return [{ to: { unitId: unit.id }, key, content: { blocks, outline: outlineOf(blocks) } }]
    })
  },
})

/** Units that still owe meetings of the class in the running period: which period, how many, by which rule. */
async function owingUnits(context: Run): Promise<Map<number, Owed>> {
  const { pack, settings, today, dueAt } = context
  const found = new Map<number, Owed>()
  for (const duty of pack.duties) {
    if (!kindsOf(duty).includes('meeting') || !duty.report.class?.includes(settings.class) || duty.count === 'member') continue
    const period = dutyPeriod({ pack, duty }, today)
    for (const standing of await standings(context, { pack, duty }, { period, now: dueAt })) {
      const { subject, required, done } = standing
      if (subject.type === 'unit' && !isDone(standing))
        found.set(subject.id, { label: period.label, left: required - done, rule: `${pack.title} ${duty.row}` })
    }
  }
  return found
}

async function openIssues({ db }: Run): Promise<Map<number, number>> {
  const settled = new Set(settledStatuses('issue'))
  const found = new Map<number, number>()
  for (const { unitId, status, count } of await countStates(db, { kinds: ['issue'] })) {
    if (!settled.has(status)) found.set(unitId, (found.get(unitId) ?? 0) + count)
  }
  return found
}
