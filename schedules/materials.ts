import { z } from 'zod'
import { heading, list, note } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { materialStates, materialsOf } from '../src/domain/materials.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** Units in one message. */
const MOST_UNITS = 40

/** 基础资料 (B16): which units below lack a document of the list, or have not said whether they hold it. */
export default defineSchedule({
  summary: '基础资料清单：下级单位缺哪些、还有哪些没登记；清单待填写的、都有的不发',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, dueAt } = context
    const notices: Notice[] = []
    if (pack.materials.length === 0) return notices
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['township'] })) {
      const below = house.directory.subtree(unit.id).filter((one) => materialsOf(house, one).length > 0)
      if (below.length === 0 || house.directory.groupsOf(unit.id).length === 0) continue
      const states = await materialStates(
        { db },
        below.map(({ id }) => id),
      )
      const lines = below.flatMap((one) => {
        const names = materialsOf(house, one)
        const stateOf = (name: string): string | undefined => states.get(`${one.id}/${name}`)
        const lacking = names.filter((name) => stateOf(name) === '缺')
        const unsaid = names.filter((name) => stateOf(name) === undefined)
        const parts = [
          ...(lacking.length > 0 ? [`缺 ${lacking.join('、')}`] : []),
          ...(unsaid.length > 0 ? [`没登记 ${unsaid.join('、')}`] : []),
        ]
        return parts.length > 0 ? [`${one.name}：${parts.join('；')}`] : []
      })
      if (lines.length === 0) continue
      const blocks = [
        heading(`${unit.name} ${entry.title}`),
        list(lines.length > MOST_UNITS ? [...lines.slice(0, MOST_UNITS), `……还有 ${lines.length - MOST_UNITS} 个单位`] : lines),
        note(
          `口径：规则包的基础资料清单，各单位自愿登记；已有的发：资料 已有 名称；只看有没有，不要求补做台账、不排名；数据截至${shortTime(dueAt)}`,
        ),
      ]
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})
