import { z } from 'zod'
import { TO_BE_FILLED } from './case-rules.ts'

const text = z.string().min(1).default(TO_BE_FILLED)

/** One policy of the county's list (B15); what the documents do not say stays 待县局填写. */
const Policy = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  /** For whom, how much, how to apply, and where it is written, in words for households. */
  who: text,
  amount: text,
  how: text,
  source: text,
  /** Kinds or attributes of households that it is checked for; left out: 脱贫户 and 三类户 (B15). */
  for: z.array(z.string().min(1)).min(1).default(['脱贫户', '脱贫不稳定户', '边缘易致贫户', '突发严重困难户']),
})
export type Policy = z.output<typeof Policy>

/** Section of a pack on policies. */
export const policySections = { policies: z.array(Policy).default([]) }
