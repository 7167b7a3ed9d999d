import { z } from 'zod'
import { dateParts } from '../src/clock.ts'
import { heading, list, note } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { readScores } from '../src/domain/score.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** Units in one message. */
const MOST_UNITS = 60

/** 日常工作参考 (A14, B12) of the year that has ended, in the order of the codes: a reference, never a verdict (counting-rules 18). */
export default defineSchedule({
  summary: '上一年日常工作参考：按规则包的权重（本县自定），只供参考，不是考核结果；没有 score 的、那一年还没有台账的不发',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, pack, entry, today, dueAt } = context
    const { score } = pack
    if (!score) return []
    const year = dateParts(today).year - 1
    const span = { from: `${year}-01-01`, to: `${year + 1}-01-01`, now: dueAt }
    if (!(await isKept(context.db, span))) return []
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      const units = house.directory.subtree(unit.id).filter(({ kind }) => kind === score.who)
      if (units.length === 0 || house.directory.groupsOf(unit.id).length === 0) continue
      const scores = await readScores(context, { pack, score }, { units, span })
      const lines = scores.map(({ unit: one, points }) => `${one.name}：${points === null ? '没有可计的项' : `${points.toFixed(1)} 分`}`)
      const blocks = [
        heading(`${unit.name} ${score.title}（${year}年）`),
        list(lines.length > MOST_UNITS ? [...lines.slice(0, MOST_UNITS), `……还有 ${lines.length - MOST_UNITS} 个`] : lines),
        note(
          `口径：${pack.title} ${score.row}，${score.note}；没有涉及的项不计，权重按其余各项折算；按单位代码排列，不排名；只供日常工作参考，不是考核结果；数据截至${shortTime(dueAt)}`,
        ),
      ]
      notices.push({ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } })
    }
    return notices
  },
})
