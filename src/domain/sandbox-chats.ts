import type { Db } from '../../db/client.ts'
import { listUnits } from '../../db/queries/roster.ts'
import { addChats, listChatIds, loadStaff } from '../../db/queries/roster-bulk.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { unitLabel } from './names.ts'

/** Makes what the sandbox lacks: a group chat for every unit, a direct chat for every member of platform `sandbox` (interface §6). */
export async function ensureSandboxChats(tx: Db): Promise<void> {
  const platform = 'sandbox'
  const there = await listChatIds(tx, platform)
  const { members, identities } = await loadStaff(tx)
  const names = new Map(members.map((member) => [member.id, member.name]))
  const common = { platform, muted: false, outsiders: false }
  const groups = (await listUnits(tx)).map((unit) => {
    return {
      ...common,
      kind: 'group' as const,
      chatId: `group:${unit.code}`,
      title: `${unitLabel(unit)}工作群`,
      unitId: unit.id,
      memberId: null,
    }
  })
  const users = identities.filter((identity) => identity.platform === platform)
  const directs = users.map(({ userId, memberId }) => {
    return { ...common, kind: 'direct' as const, chatId: `direct:${userId}`, title: names.get(memberId) ?? userId, unitId: null, memberId }
  })
  const missing = [...groups, ...directs].filter((chat) => !there.has(chat.chatId))
  await addChats(tx, missing)
  if (missing.length > 0) await bumpRosterVersion(tx, 'chats')
}
