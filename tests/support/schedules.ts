import { loadCommands } from '../../src/app.ts'
import { toDate } from '../../src/clock.ts'
import type { Notice } from '../../src/core/reply.ts'
import { allSchedules } from '../../src/domain/house.ts'
import type { Schedule } from '../../src/domain/schedule.ts'
import { instant, type Ledger, shown } from './ledger.ts'

/** A notice as a test looks at it: whom it is for, by name, and what is shown. */
export interface ShownNotice {
  to: string
  text: string
  mentions: string[]
  key: string
}

/** Runs one of the pack's schedules as if it fell due at a time. */
export async function runSchedule<Settings>(
  ledger: Ledger,
  schedule: Schedule<Settings>,
  at: { id: string; due: string },
): Promise<ShownNotice[]> {
  const house = await ledger.house()
  const found = allSchedules(house).find(({ entry }) => entry.id === at.id)
  if (!found) throw new Error(`the pack has no schedule ${at.id}`)
  const dueAt = instant(at.due)
  const today = toDate(dueAt)
  const { pack, entry } = found
  const reports = (await loadCommands()).all.filter((command) => command.form === 'report')
  const settings = schedule.settings.parse(entry.with)
  const notices = await schedule.run({ dueAt, today, db: ledger.store.read, house, reports, pack, entry, settings })
  const nameOf = (id: number): string => house.directory.member(id, today)?.name ?? ''
  const receiver = ({ to }: Notice): string =>
    'unitId' in to ? house.directory.unit(to.unitId).name : 'memberId' in to ? nameOf(to.memberId) : String(to.chatId)
  return notices.map((notice) => ({
    to: receiver(notice),
    text: shown(notice.content.blocks),
    mentions: (notice.content.mentions ?? []).map(nameOf),
    key: notice.key,
  }))
}
