import type { RosterRows } from '../../db/queries/roster.ts'
import type { DateText } from '../clock.ts'
import type { Chat, ContactKind, Household, Member, Post, Unit } from '../core/nouns.ts'
import { oncePer, perDay } from '../core/once-per.ts'
import type { HouseholdBook } from './household-book.ts'
import type { MergedRoster, UnitHistory } from './mergers.ts'
import { unitLabel } from './names.ts'

/** The roster in memory: who there is and who belongs where. Built anew when the roster changes, never changed in place. */
export interface Directory extends Pick<UnitHistory, 'isClosed' | 'successor' | 'absorbed' | 'heirOn' | 'lineOn'> {
  /** Throws when the id is unknown: ids come from the same database. */
  unit(id: number): Unit
  unitByCode(code: string): Unit | undefined
  /** The units that stand, by code. */
  units: Unit[]
  /** Those that stood on a day: before a merger took effect the old ones too (counting-rules 6). */
  unitsOn(day: DateText): Unit[]
  /** The topmost unit (the county, in a county). */
  root: Unit | undefined
  children(id: number): Unit[]
  /** The unit and everything below it, units that were merged into them included. */
  subtree(id: number): Unit[]
  /** Is `id` the unit `ancestorId` or below it now? */
  isWithin(id: number, ancestorId: number): boolean
  /** The person, with the posts in force on a day. */
  member(id: number, on: DateText): Member | undefined
  memberByIdentity(platform: string, userId: string, on: DateText): Member | undefined
  /** The name of anybody who is or was on the roster. */
  person(id: number): string | undefined
  /** Does anybody who is or was on the roster bear this name? */
  hasPerson(name: string): boolean
  /** All members who hold a post on a day. */
  members(on: DateText): Member[]
  /** Platform users of a member. */
  identities(memberId: number): { platform: string; userId: string }[]
  household(id: number): Household | undefined
  /** Those that a village answers for now; of one that was merged away those that were its own. */
  households(villageId: number): Household[]
  /** Households that a person answers for (帮扶责任人) and that are on the roster. */
  caredFor(memberId: number): Household[]
  allHouseholds(): Iterable<Household>
  chat(id: number): Chat | undefined
  chatOf(platform: string, chatId: string): Chat | undefined
  /** Groups bound to a unit. */
  groupsOf(unitId: number): Chat[]
  directChatsOf(memberId: number): Chat[]
  chats: Chat[]
  contacts: RosterRows['contacts']
  /** The units that a person looks after by pairings of a kind. */
  contactsOf(memberId: number, kind: ContactKind): { unitId: number }[]
  /** Who looks after this unit, or one above it, by pairings of a kind. */
  contactsTo(unitId: number, kind: ContactKind): RosterRows['contacts']
}

/** Indexes the rows of a roster, with its households. */
export function createDirectory({ rows, history }: MergedRoster, book: HouseholdBook): Directory {
  const { isClosed, successor, absorbed, heirOn, lineOn } = history
  const units = unitIndexOf(rows.units)(history)
  const merged = { isClosed, successor, absorbed, heirOn, lineOn }
  return {
    ...merged,
    ...units,
    ...peopleIndexOf(rows.posts)(rows),
    household: book.household,
    households: (villageId) => (isClosed(villageId) ? book.movedFrom(villageId) : book.ofVillage(villageId)),
    caredFor: book.ofCarer,
    allHouseholds: book.all,
    ...chatIndexOf(rows.chats),
    ...indexContacts(rows, units),
  }
}

/** Parts of the roster are read together and indexed once, as long as they do not change. A merger that takes effect makes new lists. */
const unitIndexOf = oncePer((units: RosterRows['units']) => once((history: UnitHistory) => indexUnits(units, history)))
const peopleIndexOf = oncePer((_posts: RosterRows['posts']) => once(indexPeople))
const chatIndexOf = oncePer(indexChats)

function once<From, To>(make: (from: From) => To): (from: From) => To {
  let made: { value: To } | undefined
  return (from) => {
    made ??= { value: make(from) }
    return made.value
  }
}

type UnitIndex = Pick<Directory, 'unit' | 'unitByCode' | 'units' | 'unitsOn' | 'root' | 'children' | 'subtree' | 'isWithin'>

function indexUnits(rows: RosterRows['units'], { isClosed }: UnitHistory): UnitIndex {
  const all = rows.map((row) => ({ ...row, name: unitLabel(row), officialName: row.name }))
  const standing = all.filter((candidate) => !isClosed(candidate.id))
  const units = new Map(all.map((unit) => [unit.id, unit]))
  const byCode = new Map(all.map((unit) => [unit.code, unit]))
  const children = groupBy(standing, (unit) => unit.parentId ?? 0)
  // Paths name every unit on the way down, the unit itself last.
  const subtrees = new Map<number, Unit[]>()
  for (const candidate of all) {
    for (const part of candidate.path.split('/')) {
      if (part === '') continue
      const own = subtrees.get(Number(part))
      if (own) own.push(candidate)
      else subtrees.set(Number(part), [candidate])
    }
  }
  function unit(id: number): Unit {
    const found = units.get(id)
    if (!found) throw new Error(`unit ${id} is not in the directory`)
    return found
  }
  const gone = all.filter((candidate) => isClosed(candidate.id))
  return {
    unit,
    unitByCode: (code) => byCode.get(code),
    units: standing,
    unitsOn: (day) => (gone.length === 0 ? standing : all.filter((candidate) => !isClosed(candidate.id) || (candidate.until ?? '') >= day)),
    root: all.find((candidate) => candidate.parentId === null),
    children: (id) => children.get(id) ?? [],
    subtree: (id) => [...(subtrees.get(unit(id).id) ?? [])],
    isWithin: (id, ancestorId) => unit(id).path.startsWith(unit(ancestorId).path),
  }
}

function indexPeople(rows: RosterRows): Pick<Directory, 'member' | 'memberByIdentity' | 'person' | 'hasPerson' | 'members' | 'identities'> {
  const names = new Map(rows.members.map((member) => [member.id, member.name]))
  const allNames = new Set(names.values())
  const posts = groupBy(rows.posts, (post) => post.memberId)
  const identityOf = new Map(rows.identities.map((row) => [`${row.platform}\n${row.userId}`, row.memberId]))
  const identities = groupBy(rows.identities, (row) => row.memberId)
  // Whose posts have no dates is the same on every day.
  const settled = new Map<number, Member>()
  for (const [id, own] of posts) {
    const name = names.get(id)
    if (name !== undefined && own.every((post) => post.since === null && post.until === null)) settled.set(id, { id, name, posts: own })
  }
  const lasting = rows.members.flatMap(({ id }) => settled.get(id) ?? [])
  const isSettled = rows.members.every(({ id }) => settled.has(id) || !posts.has(id))
  function member(id: number, on: DateText): Member | undefined {
    const known = settled.get(id)
    if (known) return known
    const name = names.get(id)
    if (name === undefined) return undefined
    return { id, name, posts: (posts.get(id) ?? []).filter((post) => inForce(post, on)) }
  }
  return {
    member,
    memberByIdentity(platform, userId, on) {
      const id = identityOf.get(`${platform}\n${userId}`)
      return id === undefined ? undefined : member(id, on)
    },
    person: (id) => names.get(id),
    hasPerson: (name) => allNames.has(name),
    members: isSettled
      ? () => lasting
      : perDay((on) => rows.members.flatMap(({ id }) => member(id, on) ?? []).filter((person) => person.posts.length > 0)),
    identities: (memberId) => identities.get(memberId) ?? [],
  }
}

function indexChats(chats: RosterRows['chats']): Pick<Directory, 'chat' | 'chatOf' | 'groupsOf' | 'directChatsOf' | 'chats'> {
  const byId = new Map(chats.map((chat) => [chat.id, chat]))
  const byName = new Map(chats.map((chat) => [`${chat.platform}\n${chat.chatId}`, chat]))
  const bound = chats.filter((chat) => chat.kind === 'group' && chat.unitId !== null)
  const groups = groupBy(bound, (chat) => chat.unitId ?? 0)
  const own = chats.filter((chat) => chat.kind === 'direct' && chat.memberId !== null)
  const directs = groupBy(own, (chat) => chat.memberId ?? 0)
  return {
    chat: (id) => byId.get(id),
    chatOf: (platform, chatId) => byName.get(`${platform}\n${chatId}`),
    groupsOf: (unitId) => groups.get(unitId) ?? [],
    directChatsOf: (memberId) => directs.get(memberId) ?? [],
    chats,
  }
}

function indexContacts({ contacts }: RosterRows, { isWithin }: UnitIndex): Pick<Directory, 'contacts' | 'contactsOf' | 'contactsTo'> {
  return {
    contacts,
    contactsOf: (memberId, kind) =>
      contacts
        .filter((contact) => contact.memberId === memberId && contact.kind === kind)
        .flatMap(({ forUnitId }) => (forUnitId === null ? [] : [{ unitId: forUnitId }])),
    contactsTo: (unitId, kind) =>
      contacts.filter((contact) => contact.kind === kind && contact.forUnitId !== null && isWithin(unitId, contact.forUnitId)),
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
