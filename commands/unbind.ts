import { addAudit } from '../db/queries/audit.ts'
import { changeChat } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { manages } from '../src/domain/scope.ts'

/** 解绑: the group belongs to no unit any more and gets no notices. */
export default defineWord({
  name: 'unbind',
  title: '解绑',
  aliases: ['解除绑定'],
  summary: '解除本群和单位的绑定',
  order: 30,
  roles: ['manager', 'admin'],
  examples: [],
  async run({ db, house, chat, speaker, now }) {
    if (chat.kind !== 'group' || chat.unitId === null) return refused('本群没有绑定单位，不用解绑。')
    if (!speaker || !manages(house.directory, speaker, chat.unitId)) return refused('只能由系统管理员，或本单位及上级的管理员来解绑。')
    const unit = house.directory.unit(chat.unitId)
    await changeChat(db, chat.id, { unitId: null })
    await addAudit(db, { at: now, memberId: speaker.id, action: 'unbind', target: `chat:${chat.id}`, detail: unit.code })
    return accepted([text(`本群已和${unit.name}解除绑定，不再收到提醒和排名。`)])
  },
})
