import { toInstant } from '../../clock.ts'
import type { DutyFigures } from '../duty-figures.ts'
import { deadlineWords } from '../figure-notes.ts'
import { percent } from '../figures.ts'
import { runningWord } from '../periods.ts'
import { isCoverage, isDone, measureOf, type Standing } from '../progress.ts'
import { rateOf, type Tally } from '../tallies.ts'

/** 快于进度, 慢于进度 …: coverage against 序时进度 (counting-rules 4). */
export function paceWord({ done, required, target }: Pick<Tally, 'done' | 'required' | 'target'>): string {
  const rate = rateOf({ done, required })
  if (rate === null) return '没有应走访的'
  if (rate >= 1) return '已全部完成'
  if (target === null) return ''
  return rate >= target ? '快于进度' : '慢于进度'
}

/** 212/350 户，60.5%，序时进度 50%，快于进度; for what is owed by number 3/17 次，17.6%. */
export function shareWords(figures: DutyFigures, tally: Tally): string {
  const rate = rateOf(tally)
  const share = rate === null ? '' : `，${percent(rate)}`
  if (!isCoverage(figures.duty)) return `${tally.done}/${tally.required} 次${share}${zeroWords(tally)}`
  const pace = tally.target === null || tally.target >= 1 ? '' : `，序时进度 ${percent(tally.target)}`
  return [`${tally.done}/${tally.required} ${measureOf(figures.duty)}${share}${pace}`, paceWord(tally)]
    .filter((part) => part !== '')
    .join('，')
}

/** （其中零报告 1 次）: it counts as reported, and is told apart from what was done (counting-rules 11). */
function zeroWords({ zeroDone }: Tally): string {
  return zeroDone === 0 ? '' : `（其中零报告 ${zeroDone} 次）`
}

/** Completeness and timeliness as two figures (counting-rules 10): 按时 3 户，补报 1 户. */
export function timeWords(figures: DutyFigures, tally: Tally): string {
  const unit = measureOf(figures.duty)
  return `按时 ${tally.onTime} ${unit}，补报 ${tally.done - tally.onTime} ${unit}`
}

/** Of several who owe a number of reports: how many have done it; and until when it can be done. */
export function countWords(figures: DutyFigures, tally: Tally, now: number): string {
  const left = tally.subjects - tally.complete
  const state = left === 0 ? '，全部完成' : `，未完成 ${left} 个${lateWord(figures, now)}`
  const zero = tally.zero === 0 ? '' : `，其中零报告 ${tally.zero} 个`
  const sum = figures.periods.length > 1 ? `共报 ${tally.done}/${tally.required} 次；` : ''
  return `${sum}应报 ${tally.subjects} 个单位，已完成 ${tally.complete} 个（按时 ${tally.completeOnTime} 个，补报 ${tally.complete - tally.completeOnTime} 个${zero}）${state}`
}

/** （时限 6月30日） or （已逾期）; 未达 where the document says 原则上, never 违规 (counting-rules 4). */
export function lateWord(figures: Pick<DutyFigures, 'standings' | 'duty'>, now: number): string {
  const deadline = figures.standings.at(-1)?.deadline
  if (deadline === undefined) return ''
  if (now <= deadline) return `（时限 ${deadlineWords(deadline)}）`
  return figures.duty.inPrinciple ? '（未达）' : '（已逾期）'
}

/** 今年 for the running year and so on; a past period by its own name. */
export function periodWords(figures: Pick<DutyFigures, 'periods' | 'label'>, now: number): string {
  const [period] = figures.periods
  if (figures.periods.length !== 1 || !period || now < toInstant(period.from) || now >= toInstant(period.to)) return figures.label
  return runningWord(period.unit)
}

/** What one who has not finished still owes and until when: 还差 138 户（60%，序时进度 50%，快于进度），12月31日前. */
export function openWords(standing: Standing, now: number): string {
  const left = standing.required - Math.min(standing.done, standing.required)
  const until = now > standing.deadline ? (standing.duty.inPrinciple ? '，未达' : '，已逾期') : `，${deadlineWords(standing.deadline)}前`
  if (!isCoverage(standing.duty)) return `${standing.period.label}还差 ${left} 次${until}`
  const pace =
    standing.target !== null && standing.target < 1 ? `（已走 ${percent(standing.rate ?? 0)}，序时进度 ${percent(standing.target)}）` : ''
  return `${standing.period.label}还差 ${left} ${measureOf(standing.duty)}${pace}${until}`
}

/** Does he owe something now? Numbers as long as they are not done; coverage only when it is behind 序时进度 (counting-rules 4). */
export function isBehind(standing: Standing): boolean {
  if (isDone(standing)) return false
  return !isCoverage(standing.duty) || standing.target === null || (standing.rate ?? 1) < standing.target
}
