import type { Db } from '../../db/client.ts'
import { listUnits } from '../../db/queries/roster.ts'
import {
  addIdentities,
  addMember,
  addPosts,
  type IdentityRecord,
  loadStaff,
  type MemberRecord,
  type PostRecord,
  type Staff,
  updateMember,
  updatePost,
} from '../../db/queries/roster-bulk.ts'
import { type DateText, toDate } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import type { MemberRow } from '../core/roster-rows.ts'
import { finishImport, type ImportResult, isSamePhone, type PhoneSealer } from './import-result.ts'
import { unitHistory } from './mergers.ts'

/** All rows of one person: a person with two posts has two. */
interface Person {
  name: string
  phone: string | null
  account: { platform: string; userId: string } | null
  posts: (Pick<MemberRow, 'post' | 'role'> & { unitId: number })[]
}

interface Import {
  tx: Db
  staff: Index
  sealer: PhoneSealer
  at: number
  newPosts: Omit<PostRecord, 'id'>[]
  newIdentities: IdentityRecord[]
}

/**
 * Adds people with posts and accounts, or updates those known by account, or without one by name and unit. An empty phone leaves the
 * known one; posts hold from ever, but one that had ended holds again from the day of `at` (epoch ms). Counts are of persons.
 */
export async function importMembers(
  tx: Db,
  rows: readonly MemberRow[],
  { sealer, at }: { sealer: PhoneSealer; at: number },
): Promise<ImportResult> {
  const units = await listUnits(tx)
  const { successor } = unitHistory(units, toDate(at))
  const unitIds = new Map(units.map((unit) => [unit.code, successor(unit.id)]))
  const staff = indexStaff(await loadStaff(tx), toDate(at))
  const work: Import = { tx, staff, sealer, at, newPosts: [], newIdentities: [] }
  const result: ImportResult = { added: 0, changed: 0, unchanged: 0, warnings: [] }
  for (const person of gatherPersons(rows, unitIds)) {
    const known = staff.find(person)
    if (known) result[(await updatePerson(work, known, person)) ? 'changed' : 'unchanged'] += 1
    else {
      await addPerson(work, person)
      result.added += 1
    }
  }
  await addIdentities(tx, work.newIdentities)
  await addPosts(tx, work.newPosts)
  return await finishImport(tx, result)
}

function gatherPersons(rows: readonly MemberRow[], unitIds: ReadonlyMap<string, number>): Person[] {
  const persons = new Map<string, Person>()
  const accountsIn = new Map<string, string>()
  // Rows with an account first: one of the same name and unit without account is the same person.
  for (const row of [...rows].sort((a, b) => Number(a.userId === null) - Number(b.userId === null))) {
    const unitId = unitIds.get(row.unitCode)
    if (unitId === undefined) throw new UserError(`没有编码为 ${row.unitCode} 的单位：请先导入单位，或改正编码。`)
    const place = placeOf(row.name, unitId)
    const account = row.platform !== null && row.userId !== null ? { platform: row.platform, userId: row.userId } : null
    const key = account ? accountKey(account) : (accountsIn.get(place) ?? place)
    if (account) accountsIn.set(place, key)
    const person = persons.get(key) ?? { name: row.name, phone: null, account, posts: [] }
    person.phone ??= row.phone
    person.posts.push({ unitId, post: row.post, role: row.role })
    persons.set(key, person)
  }
  return [...persons.values()]
}

function placeOf(name: string, unitId: number): string {
  return `${unitId}\n${name}`
}

function accountKey({ platform, userId }: { platform: string; userId: string }): string {
  return `@${platform}\n${userId}`
}

/** The people of the database, made ready for comparing. */
interface Index {
  find(person: Person): MemberRecord | undefined
  /** Gives a known person an account; false when it is his already. */
  link(memberId: number, account: { platform: string; userId: string }): boolean
  postsOf(memberId: number): { post: PostRecord; inForce: boolean }[]
}

function indexStaff({ members, posts, identities }: Staff, on: DateText): Index {
  const byId = new Map(members.map((member) => [member.id, member]))
  const byAccount = new Map(identities.map((identity) => [accountKey(identity), byId.get(identity.memberId)]))
  const platforms = new Set(identities.map(({ memberId, platform }) => `${memberId} ${platform}`))
  const postsOf = new Map<number, { post: PostRecord; inForce: boolean }[]>()
  const byPlace = new Map<string, MemberRecord[]>()
  for (const post of posts) {
    const inForce = post.until === null || on <= post.until
    postsOf.set(post.memberId, [...(postsOf.get(post.memberId) ?? []), { post, inForce }])
    const member = byId.get(post.memberId)
    const place = member && inForce ? placeOf(member.name, post.unitId) : null
    if (member && place) byPlace.set(place, [...(byPlace.get(place) ?? []), member])
  }
  return {
    find({ name, account, posts: wanted }) {
      const owner = account && byAccount.get(accountKey(account))
      if (owner) return owner
      const namesakes = wanted.flatMap(({ unitId }) => byPlace.get(placeOf(name, unitId)) ?? [])
      // Somebody who has another account on this platform is another person of the same name.
      return namesakes.find((member) => account === null || !platforms.has(`${member.id} ${account.platform}`))
    },
    link(memberId, account) {
      if (byAccount.has(accountKey(account))) return false
      platforms.add(`${memberId} ${account.platform}`)
      return true
    },
    postsOf: (memberId) => postsOf.get(memberId) ?? [],
  }
}

async function addPerson(work: Import, person: Person): Promise<void> {
  const phone = person.phone === null ? null : work.sealer.seal(person.phone)
  const memberId = await addMember(work.tx, { name: person.name, phone, createdAt: work.at })
  if (person.account) work.newIdentities.push({ ...person.account, memberId })
  for (const { unitId, post, role } of person.posts) work.newPosts.push(newPost({ memberId, unitId, title: post, role }, null))
}

/** Returns whether anything differed. */
async function updatePerson(work: Import, known: MemberRecord, person: Person): Promise<boolean> {
  let changed = false
  if (known.name !== person.name || !isSamePhone(known.phone, person.phone, work.sealer)) {
    const phone = person.phone === null ? known.phone : work.sealer.seal(person.phone)
    await updateMember(work.tx, known.id, { name: person.name, phone })
    changed = true
  }
  if (person.account && work.staff.link(known.id, person.account)) {
    work.newIdentities.push({ ...person.account, memberId: known.id })
    changed = true
  }
  for (const post of person.posts) changed = (await updatePersonsPost(work, known.id, post)) || changed
  return changed
}

async function updatePersonsPost(work: Import, memberId: number, { unitId, post: title, role }: Person['posts'][number]): Promise<boolean> {
  const same = work.staff.postsOf(memberId).filter(({ post }) => post.unitId === unitId && post.title === title)
  const held = same.find(({ inForce }) => inForce)?.post
  if (!held) {
    work.newPosts.push(newPost({ memberId, unitId, title, role }, same.length > 0 ? toDate(work.at) : null))
    return true
  }
  if (held.role === role && held.grantedAt === null) return false
  await updatePost(work.tx, held.id, { role, grantedAt: null })
  return true
}

function newPost(post: Pick<PostRecord, 'memberId' | 'unitId' | 'title' | 'role'>, since: DateText | null): Omit<PostRecord, 'id'> {
  return { ...post, since, until: null, grantedAt: null }
}
