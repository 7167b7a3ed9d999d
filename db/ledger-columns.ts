import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm'
import { type Db, type Engine, engineOf, prepared } from './client.ts'
import { getSetting } from './queries/settings.ts'
import { entries, steps } from './schema.ts'

/**
 * What figures are counted from, in memory: the columns of `entries` that say what an entry counts for, one row an entry, by number.
 * Figures of a city go over hundreds of thousands of entries; in here that takes a millisecond. Zero stands for no id, `words` has the
 * texts behind the codes, dates are numbers like 20230615.
 */
export interface LedgerColumns {
  size: number
  /** Another one after each change: what was found in the columns holds as long as it stays. */
  edition: number
  no: Int32Array
  kind: Uint16Array
  class: Uint16Array
  status: Uint16Array
  unitId: Int32Array
  byUnitId: Int32Array
  memberId: Int32Array
  householdId: Int32Array
  date: Int32Array
  sentAt: Float64Array
  version: Int32Array
  /** 1 where the entry names further bodies that it counts for (counting-rules 12). */
  joint: Uint8Array
  words: Words
  days: Days
  /** The highest id of a household. */
  lastHousehold: number
}

/** The first and last day of each block of rows: what is asked for of a month leaves most of a year's blocks alone. */
export interface Days {
  /** Does a block have a day in [from, to)? */
  meet(block: number, from: number, to: number): boolean
}

/** Rows of one block. */
export const BLOCK = 1024

/** Numbers for the few different texts of kinds, classes and states; 0 is null. */
export interface Words {
  /** The code of a text; one that no entry bears has none. */
  code(text: string): number | undefined
  text(code: number): string | null
  /** One more than the highest code. */
  readonly size: number
}

/** A date as a number that compares like it: 2023-06-15 is 20230615. */
export function dateNumber(date: string): number {
  return Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10))
}

/** Brings the columns up to what this connection sees, and gives them. They change with the next call: count at once, keep nothing. */
export async function ledgerColumns(db: Db): Promise<LedgerColumns> {
  const engine = engineOf(db)
  const waiting = (turns.get(engine) ?? Promise.resolve()).then(() => bringUpToDate(db, engine))
  turns.set(
    engine,
    waiting.catch(() => {}),
  )
  return (await waiting).columns
}

/** One after the other: two readers would add the same entries twice. */
const turns = new WeakMap<Engine, Promise<unknown>>()

interface Kept {
  columns: Growing
  /** The last step that was seen. */
  stepId: number
  /** Stands for whatever makes steps no guide: a ledger that was emptied or mended, and a transaction that was undone. */
  under: string
}

const keptBy = new WeakMap<Engine, Kept>()

async function bringUpToDate(db: Db, engine: Engine): Promise<Kept> {
  const under = `${(await getSetting(db, 'ledgerVersion')) ?? ''}/${engine.undone}`
  const known = keptBy.get(engine)
  const kept = known?.under === under ? known : { columns: createColumns(), stepId: 0, under }
  const newest = Number((await selectNewestStep(db, {}))[0]?.id ?? 0)
  if (newest > kept.stepId) {
    if (kept.stepId === 0) await loadAll(db, kept.columns)
    else for (const row of await selectChanged(db, { after: kept.stepId })) kept.columns.put(row)
    kept.stepId = newest
  }
  keptBy.set(engine, kept)
  return kept
}

const columns = {
  no: entries.no,
  kind: entries.kind,
  class: entries.class,
  status: entries.status,
  unitId: entries.unitId,
  byUnitId: entries.byUnitId,
  memberId: entries.memberId,
  householdId: entries.householdId,
  date: entries.date,
  sentAt: entries.sentAt,
  version: entries.version,
  joint: sql<number>`case when ${entries.fields} like '%"jointWith":%' then 1 else 0 end`.as('joint'),
}

interface Row {
  no: number
  kind: string
  class: string | null
  status: string
  unitId: number
  byUnitId: number | null
  memberId: number | null
  householdId: number | null
  date: string
  sentAt: number
  version: number
  joint: number
}

const selectNewestStep = prepared<Record<string, never>, { id: number | null }[]>((db) =>
  db
    .select({ id: sql<number | null>`max(${steps.id})` })
    .from(steps)
    .prepare(),
)

const selectChanged = prepared<{ after: number }, Row[]>((db) =>
  db
    .selectDistinct(columns)
    .from(steps)
    .innerJoin(entries, eq(entries.no, steps.entryNo))
    .where(gt(steps.id, sql.placeholder('after')))
    .orderBy(asc(entries.no))
    .prepare(),
)

const selectPart = prepared<{ after: number; upTo: number }, Row[]>((db) =>
  db
    .select(columns)
    .from(entries)
    .where(and(gt(entries.no, sql.placeholder('after')), lte(entries.no, sql.placeholder('upTo'))))
    .orderBy(asc(entries.no))
    .prepare(),
)

/** Entries read at once; between two parts others have their turn. */
const PART = 10_000

async function loadAll(db: Db, into: Growing): Promise<void> {
  const [{ last } = { last: 0 }] = await db.select({ last: sql<number>`coalesce(max(${entries.no}), 0)` }).from(entries)
  for (let after = 0; after < Number(last); after += PART) {
    for (const row of await selectPart(db, { after, upTo: after + PART })) into.put(row)
    await setImmediate()
  }
}

/** Columns that rows can be put into. */
interface Growing extends LedgerColumns {
  /** Adds an entry, or changes the one of that number. */
  put(row: Row): void
}

const FIRST_CAPACITY = 1024

function createColumns(): Growing {
  const codes = new Map<string, number>()
  const texts: (string | null)[] = [null]
  const words: Words = {
    code: (text) => codes.get(text),
    text: (code) => texts[code] ?? null,
    get size() {
      return texts.length
    },
  }
  function codeOf(text: string | null): number {
    if (text === null) return 0
    const code = codes.get(text) ?? texts.push(text) - 1
    codes.set(text, code)
    return code
  }
  const firstDays: number[] = []
  const lastDays: number[] = []
  const days: Days = { meet: (block, from, to) => (lastDays[block] ?? 0) >= from && (firstDays[block] ?? 0) < to }
  const made: Growing = { size: 0, edition: 0, ...emptyColumns(FIRST_CAPACITY), words, days, lastHousehold: 0, put }
  function put(row: Row): void {
    made.edition += 1
    const at = placeOf(made, row.no)
    if (at === made.size) {
      if (at === made.no.length) Object.assign(made, grown(made))
      made.size += 1
    }
    made.no[at] = row.no
    made.kind[at] = codeOf(row.kind)
    made.class[at] = codeOf(row.class)
    made.status[at] = codeOf(row.status)
    made.unitId[at] = row.unitId
    made.byUnitId[at] = row.byUnitId ?? 0
    made.memberId[at] = row.memberId ?? 0
    made.householdId[at] = row.householdId ?? 0
    const day = dateNumber(row.date)
    made.date[at] = day
    const block = Math.floor(at / BLOCK)
    firstDays[block] = Math.min(day, firstDays[block] ?? day)
    lastDays[block] = Math.max(day, lastDays[block] ?? day)
    made.lastHousehold = Math.max(made.lastHousehold, row.householdId ?? 0)
    made.sentAt[at] = row.sentAt
    made.version[at] = row.version
    made.joint[at] = row.joint
  }
  return made
}

type Arrays = Omit<LedgerColumns, 'size' | 'edition' | 'words' | 'days' | 'lastHousehold'>

function emptyColumns(capacity: number): Arrays {
  return {
    no: new Int32Array(capacity),
    kind: new Uint16Array(capacity),
    class: new Uint16Array(capacity),
    status: new Uint16Array(capacity),
    unitId: new Int32Array(capacity),
    byUnitId: new Int32Array(capacity),
    memberId: new Int32Array(capacity),
    householdId: new Int32Array(capacity),
    date: new Int32Array(capacity),
    sentAt: new Float64Array(capacity),
    version: new Int32Array(capacity),
    joint: new Uint8Array(capacity),
  }
}

function grown(old: Arrays): Arrays {
  const bigger = emptyColumns(old.no.length * 2)
  for (const name of Object.keys(bigger) as (keyof Arrays)[]) bigger[name].set(old[name])
  return bigger
}

/** The row of an entry, or the one after the last where it is new: numbers only ever grow. */
export function placeOf({ no, size }: Pick<LedgerColumns, 'no' | 'size'>, wanted: number): number {
  if (size === 0 || (no[size - 1] ?? 0) < wanted) return size
  let low = 0
  let high = size - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((no[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
