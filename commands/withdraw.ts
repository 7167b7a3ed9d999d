import { withdrawCase } from '../src/domain/case-withdrawing.ts'
import { defineAction } from '../src/domain/command.ts'
import { withdrawalRefusal } from '../src/domain/rights.ts'
import { toEach } from '../src/domain/several.ts'

/** 撤: takes entries back; nothing is erased, they only count nowhere. */
export default defineAction({
  name: 'withdraw',
  title: '撤',
  aliases: ['撤回', '撤销', '作废'],
  summary: '撤回当天报错的，原记录仍留底；几条一起撤：撤 1027 1028 报重了',
  order: 20,
  examples: [{ say: '撤 {编号} 报重了', mark: '✅', after: 'visit' }],
  run: async (context, input) =>
    await toEach(context, input, async (entry, reason) => {
      if (entry.status === 'withdrawn') return { refusal: `#${entry.no} 已经撤回过了。` }
      const refusal = withdrawalRefusal(context, entry)
      if (refusal) return { refusal }
      const title = context.commands.byName.get(entry.kind)?.title ?? ''
      const { words, notices } = await withdrawCase(context, entry, reason)
      return { done: `${title} #${entry.no} 已撤回，不再计入统计${reason ? `（原因：${reason}）` : ''}。${words}`, notices }
    }),
})
