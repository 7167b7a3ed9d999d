import type { Block } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { monitoringDocument } from '../src/domain/documents/monitoring.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'

/** 监测台账: households taken in and cleared, persons, relief by cause (C4). No names, so that groups may see it. */
export default defineQuery({
  name: 'monitoring',
  title: '监测台账',
  aliases: ['监测帮扶台账', '救助台账'],
  summary: '看纳入、消除了多少户多少人，救助了多少钱、按原因分',
  order: 36,
  asks: ['救助按原因', '救助…原因', '救助金额', '救助了多少', '纳入多少户', '消除多少户', '纳入了多少', '消除了多少'],
  examples: [
    { say: '监测台账', mark: '' },
    { say: '{单位}救助按原因', mark: '' },
  ],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await monitoringDocument(context, unit, query.period)))
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})
