import { listEntries } from '../db/queries/entry-lists.ts'
import { type Block, heading, list, note, text } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { periodOf } from '../src/domain/periods.ts'

const MOST = 20_000

/** 培训场次人次 (D5): sessions and persons, by level. */
export default defineQuery({
  name: 'training-count',
  title: '培训场次人次',
  aliases: ['培训场次', '培训人次', '培训多少场', '培训多少人', '培训了多少'],
  summary: '看培训了多少场、多少人次，按县、镇、村分',
  order: 57,
  figures: true,
  asks: ['培训…多少场', '培训…几场', '培训…多少人', '培训…人次'],
  examples: [{ say: '培训场次人次', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const { directory } = context.house
    const period = query.period ?? periodOf('year', context.today)
    const blocks: Block[] = []
    for (const unit of asked.units) {
      const unitIds = directory.subtree(unit.id).map(({ id }) => id)
      const entries = await listEntries(context.db, { kind: 'training', unitIds, from: period.from, to: period.to }, MOST)
      blocks.push(heading(`${unit.name} 培训（${period.label}）`), text(`共 ${countWords(entries)}。`))
      const levels = ['县', '镇', '村'].flatMap((level) => {
        const some = entries.filter((entry) => entry.class === level)
        return some.length === 0 ? [] : [`${level}级 ${countWords(some)}`]
      })
      if (levels.length > 0) blocks.push(list(levels))
    }
    return answer([
      ...blocks,
      ...outsideLines(asked.outside),
      note(`口径：按培训日期计；人次为上报人数之和，没写人数的只计场次；数据截至${shortTime(context.now)}`),
    ])
  },
})

function countWords(entries: Entry[]): string {
  const persons = entries.reduce((sum, { fields }) => sum + (typeof fields.attendees === 'number' ? fields.attendees : 0), 0)
  return `${entries.length} 场、${persons} 人次`
}
