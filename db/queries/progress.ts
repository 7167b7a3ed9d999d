import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, notInArray, or, sql } from 'drizzle-orm'
import { type Db, prepared } from '../client.ts'
import { companions, entries, members, periodResults, snapshots, units } from '../schema.ts'
import { WITHDRAWN } from './entries.ts'
import { addJointCounts, listJointActs } from './joint.ts'

/** What is counted: entries of a kind (and class) whose date of the act lies in [from, to). */
export interface CountQuery {
  kind: string
  /** Other kinds that count as well, whatever their class. */
  also?: string[]
  classes: string[] | undefined
  /** Only what is in one of these states now; left out: all but what was withdrawn. */
  states?: string[] | undefined
  from: string
  to: string
  /** Sent up to this instant is on time; null: it has not come yet, so everything is (which saves half the work). */
  deadline: number | null
  unitIds: number[]
  /** Only what was sent up to this instant: a recount of earlier figures. */
  sentBy?: number | undefined
  /** Only entries with these numbers. */
  nos?: number[] | undefined
}

/** Done and done on time, by id of the subject. */
export type Counts = Map<number, { done: number; onTime: number }>

/** Which entries count, as a condition; for the queries beside this file. */
export function countedBy(query: CountQuery) {
  const { kind, also = [], classes } = query
  const ofClass = classes ? inArray(entries.class, classes) : undefined
  return and(
    also.length > 0 ? inArray(entries.kind, [kind, ...also]) : eq(entries.kind, kind),
    gte(entries.date, query.from),
    lt(entries.date, query.to),
    query.states ? inArray(entries.status, query.states) : ne(entries.status, WITHDRAWN),
    query.nos ? inArray(entries.no, query.nos) : undefined,
    query.sentBy === undefined ? undefined : lte(entries.sentAt, query.sentBy),
    also.length > 0 && ofClass ? or(inArray(entries.kind, also), ofClass) : ofClass,
  )
}

/** Rows of figures by id. */
export function toCounts(rows: { id: number | null; done: number; onTime: number | null }[]): Counts {
  return new Map(
    rows.flatMap((row) => (row.id === null ? [] : [[row.id, { done: Number(row.done), onTime: Number(row.onTime ?? row.done) }] as const])),
  )
}

/** How many reports units made (`by`) or were the subject of (`about`). */
export async function countReports(db: Db, query: CountQuery, count: 'about' | 'by'): Promise<Counts> {
  const unit = count === 'about' ? entries.unitId : entries.byUnitId
  const rows = await db
    .select({ id: unit, done: sql<number>`count(*)`, onTime: onTimeCount(query.deadline) })
    .from(entries)
    .where(and(countedBy(query), narrowed(unit, query.unitIds)))
    .groupBy(unit)
  const counts = toCounts(rows)
  return count === 'by' ? await addJointCounts(db, query, counts) : counts
}

/** How many different households of each unit were visited. */
export async function countHouseholds(db: Db, query: CountQuery): Promise<Counts> {
  const rows = await db
    .select({ id: entries.unitId, done: sql<number>`count(distinct ${entries.householdId})`, onTime: onTimeHouseholds(query.deadline) })
    .from(entries)
    .where(and(countedBy(query), narrowed(entries.unitId, query.unitIds)))
    .groupBy(entries.unitId)
  return toCounts(rows)
}

/** Past this many a list is not worth its parameters. */
const NARROW_LIMIT = 500

type Owner = typeof entries.unitId | typeof entries.byUnitId | typeof entries.memberId | typeof companions.memberId

/** Only what is of these; of many, of any: the indexes begin with the owner, and no other one finds a kind of entry by its dates. */
export function narrowed(owner: Owner, ids: number[]) {
  if (ids.length <= NARROW_LIMIT) return inArray(owner, ids)
  const table = owner === entries.memberId || owner === companions.memberId ? members : units
  return inArray(owner, sql`(select ${table.id} from ${table})`)
}

/** How many were sent by the deadline. */
export function onTimeCount(deadline: number | null) {
  if (deadline === null) return sql<number>`count(*)`
  return sql<number>`sum(case when ${entries.sentAt} <= ${deadline} then 1 else 0 end)`
}

/** Null stands for the figure of all, which then is the same. */
function onTimeHouseholds(deadline: number | null) {
  if (deadline === null) return sql<number | null>`null`
  return sql<number>`count(distinct case when ${entries.sentAt} <= ${deadline} then ${entries.householdId} end)`
}

/** Which households were visited: id, unit, the first entry and whether one was on time. `householdIds` narrows. */
export async function visitedHouseholds(
  db: Db,
  query: CountQuery,
  householdIds?: number[],
): Promise<{ householdId: number; unitId: number; no: number; firstSentAt: number }[]> {
  const wanted = householdIds && householdIds.length > NARROW_LIMIT ? new Set(householdIds) : null
  const rows = await db
    .select({
      householdId: entries.householdId,
      unitId: entries.unitId,
      no: sql<number>`min(${entries.no})`,
      firstSentAt: sql<number>`min(${entries.sentAt})`,
    })
    .from(entries)
    .where(
      and(
        countedBy(query),
        isNotNull(entries.householdId),
        householdIds && !wanted ? inArray(entries.householdId, householdIds) : narrowed(entries.unitId, query.unitIds),
      ),
    )
    .groupBy(entries.householdId, entries.unitId)
  return rows.flatMap((row) =>
    row.householdId === null || wanted?.has(row.householdId) === false
      ? []
      : [{ householdId: row.householdId, unitId: row.unitId, no: Number(row.no), firstSentAt: Number(row.firstSentAt) }],
  )
}

/** The entries behind the figures, oldest first; the subject's column is the one that the duty counts by. */
export async function countedEntries(
  db: Db,
  query: CountQuery,
  count: 'about' | 'by' | 'member',
): Promise<{ no: number; subjectId: number | null; householdId: number | null }[]> {
  const subject = { about: entries.unitId, by: entries.byUnitId, member: entries.memberId }[count]
  const rows = await db
    .select({ no: entries.no, subjectId: subject, householdId: entries.householdId })
    .from(entries)
    .where(countedBy(query))
    .orderBy(entries.no)
  if (count !== 'by') return rows
  const joint = await listJointActs(db, query)
  return [...rows, ...joint.map(({ no, unitId }) => ({ no, subjectId: unitId, householdId: null }))].sort((a, b) => a.no - b.no)
}

/** One act of a person or a unit: what it is about, and when it was sent. */
export interface Act {
  no: number
  subjectId: number
  unitId: number
  sentAt: number
}

/** What these members did, alone or as confirmed companions, or these units reported, oldest first. */
export async function listActs(db: Db, query: CountQuery, subject: { count: 'by' | 'member'; ids: number[] }): Promise<Act[]> {
  const { count, ids } = subject
  const column = count === 'member' ? entries.memberId : entries.byUnitId
  const acts = { no: entries.no, unitId: entries.unitId, sentAt: entries.sentAt }
  const own = await db
    .select({ ...acts, subjectId: column })
    .from(entries)
    .where(and(countedBy(query), inArray(column, ids)))
  const along =
    count === 'by'
      ? []
      : await db
          .select({ ...acts, subjectId: companions.memberId })
          .from(companions)
          .innerJoin(entries, eq(entries.no, companions.entryNo))
          .where(and(isNotNull(companions.confirmedAt), inArray(companions.memberId, ids), countedBy(query)))
  return [...own, ...along]
    .flatMap(({ subjectId, ...act }) => (subjectId === null ? [] : [{ ...act, subjectId }]))
    .sort((a, b) => a.no - b.no)
}

/** Confirmed companions of what is counted: they visited as well (counting-rules 2). */
export async function countedCompanions(
  db: Db,
  query: CountQuery,
): Promise<{ no: number; subjectId: number; householdId: number | null }[]> {
  return await db
    .select({ no: entries.no, subjectId: companions.memberId, householdId: entries.householdId })
    .from(companions)
    .innerJoin(entries, eq(entries.no, companions.entryNo))
    .where(and(isNotNull(companions.confirmedAt), countedBy(query)))
    .orderBy(entries.no)
}

/**
 * What was done about each unit, by kind: reports, and for households how many visits (one household, one day = one visit). Classes in
 * `uncounted` are left out (a telephone contact is no visit).
 */
export async function countActs(
  db: Db,
  query: { kinds: string[]; uncounted: string[]; from: string; to: string },
): Promise<{ unitId: number; kind: string; reports: number; visits: number }[]> {
  const rows = await db
    .select({
      unitId: entries.unitId,
      kind: entries.kind,
      reports: sql<number>`count(*)`,
      visits: sql<number>`count(distinct ${entries.householdId} || '/' || ${entries.date})`,
    })
    .from(entries)
    .where(
      and(
        inArray(entries.kind, query.kinds),
        gte(entries.date, query.from),
        lt(entries.date, query.to),
        ne(entries.status, WITHDRAWN),
        query.uncounted.length > 0 ? or(isNull(entries.class), notInArray(entries.class, query.uncounted)) : undefined,
      ),
    )
    .groupBy(entries.unitId, entries.kind)
  return rows.map((row) => ({ ...row, reports: Number(row.reports), visits: Number(row.visits) }))
}

/** Reports of one kind about each unit, by class (causes of risks). */
export async function countClasses(
  db: Db,
  query: { kind: string; from: string; to: string },
): Promise<{ unitId: number; class: string | null; reports: number }[]> {
  const rows = await db
    .select({ unitId: entries.unitId, class: entries.class, reports: sql<number>`count(*)` })
    .from(entries)
    .where(and(eq(entries.kind, query.kind), gte(entries.date, query.from), lt(entries.date, query.to), ne(entries.status, WITHDRAWN)))
    .groupBy(entries.unitId, entries.class)
  return rows.map((row) => ({ ...row, reports: Number(row.reports) }))
}

/** 离岗 reports of these members that may still hold: newest first. What they say is in their fields. */
export async function recentCheckins(
  db: Db,
  memberIds: number[],
  since: string,
): Promise<{ memberId: number | null; fields: Record<string, unknown> }[]> {
  return await db
    .select({ memberId: entries.memberId, fields: entries.fields })
    .from(entries)
    .where(
      and(
        memberIds.length <= NARROW_LIMIT ? inArray(entries.memberId, memberIds) : undefined,
        eq(entries.kind, 'checkin'),
        gte(entries.date, since),
        ne(entries.status, WITHDRAWN),
      ),
    )
    .orderBy(desc(entries.date), desc(entries.no))
}

const selectSameDay = prepared<{ householdId: number; date: string }, { no: number }[]>((db) =>
  db
    .select({ no: entries.no })
    .from(entries)
    .where(
      and(
        eq(entries.householdId, sql.placeholder('householdId')),
        eq(entries.kind, 'visit'),
        eq(entries.date, sql.placeholder('date')),
        ne(entries.status, WITHDRAWN),
      ),
    )
    .orderBy(entries.no)
    .limit(1)
    .prepare(),
)

/** The first visit to a household on a day, if there is one: a second is not counted again (counting-rules 2). */
export async function findSameDayVisit(db: Db, householdId: number, date: string): Promise<number | null> {
  return (await selectSameDay(db, { householdId, date }))[0]?.no ?? null
}

/** A closed period of a duty. */
export interface Snapshot {
  no: number
  dutyId: string
  period: string
  closedAt: number
}

/** The snapshot of a duty's period, or null while it is open. */
export async function findSnapshot(db: Db, dutyId: string, period: string): Promise<Snapshot | null> {
  const [row] = await db
    .select()
    .from(snapshots)
    .where(and(eq(snapshots.dutyId, dutyId), eq(snapshots.period, period)))
  return row ?? null
}

/** What a subject owed and had done when the period closed. */
export type PeriodResult = typeof periodResults.$inferSelect

/** The lines of a snapshot. */
export async function listPeriodResults(db: Db, snapshotNo: number): Promise<PeriodResult[]> {
  return await db.select().from(periodResults).where(eq(periodResults.snapshotNo, snapshotNo))
}

/** Lines written by one statement; each has ten parameters. */
const ROWS_PER_INSERT = 100

/** Closes a period: writes its snapshot once; null when it is closed already. */
export async function addSnapshot(
  tx: Db,
  snapshot: Omit<Snapshot, 'no'>,
  results: Omit<PeriodResult, 'snapshotNo' | 'dutyId' | 'period'>[],
): Promise<Snapshot | null> {
  const [row] = await tx.insert(snapshots).values(snapshot).onConflictDoNothing().returning()
  if (!row) return null
  const { no, dutyId, period } = row
  for (let start = 0; start < results.length; start += ROWS_PER_INSERT) {
    const rows = results.slice(start, start + ROWS_PER_INSERT).map((result) => ({ ...result, snapshotNo: no, dutyId, period }))
    await tx.insert(periodResults).values(rows)
  }
  return row
}

/** Most classes that one duty may name; shorter lists are padded with their last word. */
const CLASS_SLOTS = 12

const oneUnit = {
  kind: sql.placeholder('kind'),
  unitId: sql.placeholder('unitId'),
  from: sql.placeholder('from'),
  to: sql.placeholder('to'),
}
const classSlots = Array.from({ length: CLASS_SLOTS }, (_, index) => sql.placeholder(`class${index}`))

function unitTally(unit: typeof entries.unitId | typeof entries.byUnitId, withClass: boolean) {
  return prepared<Record<string, unknown>, { reports: number; households: number; recent: number }[]>((db) =>
    db
      .select({
        reports: sql<number>`count(*)`,
        households: sql<number>`count(distinct ${entries.householdId})`,
        recent: sql<number>`count(distinct case when ${entries.date} >= ${sql.placeholder('recentFrom')} then ${entries.householdId} end)`,
      })
      .from(entries)
      .where(
        and(
          eq(unit, oneUnit.unitId),
          eq(entries.kind, oneUnit.kind),
          gte(entries.date, oneUnit.from),
          lt(entries.date, oneUnit.to),
          ne(entries.status, WITHDRAWN),
          withClass ? inArray(entries.class, classSlots) : undefined,
        ),
      )
      .prepare(),
  )
}

const tallies = {
  about: { plain: unitTally(entries.unitId, false), classed: unitTally(entries.unitId, true) },
  by: { plain: unitTally(entries.byUnitId, false), classed: unitTally(entries.byUnitId, true) },
}

/** Reports and different households of one unit in a period, and since `recentFrom`: prepared, since every accepted report shows it. */
export async function tallyUnit(
  db: Db,
  query: Pick<CountQuery, 'kind' | 'classes' | 'from' | 'to'> & { unitId: number; count: 'about' | 'by'; recentFrom: string },
): Promise<{ reports: number; households: number; recent: number }> {
  const { count, classes, ...values } = query
  const slots = Object.fromEntries(classSlots.map((_, index) => [`class${index}`, classes?.[Math.min(index, classes.length - 1)]]))
  const rows = await tallies[count][classes ? 'classed' : 'plain'](db, { ...values, ...slots })
  const [row] = rows
  return { reports: Number(row?.reports ?? 0), households: Number(row?.households ?? 0), recent: Number(row?.recent ?? 0) }
}
