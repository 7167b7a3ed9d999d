import { expectationsDue } from '../../../db/queries/expectations.ts'
import { claimScheduleRun } from '../../../db/queries/traffic.ts'
import { addDays, toDate } from '../../clock.ts'
import type { Notice } from '../../core/reply.ts'
import { caseRulesOf } from '../cases.ts'
import { closePeriod, closingsDue } from '../closing.ts'
import { applyStep } from '../entries.ts'
import type { ScheduleEntry } from '../pack.ts'
import { occurrences } from '../recurrence.ts'
import { checkEscalations } from './escalation-check.ts'
import { count } from './month.ts'
import { checkReminders } from './reminder-check.ts'
import type { Play } from './state.ts'

/** Calendar days in which so many working days have surely passed, the longest holidays included. */
const daysWith = (workdays: number): number => 2 * workdays + 14

/** Runs the closings and schedules due in (after, until], in order, and checks what comes of them. */
export async function runBetween(play: Play, range: { afterMs: number; untilMs: number }): Promise<void> {
  const { stage, store, pack } = play
  const { house } = stage
  const closings = closingsDue(house, range).map(({ at, packDuty, period }) => ({
    dueAt: at,
    run: async () => void (await store.transaction((db) => closePeriod({ db, house }, packDuty, { period, now: at }))),
  }))
  const timed = pack.schedules.flatMap((entry) =>
    occurrences(entry.when, range, house.calendar).map((dueAt) => ({ dueAt, run: () => runSchedule(play, entry, dueAt) })),
  )
  for (const { run } of [...closings, ...timed].sort((a, b) => a.dueAt - b.dueAt)) await run()
}

async function runSchedule(play: Play, entry: ScheduleEntry, dueAt: number): Promise<void> {
  const { schedules, stage, reports, pack, store, month } = play
  const schedule = schedules.get(entry.run)
  if (!schedule) return
  const { house } = stage
  const context = { dueAt, today: toDate(dueAt), house, reports, pack, entry, settings: schedule.settings.parse(entry.with) }
  const notices = await store.transaction(async (db) => {
    const told = await schedule.run({ ...context, db })
    await claimScheduleRun(db, { schedule: `${pack.name}/${entry.id}`, dueAt, ranAt: dueAt, notices: told.length })
    return told
  })
  if (entry.run === 'case-deadlines') await checkDeadlines(play, notices, dueAt)
  else if (entry.run === 'duty-reminders') checkChasing(play, notices, { entry, dueAt })
  else if (notices.length > 0) count(month.notices, entry.title, notices.length)
}

async function checkDeadlines(play: Play, notices: Notice[], dueAt: number): Promise<void> {
  const { stage, told, acknowledged, month, faults } = play
  const today = toDate(dueAt)
  const rules = caseRulesOf(stage.house)
  const open = await expectationsDue(play.store.read, addDays(today, daysWith(rules.warn)))
  const ground = { house: stage.house, staff: stage.staff, today, rules, open, told, acknowledged }
  const found = checkEscalations(ground, notices)
  for (const [no, number = 0] of found.stages.entries()) month.escalated[no] = (month.escalated[no] ?? 0) + number
  faults.push(...found.faults)
  play.checked += open.length
  await acknowledgeSome(play, notices, dueAt)
}

function checkChasing(play: Play, notices: Notice[], { entry, dueAt }: { entry: ScheduleEntry; dueAt: number }): void {
  const { stage, pack, month, faults, from } = play
  if (notices.length > 0) count(month.chased, String(entry.with.stage ?? 'private'), notices.length)
  const { house, staff, recount } = stage
  const ground = { house, staff, recount, today: toDate(dueAt), pack, entry, now: dueAt, first: from }
  faults.push(...checkReminders(ground, notices))
  play.checked += notices.length
}

/** Half of the late units answer 收到 to what they are told: from then on it goes no further up. */
async function acknowledgeSome({ stage, store, temperOf, acknowledged }: Play, notices: Notice[], dueAt: number): Promise<void> {
  const { random, journal } = stage
  const heard = notices.filter(({ to }) => 'unitId' in to && temperOf(to.unitId) === 'late' && random.chance(0.5))
  const numbers = heard.flatMap(({ content }) =>
    content.blocks.flatMap((block) =>
      block.kind === 'list' ? block.items.flatMap((item) => /^#(\d+)/.exec(item)?.slice(1).map(Number) ?? []) : [],
    ),
  )
  if (numbers.length === 0) return
  await store.transaction(async (tx) => {
    for (const no of new Set(numbers)) {
      const entry = journal.find(no)
      if (!entry) continue
      journal.update(await applyStep(tx, entry, { action: 'acknowledged', memberId: null, at: dueAt, text: '' }))
      acknowledged.set(no, toDate(dueAt))
    }
  })
}
