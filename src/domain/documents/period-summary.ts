import { countActs, countClasses } from '../../../db/queries/progress.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import type { ReportCommand } from '../command.ts'
import { figuresBefore } from '../comparison.ts'
import { type DutyFigures, readDutyFigures } from '../duty-figures.ts'
import { shortTime, sourceWords } from '../figure-notes.ts'
import type { House } from '../house.ts'
import type { Pack } from '../pack.ts'
import { type Period, previousPeriod } from '../periods.ts'
import { isCoverage, isDone, type Source, subjectsOf } from '../progress.ts'
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
  acts: Awaited<ReturnType<typeof countActs>>
  before: Awaited<ReturnType<typeof countActs>>
  causes: Awaited<ReturnType<typeof countClasses>>
}

/** Names of units that one line lists, and causes that are named. */
const MOST_NAMES = 10
const MOST_CAUSES = 3

/** Counts a period and the one before it, for comparison. */
export async function readActivity({ db }: Source, period: Period, all: ReportCommand[]): Promise<Activity> {
  const earlier = previousPeriod(period)
  const secret = secretKindsOf(all)
  const reports = all.filter((report) => !report.secret && !report.unsummed)
  const counted = { kinds: reports.map((report) => report.name), uncounted: reports.flatMap((report) => report.uncounted ?? []) }
  return {
    period,
    reports,
    secret,
    acts: await countActs(db, { ...counted, from: period.from, to: period.to }),
    before: await countActs(db, { ...counted, from: earlier.from, to: earlier.to }),
    causes: await countClasses(db, { kind: 'risk', from: period.from, to: period.to }),
  }
}

/** 月报告, 季分析, 半年小结, 全年总结 (A5): totals, how the duties stand, what stands out, all of one unit's subtree. */
export async function periodSummary(
  source: Source,
  unit: Unit,
  about: { activity: Activity; pack: Pack; title: string; now: number },
): Promise<Block[]> {
  const { activity, pack, title, now } = about
  const { period } = activity
  const duties: Compared[] = []
  for (const duty of pack.duties.filter((candidate) => candidate.count !== 'member' && !isSecret(candidate, activity.secret))) {
    if (subjectsOf(source.house, duty, { on: period.from, roots: [unit.id] }).length === 0) continue
    const question = { now, roots: [unit.id], asked: period }
    const figures = await readDutyFigures(source, { pack, duty }, question)
    if (!figures) continue
    const before = await figuresBefore(source, { pack, duty }, { question, period, how: 'previous' })
    duties.push({ figures, change: changeLine(source.house, figures, { before, unitId: unit.id }) })
  }
  const inside = (unitId: number): boolean => isInside(source.house, unitId, unit.id)
  return [
    heading(`${unit.name} ${title}（${period.label}）`),
    text('一、工作量'),
    list(totalLines(activity, inside)),
    ...(duties.length > 0 ? [text('二、规定动作'), list(duties.flatMap((duty) => dutyLines(duty, now)))] : []),
    ...exemptNotes(duties),
    ...causeBlocks(activity, inside),
    note(
      `口径：按事情发生日期计，走访一户一天计一次，撤回的不计；${sourcesOf(
        duties.map(({ figures }) => figures),
        now,
      )}`,
    ),
  ]
}

/** Units that have since gone from the directory count nowhere. */
function isInside(house: House, unitId: number, rootId: number): boolean {
  return house.lexicon.isWithin(unitId, [rootId])
}

function totalLines({ acts, before, reports }: Activity, inside: (unitId: number) => boolean): string[] {
  return reports
    .flatMap(({ name, title, measure = '次' }) => {
      const now = total(acts, name, inside)
      const then = total(before, name, inside)
      if (now + then === 0) return []
      return [`${title} ${now} ${measure}，${compared(now, then)}`]
    })
    .concat(acts.some((row) => inside(row.unitId)) ? [] : ['本期没有上报记录'])
}

function total(acts: Activity['acts'], kind: string, inside: (unitId: number) => boolean): number {
  return acts.reduce((sum, row) => (row.kind === kind && inside(row.unitId) ? sum + (kind === 'visit' ? row.visits : row.reports) : sum), 0)
}

function compared(now: number, then: number): string {
  if (now === then) return `与上期持平（${then}）`
  return `比上期${now > then ? '多' : '少'} ${Math.abs(now - then)}（上期 ${then}）`
}

/** A duty's figures, and how they have changed since the period before. */
interface Compared {
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

function causeBlocks({ causes }: Activity, inside: (unitId: number) => boolean): Block[] {
  const counts = new Map<string, number>()
  for (const row of causes) {
    if (row.class !== null && inside(row.unitId)) counts.set(row.class, (counts.get(row.class) ?? 0) + row.reports)
  }
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_CAUSES)
  return top.length === 0 ? [] : [text('三、主要风险原因'), list(top.map(([cause, count]) => `${cause} ${count} 条`))]
}

function sourcesOf(duties: DutyFigures[], now: number): string {
  const closed = duties.filter((figures) => figures.closed)
  const numbers = closed.flatMap((figures) => figures.snapshots.map((snapshot) => snapshot.no))
  return numbers.length > 0
    ? `已关账的取快照${numbers.join('、')}号，其余数据截至${shortTime(now)}`
    : sourceWords({ snapshots: [], closed: false, periods: [] }, now)
}
