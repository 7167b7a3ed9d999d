import { countAudit, pageAudit } from '../db/queries/audit.ts'
import { toInstant } from '../src/clock.ts'
import { heading, list, note, text } from '../src/core/blocks.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { auditLine } from '../src/domain/documents/audit-line.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { parseNumber } from '../src/language/values/numbers.ts'

/** Lines of one answer. */
const MOST_LINES = 20

/** 查阅记录: who looked at households and entries, who exported, who changed rights; for administrators, in private. */
export default defineQuery({
  name: 'audit',
  title: '查阅记录',
  aliases: ['审计记录', '谁查过', '谁导出过'],
  summary: '看谁查看、导出过资料，谁改过权限（系统管理员私聊用）；往前看发：查阅记录 6月、查阅记录 第2页',
  order: 80,
  roles: ['admin'],
  asks: [],
  alone: true,
  examples: [{ say: '查阅记录', mark: '' }],
  async run(context, query) {
    if (context.chat.kind === 'group') return refused('查阅记录不在群里显示，请私聊查。')
    const { period } = query
    const span = period ? { from: toInstant(period.from), to: toInstant(period.to) } : {}
    const total = await countAudit(context.db, span)
    const page = pageOf(context.message.text)
    const offset = (page - 1) * MOST_LINES
    const rows = await pageAudit(context.db, span, { limit: MOST_LINES, offset })
    if (total === 0) return answer([text(period ? `${period.label}没有查阅记录。` : '还没有查阅记录。')])
    if (rows.length === 0) return refused(`查阅记录共 ${total} 条，没有第 ${page} 页。`)
    const next = `查阅记录 ${period ? `${period.label} ` : ''}第${page + 1}页`
    const isMore = offset + rows.length < total
    const where = `共 ${total} 条，这是第 ${offset + 1}—${offset + rows.length} 条${isMore ? `；更早的请发：${next}` : ''}`
    return answer(
      [
        heading(`查阅记录${period ? ` ${period.label}` : ''}`),
        list(rows.map((row) => auditLine(context, row))),
        note(`${where}；数据截至${shortTime(context.now)}`),
      ],
      isMore ? { buttons: [{ text: '更早', says: next }] } : {},
    )
  },
})

/** 第2页: pages count from 1, the newest first. */
function pageOf(words: string): number {
  return Math.max(1, parseNumber(/第\s*([\d一二三四五六七八九十百]+)\s*页/.exec(words)?.[1] ?? '1') || 1)
}
