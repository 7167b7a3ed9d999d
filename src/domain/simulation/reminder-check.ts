import type { Notice } from '../../core/reply.ts'
import type { House, PackDuty } from '../house.ts'
import type { Pack, ScheduleEntry } from '../pack.ts'
import { previousPeriod } from '../periods.ts'
import { deadlineOf, dutyPeriod } from '../progress.ts'
import type { Staff } from '../staff.ts'
import { type Subject, subjectsOf } from '../subjects.ts'
import { type Recounter, stillOwes } from './recount.ts'

/** What a reminder is checked against. */
export interface ReminderGround {
  house: House
  staff: Staff
  recount: Recounter
  pack: Pack
  entry: ScheduleEntry
  today: string
  now: number
  /** The first day of the play: nobody is chased for the time before. */
  first: string
}

/** Which receivers of a reminder owe nothing by the raw entries, and who owes something and got none; empty when all is well. */
export function checkReminders(ground: ReminderGround, notices: readonly Notice[]): string[] {
  const owing = owingReceivers(ground)
  const got = new Set(notices.map(({ to }) => ('memberId' in to ? `m${to.memberId}` : 'unitId' in to ? `u${to.unitId}` : '')))
  const { pack, entry, today } = ground
  const where = `${today} ${pack.name}/${entry.id}`
  return [
    ...[...got].filter((one) => !owing.has(one)).map((one) => `${where}：提醒了不欠的 ${named(ground, one)}`),
    ...[...owing].filter((one) => !got.has(one)).map((one) => `${where}：漏了还欠着的 ${named(ground, one)}`),
  ]
}

function owingReceivers(ground: ReminderGround): Set<string> {
  const { pack, entry, first } = ground
  const stage = String(entry.with.stage ?? 'private')
  const isLate = stage === 'overdue' || stage === 'above'
  const found = new Set<string>()
  const named = Array.isArray(entry.with.duties) ? entry.with.duties : null
  for (const duty of pack.duties.filter(({ id, every }) => every === entry.with.every && named?.includes(id) !== false)) {
    const running = dutyPeriod({ pack, duty }, ground.today)
    if (isLate && running.unit === 'term') continue
    const period = isLate ? previousPeriod(running) : running
    if (period.to <= first) continue
    for (const subject of owingSubjects(ground, { pack, duty }, { period, isLate })) {
      for (const receiver of receiversOf(ground, stage, subject)) found.add(receiver)
    }
  }
  return found
}

function owingSubjects(
  { house, recount, today, now }: ReminderGround,
  packDuty: PackDuty,
  { period, isLate }: { period: ReturnType<typeof dutyPeriod>; isLate: boolean },
): Subject[] {
  const on = today < period.to ? today : period.from
  if (isLate && now <= deadlineOf(house, packDuty.duty, period)) return []
  return subjectsOf(house, packDuty.duty, { on }).filter((subject) => {
    const figure = recount(packDuty, { subject, period, on })
    if (figure === null) return false
    if (isLate) return figure.done < figure.required && !figure.isZero
    return stillOwes(figure, packDuty, { period, today })
  })
}

/** A person hears of his own in private, also when it is overdue; a unit by who answers for it, then in its group, then the group above. */
function receiversOf({ house, staff, pack }: ReminderGround, stage: string, subject: Subject): string[] {
  const { directory } = house
  if (subject.type === 'member') return stage === 'private' || stage === 'overdue' ? [`m${subject.id}`] : []
  const [person] = staff.of(subject.id)
  if (stage === 'private') return person ? [`m${person.id}`] : []
  if (stage !== 'above') return [`u${subject.unitId}`]
  const { parentId } = directory.unit(subject.unitId)
  return parentId === null || pack.duties.length === 0 ? [] : [`u${parentId}`]
}

function named({ house, today }: ReminderGround, key: string): string {
  const id = Number(key.slice(1))
  return key.startsWith('m') ? (house.directory.member(id, today)?.name ?? key) : house.directory.unit(id).name
}
