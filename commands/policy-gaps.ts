import type { Block } from '../src/core/blocks.ts'
import { text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { privately } from '../src/domain/context.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { policyGaps } from '../src/domain/documents/policy.ts'
import { askedUnits, isReply, namesGoDirect } from '../src/domain/inquiry.ts'

/** 政策落实情况 (B15): 不漏一户、不落一人、不缺一项: what is not checked yet. */
export default defineQuery({
  name: 'policy-gaps',
  title: '政策落实情况',
  aliases: ['政策排查', '政策没核对', '政策未核对', '政策落实清单', '谁没享受政策'],
  summary: '看政策逐户核对到哪里、哪些户还没核对、哪些应享未享',
  order: 62,
  alone: true,
  asks: ['政策落实…没核对', '政策落实…未享', '政策落实到哪'],
  examples: [{ say: '{单位}政策落实情况', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const goesDirect = namesGoDirect(context)
    const here: Block[] = []
    const direct: Block[] = []
    for (const unit of asked.units) {
      here.push(...(await policyGaps(context, unit, { lines: !goesDirect })))
      if (goesDirect && unit.kind === 'village') direct.push(...(await policyGaps(privately(context), unit, { lines: true })))
    }
    const blocks = [...here, ...outsideLines(asked.outside)]
    return direct.length === 0 ? answer(blocks) : answer([...blocks, text('名单已私信您，不在群里显示。')], { direct: { blocks: direct } })
  },
})
