import { type AuditRow, listAudit } from '../db/queries/audit.ts'
import { heading, list, note, text } from '../src/core/blocks.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { shortTime } from '../src/domain/figure-notes.ts'

/** Lines of one answer. */
const MOST_LINES = 20

const actionNames: Record<string, string> = {
  release: '同意发布',
  hold: '缓发',
  correction: '更正通报',
  dismiss: '免职',
  transfer: '移交',
  roster: '名册变动',
  contact: '结对',
  'contact-end': '取消结对',
  attribute: '登记属性',
  'attribute-end': '取消属性',
  merge: '单位合并',
  'merge-end': '取消合并',
  look: '查看',
  export: '导出',
  grant: '授权',
  confirm: '确认身份',
  admin: '成为系统管理员',
  identify: '登记身份',
  bind: '绑定群',
  unbind: '解绑群',
  resend: '重发',
  exempt: '免报',
  unexempt: '取消免报',
  carer: '定帮扶人',
  import: '导入名册',
  restore: '恢复备份',
}

/** 查阅记录: who looked at households and entries, who exported, who changed rights; for administrators, in private. */
export default defineQuery({
  name: 'audit',
  title: '查阅记录',
  aliases: ['审计记录', '谁查过', '谁导出过'],
  summary: '看最近谁查看、导出过资料，谁改过权限（系统管理员私聊用）',
  order: 80,
  roles: ['admin'],
  asks: [],
  alone: true,
  examples: [{ say: '查阅记录', mark: '' }],
  async run(context) {
    if (context.chat.kind === 'group') return refused('查阅记录不在群里显示，请私聊查。')
    const rows = await listAudit(context.db, MOST_LINES)
    if (rows.length === 0) return answer([text('还没有查阅记录。')])
    return answer([
      heading('查阅记录'),
      list(rows.map((row) => auditLine(context, row))),
      note(`只列最近 ${rows.length} 条；数据截至${shortTime(context.now)}`),
    ])
  },
})

/** 6月15日 09:30 刘海峰 导出 马岭镇 visit 2023年6月 12. */
function auditLine(context: SpeakerContext, row: AuditRow): string {
  const who = row.memberId === null ? '服务器上' : (context.house.directory.member(row.memberId, context.today)?.name ?? '已不在名册')
  const parts = [shortTime(row.at), who, actionNames[row.action] ?? row.action, targetWords(context, row.target), row.detail]
  return parts.filter((part) => part !== '').join(' ')
}

/** What was looked at or changed; the book itself keeps only row ids. */
function targetWords({ house, today }: SpeakerContext, target: string): string {
  const { directory } = house
  const [kind = '', id = ''] = target.split(':')
  const no = Number(id)
  switch (kind) {
    case 'entry':
      return `编号 ${id}`
    case 'unit':
      return house.lexicon.unit(no) ? directory.unit(no).name : target
    case 'member':
      return directory.member(no, today)?.name ?? target
    case 'household': {
      const household = directory.household(no)
      return household ? `${directory.unit(household.villageId).name} ${household.head}` : target
    }
    case 'chat':
      return directory.chat(no)?.title ?? target
    default:
      return target
  }
}
