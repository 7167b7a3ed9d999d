import type { Db } from '../../db/client.ts'
import { loadCommands } from '../../src/app.ts'
import { toDate } from '../../src/clock.ts'
import type { Notice } from '../../src/core/reply.ts'
import { allSchedules, type House } from '../../src/domain/house.ts'
import type { Schedule } from '../../src/domain/schedule.ts'
import { queueNotice } from '../../src/frame/outgoing.ts'
import { instant, type Ledger, shown } from './ledger.ts'

/** A notice as a test looks at it: whom it is for, by name, and what is shown. */
export interface ShownNotice {
  to: string
  text: string
  mentions: string[]
  key: string
}

/** Runs one of the pack's schedules as if it fell due at a time. */
export async function runSchedule<Settings>(ledger: Ledger, schedule: Schedule<Settings>, at: Due): Promise<ShownNotice[]> {
  const house = await ledger.house()
  const today = toDate(instant(at.due))
  const notices = await ledger.store.transaction((db) => runIn(db, house, schedule, at))
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

/** The same, its notices queued as the scheduler does it. */
export async function queueSchedule<Settings>(ledger: Ledger, schedule: Schedule<Settings>, at: Due): Promise<void> {
  const house = await ledger.house()
  const queued = { now: instant(at.due), quiet: { from: 0, to: 0 } }
  await ledger.store.transaction(async (db) => {
    for (const notice of await runIn(db, house, schedule, at)) await queueNotice(db, house, notice, queued)
  })
}

interface Due {
  id: string
  due: string
}

async function runIn<Settings>(db: Db, house: House, schedule: Schedule<Settings>, at: Due): Promise<Notice[]> {
  const found = allSchedules(house).find(({ entry }) => entry.id === at.id)
  if (!found) throw new Error(`the pack has no schedule ${at.id}`)
  const { pack, entry } = found
  const dueAt = instant(at.due)
  const reports = (await loadCommands()).all.filter((command) => command.form === 'report')
  return await schedule.run({ dueAt, today: toDate(dueAt), db, house, reports, pack, entry, settings: schedule.settings.parse(entry.with) })
}
