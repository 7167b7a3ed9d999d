import { countActs, countClasses } from '../../../db/queries/progress.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { type Below, groupBelow } from '../below.ts'
import type { ReportCommand } from '../command.ts'
import { figuresBefore } from '../comparison.ts'
import { type DutyFigures, figuresBelow, readDutyFigures } from '../duty-figures.ts'
import { correctionWords, shortTime, sourceWords } from '../figure-notes.ts'
import { isKept } from '../ledger-start.ts'
import type { Pack } from '../pack.ts'
import { type Period, previousPeriod } from '../periods.ts'
import { isCoverage, isDone, type Source } from '../progress.ts'
import { isSecret, secretKindsOf } from '../secrecy.ts'
import { sumUp } from '../tallies.ts'
import { changeLine } from './comparison.ts'
import { countWords, shareWords, timeWords } from './standing-words.ts'

/** What was done below each unit, counted once for all units that get a summary. */
export interface Activity {
  period: Period
  /** The kinds that are counted, in the order in which they are told; what is secret is never among them. */
  reports: ReportCommand[]
  secret: ReadonlySet<string>
  acts: Below<Acts>
  /** The same of the period before; null where there was no ledger yet. */
  before: Below<Acts> | null
  causes: Below<Awaited<ReturnType<typeof countClasses>>[number]>
}

type Acts = Awaited<ReturnType<typeof countActs>>[number]

/** Names of units that one line lists, and causes that are named. */
const MOST_NAMES = 10
const MOST_CAUSES = 3

/** Counts a period and the one before it, for comparison. */
export async function readActivity({ db, house }: Source, period: Period, all: ReportCommand[]): Promise<Activity> {
  const earlier = previousPeriod(period)
  const secret = secretKindsOf(all)
  const reports = all.filter((report) => !report.secret && !report.unsummed)
  const counted = { kinds: reports.map((report) => report.name), uncounted: reports.flatMap((report) => report.uncounted ?? []) }
  return {
    period,
    reports,
    secret,
    acts: groupBelow(house, await countActs(db, { ...counted, from: period.from, to: period.to }), unitOf),
    before: (await isKept(db, earlier))
      ? groupBelow(house, await countActs(db, { ...counted, from: earlier.from, to: earlier.to }), unitOf)
      : null,
    causes: groupBelow(house, await countClasses(db, { kind: 'risk', from: period.from, to: period.to }), unitOf),
  }
}

const unitOf = ({ unitId }: { unitId: number }): number => unitId

/** What a summary says: of one unit's subtree, in one period. */
export interface SummaryOf {
  activity: Activity
  pack: Pack
  now: number
}

/** How a duty stands in the whole place, and how it stood before. */
interface Whole {
  figures: DutyFigures
  before: Awaited<ReturnType<typeof figuresBefore>>
}

/** Counted once for all units of a run: an activity is made for one run. */
const wholes = new WeakMap<Activity, Whole[]>()

async function readWholes(source: Source, { activity, pack, now }: SummaryOf): Promise<Whole[]> {
  const known = wholes.get(activity)
  if (known) return known
  const { root } = source.house.directory
  const found: Whole[] = []
  for (const duty of pack.duties.filter((candidate) => candidate.count !== 'member' && !isSecret(candidate, activity.secret))) {
    const question = { now, roots: root ? [root.id] : [], asked: activity.period }
    const figures = await readDutyFigures(source, { pack, duty }, question)
    if (figures)
      found.push({ figures, before: await figuresBefore(source, { pack, duty }, { question, period: activity.period, how: 'previous' }) })
  }
  wholes.set(activity, found)
  return found
}

/** How the duties below a unit stand at the period's end, and how that compares with the period before. */
export async function comparedDuties(source: Source, unit: Unit, about: SummaryOf): Promise<Compared[]> {
  const duties: Compared[] = []
  for (const whole of await readWholes(source, about)) {
    const figures = await figuresBelow(source, whole.figures, unit.id)
    if (figures)
      duties.push({
        figures,
        change: changeLine(source.house, figures, { before: await narrow(source, whole.before, unit), unitId: unit.id }),
      })
  }
  return duties
}

async function narrow(source: Source, before: Whole['before'], unit: Unit): Promise<Whole['before']> {
  if (before === null || before.figures === 'unkept') return before
  const figures = await figuresBelow(source, before.figures, unit.id)
  return figures && { ...before, figures }
}

/** The lines about what was reported and about the duties, and the small print under them. */
export function summaryLines(
  unit: Unit,
  about: SummaryOf & { duties: Compared[] },
): { totals: string[]; duties: string[]; notes: Block[] } {
  const { activity, duties, now } = about
  const figures = duties.map((duty) => duty.figures)
  return {
    totals: totalLines(activity, unit.id),
    duties: duties.flatMap((duty) => dutyLines(duty, now)),
    notes: [...exemptNotes(duties), note(`口径：按事情发生日期计，走访一户一天计一次，撤回的不计；${sourcesOf(figures, now)}`)],
  }
}

/** 月报告, 季分析, 半年小结, 全年总结 (A5): totals, how the duties stand, what stands out, all of one unit's subtree. */
export async function periodSummary(source: Source, unit: Unit, about: SummaryOf & { title: string }): Promise<Block[]> {
  const { activity, title } = about
  const compared = await comparedDuties(source, unit, about)
  const { totals, duties, notes } = summaryLines(unit, { ...about, duties: compared })
  const small = notes.slice(-1)
  return [
    heading(`${unit.name} ${title}（${activity.period.label}）`),
    text('一、工作量'),
    list(totals),
    ...(compared.length > 0 ? [text('二、规定动作'), list(duties)] : []),
    ...notes.slice(0, -1),
    ...causeBlocks(activity, unit.id),
    ...small,
  ]
}

function totalLines({ acts, before, reports }: Activity, unitId: number): string[] {
  const [now, then] = [acts(unitId), before?.(unitId)]
  const lines = reports.flatMap(({ name, title, measure = '次' }) => {
    const [count, earlier] = [total(now, name), then && total(then, name)]
    if (count + (earlier ?? 0) === 0) return []
    return [`${title} ${count} ${measure}${earlier === undefined ? '' : `，${compared(count, earlier)}`}`]
  })
  if (now.length === 0) return [...lines, '本期没有上报记录']
  return then ? lines : [...lines, '上期还没有台账，没有可比的数']
}

function total(acts: readonly Acts[], kind: string): number {
  return acts.reduce((sum, row) => (row.kind === kind ? sum + (kind === 'visit' ? row.visits : row.reports) : sum), 0)
}

function compared(now: number, then: number): string {
  if (now === then) return `与上期持平（${then}）`
  return `比上期${now > then ? '多' : '少'} ${Math.abs(now - then)}（上期 ${then}）`
}

/** A duty's figures, and how they have changed since the period before. */
export interface Compared {
  figures: DutyFigures
  /** '' where there is nothing to compare with. */
  change: string
}

/** Coverage as it stands at the period's end; numbers of reports for the periods that ended in it, with who is missing. */
function dutyLines({ figures, change }: Compared, now: number): string[] {
  if (figures.standings.length === 0) return []
  const sum = sumUp(figures.standings)
  const compared = change === '' ? '' : `；${change}`
  if (isCoverage(figures.duty))
    return [`${figures.duty.title}：${figures.label}累计 ${shareWords(figures, sum)}；${timeWords(figures, sum)}${compared}`]
  if (figures.part) return []
  const missing = [...new Set(figures.standings.filter((standing) => !isDone(standing)).map((standing) => standing.subject.name))]
  const more = missing.length > MOST_NAMES ? `等 ${missing.length} 个` : ''
  const names = missing.length === 0 ? '' : `；未完成：${missing.slice(0, MOST_NAMES).join('、')}${more}`
  return [`${figures.duty.title}（${figures.label}）：${countWords(figures, sum, now)}${names}${compared}`]
}

/** 免报 leaves the denominator and is printed (counting-rules 11). */
function exemptNotes(duties: Compared[]): Block[] {
  const lines = duties.flatMap(({ figures: { duty, exempt } }) => (exempt.length === 0 ? [] : [`${duty.title}——${exempt.join('、')}`]))
  return lines.length === 0 ? [] : [note(`免报：${lines.join('；')}`)]
}

function causeBlocks({ causes }: Activity, unitId: number): Block[] {
  const counts = new Map<string, number>()
  for (const row of causes(unitId)) {
    if (row.class !== null) counts.set(row.class, (counts.get(row.class) ?? 0) + row.reports)
  }
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_CAUSES)
  return top.length === 0 ? [] : [text('三、主要风险原因'), list(top.map(([cause, count]) => `${cause} ${count} 条`))]
}

function sourcesOf(duties: DutyFigures[], now: number): string {
  const closed = duties.filter((figures) => figures.closed)
  const numbers = closed.flatMap((figures) => figures.snapshots.map((snapshot) => snapshot.no))
  if (numbers.length === 0) return sourceWords({ snapshots: [], corrections: [], closed: false, periods: [], part: null }, now)
  const corrections = correctionWords({ corrections: closed.flatMap((figures) => figures.corrections) })
  return `工作量按现有记录计，关账后记入、更正的也算；规定动作已关账的取快照${numbers.join('、')}号${corrections}，其余数据截至${shortTime(now)}`
}
