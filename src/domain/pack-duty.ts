import { z } from 'zod'
import { UserError } from '../core/errors.ts'
import { contactKinds } from '../core/nouns.ts'
import { contactRules } from './contact-kinds.ts'
import { parseWhen } from './recurrence.ts'

const unitKinds = ['province', 'city', 'county', 'township', 'village', 'department', 'taskforce', 'enterprise', 'inspection'] as const
const periodUnits = ['day', 'week', 'month', 'two-months', 'quarter', 'half-year', 'year', 'term'] as const

/** 困难户 besides the monitored kinds (A4): households with one of these attributes, unless the pack lists others. */
export const hardshipWords = ['低保', '特困', '残疾', '其他困难']

/** One value or several, as a list. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1)]).transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[])
}

/** A time as office staff write it (recurrence.ts). */
export const when = z.string().transform((text, context) => {
  try {
    return parseWhen(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof UserError ? error.message : '看不懂这个时间' })
    return z.NEVER
  }
})

/** A deadline; without a time of day it is the end of that day (counting-rules 7). */
const by = z
  .string()
  .transform((text) => text.split(/[、;；]/).map((part) => ({ part, timed: /\d[:：]\d/.test(part) })))
  .transform((parts, context) => {
    try {
      return parts.flatMap(({ part, timed }) =>
        timed ? parseWhen(part) : parseWhen(`${part} 23:59`).map((one) => ({ ...one, timeOfDay: '24:00' })),
      )
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof UserError ? error.message : '看不懂这个时间' })
      return z.NEVER
    }
  })

/** Whom a duty or a schedule means: units by kind (and attribute), the holders of posts, or who is paired with a unit (contact-kinds.ts). */
export const Selector = z
  .strictObject({
    kind: oneOrMore(z.enum(unitKinds)).optional(),
    /** Of these units only those with one of these attributes (有巩固任务). */
    attribute: oneOrMore(z.string().min(1)).optional(),
    post: oneOrMore(z.string().min(1)).optional(),
    contact: z.enum(contactKinds).optional(),
  })
  .refine(
    ({ kind, post, contact }) => kind !== undefined || post !== undefined || contact !== undefined,
    `要写 kind（哪类单位）、post（哪些职务）或 contact（${contactKinds.join('、')}）`,
  )
  .refine(
    ({ kind, post, contact }) => contact === undefined || (kind === undefined && post === undefined),
    '写了 contact 就不再写 kind、post；另立一条',
  )
  .refine(({ kind, attribute }) => attribute === undefined || kind !== undefined, '写了 attribute（属性）也要写 kind（哪类单位）')
export type Selector = z.output<typeof Selector>

/** What counts for a duty. Several kinds: any of them; the first is what people are reminded of, and what follows narrows it alone. */
const Report = z
  .strictObject({
    kind: oneOrMore(z.string()),
    class: oneOrMore(z.string()).optional(),
    /** Only entries that are now in one of these states: 有效 and 采用 of information (counting-rules 13), filed task lists (A12). */
    state: oneOrMore(z.string()).optional(),
    /** Its class is that of the month's theme; nobody owes where none is set (B19). */
    theme: z.literal(true).optional(),
  })
  .refine(({ theme, class: named }) => !theme || !named, '写了 theme（本月主题）就不再写 class：类别由主题定')
  .transform(({ kind: [kind = '', ...also], ...rest }) => ({ kind, also, ...rest }))

/** A 规定动作: who owes what, how often, how many or how much coverage, by when (design §5). */
export const Duty = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/, '编号只用小写字母、数字和 -'),
    /** Row of docs/mechanisms, such as A4. */
    row: z.string(),
    title: z.string(),
    who: Selector,
    report: Report,
    /** `contact`: only what concerns the units that the subject is paired with counts. */
    within: z.literal('contact').optional(),
    every: z.enum(periodUnits),
    /** How many reports are owed a period. */
    atLeast: z.int().positive().optional(),
    /**
     * What is to be covered instead: every household, the monitored ones (三类户), these and 困难户, every village group (自然村组), or
     * every village (B2).
     */
    covers: z.enum(['households', 'monitored', 'hardship', 'groups', 'villages']).optional(),
    /** Of the villages only those with one of these attributes (有巩固任务). */
    among: oneOrMore(z.string().min(1)).optional(),
    /** Whose reports count: about the unit, made by the unit, or made by the member. */
    count: z.enum(['about', 'by', 'member']).optional(),
    /** The deadline inside the period; default its last day, 24:00. */
    by: by.optional(),
    /** 原则上: shown as 未达, never as 违规 (counting-rules 4). */
    inPrinciple: z.boolean().default(false),
    /** 零报告 counts as reported (counting-rules 11). */
    zeroReport: z.boolean().default(false),
    /** Where the document is silent: 本县自定 or 待核, printed with the duty. */
    note: z.string().optional(),
  })
  .refine((duty) => (duty.atLeast === undefined) !== (duty.covers === undefined), '要写 atLeast（至少几次）或 covers（覆盖谁），只写一个')
  .refine(
    ({ who, covers }) => who.contact === undefined || covers === undefined,
    '按 contact（结对）定的动作按次数计：写 atLeast，不写 covers',
  )
  .refine(({ who, covers }) => covers !== 'villages' || who.post !== undefined, 'covers: villages（所有村）按职务定：who 写 post')
  .refine(({ covers, among }) => among === undefined || covers === 'villages', 'among（有这个属性的村）只用于 covers: villages')
  .refine(
    ({ covers, report }) => covers === undefined || report.state === undefined,
    '按 state（状态）算的动作按次数计：写 atLeast，不写 covers',
  )
  .refine(({ who, within }) => within === undefined || who.contact !== undefined, 'within: contact 只用于 who 写了 contact 的动作')
  .transform((duty) => ({ ...duty, count: duty.count ?? defaultCount(duty), hardship: hardshipWords }) as const)
export type Duty = z.output<typeof Duty>

/** Persons by what they did, coverage by what was visited, units by what they reported. */
function defaultCount({ who, covers }: { who: Selector; covers?: string | undefined }): 'about' | 'by' | 'member' {
  if (who.post || (who.contact && contactRules[who.contact].holder === 'member')) return 'member'
  return covers ? 'about' : 'by'
}

/** Every kind of report that counts for a duty, the first named first. */
export function kindsOf({ report }: Duty): string[] {
  return [report.kind, ...report.also]
}
