import { toDate, toTimeOfDay } from '../clock.ts'
import { type Block, note } from '../core/blocks.ts'
import type { DutyFigures } from './duty-figures.ts'
import type { PackDuty } from './house.ts'
import { measureOf } from './progress.ts'

/** 6月15日 09:30. */
export function shortTime(epochMs: number): string {
  return `${shortDate(toDate(epochMs))} ${toTimeOfDay(epochMs)}`
}

/** 2023-06-15 → 6月15日. */
export function shortDate(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`
}

/** The instant by which something is due, as people say it: the last day for 24:00. */
export function deadlineWords(deadline: number): string {
  return toTimeOfDay(deadline) === '00:00' ? shortDate(toDate(deadline - 1)) : shortTime(deadline)
}

/** The rule that figures follow: the pack's title, the duty's row and what the document leaves open. */
export function ruleWords({ pack, duty }: PackDuty): string {
  const how = duty.covers
    ? `以期初名册为准，一${measureOf(duty)}只计一次${duty.report.class ? `，计${duty.report.class.join('、')}` : ''}`
    : `按${duty.count === 'about' ? '对象' : '填报'}单位计`
  return `口径：${pack.title} ${duty.row} ${duty.title}，${how}${duty.note ? `（${duty.note}）` : ''}`
}

/** The small print under figures: rule, snapshot or live, and the time (interface §3). */
export function figureNotes(figures: DutyFigures, now: number): Block[] {
  return [...freedNotes(figures), note(`${ruleWords(figures)}；${sourceWords(figures, now)}`)]
}

/** Units named in one line. */
const MOST_NAMES = 20

/** 零报告：…; 免报：铺仔村（整村搬迁）. */
export function freedNotes({ zero, exempt }: Pick<DutyFigures, 'zero' | 'exempt'>): Block[] {
  return [['零报告', zero] as const, ['免报', exempt] as const].flatMap(([title, names]) => {
    if (names.length === 0) return []
    return [note(`${title}：${names.slice(0, MOST_NAMES).join('、')}${names.length > MOST_NAMES ? `等 ${names.length} 个` : ''}`)]
  })
}

/** ，已按更正通报第1号更正; '' where nothing was corrected (counting-rules 8). */
export function correctionWords({ corrections }: Pick<DutyFigures, 'corrections'>): string {
  const numbers = [...new Set(corrections)].sort((a, b) => a - b)
  return numbers.length === 0 ? '' : `，已按更正通报第${numbers.join('、')}号更正`
}

/** Where the figures come from: 快照1号 … or live. */
export function sourceWords(figures: Pick<DutyFigures, 'snapshots' | 'corrections' | 'closed' | 'periods' | 'part'>, now: number): string {
  const numbers = `快照${figures.snapshots.map((snapshot) => snapshot.no).join('、')}号${correctionWords(figures)}`
  if (figures.closed) {
    const last = figures.snapshots.at(-1)
    return `已关账，${numbers}，数据截至${shortTime(last?.closedAt ?? now)}`
  }
  const isClosed = figures.snapshots.length > 0
  if (isClosed && figures.part)
    return `${figures.periods[0]?.label ?? ''}已关账（${numbers}），其中一段按现有记录计，数据截至${shortTime(now)}`
  const ended = figures.periods.some((period) => period.to <= toDate(now))
  const some = isClosed ? `部分已关账（${numbers}），` : ''
  return `${some}${ended ? '未关账，数据会变，' : ''}数据截至${shortTime(now)}`
}
