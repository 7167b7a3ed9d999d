import { and, asc, eq, isNotNull, ne, or } from 'drizzle-orm'
import { looksAlike, type PhotoLook, partsOfLook, readLook, writeLook } from '../../src/core/photo-look.ts'
import { type Db, isOneOf } from '../client.ts'
import { entries, files, photoLooks } from '../schema.ts'
import { WITHDRAWN } from './entries.ts'

/** Writes down that a file's bytes are stored, and which earlier file it repeats (counting-rules 22). */
export async function settleStored(
  tx: Db,
  id: number,
  stored: { name: string; sha256: string; bytes: number; look: PhotoLook | null },
): Promise<void> {
  const { look, ...row } = stored
  const sameAs = await firstLike(tx, id, stored)
  await tx
    .update(files)
    .set({ ...row, state: 'stored', look: look === null ? null : writeLook(look), sameAs })
    .where(eq(files.id, id))
  if (look !== null)
    await tx
      .insert(photoLooks)
      .values(partsOfLook(look).map((value, part) => ({ part, value, fileId: id })))
      .onConflictDoNothing()
}

/** The first of the files with the same bytes or the same look; null when there is none. */
async function firstLike(tx: Db, id: number, { sha256, look }: { sha256: string; look: PhotoLook | null }): Promise<number | null> {
  const row = { id: files.id, sameAs: files.sameAs, look: files.look }
  const [same] = await tx
    .select(row)
    .from(files)
    .where(and(eq(files.sha256, sha256), eq(files.state, 'stored'), ne(files.id, id)))
    .orderBy(asc(files.id))
    .limit(1)
  if (same) return same.sameAs ?? same.id
  if (look === null) return null
  const shared = partsOfLook(look).map((value, part) => and(eq(photoLooks.part, part), eq(photoLooks.value, value)))
  const near = await tx
    .select(row)
    .from(photoLooks)
    .innerJoin(files, eq(files.id, photoLooks.fileId))
    .where(or(...shared))
    .orderBy(asc(files.id))
  const alike = near.find((file) => file.id !== id && file.look !== null && looksAlike(readLook(file.look), look))
  return alike ? (alike.sameAs ?? alike.id) : null
}

/** A photo or file of an entry about a household; `first` names all that are the same. */
export interface HouseholdFile {
  first: number
  entryNo: number
  householdId: number
  unitId: number
}

/** Files that lie under two households or more, one of these entries being dated in [from, to); by file, oldest entry first. */
export async function sharedFiles(db: Db, span: { from: string; to: string }): Promise<HouseholdFile[]> {
  const firsts = await db.selectDistinct({ id: files.sameAs }).from(files).where(isNotNull(files.sameAs))
  const ids = firsts.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return []
  const row = {
    id: files.id,
    sameAs: files.sameAs,
    entryNo: files.entryNo,
    householdId: entries.householdId,
    unitId: entries.unitId,
    date: entries.date,
  }
  const rows = await db
    .select(row)
    .from(files)
    .innerJoin(entries, eq(entries.no, files.entryNo))
    .where(and(or(isOneOf(files.id, ids), isOneOf(files.sameAs, ids)), ne(entries.status, WITHDRAWN), isNotNull(entries.householdId)))
    .orderBy(files.entryNo)
  const groups = new Map<number, typeof rows>()
  for (const file of rows) groups.set(file.sameAs ?? file.id, [...(groups.get(file.sameAs ?? file.id) ?? []), file])
  return [...groups].flatMap(([first, group]) => {
    const isShared = new Set(group.map(({ householdId }) => householdId)).size > 1
    if (!isShared || !group.some(({ date }) => date >= span.from && date < span.to)) return []
    return group.flatMap(({ entryNo, householdId, unitId }) => (householdId === null ? [] : [{ first, entryNo, householdId, unitId }]))
  })
}
