import { z } from 'zod'
import { addDays, type DateText, daysBetween, isDate } from '../clock.ts'

/** A campaign with a start, a countdown and an end (D1), and the signs of fakes that inspectors are shown (counting-rules 22). */
const Campaign = z.strictObject({
  title: z.string().min(1),
  /** Its first day. */
  from: z.string().refine(isDate, '日期写成 2023-06-02'),
  days: z.int().positive(),
})
export type Campaign = z.output<typeof Campaign>

/** From how many on, within how many days, something is shown to inspectors; no document gives figures. */
const SignalRules = z.strictObject({
  days: z.int().positive().default(3),
  /** Households of one village taken into monitoring (集中突击纳入), and risks cleared there. */
  burst: z.int().min(2).default(5),
  clearing: z.int().min(2).default(5),
  /** Households of one village whose visits say nearly the same. */
  copied: z.int().min(2).default(3),
  note: z.string().default('起点数本县自定'),
})
export type SignalRules = z.output<typeof SignalRules>

/** Sections of a pack on its campaign and on signals. */
export const campaignSections = { campaign: Campaign.optional(), signals: SignalRules.optional() }

/** The thresholds that hold where no pack names any. */
export const defaultSignalRules: SignalRules = SignalRules.parse({})

/** Which day of the campaign a date is: 1 on the first; 0 or less before it, more than `days` behind it. */
export function campaignDay({ from }: Campaign, date: DateText): number {
  return daysBetween(from, date) + 1
}

/** The first day after it. */
export function campaignEnd({ from, days }: Campaign): DateText {
  return addDays(from, days)
}
