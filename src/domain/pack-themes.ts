import { z } from 'zod'

/** A theme that a month may have (B19: 每月一主题): the class of issue under which villages report, and what they look at. */
export const Theme = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  /** 类别 of the issues that it finds. */
  class: z.string().min(1),
  /** The check-list, one thing to look at each. */
  items: z.array(z.string().min(1)).min(1),
  /** Where the document is silent: 本县自定 or 待核. */
  note: z.string().optional(),
})
export type Theme = z.output<typeof Theme>
