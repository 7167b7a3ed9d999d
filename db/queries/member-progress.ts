import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { companions, entries } from '../schema.ts'
import { type CountQuery, type Counts, countedBy, narrowed, onTimeCount, toCounts } from './progress.ts'

/** Which households a member himself visited, alone or as a confirmed companion. */
export async function visitedByMember(db: Db, query: CountQuery, memberId: number): Promise<Map<number, number>> {
  const own = await db
    .select({ householdId: entries.householdId, sentAt: sql<number>`min(${entries.sentAt})` })
    .from(entries)
    .where(and(countedBy(query), eq(entries.memberId, memberId), isNotNull(entries.householdId)))
    .groupBy(entries.householdId)
  const along = await db
    .select({ householdId: entries.householdId, sentAt: sql<number>`min(${entries.sentAt})` })
    .from(companions)
    .innerJoin(entries, eq(entries.no, companions.entryNo))
    .where(and(eq(companions.memberId, memberId), isNotNull(companions.confirmedAt), countedBy(query), isNotNull(entries.householdId)))
    .groupBy(entries.householdId)
  const visited = new Map<number, number>()
  for (const { householdId, sentAt } of [...own, ...along]) {
    if (householdId !== null) visited.set(householdId, Math.min(Number(sentAt), visited.get(householdId) ?? Number.POSITIVE_INFINITY))
  }
  return visited
}

/** How many reports a member made. */
export async function countByMember(db: Db, query: CountQuery, memberId: number): Promise<{ done: number; onTime: number }> {
  const [row] = await db
    .select({ done: sql<number>`count(*)`, onTime: onTimeCount(query.deadline) })
    .from(entries)
    .where(and(countedBy(query), eq(entries.memberId, memberId)))
  return { done: Number(row?.done ?? 0), onTime: Number(row?.onTime ?? 0) }
}

/** The same for several at once, by member: when he was first in each household, alone or as a confirmed companion. */
export async function visitsByMember(db: Db, query: CountQuery, memberIds: number[]): Promise<Map<number, Map<number, number>>> {
  const first = { householdId: entries.householdId, sentAt: sql<number>`min(${entries.sentAt})` }
  const own = await db
    .select({ ...first, memberId: entries.memberId })
    .from(entries)
    .where(and(countedBy(query), isNotNull(entries.memberId), narrowed(entries.memberId, memberIds), isNotNull(entries.householdId)))
    .groupBy(entries.memberId, entries.householdId)
  const along = await db
    .select({ ...first, memberId: companions.memberId })
    .from(companions)
    .innerJoin(entries, eq(entries.no, companions.entryNo))
    .where(
      and(isNotNull(companions.confirmedAt), countedBy(query), narrowed(companions.memberId, memberIds), isNotNull(entries.householdId)),
    )
    .groupBy(companions.memberId, entries.householdId)
  const found = new Map<number, Map<number, number>>()
  for (const { memberId, householdId, sentAt } of [...own, ...along]) {
    if (memberId === null || householdId === null) continue
    const visited = found.get(memberId) ?? new Map<number, number>()
    visited.set(householdId, Math.min(Number(sentAt), visited.get(householdId) ?? Number.POSITIVE_INFINITY))
    found.set(memberId, visited)
  }
  return found
}

/** How many reports each of these people made. */
export async function countsByMember(db: Db, query: CountQuery, memberIds: number[]): Promise<Counts> {
  const rows = await db
    .select({ id: entries.memberId, done: sql<number>`count(*)`, onTime: onTimeCount(query.deadline) })
    .from(entries)
    .where(and(countedBy(query), isNotNull(entries.memberId), narrowed(entries.memberId, memberIds)))
    .groupBy(entries.memberId)
  return toCounts(rows)
}
