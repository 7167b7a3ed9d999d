import { addAudit } from '../db/queries/audit.ts'
import { putPost } from '../db/queries/roster.ts'
import { bumpRosterVersion } from '../db/queries/roster-version.ts'
import { text } from '../src/core/blocks.ts'
import type { Role, Unit } from '../src/core/nouns.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { Context } from '../src/domain/context.ts'
import type { Directory } from '../src/domain/directory.ts'
import { personNamed, servedIn } from '../src/domain/person-named.ts'
import { isAdmin, manages } from '../src/domain/scope.ts'

/** Words for roles, as typed after a name; the level before them says which unit on the person's line is meant. */
const roleWords: [string, Role][] = [
  ['系统管理员', 'admin'],
  ['审核人', 'manager'],
  ['管理员', 'manager'],
  ['督查员', 'inspector'],
  ['领导', 'leader'],
  ['填报人', 'reporter'],
]
const levels: Record<string, Unit['kind'][]> = {
  村: ['village'],
  镇: ['township'],
  乡: ['township'],
  县: ['county'],
  市: ['city'],
  部门: ['department'],
  专班: ['taskforce'],
}

/** 授权: gives a right to somebody whom the roster knows; above reporter by an admin only. */
export default defineWord({
  name: 'grant',
  title: '授权',
  aliases: [],
  summary: '给人员授权，例如：授权 张三 镇管理员',
  order: 60,
  roles: ['manager', 'admin'],
  examples: [],
  run: grant,
})

async function grant(context: Context, { rest }: { rest: string }): Promise<Reply> {
  const { db, house, speaker, now, today } = context
  const [name = '', ...words] = rest.split(/[\s，,、]+/).filter(Boolean)
  const wish = words.join('')
  const [word, role] = roleWords.find(([candidate]) => wish.endsWith(candidate)) ?? []
  if (!speaker || !name || !role || !word)
    return refused('请按“授权 姓名 权限”发送，权限可以是：填报人、审核人（管理员）、领导、督查员、系统管理员。例如：授权 张三 镇管理员')
  const member = personNamed({ ...context, speaker }, name)
  if (typeof member === 'string') return refused(`${member}还没有登记的，请本人先发：我是 单位 姓名 职务`)
  const level = wish.slice(0, wish.length - word.length)
  const unitId = unitOf(house.directory, servedIn(house, member)[0], { role, level }) ?? unitNamed(context, level)
  if (unitId === undefined)
    return refused(`没有看懂“${wish}”是哪一级，例如：授权 ${name} 镇管理员；也可以写单位：授权 ${name} 马岭镇 管理员`)
  if (role !== 'reporter' && !isAdmin(speaker)) return refused('填报人以上的权限，要由系统管理员来授。')
  if (!manages(house.directory, speaker, unitId)) return refused('只能给本单位范围内的人员授权。')
  await putPost(db, { memberId: member.id, unitId, title: word, role, since: today, grantedAt: now })
  await bumpRosterVersion(db, 'people')
  await addAudit(db, { at: now, memberId: speaker.id, action: 'grant', target: `member:${member.id}`, detail: `${role}@${unitId}` })
  return accepted([text(`已授权：${member.name} 为${house.directory.unit(unitId).name}的${word}，马上生效。`)])
}

/** 授权 张三 马岭镇 管理员: the unit itself is named. */
function unitNamed({ house, reading }: Context, name: string): number | undefined {
  const { id, corrected } = house.lexicon.unitByName(name, reading.speaker)
  return corrected ? undefined : id
}

/** The unit on the person's own line at the level that was said: 镇管理员 of a village cadre is of his township. */
function unitOf(directory: Directory, own: number | undefined, wish: { role: Role; level: string }): number | undefined {
  if (wish.role === 'admin') return directory.root?.id
  if (own === undefined) return undefined
  if (wish.level === '') return own
  const kinds = levels[wish.level]
  for (let unit = directory.unit(own); kinds; unit = directory.unit(unit.parentId)) {
    if (kinds.includes(unit.kind)) return unit.id
    if (unit.parentId === null) return undefined
  }
  return undefined
}
