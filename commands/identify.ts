import { addAudit } from '../db/queries/audit.ts'
import { findClaims, putClaim, putIdentity } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import type { Member } from '../src/core/nouns.ts'
import { accepted, type Notice, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { Context } from '../src/domain/context.ts'
import { manages } from '../src/domain/scope.ts'

/** 我是: who a platform's user is. The roster's own reporters are known at once; everybody else waits for 确认身份. */
export default defineWord({
  name: 'identify',
  title: '我是',
  aliases: [],
  summary: '告诉机器人您是谁，例如：我是 铺仔村 张三 村书记',
  order: 10,
  anyone: true,
  examples: [],
  run: identify,
})

async function identify(context: Context, { rest }: { rest: string }): Promise<Reply> {
  const { db, house, message, now, reading, speaker } = context
  if (speaker && speaker.posts.length > 0) return refused(`您已经登记为${speaker.name}，不用再登记。职务有变动请联系管理员。`)
  const [place = '', name = '', title = '干部'] = rest.split(/[\s，,、]+/).filter(Boolean)
  if (!name) return refused('请按“我是 单位 姓名 职务”发送，例如：我是 铺仔村 张三 村书记')
  // Who was dismissed may ask again, as himself only.
  if (speaker && speaker.name !== name) return refused(`这个账号登记的是${speaker.name}，请用这个姓名申请，或联系管理员。`)
  const everywhere = { ...reading.speaker, scopeUnitIds: house.directory.root ? [house.directory.root.id] : [] }
  const unitId = house.lexicon.unitByName(place, everywhere).id
  if (unitId === undefined)
    return refused(`没有找到单位“${place}”，或者不止一个。请写全称，必要时带上乡镇，例如：我是 马岭镇纸房村 张三 村书记`)
  const known = rosterMember(context, name, unitId)
  if (known?.posts.every((post) => post.role === 'reporter')) return await welcome(context, known)
  await putClaim(db, { platform: message.platform, userId: message.userId, name, unitId, title, at: now })
  const others = (await findClaims(db, name)).length
  return accepted([text(`已登记：${house.directory.unit(unitId).name} ${name}（${title}）。等管理员确认后就能使用。`)], {
    notices: confirmers(context, unitId).map(
      (memberId): Notice => ({
        to: { memberId },
        key: `claim/${message.platform}/${message.userId}/${now}`,
        content: {
          blocks: [
            text(
              `${house.directory.unit(unitId).name}的${name}（${title}）申请使用，请核实后回复：确认身份 ${name}${others > 1 ? '（同名有几人，请看清单位）' : ''}`,
            ),
          ],
          buttons: [{ text: `确认身份 ${name}`, says: `确认身份 ${name}` }],
        },
      }),
    ),
  })
}

/** A person of the roster with this name and unit who is not yet on this platform. */
function rosterMember(context: Context, name: string, unitId: number): Member | undefined {
  const { directory } = context.house
  return directory
    .members(context.today)
    .find(
      (member) =>
        member.name === name &&
        member.posts.some((post) => post.unitId === unitId) &&
        directory.identities(member.id).every((identity) => identity.platform !== context.message.platform),
    )
}

async function welcome(context: Context, member: Member): Promise<Reply> {
  const { db, message, now } = context
  await putIdentity(db, message.platform, message.userId, member.id)
  await addAudit(db, { at: now, memberId: member.id, action: 'identify', target: `member:${member.id}`, detail: message.platform })
  return accepted([text(`${member.name}，您好！已按名册认出您，现在就可以使用。发“帮助”看怎么用。`)])
}

/** Managers of the unit or the nearest unit above that has one. */
function confirmers(context: Context, unitId: number): number[] {
  const { directory } = context.house
  const managers = directory.members(context.today).filter((member) => manages(directory, member, unitId))
  for (let unit = directory.unit(unitId); ; unit = directory.unit(unit.parentId)) {
    const here = managers.filter((member) => member.posts.some((post) => post.unitId === unit.id))
    if (here.length > 0 || unit.parentId === null) return here.map((member) => member.id)
  }
}
