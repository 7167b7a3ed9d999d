import type { Unit } from '../core/nouns.ts'
import { type Reply, refused } from '../core/reply.ts'
import type { Context } from '../domain/context.ts'

/** A group that is bound to no unit can only be set up: it is offered the unit that its title names, where it names one. Null: it is bound. */
export function offerBinding(context: Context): Reply | null {
  if (context.chat.kind === 'direct' || context.chat.unitId !== null) return null
  const unit = unitInTitle(context)
  if (!unit) return refused('本群还没有绑定单位，请管理员在群里发：绑定 单位名称（如 绑定 马岭镇）。')
  const says = `绑定 ${unit.name}`
  return {
    ...refused(`本群还没有绑定单位。看群名像是${unit.name}的群，是的话请管理员在群里发：${says}`),
    buttons: [{ text: says, says }],
  }
}

/** The unit whose name fills most of the group's title; villages of one name are told apart by their township only. */
function unitInTitle({ house, chat, message, reading }: Context): Unit | null {
  const findings = house.lexicon.findUnits(message.chatTitle ?? chat.title, reading.speaker)
  const [longest] = findings
    .filter(({ candidates = [] }) => candidates.length <= 1)
    .sort((one, other) => other.end - other.start - (one.end - one.start) || other.end - one.end)
  return longest ? house.directory.unit(longest.value) : null
}
