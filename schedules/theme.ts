import { z } from 'zod'
import { heading, list, note, text } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import type { Notice } from '../src/core/reply.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import type { House } from '../src/domain/house.ts'
import { periodOf } from '../src/domain/periods.ts'
import { dutyPeriod, isDone, type Standing, standings } from '../src/domain/progress.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'
import { themeOf, themesIn } from '../src/domain/themes.ts'

const Settings = z.strictObject({
  /** Open: where the pack has themes and none is set this month. Close: which villages have not answered to it. */
  stage: z.enum(['open', 'close']),
})
type Run = ScheduleContext<z.output<typeof Settings>>

/** Names in one line. */
const MOST_NAMES = 20

/** 每月一主题 (B19): at the month's start whoever sets it is reminded, at its end the list is closed. */
export default defineSchedule<z.output<typeof Settings>>({
  summary: '每月一主题：月初还没定主题的提醒定，月末列出还没反馈排查结果的村',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, pack, entry, settings } = context
    if (pack.themes.length === 0) return []
    const units = selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).filter(
      ({ id }) => house.directory.groupsOf(id).length > 0,
    )
    const found = settings.stage === 'open' ? await toOpen(context) : await toClose(context)
    return units.flatMap((unit) => {
      const blocks = found(unit.id)
      return blocks.length === 0
        ? []
        : [
            {
              to: { unitId: unit.id },
              key: `${pack.name}/${entry.id}/${context.dueAt}/unitId${unit.id}`,
              content: { blocks: [heading(`${unit.name} ${entry.title}`), ...blocks] },
            },
          ]
    })
  },
})

type Blocks = ReturnType<typeof text>[]

async function toOpen({ db, house, pack, today }: Run): Promise<(unitId: number) => Blocks> {
  const month = periodOf('month', today)
  const themes = await themesIn({ db }, month)
  const names = pack.themes.map(({ name }) => name)
  const readings = [...new Set(pack.themes.flatMap((theme) => theme.note ?? []))]
  return (unitId) =>
    themeOf(house, themes, unitId)
      ? []
      : [
          text(`${month.label}还没有定主题，请县级管理员发：本月主题 ${names[0]}`),
          note([`可以定：${names.join('、')}`, ...readings].join('；')),
        ]
}

async function toClose(context: Run): Promise<(unitId: number) => Blocks> {
  const { db, house, pack, today, dueAt } = context
  const open: Standing[] = []
  const duties = pack.duties.filter(({ report }) => report.theme)
  const rows = [...new Set(duties.map(({ row }) => row))].join('、')
  const themes = await themesIn({ db }, periodOf('month', today))
  for (const duty of duties) {
    const all = await standings(context, { pack, duty }, { period: dutyPeriod({ pack, duty }, today), now: dueAt })
    open.push(...all.filter((standing) => standing.subject.type === 'unit' && !isDone(standing)))
  }
  return (unitId) => {
    const names = [
      ...new Set(open.filter(({ subject }) => house.directory.isWithin(subject.unitId, unitId)).map(({ subject }) => subject.name)),
    ]
    if (names.length === 0) return []
    const more = names.length > MOST_NAMES ? `等 ${names.length} 个` : ''
    return [
      text(`本月主题${titlesWithin(house, themes, unitId)}还没有反馈排查结果的 ${names.length} 个单位：`),
      list([`${names.slice(0, MOST_NAMES).join('、')}${more}`]),
      text('查出问题的请报“问题”，没有问题的请发：零报告 本月主题'),
      note(`口径：${pack.title} ${rows}，报过本月主题这一类问题或零报告的算已反馈；数据截至${shortTime(dueAt)}`),
    ]
  }
}

/** “饮水安全”: the theme that holds here, or those of the counties below. */
function titlesWithin(house: House, themes: Entry[], unitId: number): string {
  const held = themeOf(house, themes, unitId)
  const shown = held ? [held] : themes.filter((theme) => house.directory.isWithin(theme.unitId, unitId))
  return [...new Set(shown.map(({ fields }) => `“${String(fields.theme)}”`))].join('、')
}
