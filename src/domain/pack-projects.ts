import { z } from 'zod'
import { dateOf } from '../clock.ts'
import { TO_BE_FILLED } from './case-rules.ts'

/** A day of the year as office staff write it: 3月31日; the 30th or 31st means the month's last day where it has none. */
export const dayOfYear = z.string().transform((text, context) => {
  const [, month, day] = /^(\d{1,2})月(\d{1,2})日$/.exec(text.trim()) ?? []
  if (month && day && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31)
    return { month: Number(month), day: Number(day) }
  context.addIssue({ code: 'custom', message: '日期写成 3月31日' })
  return z.NEVER
})
/** A day of any year. */
export type DayOfYear = z.output<typeof dayOfYear>

/** That day in one year. */
export function dayIn(year: number, { month, day }: DayOfYear): string {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return dateOf(year, month, Math.min(day, last))
}

/** Steps of a project that a pack can give a date. */
export const milestoneSteps = ['计划', '开工', '完工'] as const
export type MilestoneStep = (typeof milestoneSteps)[number]

const words = z.array(z.string().min(1)).min(1)

const Milestone = z.strictObject({ classes: words, step: z.enum(milestoneSteps), by: dayOfYear })

/** So many sites or projects of these classes over so many years (A11, B11, C9, E6). */
const Target = z.strictObject({
  row: z.string(),
  title: z.string().min(1),
  classes: words,
  atLeast: z.int().positive(),
  /** How many years it is counted over, and from which; left out: the years that end with the running one. */
  years: z.int().positive().default(1),
  from: z.int().optional(),
  note: z.string().optional(),
})
export type Target = z.output<typeof Target>

const Projects = z.strictObject({
  /** 负面清单: words that keep a project out of the library (A9); 待县局填写 alone: nobody has given them yet. */
  negativeList: words.default([TO_BE_FILLED]),
  /** 行业“搭车”项目, likewise. */
  rides: words.default([TO_BE_FILLED]),
  /** How many parties must agree (联审) before a project may be planned or begun (B8, C6). */
  reviews: z.int().nonnegative().default(0),
  milestones: z.array(Milestone).default([]),
  /** By when the next year's sites are to be in the library (A11). */
  nextYear: z.strictObject({ classes: words, by: dayOfYear }).optional(),
  targets: z.array(Target).default([]),
  note: z.string().optional(),
})
export type ProjectRules = z.output<typeof Projects>

/** Section of a pack on projects and sites: left out, another pack's, or none. */
export const projectSections = { projects: Projects.optional() }
