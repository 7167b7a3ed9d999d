import { eq, inArray, type Placeholder, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { chats, contacts, households, identities, members, posts, units } from '../schema.ts'
import type { ContactRow, UnitRecord } from './roster.ts'

/** Rows of one statement: more would not be faster, and engines limit the parameters of a statement. */
const CHUNK = 200

/** What an import writes of a household; the rest is done by message. */
const householdColumns = ['villageId', 'groupName', 'head', 'kind', 'persons', 'phone', 'carerId', 'attributes', 'since'] as const

/** A household's row, phone number included (sealed). */
export type HouseholdRecord = typeof households.$inferSelect
/** A new household, or new values for one that is known by village, group and head. */
export type NewHousehold = Omit<Pick<HouseholdRecord, (typeof householdColumns)[number]>, 'attributes'> & { attributes: string[] }
/** A member's row, phone number included (sealed). */
export type MemberRecord = typeof members.$inferSelect
/** A post's row. */
export type PostRecord = typeof posts.$inferSelect
/** A platform's user. */
export type IdentityRecord = typeof identities.$inferSelect

/** All people with what they hold, as an import compares them. */
export interface Staff {
  members: MemberRecord[]
  posts: PostRecord[]
  identities: IdentityRecord[]
}

/** Adds units without place; `putUnits` gives them their parents and paths once all have ids. */
export async function addUnits(tx: Db, rows: Pick<UnitRecord, 'code' | 'name' | 'kind' | 'aliases'>[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insert(units).values(chunk.map((row) => ({ ...row, parentId: null, path: '' })))
}

/** Writes known units anew, by code. */
export async function putUnits(tx: Db, rows: UnitRecord[]): Promise<void> {
  const set = {
    name: sql`excluded.name`,
    kind: sql`excluded.kind`,
    parentId: sql`excluded.parent_id`,
    path: sql`excluded.path`,
    aliases: sql`excluded.aliases`,
    attributes: sql`excluded.attributes`,
  }
  for (const chunk of chunks(rows)) await tx.insert(units).values(chunk).onConflictDoUpdate({ target: units.code, set })
}

/** Every household of these villages, also those that have left. */
export async function householdsOf(db: Db, villageIds: number[]): Promise<HouseholdRecord[]> {
  const found: HouseholdRecord[] = []
  for (const ids of chunks(villageIds)) found.push(...(await db.select().from(households).where(inArray(households.villageId, ids))))
  return found
}

/** Adds households, or changes kind, persons, phone, carer and attributes of those known by village, group and head; since when they are there stays. */
export async function putHouseholds(tx: Db, rows: NewHousehold[]): Promise<void> {
  for (const chunk of chunks(rows)) {
    if (chunk.length < CHUNK) await upsertHouseholds(tx, chunk)
    else
      await upsertChunk(
        tx,
        Object.fromEntries(chunk.flatMap((row, index) => householdColumns.map((column) => [`${column}${index}`, row[column]]))),
      )
  }
}

/** A county has 100,000 households: building such a statement anew takes three times as long as running it. */
const upsertChunk = prepared<Record<string, unknown>, unknown>((db) =>
  upsertHouseholds(
    db,
    Array.from({ length: CHUNK }, (_, index) => ({
      villageId: sql.placeholder(`villageId${index}`),
      groupName: sql.placeholder(`groupName${index}`),
      head: sql.placeholder(`head${index}`),
      kind: sql.placeholder(`kind${index}`),
      persons: sql.placeholder(`persons${index}`),
      phone: sql.placeholder(`phone${index}`),
      carerId: sql.placeholder(`carerId${index}`),
      attributes: sql.placeholder(`attributes${index}`),
      since: sql.placeholder(`since${index}`),
    })),
  ).prepare(),
)

type HouseholdValues = { [Column in (typeof householdColumns)[number]]: NewHousehold[Column] | Placeholder }

function upsertHouseholds(db: Db, rows: HouseholdValues[]) {
  const target = [households.villageId, households.groupName, households.head]
  const set = {
    kind: sql`excluded.kind`,
    persons: sql`excluded.persons`,
    phone: sql`excluded.phone`,
    carerId: sql`excluded.carer_id`,
    attributes: sql`excluded.attributes`,
  }
  return db.insert(households).values(rows).onConflictDoUpdate({ target, set })
}

/** All people with posts and identities. */
export async function loadStaff(db: Db): Promise<Staff> {
  return {
    members: await db.select().from(members),
    posts: await db.select().from(posts),
    identities: await db.select().from(identities),
  }
}

const insertMember = prepared<Record<string, unknown>, { id: number }[]>((db) =>
  db
    .insert(members)
    .values({ name: sql.placeholder('name'), phone: sql.placeholder('phone'), createdAt: sql.placeholder('createdAt') })
    .returning({ id: members.id })
    .prepare(),
)

/** Adds a person; returns the id. */
export async function addMember(tx: Db, row: Omit<MemberRecord, 'id'>): Promise<number> {
  const [added] = await insertMember(tx, { ...row })
  if (!added) throw new Error('the database gave no member id')
  return added.id
}

/** Changes a person's name or phone number. */
export async function updateMember(tx: Db, id: number, changes: Pick<MemberRecord, 'name' | 'phone'>): Promise<void> {
  await tx.update(members).set(changes).where(eq(members.id, id))
}

/** Adds platform users that are not known yet. */
export async function addIdentities(tx: Db, rows: IdentityRecord[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insert(identities).values(chunk)
}

/** Adds posts. */
export async function addPosts(tx: Db, rows: Omit<PostRecord, 'id'>[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insert(posts).values(chunk)
}

/** Changes a post's role; from now on it counts as imported. */
export async function updatePost(tx: Db, id: number, changes: Pick<PostRecord, 'role' | 'grantedAt'>): Promise<void> {
  await tx.update(posts).set(changes).where(eq(posts.id, id))
}

/** Takes these pairings away and adds those. */
export async function replaceContacts(tx: Db, change: { gone: number[]; added: ContactRow[] }): Promise<void> {
  for (const ids of chunks(change.gone)) await tx.delete(contacts).where(inArray(contacts.id, ids))
  for (const rows of chunks(change.added)) await tx.insert(contacts).values(rows)
}

/** All pairings with their row ids. */
export async function listContactRecords(db: Db): Promise<(ContactRow & { id: number })[]> {
  return await db.select().from(contacts)
}

/** Ids of a platform's chats. */
export async function listChatIds(db: Db, platform: string): Promise<Set<string>> {
  const rows = await db.select({ chatId: chats.chatId }).from(chats).where(eq(chats.platform, platform))
  return new Set(rows.map((row) => row.chatId))
}

/** Adds chats. */
export async function addChats(tx: Db, rows: (typeof chats.$inferInsert)[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insert(chats).values(chunk)
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) => rows.slice(index * CHUNK, (index + 1) * CHUNK))
}
