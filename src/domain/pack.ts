import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { isDate } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import { explainIssue } from './pack-issues.ts'
import { parseWhen } from './recurrence.ts'

const unitKinds = ['province', 'city', 'county', 'township', 'village', 'department', 'taskforce', 'enterprise', 'inspection'] as const
const periodUnits = ['day', 'week', 'month', 'two-months', 'quarter', 'half-year', 'year', 'term'] as const

const contactKinds = ['包抓', '联乡'] as const
/** Pairings with a unit: 包抓, a leader and his contact point; 联乡, a department and the townships that it helps. */
export type ContactKind = (typeof contactKinds)[number]

/** Whom a pairing makes owe, as rules call them. */
export const contactWords: Record<ContactKind, string> = { 包抓: '包抓领导', 联乡: '联乡部门' }

/** One value or several, as a list. */
function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1)]).transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[])
}

/** A time as office staff write it (recurrence.ts). */
const when = z.string().transform((text, context) => {
  try {
    return parseWhen(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof UserError ? error.message : '看不懂这个时间' })
    return z.NEVER
  }
})

/** Whom a duty or a schedule means: units by kind, the holders of posts, or who is paired with a unit (包抓 leaders, 联乡 departments). */
const Selector = z
  .strictObject({
    kind: oneOrMore(z.enum(unitKinds)).optional(),
    post: oneOrMore(z.string().min(1)).optional(),
    contact: z.enum(contactKinds).optional(),
  })
  .refine(
    ({ kind, post, contact }) => kind !== undefined || post !== undefined || contact !== undefined,
    '要写 kind（哪类单位）、post（哪些职务）或 contact（包抓、联乡）',
  )
  .refine(
    ({ kind, post, contact }) => contact === undefined || (kind === undefined && post === undefined),
    '写了 contact（包抓、联乡）就不再写 kind、post；另立一条',
  )
export type Selector = z.output<typeof Selector>

/** A 规定动作: who owes what, how often, how many or how much coverage, by when (design §5). */
const Duty = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/, '编号只用小写字母、数字和 -'),
    /** Row of docs/mechanisms, such as A4. */
    row: z.string(),
    title: z.string(),
    who: Selector,
    /** Several kinds: any of them counts; the first is what people are reminded of, and `class` narrows it alone. */
    report: z
      .strictObject({ kind: oneOrMore(z.string()), class: oneOrMore(z.string()).optional() })
      .transform(({ kind: [kind = '', ...also], ...rest }) => ({ kind, also, ...rest })),
    /** `contact`: only what concerns the units that the subject is paired with counts. */
    within: z.literal('contact').optional(),
    every: z.enum(periodUnits),
    /** How many reports are owed a period. */
    atLeast: z.int().positive().optional(),
    /** What is to be covered instead: every household, or the monitored ones (三类户). */
    covers: z.enum(['households', 'monitored']).optional(),
    /** Whose reports count: about the unit, made by the unit, or made by the member. */
    count: z.enum(['about', 'by', 'member']).optional(),
    /** The deadline inside the period; default its last day, 24:00. */
    by: when.optional(),
    /** 原则上: shown as 未达, never as 违规 (counting-rules 4). */
    inPrinciple: z.boolean().default(false),
    /** 零报告 counts as reported (counting-rules 11). */
    zeroReport: z.boolean().default(false),
    /** Where the document is silent: 本县自定 or 待核, printed with the duty. */
    note: z.string().optional(),
  })
  .refine((duty) => (duty.atLeast === undefined) !== (duty.covers === undefined), '要写 atLeast（至少几次）或 covers（覆盖谁），只写一个')
  .refine(({ who, covers }) => who.contact === undefined || covers === undefined, '包抓、联乡的动作按次数计：写 atLeast，不写 covers')
  .refine(({ who, within }) => within === undefined || who.contact !== undefined, 'within: contact 只用于 who 写了 contact 的动作')
  .transform((duty) => ({ ...duty, count: duty.count ?? defaultCount(duty) }) as const)
export type Duty = z.output<typeof Duty>

/** Persons by what they did, coverage by what was visited, units by what they reported. */
function defaultCount({ who, covers }: { who: Selector; covers?: string | undefined }): 'about' | 'by' | 'member' {
  if (who.post || who.contact === '包抓') return 'member'
  return covers ? 'about' : 'by'
}

/** Every kind of report that counts for a duty, the first named first. */
export function kindsOf({ report }: Duty): string[] {
  return [report.kind, ...report.also]
}

/** A ranking over one duty: units of one kind that owe the same (counting-rules 17). */
const Ranking = z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), title: z.string(), duty: z.string() })
export type Ranking = z.output<typeof Ranking>

/** A scheduled notice: which file of schedules/ runs, when, to whose groups, with which settings. */
const ScheduleEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  run: z.string(),
  title: z.string(),
  when,
  to: Selector.optional(),
  with: z.record(z.string(), z.unknown()).default({}),
})
export type ScheduleEntry = z.output<typeof ScheduleEntry>

/** One county's rules. */
const Pack = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  source: z.string(),
  /** Dates of the current term (本届), for duties measured over it; `to` is the first day after it. */
  term: z
    .strictObject({ from: z.string().refine(isDate, '日期写成 2023-06-02'), to: z.string().refine(isDate, '日期写成 2023-06-02') })
    .optional(),
  /** 关账: on which working day of the next period, at what time (counting-rules 8). */
  close: z
    .strictObject({ workday: z.int().positive(), at: z.string().regex(/^\d{2}:\d{2}$/, '时间写成 18:00') })
    .default({ workday: 3, at: '18:00' }),
  indicators: z.array(z.strictObject({ name: z.string(), aliases: z.array(z.string()).default([]) })).default([]),
  duties: z.array(Duty).default([]),
  rankings: z.array(Ranking).default([]),
  schedules: z.array(ScheduleEntry).default([]),
})
export type Pack = z.output<typeof Pack>

/** What is wrong with a pack: line (1-based, 0 when unknown) and a Chinese sentence. */
export interface PackFault {
  line: number
  message: string
}

/** Where a fault is: keys and places from the top of the file. */
export type PackPath = PropertyKey[]

/** Reads a pack's YAML; every fault with its line. */
export function parsePack(yaml: string): { pack: Pack } | { faults: PackFault[] } {
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter })
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        line: counter.linePos(error.pos[0]).line,
        message: `格式不对：${error.message.split('\n')[0]}`,
      })),
    }
  }
  const result = Pack.safeParse(document.toJS(), { error: explainIssue })
  const found: { path: PackPath; message: string }[] = result.success ? crossFaults(result.data) : result.error.issues
  const lineOf = lineFinder(yaml)
  const faults = found.map(({ path, message }) => ({
    line: lineOf(path),
    message: `${path.map(String).join(' › ') || '整个文件'}：${message}`,
  }))
  return result.success && faults.length === 0 ? { pack: result.data } : { faults }
}

/** Finds the line (1-based) of a place in a YAML text, or of the nearest thing around it. */
export function lineFinder(yaml: string): (path: PackPath) => number {
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter })
  return (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
        return counter.linePos(Number(node.range[0])).line
    }
    return 1
  }
}

/** Faults between parts: names used that are declared nowhere, ids used twice, a term that is missing. */
function crossFaults(pack: Pack): { path: PackPath; message: string }[] {
  const faults: { path: PackPath; message: string }[] = []
  const duties = new Set(pack.duties.map((duty) => duty.id))
  for (const group of ['duties', 'rankings', 'schedules'] as const) {
    const seen = new Set<string>()
    for (const [index, { id }] of pack[group].entries()) {
      if (seen.has(id)) faults.push({ path: [group, index, 'id'], message: `编号 ${id} 用了两次，请改一个` })
      seen.add(id)
    }
  }
  for (const [index, ranking] of pack.rankings.entries()) {
    if (!duties.has(ranking.duty))
      faults.push({ path: ['rankings', index, 'duty'], message: `没有编号为 ${ranking.duty} 的规定动作（duties）` })
  }
  for (const [index, duty] of pack.duties.entries()) {
    if (duty.every === 'term' && !pack.term)
      faults.push({ path: ['duties', index, 'every'], message: '按届计的动作要在 term 里写本届起止日期' })
  }
  return faults
}
