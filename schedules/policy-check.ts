import { z } from 'zod'
import { heading, list, note, text } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { villagesOf } from '../src/domain/denominator.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { type PolicyStanding, policyStanding } from '../src/domain/policies.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** Villages in one message. */
const MOST_VILLAGES = 40

/** 政策清单 (B15): 不漏一户、不缺一项: villages where something is unchecked or owed, by numbers; households are told in private on request. */
export default defineSchedule({
  summary: '政策落实清单：各村还有多少户没核对完、多少项应享还没享；都核对了、都享了的不发',
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
        const words = standingWords(await policyStanding(context, [villageId]))
        if (words !== null) lines.push(`${house.directory.unit(villageId).name}：${words}`)
      }
      if (lines.length === 0) continue
      const more = lines.length > MOST_VILLAGES ? [text(`……还有 ${lines.length - MOST_VILLAGES} 个村`)] : []
      const blocks = [
        heading(`${unit.name} ${entry.title}`),
        list(lines.slice(0, MOST_VILLAGES)),
        ...more,
        note(`口径：按户类对应的政策逐户逐项核对（应享、已享、未享及原因）；户名请私聊发：政策落实情况；数据截至${shortTime(dueAt)}`),
      ]
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})

/** How a village stands, or null where all is checked and what is due is had; 未享 with its reason owes nothing. */
function standingWords({ pairs, checked, gaps }: PolicyStanding): string | null {
  const open = gaps.filter(({ unchecked }) => unchecked.length > 0).length
  const due = gaps.flatMap(({ owed }) => owed).filter(({ state }) => state === '应享').length
  if (open + due === 0) return null
  const parts = [...(open > 0 ? [`还有 ${open} 户没核对完`] : []), ...(due > 0 ? [`应享还没享 ${due} 项`] : [])]
  return `已核对 ${checked}/${pairs} 项，${parts.join('，')}`
}
