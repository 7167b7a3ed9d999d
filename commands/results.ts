import { type Block, heading, list, note, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { askedUnits, isReply, namesGoDirect } from '../src/domain/inquiry.ts'
import { resultsOf, resultWords } from '../src/domain/results.ts'

/** 考核结果 (A14, B8, B14, B18): what documents say of a unit this year: results, prizes, contests, vetoes. */
export default defineQuery({
  name: 'results',
  title: '考核结果',
  aliases: ['结果台账', '奖励情况', '比武结果', '否决情况', '评优情况'],
  summary: '看按文件录入的考核结果、奖励、比武名次和一票否决',
  order: 85,
  alone: true,
  asks: ['谁被否决', '谁得奖'],
  examples: [{ say: '考核结果', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const { directory } = context.house
    const year = Number((query.period?.from ?? context.today).slice(0, 4))
    const blocks: Block[] = []
    for (const unit of asked.units) {
      const results = (await resultsOf(context, unit.id, year)).filter(
        ({ fields }) => fields.person === undefined || !namesGoDirect(context),
      )
      blocks.push(heading(`${unit.name} 考核结果（${year}年）`))
      blocks.push(
        results.length === 0
          ? text('还没有录入。')
          : list(results.map((one) => resultWords(one, { unit: directory.unit(one.unitId).name }))),
      )
    }
    return answer([...blocks, ...outsideLines(asked.outside), note('只按文件录入，不由本系统的数推算')])
  },
})
