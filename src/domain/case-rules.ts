import { z } from 'zod'
import { addDays, type DateText, dateOf, dateParts } from '../clock.ts'
import type { Calendar } from './calendar.ts'

/** A length of time as office staff write it: 10个工作日, 30天, 6个月. */
export interface Span {
  n: number
  unit: 'workday' | 'day' | 'month'
}

const spanUnits: Record<string, Span['unit']> = { 个工作日: 'workday', 天: 'day', 日: 'day', 个月: 'month' }

/** 10个工作日 → a span; undefined when it is none. */
export function parseSpan(text: string): Span | undefined {
  const [, digits, word = ''] = /^(\d{1,3})\s*(个工作日|天|日|个月)$/.exec(text.trim()) ?? []
  const unit = spanUnits[word]
  return unit && digits ? { n: Number(digits), unit } : undefined
}

/** A span in Chinese. */
export function spanWords({ n, unit }: Span): string {
  return `${n}${unit === 'workday' ? '个工作日' : unit === 'day' ? '天' : '个月'}`
}

/** The last day of a span that began on `from`: working days start on the next working day and never end on a holiday (counting-rules 9). */
export function spanEnd(from: DateText, { n, unit }: Span, calendar: Calendar): DateText {
  if (unit === 'workday') return calendar.addWorkdays(from, n)
  if (unit === 'day') return addDays(from, n)
  const { year, month, day } = dateParts(from)
  const first = new Date(Date.UTC(year, month - 1 + n, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return dateOf(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(day, last))
}

const span = z.string().transform((text, context) => {
  const value = parseSpan(text)
  if (value) return value
  context.addIssue({ code: 'custom', message: '时长写成 10个工作日、30天 或 6个月' })
  return z.NEVER
})

/** Stages that a county may put before 纳入 or 消除 (D6), in this order. */
export const stageWords = ['评议', '公示', '审核', '审定'] as const
export type StageWord = (typeof stageWords)[number]

const stages = z.array(z.enum(stageWords)).transform((chosen) => stageWords.filter((word) => chosen.includes(word)))

/** What is still to be filled in by the county; until then a statement and an approver are asked (A10). */
export const TO_BE_FILLED = '待县局填写'

const Risk = z.strictObject({
  /** From the report to the verdict of 核实. */
  verify: span,
  /** From the report to 纳入 (B4). */
  intake: span,
  /** From the report to 救助, for 突发严重困难户 (B4). */
  relief: span,
  /** 观察期 after 消除 (B4). */
  observe: span,
  /** How often a household is visited during 观察期 (D6). */
  followUp: span,
  /** Stages before 纳入, and before 消除. */
  intakeStages: stages,
  clearStages: stages,
  /** Questions that must all be answered 是 before 消除 (七不消 and the like); the words 待县局填写 alone mean that nobody has given them yet. */
  clearing: z.array(z.string().min(1)),
})

const Issue = z.strictObject({
  /** From 交办 to each unit's verdict. */
  verify: span,
  /** From 交办 to 整改, when no date was given. */
  rectify: span,
  /** Must 整改 carry a photo or file? (A13: 相互印证) */
  evidence: z.boolean(),
  /** Who signs before 销号 (A13: 双签字); none: the one who assigned strikes it off alone. */
  signatures: z.array(z.enum(['责任部门负责人', '分管领导'])),
})

const Task = z.strictObject({
  /** What a 任务清单 goes through before it is carried out (A12); other tasks are simply done. */
  steps: z.array(z.enum(['报审', '审定', '备案'])),
})

const AdoptionLevel = z.strictObject({
  /** 国家会议, 省级行文 … */
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  points: z.number().nonnegative(),
  /** document: one matter scores its highest level once; media: each piece counts (counting-rules 13). */
  sort: z.enum(['document', 'media']),
})
export type AdoptionLevel = z.output<typeof AdoptionLevel>

/** Always understood, whatever the pack; the points are those of B17, 本县自定 where the pack does not state them. */
const plainLevels: AdoptionLevel[] = [
  { name: '国家级', aliases: ['国家'], points: 2, sort: 'document' },
  { name: '省级', aliases: ['省'], points: 1, sort: 'document' },
  { name: '市级', aliases: ['市'], points: 0.5, sort: 'document' },
  { name: '中央媒体', aliases: ['中央主流媒体', '央媒'], points: 0.2, sort: 'media' },
  { name: '省级媒体', aliases: ['省媒'], points: 0.1, sort: 'media' },
  { name: '客户端', aliases: ['新闻客户端'], points: 0, sort: 'media' },
]

/** The pack's finer levels, and the plain ones that it does not name. */
export function levelsOf(own: AdoptionLevel[]): AdoptionLevel[] {
  return [...own, ...plainLevels.filter(({ name }) => !own.some((level) => level.name === name))]
}

const Info = z.strictObject({
  levels: z.array(AdoptionLevel),
  /** Do media points add to document points of the same matter? */
  add: z.boolean(),
})

const causes = [
  '因病',
  '因残',
  '因学',
  '因灾',
  '因意外',
  '因住房',
  '因饮水',
  '因失业',
  '务工不稳',
  '缺劳力',
  '因产业',
  '收入下降',
  '其他',
] as const

/** Signs of risk (D10): words in a visit's text, by the cause that they point to. */
const Signs = z.partialRecord(z.enum(causes), z.array(z.string().min(2)).min(1))

const sections = {
  /** Words that make the bot offer to open a risk from a visit (D10); none: nothing is offered. */
  signs: Signs,
  /** Working days before a deadline at which it is reminded, and after it at which it is told: to the one who owes, the unit above, the next above … */
  warn: z.int().nonnegative(),
  escalate: z.array(z.int().positive()),
}

/** What a pack says about how cases are followed up: only what it writes itself. */
export const CaseSection = z
  .strictObject({ risk: Risk.partial(), issue: Issue.partial(), task: Task.partial(), info: Info.partial(), ...sections })
  .partial()
export type CaseSection = z.output<typeof CaseSection>

const Complete = z.strictObject({ risk: Risk, issue: Issue, task: Task, info: Info, ...sections })

/** How cases are followed up, nothing left open. */
export type CaseRules = z.output<typeof Complete>

/** What holds where no pack says anything (本县自定). */
export const defaultCaseRules: CaseRules = Complete.parse({
  risk: {
    verify: '5个工作日',
    intake: '10个工作日',
    relief: '2个工作日',
    observe: '6个月',
    followUp: '1个月',
    intakeStages: [],
    clearStages: [],
    clearing: [TO_BE_FILLED],
  },
  issue: { verify: '3个工作日', rectify: '15个工作日', evidence: true, signatures: [] },
  task: { steps: ['报审', '审定', '备案'] },
  info: { levels: [], add: true },
  signs: {},
  warn: 2,
  escalate: [1, 3, 6],
})
