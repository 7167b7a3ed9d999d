import { defineWord } from '../src/domain/command.ts'
import { proposeLeaving, rosterRoles } from '../src/domain/roster-change.ts'

/** 迁出: a household that moved away whole leaves the roster; who only works elsewhere stays in it (counting-rules 1). */
export default defineWord({
  name: 'move-household',
  title: '迁出',
  aliases: [],
  summary: '报一户整户迁走，写明去向，例如：迁出 王亦态 整户搬到西峰区；由乡镇管理员确认',
  order: 74,
  roles: rosterRoles,
  examples: [],
  run: (context, { rest }) => proposeLeaving(context, 'move', rest),
})
