import { z } from 'zod'
import { dayOfYear } from './pack-projects.ts'

/** The figures of projects that may have a threshold. */
export const thresholdFigures = ['资金支出率', '产业占比'] as const

const Threshold = z.strictObject({
  row: z.string(),
  figure: z.enum(thresholdFigures),
  /** Percent, and the day at whose end it has to be reached (4月 means the end of April, counting-rules 15); left out: at any time. No finer than shares are shown. */
  atLeast: z.number().positive().max(100).multipleOf(0.1, '百分数最多写一位小数'),
  by: dayOfYear.optional(),
})
export type Threshold = z.output<typeof Threshold>

/** Section of a pack on what has to be spent by when (E2). */
export const thresholdSections = { thresholds: z.array(Threshold).default([]) }
