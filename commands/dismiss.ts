import { addAudit } from '../db/queries/audit.ts'
import { endPosts } from '../db/queries/roster.ts'
import { addDays } from '../src/clock.ts'
import { note, text } from '../src/core/blocks.ts'
import type { Member, Post } from '../src/core/nouns.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import type { Directory } from '../src/domain/directory.ts'
import { shortDate } from '../src/domain/figure-notes.ts'
import { personNamed } from '../src/domain/person-named.ts'
import { isAdmin, manages } from '../src/domain/scope.ts'

/** 免职: ends a person's posts at once; above reporter by an admin only. What he reported stays (counting-rules 5). */
export default defineWord({
  name: 'dismiss',
  title: '免职',
  aliases: [],
  summary: '免去人员的职务和权限，例如：免职 张三；只免一个的写上职务：免职 张三 网格员',
  order: 61,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    const [name, ...words] = rest.split(/[\s，,、]+/).filter(Boolean)
    if (!speaker || name === undefined) return refused('请按“免职 姓名 职务”发送，例如：免职 张三 网格员；不写职务的全部免去。')
    const known = { ...context, speaker }
    const member = personNamed(known, name)
    if (typeof member === 'string') return refused(member)
    return await dismiss(known, member, words.join(''))
  },
})

async function dismiss(context: SpeakerContext, member: Member, title: string): Promise<Reply> {
  const { db, house, speaker, now, today } = context
  const { directory } = house
  const meant = member.posts.filter((post) => postLabel(directory, post).includes(title))
  if (meant.length === 0) {
    const held = member.posts
      .filter((post) => mayEnd(context, post))
      .map((post) => postLabel(directory, post))
      .join('、')
    return refused(`${member.name}现在没有${title === '' ? '' : `“${title}”这个`}职务。${held === '' ? '' : `在任的有：${held}。`}`)
  }
  const ended = meant.filter((post) => mayEnd(context, post))
  if (ended.length === 0) return refused('只能免去本单位范围内填报人的职务，其他的要由系统管理员来办。')
  if (isLastAdmin(context, member, ended)) return refused('这是最后一位系统管理员，不能免。请先把权限授给别人：授权 张三 系统管理员')
  // Dates of posts are inclusive: yesterday as the last day ends the rights with this message.
  const last = addDays(today, -1)
  const ids = ended.map((post) => post.id)
  await endPosts(db, ids, last)
  const labels = ended.map((post) => postLabel(directory, post)).join('、')
  await addAudit(db, { at: now, memberId: speaker.id, action: 'dismiss', target: `member:${member.id}`, detail: labels })
  const left = meant.length > ended.length ? '其余职务要由系统管理员来免。' : ''
  return accepted([
    text(`已免去：${member.name} ${labels}，马上生效，任期算到${shortDate(last)}。${left}`),
    note(`以前报的都保留在原单位名下。手上的事项和帮扶户请发：移交 ${member.name} 接手人`),
  ])
}

function postLabel(directory: Directory, { unitId, title }: Post): string {
  return `${directory.unit(unitId).name}${title}`
}

function mayEnd({ house, speaker }: SpeakerContext, post: Post): boolean {
  return isAdmin(speaker) || (post.role === 'reporter' && manages(house.directory, speaker, post.unitId))
}

function isLastAdmin({ house, today }: SpeakerContext, member: Member, ended: Post[]): boolean {
  if (!ended.some((post) => post.role === 'admin')) return false
  const others = house.directory.members(today).filter((other) => other.id !== member.id && isAdmin(other))
  return others.length === 0 && !member.posts.some((post) => post.role === 'admin' && !ended.includes(post))
}
