import { z } from 'zod'
import { heading, list, note, text } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { villagesOf } from '../src/domain/denominator.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { policyStanding } from '../src/domain/policies.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** Villages in one message. */
const MOST_VILLAGES = 40

/** 政策清单 (B15): 不漏一户、不缺一项: villages whose households are not all checked, by numbers; households are told in private on request. */
export default defineSchedule({
  summary: '政策落实清单：各村还有多少户、多少项没有核对；都核对了的不发',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, pack, entry, dueAt } = context
    const notices: Notice[] = []
    if (pack.policies.length === 0) return notices
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['township'] })) {
      if (house.directory.groupsOf(unit.id).length === 0) continue
      const lines: string[] = []
      for (const villageId of villagesOf(house, unit.id)) {
        const { pairs, checked, gaps } = await policyStanding(context, [villageId])
        const open = gaps.filter(({ unchecked }) => unchecked.length > 0).length
        if (open > 0) lines.push(`${house.directory.unit(villageId).name}：已核对 ${checked}/${pairs} 项，还有 ${open} 户没核对完`)
      }
      if (lines.length === 0) continue
      const more = lines.length > MOST_VILLAGES ? [text(`……还有 ${lines.length - MOST_VILLAGES} 个村`)] : []
      const blocks = [
        heading(`${unit.name} ${entry.title}`),
        list(lines.slice(0, MOST_VILLAGES)),
        ...more,
        note(`口径：按户类对应的政策逐户逐项核对（应享、已享、未享及原因）；户名请私聊查；数据截至${shortTime(dueAt)}`),
      ]
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})
