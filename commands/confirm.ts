import { addAudit } from '../db/queries/audit.ts'
import { type Claim, dropClaims, findClaims, putIdentity, putMember, putPost } from '../db/queries/roster.ts'
import { bumpRosterVersion } from '../db/queries/roster-version.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { isAdmin, manages } from '../src/domain/scope.ts'

/** 确认身份: a manager vouches for who asked by 我是; posts above reporter by an admin only. */
export default defineWord({
  name: 'confirm',
  title: '确认身份',
  aliases: [],
  summary: '确认“我是…”的申请，例如：确认身份 张三',
  order: 50,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { db, house, speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const [first = '', second] = rest.split(/\s+/).filter(Boolean)
    if (!first) return refused('请写上姓名，例如：确认身份 张三')
    const claims = (await findClaims(db, second ?? first)).filter((claim) => manages(house.directory, speaker, claim.unitId))
    const place = second === undefined ? undefined : house.lexicon.unitByName(first, context.reading.speaker).id
    const fitting = place === undefined ? claims : claims.filter((claim) => claim.unitId === place)
    const [claim, ...more] = fitting
    if (!claim) return refused(`没有等您确认的“${second ?? first}”。请让本人先发：我是 单位 姓名 职务`)
    if (more.length > 0) {
      const places = fitting.map((candidate) => house.directory.unit(candidate.unitId).name).join('、')
      return refused(`同名的申请有几个：${places}。请带上单位，例如：确认身份 ${house.directory.unit(claim.unitId).name} ${claim.name}`)
    }
    return await admit({ ...context, speaker }, claim)
  },
})

async function admit(context: SpeakerContext, claim: Claim): Promise<Reply> {
  const { db, house, speaker, now, today } = context
  const { directory } = house
  const known = directory
    .members(today)
    .find((member) => member.name === claim.name && member.posts.some((post) => post.unitId === claim.unitId))
  if (known?.posts.some((post) => post.role !== 'reporter') && !isAdmin(speaker))
    return refused('这位同志的职务高于填报人，要由系统管理员确认。')
  const memberId =
    known?.id ??
    directory.memberByIdentity(claim.platform, claim.userId, today)?.id ??
    (await putMember(db, { name: claim.name, phone: null, platform: claim.platform, userId: claim.userId, at: now }))
  if (known) await putIdentity(db, claim.platform, claim.userId, memberId)
  else await putPost(db, { memberId, unitId: claim.unitId, title: claim.title, role: 'reporter', since: today, grantedAt: now })
  await dropClaims(db, [claim.id])
  await bumpRosterVersion(db, 'people')
  await addAudit(db, { at: now, memberId: speaker.id, action: 'confirm', target: `member:${memberId}`, detail: `unit:${claim.unitId}` })
  return accepted([text(`${directory.unit(claim.unitId).name} ${claim.name}（${claim.title}）已确认，可以使用了。`)])
}
