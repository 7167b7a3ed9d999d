import { changeChat } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { manages } from '../src/domain/scope.ts'

/** 静默 / 恢复: this group's notices stop, or come again; questions and reports go on. */
export default defineWord({
  name: 'mute',
  title: '静默',
  aliases: ['免打扰', '恢复'],
  summary: '本群暂停或恢复提醒和排名通知',
  order: 40,
  roles: ['manager', 'leader', 'admin'],
  examples: [],
  async run({ db, house, chat, speaker }, { word }) {
    if (chat.kind !== 'group' || chat.unitId === null) return refused('请在已绑定单位的工作群里使用。')
    const leads = speaker?.posts.some((post) => post.role === 'leader' && post.unitId === chat.unitId) ?? false
    if (!speaker || !(leads || manages(house.directory, speaker, chat.unitId))) return refused('只能由本单位的领导或管理员来设置。')
    const muted = word !== '恢复'
    await changeChat(db, chat.id, { muted })
    return accepted([
      text(muted ? '本群已静默，提醒和排名先不发了，交办的事项照常告知；发“恢复”可以重新打开。' : '本群已恢复，提醒和排名照常发送。'),
    ])
  },
})
