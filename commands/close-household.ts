import { defineWord } from '../src/domain/command.ts'
import { proposeLeaving, rosterRoles } from '../src/domain/roster-change.ts'

/** 销户: a household that died out leaves the roster. */
export default defineWord({
  name: 'close-household',
  title: '销户',
  aliases: [],
  summary: '报一户整户消亡，写明原因，例如：销户 王亦态 独居老人去世；由乡镇管理员确认',
  order: 73,
  roles: rosterRoles,
  examples: [],
  run: (context, { rest }) => proposeLeaving(context, 'close', rest),
})
