import { type Block, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { fourLists } from '../src/domain/documents/four-lists.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { isOpenGroup } from '../src/domain/hidden-fields.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'

/** 四张清单: the problems not struck off as 问题清单, 任务清单, 时限清单, 责任清单 (A13). */
export default defineQuery({
  name: 'four-lists',
  title: '四张清单',
  aliases: ['四个清单', '四清单'],
  summary: '看没销号问题的问题清单、任务清单、时限清单、责任清单',
  order: 37,
  asks: [],
  examples: [{ say: '四张清单', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await fourLists(context, unit)))
    const shown = [...blocks, ...outsideLines(asked.outside), text('要表格请发：导出 问题')]
    if (!isOpenGroup(context)) return answer(shown)
    return answer([text('群里有外部人员，四张清单已私信您。')], { direct: { blocks: shown } })
  },
})
