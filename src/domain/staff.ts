import type { DateText } from '../clock.ts'
import type { Member, Post, Role } from '../core/nouns.ts'
import type { House } from './house.ts'

/** Who answers for units' reports on a day. */
export interface Staff {
  /** Those who may be asked, best first: reporters before managers before leaders, in the order in which the posts were entered. */
  of(unitId: number): Member[]
}

const order: Role[] = ['reporter', 'manager', 'leader']

/** Indexes everybody who holds a post on a day by unit. */
export function createStaff(house: House, on: DateText): Staff {
  const posts = new Map<number, { member: Member; post: Post }[]>()
  for (const member of house.directory.members(on)) {
    for (const post of member.posts) {
      if (order.includes(post.role)) posts.set(post.unitId, [...(posts.get(post.unitId) ?? []), { member, post }])
    }
  }
  return {
    of(unitId) {
      const sorted = [...(posts.get(unitId) ?? [])].sort(
        (a, b) => order.indexOf(a.post.role) - order.indexOf(b.post.role) || a.post.id - b.post.id,
      )
      return [...new Set(sorted.map(({ member }) => member))]
    },
  }
}
