import { z } from 'zod'
import { heading, list, note } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { materialStates, materialsOf } from '../src/domain/materials.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** Units in one message. */
const MOST_UNITS = 40

/** 基础资料 (B16): which units below have not said of every document on the list that they hold it. */
export default defineSchedule({
  summary: '基础资料清单：下级单位还缺哪些；清单待填写的、都有的不发',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, dueAt } = context
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['township'] })) {
      const below = house.directory.subtree(unit.id).filter((one) => materialsOf(house, one).length > 0)
      if (below.length === 0 || house.directory.groupsOf(unit.id).length === 0) continue
      const states = await materialStates(
        { db },
        below.map(({ id }) => id),
      )
      const lines = below.flatMap((one) => {
        const missing = materialsOf(house, one).filter((name) => states.get(`${one.id}/${name}`) !== '已有')
        return missing.length > 0 ? [`${one.name}：${missing.join('、')}`] : []
      })
      if (lines.length === 0) continue
      const blocks = [
        heading(`${unit.name} ${entry.title}`),
        list(lines.length > MOST_UNITS ? [...lines.slice(0, MOST_UNITS), `……还有 ${lines.length - MOST_UNITS} 个单位`] : lines),
        note(`已有的发：资料 已有 名称；只看有没有，不要求补做台账；数据截至${shortTime(dueAt)}`),
      ]
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})
