import { addAudit } from '../db/queries/audit.ts'
import { putMember, putPost } from '../db/queries/roster.ts'
import { bumpRosterVersion } from '../db/queries/roster-version.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { useAdminCode } from '../src/domain/admin-code.ts'
import { defineWord } from '../src/domain/command.ts'

/** 管理员: the one-time code printed by the set-up makes its holder an administrator. */
export default defineWord({
  name: 'admin',
  title: '管理员',
  aliases: [],
  summary: '用安装时打印的一次性口令成为系统管理员',
  order: 70,
  anyone: true,
  examples: [],
  async run(context, { rest }) {
    const { db, house, speaker, message, now, today } = context
    const { root } = house.directory
    if (!root) return refused('还没有导入单位名册，请先在服务器上运行 init。')
    if (context.chat.kind !== 'direct') return refused('口令请私聊发给我，不要发在群里。')
    const result = await useAdminCode(db, rest.replace(/\D/g, ''), now)
    if (result !== 'ok') return { mark: '❌', blocks: [text(complaints[result])] }
    const memberId =
      speaker?.id ?? (await putMember(db, { name: '系统管理员', phone: null, platform: message.platform, userId: message.userId, at: now }))
    await putPost(db, { memberId, unitId: root.id, title: '系统管理员', role: 'admin', since: today, grantedAt: now })
    await bumpRosterVersion(db, 'people')
    await addAudit(db, { at: now, memberId, action: 'admin', target: `member:${memberId}`, detail: message.platform })
    return accepted([text(`您已是${root.name}的系统管理员。可以在工作群里发“绑定 单位名称”，发“帮助”看全部用法。`)])
  },
})

const complaints = {
  wrong: '口令不对，请核对安装时打印的六位数字。',
  expired: '口令已过期（24小时内有效）。请在服务器上重新生成：npm run cli -- admin-code',
  'used-up': '口令已用过，或试错次数太多。请在服务器上重新生成：npm run cli -- admin-code',
}
