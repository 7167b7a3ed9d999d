import type { AuditRow } from '../../../db/queries/audit.ts'
import type { Context } from '../context.ts'
import { shortTime } from '../figure-notes.ts'

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
  import: '导入',
  init: '建立名册',
  rebuild: '重建',
  'admin-code': '生成管理员口令',
  restore: '恢复备份',
}

const roleNames: Record<string, string> = {
  reporter: '填报人',
  manager: '审核人',
  leader: '领导',
  inspector: '督查员',
  admin: '系统管理员',
}

/** Words of the book that are no names of rows. */
const otherWords: Record<string, string> = {
  signals: '异常信号',
  'policy-card': '明白卡',
  warning: '预警清单',
  warnings: '预警清单',
  matter: '分管事项',
  rights: '权限',
  roster: '名册',
  units: '单位',
  households: '农户',
  members: '人员',
  database: '数据库',
  entries: '台账',
  sandbox: '演示页面',
  wecom: '企业微信',
  dingtalk: '钉钉',
}

/** 6月15日 09:30 刘海峰 导出 马岭镇 走访 2023年6月 12. */
export function auditLine(context: Context, row: AuditRow): string {
  const who = row.memberId === null ? '服务器上' : (context.house.directory.person(row.memberId) ?? '已不在名册')
  const words = [row.target, ...row.detail.split(' ')].map((word) => inWords(context, word))
  return [shortTime(row.at), who, actionNames[row.action] ?? row.action, ...words].filter((part) => part !== '').join(' ')
}

/** What was looked at or changed, in Chinese; the book itself keeps rows by their ids, so that it names nobody. */
function inWords(context: Context, word: string): string {
  const { commands, house } = context
  const [, kind = '', id = ''] = /^([a-z]+):([\d,]+)$/.exec(word) ?? []
  if (kind !== '') return rowWords(context, kind, Number(id))
  const [, role, unitId] = /^([a-z]+)@(\d+)$/.exec(word) ?? []
  if (role !== undefined) return `${rowWords(context, 'unit', Number(unitId))} ${roleNames[role] ?? ''}`
  return otherWords[word] ?? commands.byName.get(word)?.title ?? house.directory.unitByCode(word)?.name ?? word
}

function rowWords({ house }: Context, kind: string, id: number): string {
  const { directory, lexicon } = house
  switch (kind) {
    case 'entry':
      return `编号 ${id}`
    case 'unit':
      return lexicon.unit(id) ? directory.unit(id).name : `单位 ${id}`
    case 'member':
      return directory.person(id) ?? `人员 ${id}`
    case 'household': {
      const household = directory.household(id)
      return household ? `${directory.unit(household.villageId).name} ${household.head}` : `农户 ${id}`
    }
    case 'chat':
      return directory.chat(id)?.title ?? `群 ${id}`
    case 'entries':
      return `没办完的事项${id}项`
    case 'households':
      return `帮扶户${id}户`
    case 'contacts':
      return `联系点${id}个`
    case 'post':
      return ''
    default:
      return `${kind} ${id}`
  }
}
