import { and, desc, isNotNull } from 'drizzle-orm'
import { type Db, isOneOf } from '../client.ts'
import { type LedgerColumns, ledgerColumns, placeOf } from '../ledger-columns.ts'
import { companions, entries } from '../schema.ts'
import { type CountQuery, type Counts, countedRows, type Owners } from './counted.ts'
import { addJointCounts, listJointActs } from './joint.ts'

/** How many reports units made (`by`) or were the subject of (`about`). */
export async function countReports(db: Db, query: CountQuery, count: 'about' | 'by'): Promise<Counts> {
  const columns = await ledgerColumns(db)
  const counts = countOwned(columns, query, { column: count === 'about' ? columns.unitId : columns.byUnitId, ids: query.unitIds })
  return count === 'by' ? await addJointCounts(db, query, counts) : counts
}

/** How many reports each of these people made. */
export async function countsByMember(db: Db, query: CountQuery, memberIds: number[]): Promise<Counts> {
  const columns = await ledgerColumns(db)
  return countOwned(columns, query, { column: columns.memberId, ids: memberIds })
}

function countOwned(columns: LedgerColumns, query: CountQuery, owners: Owners): Counts {
  const until = query.deadline ?? Number.POSITIVE_INFINITY
  const counts: Counts = new Map()
  for (const row of countedRows(columns, query, owners)) {
    const id = owners.column[row] ?? 0
    const sum = counts.get(id) ?? { done: 0, onTime: 0 }
    if (sum.done === 0) counts.set(id, sum)
    sum.done += 1
    if ((columns.sentAt[row] ?? 0) <= until) sum.onTime += 1
  }
  return counts
}

/** A stretch of two lists: households that were visited, each once, and when that was first sent (epoch ms). */
export interface Visits {
  households: Int32Array
  sentAt: Float64Array
  from: number
  to: number
}

/** When a household was first visited: epoch ms, 0 where it was not. */
export function lookUp({ households, sentAt, from, to }: Visits): (householdId: number) => number {
  const first = new Map<number, number>()
  for (let at = from; at < to; at++) first.set(households[at] ?? 0, sentAt[at] ?? 0)
  return (householdId) => first.get(householdId) ?? 0
}

/** First visits by anybody in the units of the query. What was asked for lately is known as long as nothing was reported. */
export async function firstVisits(db: Db, query: CountQuery): Promise<Visits> {
  const columns = await ledgerColumns(db)
  const { edition } = columns
  const found = (lately.get(columns) ?? []).filter((one) => one.edition === edition)
  const known = found.find((one) => isSame(one.query, query))
  if (known) return known.visits
  const rows = countedRows(columns, query, { column: columns.unitId, ids: query.unitIds })
  const visits = keepFirst(pickVisits(columns, rows), placesFor(columns))
  lately.set(columns, [{ edition, query, visits }, ...found].slice(0, MOST_KNOWN))
  return visits
}

/** Questions of which the visits are known: a leader's and those of some townships, in a period and in its month. */
const MOST_KNOWN = 8
const lately = new WeakMap<LedgerColumns, { edition: number; query: CountQuery; visits: Visits }[]>()

/** Do two queries count the same? Their deadlines do not matter here. */
function isSame({ unitIds: a, ...one }: CountQuery, { unitIds: b, ...other }: CountQuery): boolean {
  const same = a.length === b.length && a.every((id, at) => id === b[at])
  return same && JSON.stringify({ ...one, deadline: 0 }) === JSON.stringify({ ...other, deadline: 0 })
}

function pickVisits({ householdId, sentAt }: LedgerColumns, rows: Int32Array): Visits {
  const visits = { households: new Int32Array(rows.length), sentAt: new Float64Array(rows.length), from: 0, to: rows.length }
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0
    visits.households[at] = householdId[row] ?? 0
    visits.sentAt[at] = sentAt[row] ?? 0
  }
  return visits
}

/** One number for each household, all zero, used again and again. */
const places = new WeakMap<LedgerColumns, Int32Array>()

function placesFor(columns: LedgerColumns): Int32Array {
  const known = places.get(columns)
  if (known && known.length > columns.lastHousehold) return known
  const made = new Int32Array(columns.lastHousehold + 1)
  places.set(columns, made)
  return made
}

/** Closes up a stretch in place to its first visits; `places` is all zeros, before and after. */
function keepFirst(visits: Visits, places: Int32Array): Visits {
  const { households, sentAt, from, to } = visits
  let end = from
  for (let at = from; at < to; at++) {
    const household = households[at] ?? 0
    const sent = sentAt[at] ?? 0
    if (household === 0) continue
    const known = (places[household] ?? 0) - 1
    if (known < 0) {
      households[end] = household
      sentAt[end] = sent
      end += 1
      places[household] = end
    } else if (sent < (sentAt[known] ?? 0)) sentAt[known] = sent
  }
  for (let at = from; at < end; at++) places[households[at] ?? 0] = 0
  return { ...visits, to: end }
}

/** The entries behind the figures, oldest first; the subject's column is the one that the duty counts by. */
export async function countedEntries(
  db: Db,
  query: CountQuery,
  count: 'about' | 'by' | 'member',
): Promise<{ no: number; subjectId: number | null; householdId: number | null }[]> {
  const columns = await ledgerColumns(db)
  const subject = { about: columns.unitId, by: columns.byUnitId, member: columns.memberId }[count]
  const rows: { no: number; subjectId: number | null; householdId: number | null }[] = []
  for (const row of countedRows(columns, query))
    rows.push({ no: columns.no[row] ?? 0, subjectId: subject[row] || null, householdId: columns.householdId[row] || null })
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
  const along = count === 'by' ? [] : await listAlong(db, ids)
  const columns = await ledgerColumns(db)
  const acts: Act[] = []
  const act = (row: number, subjectId: number): void => {
    acts.push({ no: columns.no[row] ?? 0, unitId: columns.unitId[row] ?? 0, sentAt: columns.sentAt[row] ?? 0, subjectId })
  }
  const column = count === 'member' ? columns.memberId : columns.byUnitId
  for (const row of countedRows(columns, query, { column, ids })) act(row, column[row] ?? 0)
  for (const { row, memberId } of rowsAlong(columns, query, along)) act(row, memberId)
  return acts.sort((a, b) => a.no - b.no)
}

/** First visits of each of these people, alone or as confirmed companions. */
export async function visitsByMember(db: Db, query: CountQuery, memberIds: number[]): Promise<(memberId: number) => Visits> {
  const along = await listAlong(db, memberIds)
  const columns = await ledgerColumns(db)
  const own = countedRows(columns, query, { column: columns.memberId, ids: memberIds })
  const shared = rowsAlong(columns, query, along)
  const rows = new Int32Array(own.length + shared.length)
  const visitors = new Int32Array(rows.length)
  rows.set(own)
  for (let at = 0; at < own.length; at++) visitors[at] = columns.memberId[own[at] ?? 0] ?? 0
  for (const [at, { row, memberId }] of shared.entries()) {
    rows[own.length + at] = row
    visitors[own.length + at] = memberId
  }
  const { sorted, startOf } = sortByOwner(rows, visitors)
  const visits = pickVisits(columns, sorted)
  const places = placesFor(columns)
  const found = new Map<number, Visits>()
  return (memberId) => {
    const known = found.get(memberId) ?? keepFirst({ ...visits, from: startOf(memberId), to: startOf(memberId + 1) }, places)
    found.set(memberId, known)
    return known
  }
}

/** Rows put together by whose they are, in their order; the rows of one begin at `startOf` him and end where the next one's begin. */
function sortByOwner(rows: Int32Array, owners: Int32Array): { sorted: Int32Array; startOf: (owner: number) => number } {
  let last = 0
  for (const owner of owners) last = Math.max(last, owner)
  const starts = new Int32Array(last + 2)
  for (const owner of owners) starts[owner + 1] = (starts[owner + 1] ?? 0) + 1
  for (let owner = 1; owner < starts.length; owner++) starts[owner] = (starts[owner] ?? 0) + (starts[owner - 1] ?? 0)
  const next = starts.slice()
  const sorted = new Int32Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    const owner = owners[at] ?? 0
    const place = next[owner] ?? 0
    sorted[place] = rows[at] ?? 0
    next[owner] = place + 1
  }
  return { sorted, startOf: (owner) => starts[owner] ?? rows.length }
}

/** Somebody who went along, as he confirmed (counting-rules 2). */
interface Along {
  no: number
  memberId: number
}

/** Confirmed companions, of these people or of all; which of it counts `rowsAlong` says. */
async function listAlong(db: Db, memberIds?: number[]): Promise<Along[]> {
  return await db
    .select({ no: companions.entryNo, memberId: companions.memberId })
    .from(companions)
    .where(and(isNotNull(companions.confirmedAt), memberIds ? isOneOf(companions.memberId, memberIds) : undefined))
    .orderBy(companions.entryNo)
}

/** The rows of what they went along to, where it counts. */
function rowsAlong(columns: LedgerColumns, query: CountQuery, along: Along[]): { row: number; memberId: number }[] {
  if (along.length === 0) return []
  const nos = along.flatMap(({ no }) => (query.nos && !query.nos.includes(no) ? [] : no))
  const counted = new Set(countedRows(columns, { ...query, nos }))
  return along.map(({ no, memberId }) => ({ row: placeOf(columns, no), memberId })).filter(({ row }) => counted.has(row))
}

/** Confirmed companions of what is counted: they visited as well (counting-rules 2). */
export async function countedCompanions(
  db: Db,
  query: CountQuery,
): Promise<{ no: number; subjectId: number; householdId: number | null }[]> {
  const along = await listAlong(db)
  const columns = await ledgerColumns(db)
  return rowsAlong(columns, query, along).map(({ row, memberId }) => ({
    no: columns.no[row] ?? 0,
    subjectId: memberId,
    householdId: columns.householdId[row] || null,
  }))
}

/**
 * What was done about each unit, by kind: reports, and for households how many visits (one household, one day = one visit). Classes in
 * `uncounted` are left out (a telephone contact is no visit).
 */
export async function countActs(
  db: Db,
  query: { kinds: string[]; uncounted: string[]; from: string; to: string },
): Promise<{ unitId: number; kind: string; reports: number; visits: number }[]> {
  const columns = await ledgerColumns(db)
  const { kind, class: classOf, unitId, householdId, date, words } = columns
  const [first = '', ...also] = query.kinds
  const sums = new Map<string, { unitId: number; kind: string; reports: number; days: Set<string> }>()
  for (const row of countedRows(columns, { ...everywhere, ...query, kind: first, also })) {
    if (query.uncounted.includes(words.text(classOf[row] ?? 0) ?? '')) continue
    const key = `${unitId[row]}/${kind[row]}`
    const sum = sums.get(key) ?? { unitId: unitId[row] ?? 0, kind: words.text(kind[row] ?? 0) ?? '', reports: 0, days: new Set() }
    sums.set(key, sum)
    sum.reports += 1
    if (householdId[row]) sum.days.add(`${householdId[row]}/${date[row]}`)
  }
  return [...sums.values()].map(({ days, ...sum }) => ({ ...sum, visits: days.size }))
}

/** No deadline, all classes, all units. */
const everywhere = { classes: undefined, deadline: null, unitIds: [] }

/** Reports of one kind about each unit, by class (causes of risks). */
export async function countClasses(
  db: Db,
  query: { kind: string; from: string; to: string },
): Promise<{ unitId: number; class: string | null; reports: number }[]> {
  const columns = await ledgerColumns(db)
  const { class: classOf, unitId } = columns
  const sums = new Map<string, { unitId: number; class: string | null; reports: number }>()
  for (const row of countedRows(columns, { ...everywhere, ...query })) {
    const key = `${unitId[row]}/${classOf[row]}`
    const sum = sums.get(key) ?? { unitId: unitId[row] ?? 0, class: columns.words.text(classOf[row] ?? 0), reports: 0 }
    sums.set(key, sum)
    sum.reports += 1
  }
  return [...sums.values()]
}

/** 离岗 reports of these members that may still hold: newest first. What they say is in their fields. */
export async function recentCheckins(
  db: Db,
  memberIds: number[],
  since: string,
): Promise<{ memberId: number | null; fields: Record<string, unknown> }[]> {
  const columns = await ledgerColumns(db)
  const query = { ...everywhere, kind: 'checkin', from: since, to: '9999-12-31' }
  const nos = [...countedRows(columns, query, { column: columns.memberId, ids: memberIds })].map((row) => columns.no[row] ?? 0)
  if (nos.length === 0) return []
  return await db
    .select({ memberId: entries.memberId, fields: entries.fields })
    .from(entries)
    .where(isOneOf(entries.no, nos))
    .orderBy(desc(entries.date), desc(entries.no))
}
