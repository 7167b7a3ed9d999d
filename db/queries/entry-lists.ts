import { and, asc, desc, eq, gt, gte, inArray, lt, ne, notInArray, or } from 'drizzle-orm'
import type { Entry } from '../../src/core/nouns.ts'
import { type Db, isOneOf } from '../client.ts'
import { dateNumber, type LedgerColumns, ledgerColumns } from '../ledger-columns.ts'
import { entries } from '../schema.ts'
import { WITHDRAWN } from './entries.ts'

/** What a list of entries is asked for; dates half-open. */
export interface EntryFilter {
  nos?: number[]
  kind?: string
  unitIds?: number[]
  /** Bears one of these numbers, wherever it is: beside `unitIds`. */
  alsoNos?: number[]
  from?: string
  to?: string
  class?: string
  status?: string
  statuses?: readonly string[]
  /** States that are left out. */
  notStatuses?: readonly string[]
  householdId?: number
  memberId?: number
  afterNo?: number
  /** Withdrawn ones too. */
  all?: boolean
}

/** Entries that fit, oldest number first (newest first when `newest`). */
export async function listEntries(db: Db, filter: EntryFilter, limit: number, newest = false): Promise<Entry[]> {
  if (isNarrow(filter)) {
    const order = newest ? desc(entries.no) : asc(entries.no)
    return await db.select().from(entries).where(where(filter)).orderBy(order).limit(limit)
  }
  const columns = await ledgerColumns(db)
  const rows = rowsOf(columns, filter)
  const wanted = newest ? rows.slice(-limit).reverse() : rows.slice(0, limit)
  return await readEntries(db, columns, wanted)
}

/** Lists longer than this are those of a county or a city: what was read for one question is kept for the next. */
const LONG = 200
/** Entries that are kept at the most, some kilobytes each. */
const MOST_KEPT = 20_000

/** They belong to the columns, which are made anew when something was undone or the ledger is another one. */
const keptBy = new WeakMap<LedgerColumns, Map<number, Entry>>()

/** Entries by their rows, in that order; of a long list only those are read that have changed since they were read last. */
async function readEntries(db: Db, columns: LedgerColumns, rows: number[]): Promise<Entry[]> {
  const kept = keptBy.get(columns) ?? new Map<number, Entry>()
  // Taken before anything is waited for: meanwhile others may put away what is kept.
  const known = rows.map((row) => {
    const entry = kept.get(columns.no[row] ?? 0)
    return entry?.version === columns.version[row] ? entry : undefined
  })
  const nos = rows.map((row) => columns.no[row] ?? 0)
  const missing = nos.filter((_, index) => known[index] === undefined)
  const read: Entry[] = []
  for (let from = 0; from < missing.length; from += PART)
    read.push(
      ...(await db
        .select()
        .from(entries)
        .where(isOneOf(entries.no, missing.slice(from, from + PART)))),
    )
  if (rows.length > LONG) {
    keep(kept, read)
    keptBy.set(columns, kept)
  }
  const found = new Map(read.map((entry) => [entry.no, entry]))
  return known.flatMap((entry, index) => entry ?? found.get(nos[index] ?? 0) ?? [])
}

/** Entries read by one statement. */
const PART = 5_000

/** What is kept is given to many: nobody may change it. */
function keep(kept: Map<number, Entry>, read: Entry[]): void {
  if (read.length > MOST_KEPT) return
  if (kept.size + read.length > MOST_KEPT) kept.clear()
  for (const entry of read) kept.set(entry.no, Object.freeze({ ...entry, fields: Object.freeze(entry.fields) }))
}

/** How many entries fit. */
export async function countEntries(db: Db, filter: EntryFilter): Promise<number> {
  return rowsOf(await ledgerColumns(db), filter).length
}

/** Entries that fit, counted by class and state; and how many different households they are about. */
export async function sumEntries(
  db: Db,
  filter: EntryFilter,
): Promise<{ groups: { class: string | null; status: string; count: number }[]; households: number }> {
  const columns = await ledgerColumns(db)
  const { class: classOf, status, householdId, words, lastHousehold } = columns
  const groups = new Map<string, { class: string | null; status: string; count: number }>()
  const seen = new Uint8Array(lastHousehold + 1)
  let households = 0
  for (const row of rowsOf(columns, filter)) {
    const key = `${classOf[row]}/${status[row]}`
    const group = groups.get(key) ?? { class: words.text(classOf[row] ?? 0), status: words.text(status[row] ?? 0) ?? '', count: 0 }
    groups.set(key, group)
    group.count += 1
    const household = householdId[row] ?? 0
    if (household > 0 && seen[household] === 0) {
      seen[household] = 1
      households += 1
    }
  }
  return { groups: [...groups.values()], households }
}

/** Does an index lead to the few that fit? */
function isNarrow({ nos, householdId, memberId }: EntryFilter): boolean {
  return nos !== undefined || householdId !== undefined || memberId !== undefined
}

/** The rows of entries that fit, oldest first. */
function rowsOf(columns: LedgerColumns, filter: EntryFilter): number[] {
  const passes = testOf(columns, filter)
  const { kind, size, words } = columns
  const code = filter.kind === undefined ? null : (words.code(filter.kind) ?? -1)
  const rows: number[] = []
  for (let row = 0; row < size; row++) if ((code === null || kind[row] === code) && passes(row)) rows.push(row)
  return rows
}

function testOf(columns: LedgerColumns, f: EntryFilter): (row: number) => boolean {
  const { no, date, status, class: classOf, unitId, householdId, memberId, words } = columns
  const codes = (texts: readonly string[]): ReadonlySet<number> => new Set(texts.map((text) => words.code(text) ?? -1))
  const from = f.from ? dateNumber(f.from) : 0
  const to = f.to ? dateNumber(f.to) : Number.POSITIVE_INFINITY
  const classes = f.class === undefined ? null : codes([f.class])
  const states = f.status === undefined && f.statuses === undefined ? null : codes(f.status === undefined ? (f.statuses ?? []) : [f.status])
  const left = codes([...(f.notStatuses ?? []), ...(f.all || f.status ? [] : [WITHDRAWN])])
  const units = f.unitIds && new Set(f.unitIds)
  const nos = f.nos && new Set(f.nos)
  const also = new Set(f.alsoNos)
  const { afterNo = 0 } = f
  return (row) => {
    const day = date[row] ?? 0
    if (day < from || day >= to || (no[row] ?? 0) <= afterNo) return false
    const state = status[row] ?? 0
    if (left.has(state) || (states && !states.has(state)) || (classes && !classes.has(classOf[row] ?? 0))) return false
    if (units && !units.has(unitId[row] ?? 0) && !also.has(no[row] ?? 0)) return false
    if (f.householdId !== undefined && householdId[row] !== f.householdId) return false
    return (f.memberId === undefined || memberId[row] === f.memberId) && (!nos || nos.has(no[row] ?? 0))
  }
}

function where(f: EntryFilter) {
  return and(
    f.nos ? inArray(entries.no, f.nos) : undefined,
    f.kind ? eq(entries.kind, f.kind) : undefined,
    f.unitIds && inUnits(f.unitIds, f.alsoNos ?? []),
    f.from ? gte(entries.date, f.from) : undefined,
    f.to ? lt(entries.date, f.to) : undefined,
    f.class ? eq(entries.class, f.class) : undefined,
    f.status ? eq(entries.status, f.status) : undefined,
    f.statuses ? inArray(entries.status, [...f.statuses]) : undefined,
    f.notStatuses ? notInArray(entries.status, [...f.notStatuses]) : undefined,
    f.householdId ? eq(entries.householdId, f.householdId) : undefined,
    f.memberId ? eq(entries.memberId, f.memberId) : undefined,
    f.afterNo ? gt(entries.no, f.afterNo) : undefined,
    f.all || f.status ? undefined : ne(entries.status, WITHDRAWN),
  )
}

function inUnits(unitIds: number[], alsoNos: number[]) {
  const own = isOneOf(entries.unitId, unitIds)
  return alsoNos.length > 0 ? or(own, inArray(entries.no, alsoNos)) : own
}
