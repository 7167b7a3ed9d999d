import { type Block, heading, note, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { levelsOf } from '../src/domain/case-rules.ts'
import { caseRulesOf } from '../src/domain/cases.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { periodOf } from '../src/domain/periods.ts'
import { pointsOfUnits } from '../src/domain/points.ts'

/** 积分: the points of information pieces, unit by unit (B17, counting-rules 13). Units only, one kind at a time. */
export default defineQuery({
  name: 'points',
  title: '积分',
  aliases: ['信息积分', '积分排名', '信息得分'],
  summary: '看各单位信息报送的条数、有效、采用和积分',
  order: 33,
  asks: ['多少分', '得了几分', '积了多少分'],
  examples: [{ say: '积分', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const range = query.period ?? periodOf('year', context.today)
    const levels = levelsOf(caseRulesOf(context.house).info.levels).map(({ name, points }) => `${name}${points}`)
    const blocks: Block[] = []
    for (const unit of asked.units) {
      const kinds = await pointsOfUnits(context, unit.id, range)
      blocks.push(heading(`${unit.name} 信息积分（${range.label}）`))
      if (kinds.length === 0) blocks.push(text('这段时间没有报送信息。'))
      for (const { lines } of kinds) {
        blocks.push({
          kind: 'table',
          columns: ['名次', '单位', '报送', '有效', '采用', '积分'].map((title, index) => ({
            title,
            ...(index === 1 ? {} : { align: 'right' as const }),
          })),
          rows: lines.map(({ place, unit: { name }, sent, valid, adopted, points }) => [
            String(place ?? '—'),
            name,
            ...[sent, valid, adopted, points].map(String),
          ]),
        })
      }
    }
    return answer([
      ...blocks,
      ...outsideLines(asked.outside),
      note(
        `口径：按报送日期，一件事取最高一级，媒体按篇另计（${levels.join('、')}；文件没有写的为本县自定）；数据截至${shortTime(context.now)}`,
      ),
    ])
  },
})
