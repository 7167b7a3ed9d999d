import { z } from 'zod'

/** One part of the score: a duty's completeness or timeliness, issues put right, or points of information. */
const Part = z
  .strictObject({
    title: z.string().min(1),
    /** Points of a hundred where every part applies. */
    weight: z.number().positive(),
    /** done and onTime: of `duty` · rectified: of the issues given to the unit that fell due · info: points up to `full`. */
    figure: z.enum(['done', 'onTime', 'rectified', 'info']),
    duty: z.string().optional(),
    /** Points of information that make the part whole. */
    full: z.number().positive().optional(),
  })
  .refine(
    ({ figure, duty }) => (figure === 'done' || figure === 'onTime') === (duty !== undefined),
    'figure 是 done、onTime 的要写 duty，别的不写',
  )
  .refine(({ figure, full }) => (figure === 'info') === (full !== undefined), 'figure 是 info 的要写 full（多少分算满分），别的不写')
export type ScorePart = z.output<typeof Part>

/** 日常工作参考 (A14): no document gives weights, so that each pack says whose they are. Never a verdict, never of persons (counting-rules 18). */
export const Score = z.strictObject({
  row: z.string(),
  title: z.string().default('日常工作参考'),
  /** Which units are scored, each beside its like. */
  who: z.enum(['county', 'township', 'village']).default('township'),
  parts: z.array(Part).min(1),
  note: z.string().min(1),
})
export type Score = z.output<typeof Score>
