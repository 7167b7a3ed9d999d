import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineAction } from '../src/domain/command.ts'
import { withdraw } from '../src/domain/entries.ts'
import { withdrawalRefusal } from '../src/domain/rights.ts'

/** 撤: takes an entry back; nothing is erased, it only counts nowhere. */
export default defineAction({
  name: 'withdraw',
  title: '撤',
  aliases: ['撤回', '撤销', '作废'],
  summary: '撤回当天报错的一条，原记录仍留底',
  order: 20,
  examples: [{ say: '撤 {编号} 报重了', mark: '✅', after: 'visit' }],
  async run(context, { entry, rest }) {
    if (entry.status === 'withdrawn') return refused(`#${entry.no} 已经撤回过了。`)
    const refusal = withdrawalRefusal(context, entry)
    if (refusal) return refused(refusal)
    const title = context.commands.byName.get(entry.kind)?.title ?? ''
    await withdraw(context.db, entry, { memberId: context.speaker.id, at: context.now, reason: rest })
    return accepted([text(`${title} #${entry.no} 已撤回，不再计入统计${rest ? `（原因：${rest}）` : ''}。`)], { entries: [entry.no] })
  },
})
