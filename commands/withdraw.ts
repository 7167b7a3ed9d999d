import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { toldNote } from '../src/domain/case-notices.ts'
import { withdrawCase } from '../src/domain/case-withdrawing.ts'
import { defineAction } from '../src/domain/command.ts'
import { withdrawalRefusal } from '../src/domain/rights.ts'

/** 撤: takes entries back; nothing is erased, they only count nowhere. */
export default defineAction({
  name: 'withdraw',
  title: '撤',
  aliases: ['撤回', '撤销', '作废'],
  summary: '撤回当天报错的，原记录仍留底；几条一起撤：撤 1027 1028 报重了',
  order: 20,
  examples: [{ say: '撤 {编号} 报重了', mark: '✅', after: 'visit' }],
  async run(context, { entry, rest }) {
    const { no } = entry
    if (entry.status === 'withdrawn') return refused(`#${no} 已经撤回过了。`)
    const refusal = withdrawalRefusal(context, entry)
    if (refusal) return refused(refusal)
    const title = context.commands.byName.get(entry.kind)?.title ?? ''
    const { words, notices } = await withdrawCase(context, entry, rest)
    const done = `${title} #${no} 已撤回，不再计入统计${rest ? `（原因：${rest}）` : ''}。${words}`
    return accepted([text(done), ...toldNote(context, notices)], { entries: [no], notices })
  },
})
