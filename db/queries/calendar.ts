import type { Db } from '../client.ts'
import { calendarDays } from '../schema.ts'

/** Days that the county has declared to differ from the published calendar. */
export async function listCalendarDays(db: Db): Promise<{ date: string; working: boolean; name?: string }[]> {
  const rows = await db.select().from(calendarDays)
  return rows.map(({ date, working, name }) => ({ date, working, ...(name === null ? {} : { name }) }))
}

/** Declares days, replacing what was said of them. */
export async function putCalendarDays(tx: Db, days: { date: string; working: boolean; name: string | null }[]): Promise<void> {
  for (const day of days) {
    await tx
      .insert(calendarDays)
      .values(day)
      .onConflictDoUpdate({ target: calendarDays.date, set: { working: day.working, name: day.name } })
  }
}
