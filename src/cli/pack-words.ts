import type { UnitKind } from '../core/nouns.ts'
import { contactRules } from '../domain/contact-kinds.ts'
import { coverWords, narrowWords } from '../domain/documents/kind-words.ts'
import { type Duty, kindsOf, type Pack, type ScheduleEntry, type Selector } from '../domain/pack.ts'
import type { PackSurroundings } from '../domain/pack-check.ts'
import type { PeriodUnit } from '../domain/periods.ts'
import { describeWhen } from '../domain/recurrence.ts'
import { unitKindWords } from '../domain/roster-columns.ts'
import { describeSections } from './pack-section-words.ts'

/** How often, as a rule says it: 每月. */
export const everyWords: Record<PeriodUnit, string> = {
  day: '每日',
  week: '每周',
  month: '每月',
  'two-months': '每两月',
  quarter: '每季',
  'half-year': '每半年',
  year: '每年',
  term: '每届',
}

/** What a pack demands of whom, and whom it tells what when: one line each. */
export function describePack(pack: Pack, surroundings: PackSurroundings): string[] {
  const titleOf = new Map(surroundings.commands.map((command) => [command.name, command.title]))
  return [
    `${pack.title}（${pack.name}），依据：${pack.source}`,
    `规定动作 ${pack.duties.length} 项`,
    ...pack.duties.map((duty) => {
      const titles = kindsOf(duty).map((kind) => titleOf.get(kind) ?? kind)
      return `  ${describeDuty(duty, titles.join('、'))}`
    }),
    ...describeSections(pack),
    `排名 ${pack.rankings.length} 个`,
    ...pack.rankings.map(({ title, duty }) => `  ${title}：按“${pack.duties.find(({ id }) => id === duty)?.title ?? duty}”`),
    `定时通知 ${pack.schedules.length} 个`,
    ...pack.schedules.map((entry) => `  ${describeSchedule(entry, surroundings.schedules.get(entry.run)?.summary ?? '')}`),
  ]
}

function describeDuty(duty: Duty, report: string): string {
  const classes = narrowWords(duty.report)
  const amount = duty.covers
    ? `${report}${classes}覆盖${coverWords[duty.covers]}${duty.among ? `（${duty.among.join('、')}）` : ''}`
    : `${report}${classes}至少 ${duty.atLeast} 次`
  const deadline = duty.by ? `，${describeWhen(duty.by)} 前` : ''
  const remarks = [duty.within && '只计对应的联系单位', duty.inPrinciple && '原则上', duty.zeroReport && '可零报告', duty.note]
    .filter(Boolean)
    .join('，')
  return `${duty.title}（${duty.row}）：${describeSelector(duty.who)}${everyWords[duty.every]}${amount}${deadline}${remarks ? `。${remarks}` : ''}`
}

function describeSchedule({ title, when, to }: ScheduleEntry, summary: string): string {
  return `${title}：${describeWhen(when)}${to ? `，发给${describeSelector(to)}` : ''}。${summary}`
}

/** 县、乡镇；党委书记；包抓领导. */
export function describeSelector({ kind, attribute, post, contact }: Selector): string {
  const only = attribute ? `（${attribute.join('、')}）` : ''
  return [...(kind ?? []).map((one) => `${kindWord(one)}${only}`), ...(post ?? []), ...(contact ? [contactRules[contact].owes] : [])].join(
    '、',
  )
}

function kindWord(kind: UnitKind): string {
  return unitKindWords.find(([known]) => known === kind)?.[1][0] ?? kind
}
