import { z } from 'zod'
import type { Notice } from '../src/core/reply.ts'
import { overdueContent } from '../src/domain/documents/duty-reminder.ts'
import { isBehind } from '../src/domain/documents/standing-words.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { type Period, previousPeriod } from '../src/domain/periods.ts'
import { dutyPeriod, type Standing, standings } from '../src/domain/progress.ts'
import { findAddressees, receiverKey, reminderNotice } from '../src/domain/reminding.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { isSecret, secretKindsOf } from '../src/domain/secrecy.ts'

const Settings = z.strictObject({
  every: z.enum(['day', 'week', 'month', 'two-months', 'quarter', 'half-year', 'year', 'term']),
  /** The order of counting-rules 21: private, then the unit's group, then the person by @ when overdue, then the unit above. */
  stage: z.enum(['private', 'group', 'overdue', 'above']).default('private'),
  /** Ids of the duties that it reminds of; left out: all of the period. */
  duties: z.array(z.string()).min(1).optional(),
})
type Settings = z.output<typeof Settings>
type Run = ScheduleContext<Settings>

const ways = { private: 'private', group: 'group', overdue: 'group-mention' } as const

/** 提醒: only those who owe, by name, everything in one message; never who has done it or is on leave. */
export default defineSchedule<Settings>({
  summary: '提醒还没完成规定动作的单位和个人：依次为私信、本单位群、逾期@本人、上级群',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context) {
    const owing = await owingStandings(context)
    if (context.settings.stage === 'above') return aboveNotices(context, owing)
    const addressees = await findAddressees(context, owing, { way: ways[context.settings.stage], today: context.today })
    return addressees.map((addressee) =>
      reminderNotice(addressee, { prefix: prefixOf(context), reports: context.reports, now: context.dueAt }),
    )
  },
})

/** Who owes in the running period; for what is overdue, in the one before. */
async function owingStandings(context: Run): Promise<Standing[]> {
  const { pack, settings, dueAt } = context
  const owing: Standing[] = []
  const named = ({ id, every }: { id: string; every: string }): boolean =>
    every === settings.every && settings.duties?.includes(id) !== false
  for (const duty of pack.duties.filter(named)) {
    const period = periodOfStage(context, dutyPeriod({ pack, duty }, context.today))
    if (!period || !(await isKept(context.db, period))) continue
    const found = await standings(context, { pack, duty }, { period, now: dueAt })
    owing.push(...found.filter(isLateStage(settings.stage) ? (standing) => standing.overdue : isBehind))
  }
  return owing
}

function isLateStage(stage: Settings['stage']): boolean {
  return stage === 'overdue' || stage === 'above'
}

/** A term is overdue only once it has ended itself: no document gives the dates of the one before. */
function periodOfStage({ settings, today }: Run, running: Period): Period | null {
  if (!isLateStage(settings.stage)) return running
  if (running.unit === 'term') return today >= running.to ? running : null
  return previousPeriod(running)
}

/** The list of who is overdue, to the group of the unit right above; persons and what is secret are not listed. */
function aboveNotices(context: Run, owing: Standing[]): Notice[] {
  const { directory } = context.house
  const secret = secretKindsOf(context.reports)
  const parents = new Map<number, Standing[]>()
  for (const standing of owing) {
    const parentId = directory.unit(standing.subject.unitId).parentId
    if (standing.subject.type === 'unit' && parentId !== null && !isSecret(standing.duty, secret))
      parents.set(parentId, [...(parents.get(parentId) ?? []), standing])
  }
  return [...parents].map(([unitId, late]) => {
    const to = { unitId }
    return { to, key: receiverKey(prefixOf(context), to), content: overdueContent(directory.unit(unitId).name, late, context.dueAt) }
  })
}

function prefixOf({ pack, entry, dueAt }: Run): string {
  return `${pack.name}/${entry.id}/${dueAt}`
}
