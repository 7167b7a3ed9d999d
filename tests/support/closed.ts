import { closePeriod, closingsDue } from '../../src/domain/closing.ts'
import { instant, type Ledger } from './ledger.ts'

/** Closes what closes up to a time, each period at its own. */
export async function closeUntil(ledger: Ledger, from: string, until: string): Promise<void> {
  const house = await ledger.house()
  await ledger.store.transaction(async (db) => {
    for (const { at, packDuty, period } of closingsDue(house, { afterMs: instant(from), untilMs: instant(until) })) {
      await closePeriod({ db, house }, packDuty, { period, now: at })
    }
  })
}
