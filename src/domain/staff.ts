import type { DateText } from '../clock.ts'
import type { Member, Post, Role } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import type { House } from './house.ts'

/** Who answers for units' reports on a day. */
export interface Staff {
  /** Those who may be asked, best first: reporters before managers before leaders, in the order in which the posts were entered. */
  of(unitId: number): readonly Member[]
}

const order: Role[] = ['reporter', 'manager', 'leader']

/** Everybody who holds a post on a day by unit. */
export function createStaff(house: House, on: DateText): Staff {
  return staffAmong(house.directory.members(on))
}

/** Indexed once for each list of people: there are thousands, and they are the same for days. */
const staffAmong = oncePer(indexStaff)

function indexStaff(members: Member[]): Staff {
  const posts = new Map<number, { member: Member; post: Post }[]>()
  for (const member of members) {
    for (const post of member.posts) {
      if (!order.includes(post.role)) continue
      const own = posts.get(post.unitId)
      if (own) own.push({ member, post })
      else posts.set(post.unitId, [{ member, post }])
    }
  }
  const people = new Map<number, readonly Member[]>()
  return {
    of(unitId) {
      const known = people.get(unitId)
      if (known) return known
      const sorted = [...(posts.get(unitId) ?? [])].sort(
        (a, b) => order.indexOf(a.post.role) - order.indexOf(b.post.role) || a.post.id - b.post.id,
      )
      const found = [...new Set(sorted.map(({ member }) => member))]
      people.set(unitId, found)
      return found
    },
  }
}
