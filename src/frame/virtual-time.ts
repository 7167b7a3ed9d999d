import type { Store } from '../../db/client.ts'
import { countEntries } from '../../db/queries/entry-lists.ts'
import { nextOutgoingAt } from '../../db/queries/outbox.ts'
import { getSetting, putSetting } from '../../db/queries/settings.ts'
import { createVirtualClock, type VirtualClock } from '../clock.ts'
import type { RunRecord, Scheduler } from './scheduler.ts'

/** Where the virtual time stood at a moment of real time; from there it goes on, also while the process is down. */
interface StoredTime {
  virtual: number
  real: number
}

/**
 * The sandbox's clock as it was left. `startAt` (SANDBOX_NOW) counts only for a ledger without entries; without either it is the
 * real time.
 */
export async function restoreClock(store: Store, startAt: number | undefined): Promise<VirtualClock> {
  const stored = await getSetting(store.read, 'virtualNow')
  const fresh = startAt !== undefined && (await countEntries(store.read, { all: true })) === 0
  if (stored === null || fresh) return createVirtualClock(startAt ?? Date.now())
  const { virtual, real } = JSON.parse(stored) as StoredTime
  return createVirtualClock(virtual + (Date.now() - real))
}

/** Writes down where the clock stands. */
export async function storeClock(store: Store, clock: VirtualClock): Promise<void> {
  const time: StoredTime = { virtual: clock.now(), real: Date.now() }
  await store.transaction((tx) => putSetting(tx, 'virtualNow', JSON.stringify(time)))
}

/**
 * Moves the clock forward to `target`, stopping at each time at which something falls due or a held notice may leave, so that
 * everything happens in order at its own time.
 */
export async function advanceClock(
  parts: { store: Store; clock: VirtualClock; scheduler: Scheduler; tick(): Promise<RunRecord[]> },
  target: number,
): Promise<RunRecord[]> {
  const { store, clock, scheduler, tick } = parts
  const ran: RunRecord[] = await tick()
  for (;;) {
    const now = clock.now()
    const scheduled = (await scheduler.next(now))?.dueAt ?? Number.POSITIVE_INFINITY
    const held = (await nextOutgoingAt(store.read, now)) ?? Number.POSITIVE_INFINITY
    const next = Math.min(scheduled, held)
    if (next > target) break
    clock.set(next)
    ran.push(...(await tick()))
  }
  if (clock.now() < target) clock.set(target)
  // What was collected meanwhile for a robot outside leaves too.
  ran.push(...(await tick()))
  await storeClock(store, clock)
  return ran
}
