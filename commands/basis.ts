import { findDialog } from '../db/queries/traffic.ts'
import { type Block, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { basisDocument, type FiguresShown } from '../src/domain/documents/basis.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'

/** 依据: which entries the figures shown last in this chat were counted from. */
export default defineQuery({
  name: 'basis',
  title: '依据',
  aliases: ['数据依据', '数据来源', '怎么算的'],
  summary: '列出刚才那些数字是哪些记录算出来的',
  order: 38,
  asks: [],
  alone: true,
  examples: [{ say: '依据', mark: '' }],
  async run(context) {
    const { db, chat, speaker, now } = context
    const shown = (await findDialog(db, { chatId: chat.id, memberId: speaker.id, kind: 'figures', now })) as FiguresShown | null
    if (!shown) return answer([text('请先问进度、排名或台账，看到数字以后再发“依据”。')])
    const asked = askedUnits(context, shown.query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await basisDocument(context, unit, shown)))
    return answer(blocks.length > 0 ? blocks : [text('刚才的数字没有可列的记录。')])
  },
})
