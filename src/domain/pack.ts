import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { isDate } from '../clock.ts'
import { CaseSection } from './case-rules.ts'
import { campaignSections } from './pack-campaign.ts'
import { crossFaults, type Found } from './pack-cross-check.ts'
import { Duty, hardshipWords, Selector, when } from './pack-duty.ts'
import { explainIssue } from './pack-issues.ts'
import { listSections } from './pack-lists.ts'
import { policySections } from './pack-policies.ts'
import { projectSections } from './pack-projects.ts'
import { Score } from './pack-score.ts'
import { Theme } from './pack-themes.ts'
import { thresholdSections } from './pack-thresholds.ts'

export { type Duty, kindsOf, type Selector } from './pack-duty.ts'

/** A ranking over one duty: units of one kind that owe the same (counting-rules 17). */
const Ranking = z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), title: z.string(), duty: z.string() })
export type Ranking = z.output<typeof Ranking>

/** A scheduled notice: which file of schedules/ runs, when, to whose groups, with which settings. */
const ScheduleEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  run: z.string(),
  title: z.string(),
  /** Row of docs/mechanisms that it carries, where it carries one. */
  row: z.string().optional(),
  when,
  to: Selector.optional(),
  with: z.record(z.string(), z.unknown()).default({}),
})
export type ScheduleEntry = z.output<typeof ScheduleEntry>

/** A figure that units report (月报). */
const Indicator = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  /** What a report with it counts as: duties name it as `class` (收入监测, 村企共建). */
  group: z.string().min(1).optional(),
  /** What is reported for each period adds up (投入资金, 解决问题); shares never do (counting-rules 15). */
  sum: z.boolean().default(false),
})

/** One county's rules. */
const Pack = z
  .strictObject({
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
    indicators: z.array(Indicator).default([]),
    /** Attributes of households that make them 困难户. */
    hardship: z.array(z.string().min(1)).min(1).default(hardshipWords),
    /** How risks, issues, tasks and pieces of information are followed up; what is left out: another pack's, or our defaults (case-joining.ts). */
    cases: CaseSection.optional(),
    ...projectSections,
    ...thresholdSections,
    ...policySections,
    ...listSections,
    ...campaignSections,
    /** 本月主题: what villages check, by class of issue (B19). */
    themes: z.array(Theme).default([]),
    duties: z.array(Duty).default([]),
    rankings: z.array(Ranking).default([]),
    /** 日常工作参考: what a unit's work is shown by beside the year's assessment (A14). */
    score: Score.optional(),
    schedules: z.array(ScheduleEntry).default([]),
  })
  .transform((pack) => ({ ...pack, duties: pack.duties.map((duty) => ({ ...duty, hardship: pack.hardship })) }))
export type Pack = z.output<typeof Pack>

/** What is wrong with a pack: line (1-based, 0 when unknown) and a Chinese sentence. */
export interface PackFault {
  line: number
  message: string
}

/** Where a fault is: keys and places from the top of the file. */
export type PackPath = PropertyKey[]

/** Reads a pack's YAML; every fault with its line. `more` looks further, at a pack whose form is right. */
export function parsePack(yaml: string, more: (pack: Pack) => Found[] = () => []): { pack: Pack } | { faults: PackFault[] } {
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
  const found: Found[] = result.success ? [...crossFaults(result.data), ...more(result.data)] : result.error.issues
  const lineOf = lineFinder(yaml)
  const faults = found.map(({ path, message }) => ({
    line: lineOf(path),
    message: `${path.map(String).join(' › ') || '整个文件'}：${message}`,
  }))
  return result.success && faults.length === 0 ? { pack: result.data } : { faults }
}

/** Finds the line (1-based) of a place in a YAML text, or of the nearest thing around it. */
function lineFinder(yaml: string): (path: PackPath) => number {
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
