import type { Block } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { rulesDocument } from '../src/domain/documents/rules.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'

/** 规定: what a unit owes, by when. */
export default defineQuery({
  name: 'rules',
  title: '规定',
  aliases: ['规定动作', '要报啥', '应报', '要报什么', '应报什么'],
  summary: '看本单位按规定要报什么、报多少、什么时候前报',
  order: 70,
  asks: [
    '要报啥',
    '要报些',
    '该报些',
    '要报什么',
    '该报什么',
    '该报啥',
    '要做哪些',
    '什么要报',
    '啥要报',
    '要报哪些',
    '要交什么',
    '下个月要报',
    '下月要报',
    '下周要报',
  ],
  alone: true,
  examples: [{ say: '规定', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks: Block[] = asked.units.flatMap((unit) => rulesDocument(context, unit))
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})
