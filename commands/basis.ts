import { findEntry } from '../db/queries/entries.ts'
import { findDialog } from '../db/queries/traffic.ts'
import { type Block, text } from '../src/core/blocks.ts'
import { answer, type Reply } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { basisDocument, type FiguresShown } from '../src/domain/documents/basis.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { maySeeEntry } from '../src/domain/secrecy.ts'

/** 依据: which entries the figures shown last in this chat were counted from; 依据 1027: how a random draw can be repeated. */
export default defineQuery({
  name: 'basis',
  title: '依据',
  aliases: ['数据依据', '数据来源', '怎么算的'],
  summary: '列出刚才那些数字是哪些记录算出来的',
  order: 38,
  asks: [],
  alone: true,
  examples: [{ say: '依据', mark: '' }],
  async run(context, query) {
    const { db, chat, speaker, now } = context
    if (query.no !== undefined) return await basisOfEntry(context, query.no)
    const shown = (await findDialog(db, { chatId: chat.id, memberId: speaker.id, kind: 'figures', now })) as FiguresShown | null
    if (!shown) return answer([text('请先问进度、排名或台账，看到数字以后再发“依据”。')])
    const asked = askedUnits(context, shown.query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await basisDocument(context, unit, shown)))
    return answer(blocks.length > 0 ? blocks : [text('刚才的数字没有可列的记录。')])
  },
})

async function basisOfEntry(context: SpeakerContext, no: number): Promise<Reply> {
  const entry = await findEntry(context.db, no)
  const command = entry && context.commands.byName.get(entry.kind)
  const how = entry && maySeeEntry(context, entry) && command?.form === 'report' ? command.explains?.(entry) : undefined
  if (how === undefined) return answer([text(`看一条记录和它的每次改动，请发：查 ${no}`)])
  if (context.chat.kind === 'direct') return answer([text(how)])
  return answer([text(`${no} 的内容不在群里显示，已私信您。`)], { direct: { blocks: [text(how)] } })
}
