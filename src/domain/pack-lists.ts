import { z } from 'zod'
import { TO_BE_FILLED } from './case-rules.ts'

const unitKinds = ['county', 'township', 'village', 'department', 'taskforce'] as const
const words = z.array(z.string().min(1)).min(1)

/** Base documents that units of a kind keep (B16). */
const Materials = z.strictObject({ kind: z.enum(unitKinds), names: words.default([TO_BE_FILLED]) })

/** A post that every unit of a kind has, and which post its holder has to hold as well (B13). */
const Staffing = z.strictObject({ kind: z.enum(unitKinds), post: z.string().min(1), holds: z.string().min(1).optional() })
export type Staffing = z.output<typeof Staffing>

/** What a result earns by the document (B8, B18): yuan for a grade, or, as a list, for the 1st, 2nd, 3rd place among those of that grade. */
const Award = z.strictObject({
  row: z.string(),
  result: z.string().min(1),
  grade: z.string().min(1),
  yuan: z.union([z.number().positive(), z.array(z.number().positive()).min(1)]),
  note: z.string().optional(),
})
export type Award = z.output<typeof Award>

const Question = z.strictObject({ ask: z.string().min(1), answer: z.string().min(1) })

/** Sections of a pack on lists: base documents, posts, awards, vetoes, resettlement sites, double check-in, questions to learn by. */
export const listSections = {
  materials: z.array(Materials).default([]),
  staffing: z.array(Staffing).default([]),
  awards: z.array(Award).default([]),
  /** 一票否决: what follows from it, in the document's words (A14). */
  veto: z.string().min(1).optional(),
  /** 搬迁后扶回头看: what is looked at in each site (B7). */
  resettlement: z.array(z.string().min(1)).default([]),
  /** 双点到 is an undefined term (待核): off unless the county says what it means (C7, counting-rules 23). */
  twoPlaces: z.boolean().default(false),
  /** 每日一题: empty is off (B14, counting-rules 24). */
  dailyQuestions: z.array(Question).default([]),
}
