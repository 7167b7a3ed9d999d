import type { Block } from '../src/core/blocks.ts'
import { text } from '../src/core/blocks.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { scoreDocument } from '../src/domain/documents/score.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { manages } from '../src/domain/scope.ts'

/** 参考分 (A14, B12): the year's 日常工作参考 by the pack's weights, beside results and vetoes entered from documents. */
export default defineQuery({
  name: 'score',
  title: '参考分',
  aliases: ['年度评价', '日常工作参考'],
  summary: '看各单位今年的日常工作参考分（权重由规则包定），以及按文件录入的结果、一票否决、通报批评和约谈',
  order: 36,
  roles: ['manager', 'leader', 'inspector', 'admin'],
  asks: ['参考分', '年度评价', '日常工作参考'],
  examples: [{ say: '参考分', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const year = Number((query.period?.from ?? context.today).slice(0, 4))
    const blocks: Block[] = []
    for (const { score, ...pack } of context.house.packs) {
      if (!score) continue
      for (const unit of asked.units) blocks.push(...(await scoreDocument(context, unit, { pack: { ...pack, score }, score, year })))
    }
    if (blocks.length > 0) return answer(blocks)
    const may = asked.units.some(({ id }) => manages(context.house.directory, context.speaker, id))
    return may ? answer([text('规则包里没有写参考分（score），或这里没有要计分的单位。')]) : refused('参考分请到上级单位的群里看。')
  },
})
