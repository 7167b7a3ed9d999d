import { and, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { toDate } from '../../src/clock.ts'
import type { Chat, ContactKind, Household, HouseholdPast, Role, Unit } from '../../src/core/nouns.ts'
import type { Db } from '../client.ts'
import { chats, claims, contacts, households, identities, members, posts, rosterChanges, units } from '../schema.ts'
import { bumpHousehold, bumpRosterVersion, type RosterPart } from './roster-version.ts'

/** A unit as it is stored: `name` is the official one. */
export type UnitRecord = Omit<Unit, 'officialName'>

/** What makes a unit; attributes and mergers come later. */
export type UnitBasics = Omit<UnitRecord, 'attributes' | 'until' | 'mergedIntoId'>

/** Everything that the directory holds in memory but the households, of which there are many. */
export interface RosterRows {
  units: UnitRecord[]
  members: { id: number; name: string }[]
  posts: { id: number; memberId: number; unitId: number; title: string; role: Role; since: string | null; until: string | null }[]
  identities: { platform: string; userId: string; memberId: number }[]
  contacts: { kind: ContactKind; memberId: number | null; unitId: number; forUnitId: number | null; matter: string | null }[]
  chats: Chat[]
}

/** Reads the roster without its households; of one that was read before only the parts that have changed since. */
export async function loadRoster(db: Db, known?: { rows: RosterRows; changed: RosterPart[] }): Promise<RosterRows> {
  const same = (part: RosterPart): RosterRows | undefined => (known?.changed.includes(part) ? undefined : known?.rows)
  return {
    units: same('units')?.units ?? (await listUnits(db)),
    members: same('people')?.members ?? (await db.select({ id: members.id, name: members.name }).from(members)),
    posts: same('people')?.posts ?? (await db.select().from(posts)),
    identities: same('people')?.identities ?? (await db.select().from(identities)),
    contacts: same('contacts')?.contacts ?? (await listContacts(db)),
    chats: same('chats')?.chats ?? (await db.select().from(chats)),
  }
}

/** All households, those that left the roster too; only these when their ids are given. By id. */
export async function listHouseholds(db: Db, ids?: number[]): Promise<Household[]> {
  const former = await formerHeads(db, ids)
  const past = await pastOf(db, ids)
  const rows: Household[] = await db
    .select({
      id: households.id,
      villageId: households.villageId,
      originId: households.villageId,
      groupName: households.groupName,
      head: households.head,
      kind: households.kind,
      persons: households.persons,
      carerId: households.carerId,
      since: households.since,
      until: households.until,
      untilReason: households.untilReason,
      attributes: sql`coalesce(${households.attributes}, '[]')`.mapWith(households.attributes),
    })
    .from(households)
    .where(ids && inArray(households.id, ids))
    .orderBy(households.id)
  for (const row of former.size + past.size === 0 ? [] : rows) {
    const [formerHeads, before] = [former.get(row.id), past.get(row.id)]
    if (formerHeads) row.formerHeads = formerHeads
    if (before) row.past = before
  }
  return rows
}

/** The heads that households had before, oldest first: a confirmed change of the head keeps the old one as its reason. */
async function formerHeads(db: Db, ids?: number[]): Promise<Map<number, string[]>> {
  const { householdId, kind, state, reason } = rosterChanges
  const wanted = and(eq(kind, 'head'), eq(state, 'confirmed'), isNotNull(householdId), ne(reason, ''), ids && inArray(householdId, ids))
  const rows = await db.select({ householdId, head: reason }).from(rosterChanges).where(wanted).orderBy(rosterChanges.id)
  const heads = new Map<number, string[]>()
  for (const { householdId: id, head } of rows) if (id !== null) heads.set(id, [...(heads.get(id) ?? []), head])
  return heads
}

/** What households were before, oldest first: a change of kind or attributes keeps both as they were up to its day. */
async function pastOf(db: Db, ids?: number[]): Promise<Map<number, HouseholdPast[]>> {
  const { id, householdId, householdKind: kind, reason, at } = rosterChanges
  const wanted = and(eq(rosterChanges.kind, 'class'), isNotNull(householdId), ids && inArray(householdId, ids))
  const past = new Map<number, HouseholdPast[]>()
  for (const row of await db.select({ householdId, kind, reason, at }).from(rosterChanges).where(wanted).orderBy(id)) {
    if (row.householdId === null || row.kind === null) continue
    const before = { until: toDate(row.at), kind: row.kind, attributes: row.reason === '' ? [] : row.reason.split('、') }
    past.set(row.householdId, [...(past.get(row.householdId) ?? []), before])
  }
  return past
}

/** All units, those that were merged away too, by code. */
export async function listUnits(db: Db): Promise<UnitRecord[]> {
  const rows = await db.select().from(units).orderBy(units.code)
  return rows.map((row) => ({ ...row, attributes: row.attributes ?? [] }))
}

/** Makes or changes a unit by its code; returns its id. `path` is completed by the caller's parent path. */
export async function putUnit(tx: Db, unit: Omit<UnitBasics, 'id' | 'path'>, parentPath: string): Promise<{ id: number; path: string }> {
  const { code, ...changes } = unit
  const [row] = await tx
    .insert(units)
    .values({ ...unit, path: '' })
    .onConflictDoUpdate({ target: units.code, set: changes })
    .returning({ id: units.id })
  const id = row?.id ?? 0
  const path = `${parentPath || '/'}${id}/`
  await tx.update(units).set({ path }).where(eq(units.code, code))
  return { id, path }
}

/** Makes or changes a household by village, group and head. */
export async function putHousehold(tx: Db, household: typeof households.$inferInsert): Promise<void> {
  const { villageId: _v, groupName: _g, head: _h, ...changes } = household
  await tx
    .insert(households)
    .values(household)
    .onConflictDoUpdate({ target: [households.villageId, households.groupName, households.head], set: changes })
}

/** A member by platform user, made when new; returns the id. */
export async function putMember(
  tx: Db,
  person: { name: string; phone: string | null; platform: string; userId: string; at: number },
): Promise<number> {
  const [known] = await tx
    .select({ memberId: identities.memberId })
    .from(identities)
    .where(and(eq(identities.platform, person.platform), eq(identities.userId, person.userId)))
  if (known) {
    await tx.update(members).set({ name: person.name, phone: person.phone }).where(eq(members.id, known.memberId))
    return known.memberId
  }
  const [row] = await tx
    .insert(members)
    .values({ name: person.name, phone: person.phone, createdAt: person.at })
    .returning({ id: members.id })
  const memberId = row?.id ?? 0
  await tx.insert(identities).values({ platform: person.platform, userId: person.userId, memberId })
  return memberId
}

/** Links a platform's user to a member. */
export async function putIdentity(tx: Db, platform: string, userId: string, memberId: number): Promise<void> {
  await tx
    .insert(identities)
    .values({ platform, userId, memberId })
    .onConflictDoUpdate({ target: [identities.platform, identities.userId], set: { memberId } })
  await bumpRosterVersion(tx, 'people')
}

/** Gives a post; the same unit and title in force is changed instead of doubled. */
export async function putPost(
  tx: Db,
  post: { memberId: number; unitId: number; title: string; role: Role; since: string | null; grantedAt: number | null },
): Promise<void> {
  const [same] = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.memberId, post.memberId), eq(posts.unitId, post.unitId), eq(posts.title, post.title), isNull(posts.until)))
  if (same) await tx.update(posts).set({ role: post.role }).where(eq(posts.id, same.id))
  else await tx.insert(posts).values({ ...post, until: null })
}

/** Ends posts; `until` is the last day on which they are held. */
export async function endPosts(tx: Db, ids: number[], until: string): Promise<void> {
  await tx.update(posts).set({ until }).where(inArray(posts.id, ids))
  await bumpRosterVersion(tx, 'people')
}

/** Makes a chat known, or changes what is known of it; returns its id. */
export async function putChat(tx: Db, chat: Omit<Chat, 'id'>): Promise<number> {
  const { platform: _p, chatId: _c, ...changes } = chat
  const [row] = await tx
    .insert(chats)
    .values(chat)
    .onConflictDoUpdate({ target: [chats.platform, chats.chatId], set: changes })
    .returning({ id: chats.id })
  await bumpRosterVersion(tx, 'chats')
  return row?.id ?? 0
}

/** Changes one chat (binding, mute, outsiders). */
export async function changeChat(
  tx: Db,
  id: number,
  changes: Partial<Pick<Chat, 'title' | 'unitId' | 'memberId' | 'muted' | 'outsiders'>>,
): Promise<void> {
  await tx.update(chats).set(changes).where(eq(chats.id, id))
  await bumpRosterVersion(tx, 'chats')
}

/** A request to be somebody, waiting for 确认身份. */
export interface Claim {
  id: number
  platform: string
  userId: string
  name: string
  unitId: number
  title: string
  at: number
}

/** Files a request, replacing the same user's earlier one. */
export async function putClaim(tx: Db, claim: Omit<Claim, 'id'>): Promise<void> {
  await tx.delete(claims).where(and(eq(claims.platform, claim.platform), eq(claims.userId, claim.userId)))
  await tx.insert(claims).values(claim)
}

/** Open requests, oldest first: under one name, or all. */
export async function findClaims(db: Db, name?: string): Promise<Claim[]> {
  const named = name === undefined ? undefined : eq(claims.name, name)
  return await db.select().from(claims).where(named).orderBy(claims.id)
}

/** Takes requests off the list. */
export async function dropClaims(tx: Db, ids: number[]): Promise<void> {
  if (ids.length > 0) await tx.delete(claims).where(inArray(claims.id, ids))
}

/** Is there any unit yet? */
export async function hasUnits(db: Db): Promise<boolean> {
  return (await db.select({ id: units.id }).from(units).limit(1)).length > 0
}

/** One pairing: a member of `unitId`, or that unit itself, with the unit that it looks after (`forUnitId`), or the matter. */
export type ContactRow = RosterRows['contacts'][number]

/** All pairings. */
export async function listContacts(db: Db): Promise<ContactRow[]> {
  const { kind, memberId, unitId, forUnitId, matter } = contacts
  return await db.select({ kind, memberId, unitId, forUnitId, matter }).from(contacts).orderBy(contacts.id)
}

/** Pairs; the same pairing is kept once. */
export async function putContact(tx: Db, contact: ContactRow): Promise<void> {
  await dropContact(tx, contact)
  await tx.insert(contacts).values(contact)
  await bumpRosterVersion(tx, 'contacts')
}

/** Ends a pairing, whatever post its holder had in it; false when there was none. */
export async function dropContact(tx: Db, { kind, memberId, unitId, forUnitId, matter }: ContactRow): Promise<boolean> {
  const holder = memberId === null ? and(isNull(contacts.memberId), eq(contacts.unitId, unitId)) : eq(contacts.memberId, memberId)
  const ground = forUnitId === null ? isNull(contacts.forUnitId) : eq(contacts.forUnitId, forUnitId)
  const about = matter === null ? isNull(contacts.matter) : eq(contacts.matter, matter)
  const gone = await tx
    .delete(contacts)
    .where(and(eq(contacts.kind, kind), holder, ground, about))
    .returning({ id: contacts.id })
  if (gone.length > 0) await bumpRosterVersion(tx, 'contacts')
  return gone.length > 0
}

/** Makes a member answer for a household (帮扶责任人). */
export async function changeCarer(tx: Db, householdId: number, carerId: number): Promise<void> {
  await tx.update(households).set({ carerId }).where(eq(households.id, householdId))
  await bumpHousehold(tx, householdId)
}

/** Writes what a unit is known by besides its kind (有巩固任务 …). */
export async function changeUnitAttributes(tx: Db, unitId: number, attributes: string[]): Promise<void> {
  await tx.update(units).set({ attributes }).where(eq(units.id, unitId))
  await bumpRosterVersion(tx, 'units')
}

/** A unit's merger: its last day and its successor; nulls take it back. */
export async function changeMerger(tx: Db, unitId: number, merger: Pick<UnitRecord, 'until' | 'mergedIntoId'>): Promise<void> {
  await tx.update(units).set(merger).where(eq(units.id, unitId))
  await bumpRosterVersion(tx, 'units')
}
