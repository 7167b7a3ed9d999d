import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Post, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import type { Staffing } from '../pack-lists.ts'

/** A post with whose it is. */
type HeldPost = Pick<Post, 'unitId' | 'title' | 'since' | 'until'> & { memberId: number }

/** 队伍情况: each unit that a rule means, where the post is vacant, its holder does not hold the other, or it changed within the term. */
export function staffingDocument(context: Pick<SpeakerContext, 'house' | 'now' | 'today'>, unit: Unit, posts: HeldPost[]): Block[] {
  const { house, now, today } = context
  const rules = house.packs.flatMap(({ staffing, term }) =>
    staffing.map((rule) => ({ rule, since: term?.from ?? `${today.slice(0, 4)}-01-01` })),
  )
  const title = heading(`${unit.name} 队伍情况`)
  if (rules.length === 0) return [title, text('规则包里没有写明要配备的岗位。')]
  const units = house.directory.subtree(unit.id)
  return [
    title,
    ...rules.flatMap(({ rule, since }) =>
      ruleBlocks(
        { rule, since, today },
        units.filter(({ kind }) => kind === rule.kind),
        posts,
      ),
    ),
    note(`口径：按人员名册在任职务；任期内免去、调离一次计变动一次；只看岗位，不评价人；数据截至${shortTime(now)}`),
  ]
}

function ruleBlocks(about: { rule: Staffing; since: string; today: string }, units: Unit[], posts: HeldPost[]): Block[] {
  const { rule } = about
  const lines = units.flatMap((unit) => {
    const words = faults(
      about,
      posts.filter(({ unitId }) => unitId === unit.id),
    )
    return words.length === 0 ? [] : [`${unit.name}：${words.join('，')}`]
  })
  const demand = `${rule.post}${rule.holds ? `兼任${rule.holds}` : ''}`
  const head = text(`${demand}：应配 ${units.length} 个单位，符合且任期内没有变动的 ${units.length - lines.length} 个。`)
  return lines.length === 0 ? [head] : [head, list(lines)]
}

function faults({ rule, since, today }: { rule: Staffing; since: string; today: string }, posts: HeldPost[]): string[] {
  const inForce = posts.filter((post) => (post.since === null || post.since <= today) && (post.until === null || post.until >= today))
  const holders = inForce.filter(({ title }) => title.includes(rule.post))
  const holds = holders.some(({ memberId, title }) => {
    const { holds: other } = rule
    return (
      other === undefined ||
      title.replace(rule.post, '').includes(other) ||
      inForce.some((post) => post.memberId === memberId && post.title !== title && post.title.includes(other))
    )
  })
  // Who is registered late changes nothing; a post that ended did.
  const changes = posts.filter(({ title, until }) => title.includes(rule.post) && until !== null && until >= since && until < today).length
  return [
    ...(holders.length === 0 ? [`${rule.post}空缺`] : holds ? [] : [`${rule.post}没有兼任${rule.holds ?? ''}`]),
    ...(changes > 0 ? [`任期内换了 ${changes} 次`] : []),
  ]
}
