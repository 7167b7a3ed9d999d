import { z } from 'zod'
import type { Notice } from '../src/core/reply.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'
import { listDuties, unfiledBlocks, unfiledOf } from '../src/domain/unfiled.ts'

/** 清单报送: 3个牵头部门4项任务清单未报送 (E3), to the groups that the pack names; nothing where all have filed. */
export default defineSchedule({
  summary: '清单报送情况：几个单位几项清单没有报送，点到单位',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run({ db, house, today, dueAt, pack, entry }) {
    const source = { db, house }
    const notices: Notice[] = []
    for (const { id } of entry.to ? selectUnits(house.directory.units, entry.to) : []) {
      const at = { today, now: dueAt, roots: [id] }
      let isOpen = false
      for (const packDuty of listDuties(source)) isOpen ||= (await unfiledOf(source, packDuty, at)).missing.length > 0
      if (isOpen)
        notices.push({
          to: { unitId: id },
          key: `${pack.name}/${entry.id}/${dueAt}/${id}`,
          content: { blocks: await unfiledBlocks(source, at) },
        })
    }
    return notices
  },
})
