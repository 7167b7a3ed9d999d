import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { spendingDocument } from '../src/domain/documents/spending.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'

/** 支出进度: what projects have spent against the packs' thresholds, by quotient of sums (E2, counting-rules 15). */
export default defineQuery({
  name: 'spending',
  title: '支出进度',
  aliases: ['资金支出 项目', '项目资金支出', '项目 资金支出', '项目支出进度'],
  summary: '看项目资金支出率、产业占比，谁落后、谁达到，哪些项目没有工作组和包抓领导',
  order: 54,
  alone: true,
  asks: ['项目…资金支出', '资金支出…项目', '支出没达标', '支出落后', '产业占比达标'],
  examples: [{ say: '支出进度', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks = []
    for (const unit of asked.units) blocks.push(...(await spendingDocument(context, unit)))
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})
