import { refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { householdToChange } from '../src/domain/household-named.ts'
import { propose, rosterRoles } from '../src/domain/roster-change.ts'
import { parseNumber } from '../src/language/values/numbers.ts'

const HOW = '请按“分户 原户主 新户主 人数”发送，例如：分户 王亦态 王小军 3人（人数是分出去的人数）'

/** 分户: part of a household becomes one of its own; group, kind and carer stay those of the old one. */
export default defineWord({
  name: 'split-household',
  title: '分户',
  aliases: [],
  summary: '报一户分成两户，例如：分户 王亦态 王小军 3人；由乡镇管理员确认',
  order: 71,
  roles: rosterRoles,
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    const [, old, head, count] =
      /^(\S+?)[\s，,、]+([\p{Script=Han}·]{2,12}(?:[（(][^（()）]{1,4}[）)])?)[\s，,、]+([\d一二两三四五六七八九十]+)(?:口人|人|口)?$/u.exec(
        rest.trim(),
      ) ?? []
    const persons = parseNumber(count ?? '')
    if (!speaker || old === undefined || head === undefined || !(persons >= 1)) return refused(HOW)
    const household = householdToChange({ ...context, speaker }, old)
    if (typeof household === 'string') return refused(household)
    const { id, villageId, groupName, kind } = household
    const wish = { kind: 'split', villageId, householdId: id, groupName, head, householdKind: kind, persons, reason: '' } as const
    return await propose({ ...context, speaker }, wish)
  },
})
