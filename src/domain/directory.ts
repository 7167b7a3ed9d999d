import type { RosterRows } from '../../db/queries/roster.ts'
import type { DateText } from '../clock.ts'
import type { Chat, Household, Member, Post, Unit } from '../core/nouns.ts'
import { unitLabel } from './names.ts'

/** The roster in memory: who there is and who belongs where. Built anew when the roster changes, never changed in place. */
export interface Directory {
  /** Throws when the id is unknown: ids come from the same database. */
  unit(id: number): Unit
  unitByCode(code: string): Unit | undefined
  /** All units, by code. */
  units: Unit[]
  /** The topmost unit (the county, in a county). */
  root: Unit | undefined
  children(id: number): Unit[]
  /** The unit and everything below it. */
  subtree(id: number): Unit[]
  /** Is `id` the unit `ancestorId` or below it? */
  isWithin(id: number, ancestorId: number): boolean
  /** The person, with the posts in force on a day. */
  member(id: number, on: DateText): Member | undefined
  memberByIdentity(platform: string, userId: string, on: DateText): Member | undefined
  /** All members who hold a post on a day. */
  members(on: DateText): Member[]
  /** Platform users of a member. */
  identities(memberId: number): { platform: string; userId: string }[]
  household(id: number): Household | undefined
  households(villageId: number): Household[]
  allHouseholds(): Iterable<Household>
  chat(id: number): Chat | undefined
  chatOf(platform: string, chatId: string): Chat | undefined
  /** Groups bound to a unit. */
  groupsOf(unitId: number): Chat[]
  directChatsOf(memberId: number): Chat[]
  chats: Chat[]
  contacts: RosterRows['contacts']
}

/** Indexes the rows. */
export function createDirectory(rows: RosterRows): Directory {
  const all = rows.units.map((row) => ({ ...row, name: unitLabel(row), officialName: row.name }))
  const units = new Map(all.map((unit) => [unit.id, unit]))
  const byCode = new Map(all.map((unit) => [unit.code, unit]))
  const children = groupBy(all, (unit) => unit.parentId ?? 0)
  const names = new Map(rows.members.map((member) => [member.id, member.name]))
  const posts = groupBy(rows.posts, (post) => post.memberId)
  const identityOf = new Map(rows.identities.map((row) => [`${row.platform}\n${row.userId}`, row.memberId]))
  const identities = groupBy(rows.identities, (row) => row.memberId)
  const households = new Map(rows.households.map((household) => [household.id, household]))
  const byVillage = groupBy(rows.households, (household) => household.villageId)
  const chats = new Map(rows.chats.map((chat) => [chat.id, chat]))
  const chatByName = new Map(rows.chats.map((chat) => [`${chat.platform}\n${chat.chatId}`, chat]))
  const groups = groupBy(
    rows.chats.filter((chat) => chat.kind === 'group' && chat.unitId !== null),
    (chat) => chat.unitId ?? 0,
  )
  const directs = groupBy(
    rows.chats.filter((chat) => chat.kind === 'direct' && chat.memberId !== null),
    (chat) => chat.memberId ?? 0,
  )

  function unit(id: number): Unit {
    const found = units.get(id)
    if (!found) throw new Error(`unit ${id} is not in the directory`)
    return found
  }
  function member(id: number, on: DateText): Member | undefined {
    const name = names.get(id)
    if (name === undefined) return undefined
    return { id, name, posts: (posts.get(id) ?? []).filter((post) => inForce(post, on)) }
  }

  return {
    unit,
    unitByCode: (code) => byCode.get(code),
    units: all,
    root: all.find((candidate) => candidate.parentId === null),
    children: (id) => children.get(id) ?? [],
    subtree(id) {
      const { path } = unit(id)
      return all.filter((candidate) => candidate.path.startsWith(path))
    },
    isWithin: (id, ancestorId) => unit(id).path.startsWith(unit(ancestorId).path),
    member,
    memberByIdentity(platform, userId, on) {
      const id = identityOf.get(`${platform}\n${userId}`)
      return id === undefined ? undefined : member(id, on)
    },
    members: (on) => rows.members.flatMap(({ id }) => member(id, on) ?? []).filter((person) => person.posts.length > 0),
    identities: (memberId) => identities.get(memberId) ?? [],
    household: (id) => households.get(id),
    households: (villageId) => byVillage.get(villageId) ?? [],
    allHouseholds: () => households.values(),
    chat: (id) => chats.get(id),
    chatOf: (platform, chatId) => chatByName.get(`${platform}\n${chatId}`),
    groupsOf: (unitId) => groups.get(unitId) ?? [],
    directChatsOf: (memberId) => directs.get(memberId) ?? [],
    chats: rows.chats,
    contacts: rows.contacts,
  }
}

/** Does a post hold on a day (both ends inclusive)? */
function inForce(post: Post, on: DateText): boolean {
  return (post.since === null || post.since <= on) && (post.until === null || on <= post.until)
}

function groupBy<T>(items: T[], key: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
