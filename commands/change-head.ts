import { refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { householdToChange } from '../src/domain/household-named.ts'
import { propose, rosterRoles } from '../src/domain/roster-change.ts'

const HOW = '请按“换户主 原户主 新户主”发送，例如：换户主 王亦态 李秀兰'

/** 换户主: the household stays the same one, with its history, under another name. */
export default defineWord({
  name: 'change-head',
  title: '换户主',
  aliases: ['户主变更'],
  summary: '报一户换了户主，例如：换户主 王亦态 李秀兰；由乡镇管理员确认',
  order: 72,
  roles: rosterRoles,
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    const [, old, head] = /^(\S+?)[\s，,、]+([\p{Script=Han}·]{2,12}(?:[（(][^（()）]{1,4}[）)])?)$/u.exec(rest.trim()) ?? []
    if (!speaker || old === undefined || head === undefined) return refused(HOW)
    const household = householdToChange({ ...context, speaker }, old)
    if (typeof household === 'string') return refused(household)
    const { id, villageId, groupName, head: reason } = household
    const wish = { kind: 'head', villageId, householdId: id, groupName, head, householdKind: null, persons: null, reason } as const
    return await propose({ ...context, speaker }, wish)
  },
})
