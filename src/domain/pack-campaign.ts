import { z } from 'zod'
import { addDays, type DateText, daysBetween, isDate } from '../clock.ts'
import { SignalSection } from './pack-signals.ts'

/** A campaign with a start, a countdown and an end (D1). */
const Campaign = z.strictObject({
  title: z.string().min(1),
  /** Its first day. */
  from: z.string().refine(isDate, '日期写成 2023-06-02'),
  days: z.int().positive(),
})
export type Campaign = z.output<typeof Campaign>

/** Sections of a pack on its campaign and on signals. */
export const campaignSections = { campaign: Campaign.optional(), signals: SignalSection.optional() }

/** Which day of the campaign a date is: 1 on the first; 0 or less before it, more than `days` behind it. */
export function campaignDay({ from }: Campaign, date: DateText): number {
  return daysBetween(from, date) + 1
}

/** The first day after it. */
export function campaignEnd({ from, days }: Campaign): DateText {
  return addDays(from, days)
}
