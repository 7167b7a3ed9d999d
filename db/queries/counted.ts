import { BLOCK, dateNumber, type LedgerColumns, type Words } from '../ledger-columns.ts'
import { WITHDRAWN } from './entries.ts'

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
  /** Sent up to this instant is on time; null: it has not come yet, so everything is. */
  deadline: number | null
  unitIds: number[]
  /** Only what was sent up to this instant: a recount of earlier figures. */
  sentBy?: number | undefined
  /** Only entries with these numbers. */
  nos?: number[] | undefined
}

/** Done and done on time, by id of the subject. */
export type Counts = Map<number, { done: number; onTime: number }>

/** The owners that are asked about: a column of ids, and the ids of it that are wanted. */
export interface Owners {
  column: Int32Array
  ids: readonly number[]
}

/** The rows of what counts, oldest first; of these owners only where they are given. One loop with all in it: a city has many rows. */
export function countedRows(columns: LedgerColumns, query: CountQuery, owners?: Owners): Int32Array {
  const { date, kind, class: classOf, status, sentAt, no, size, days } = columns
  const from = dateNumber(query.from)
  const to = dateNumber(query.to)
  const kinds = kindTests(columns, query)
  const states = stateTests(columns, query)
  const { sentBy = Number.POSITIVE_INFINITY } = query
  const nos = query.nos && new Set(query.nos)
  const wanted = owners && maskOf(owners.ids)
  const rows = scratchFor(columns)
  let found = 0
  for (let row = 0; row < size; row++) {
    if (row % BLOCK === 0 && !days.meet(row / BLOCK, from, to)) {
      row += BLOCK - 1
      continue
    }
    const day = date[row] ?? 0
    if (day < from || day >= to) continue
    const rule = kinds[kind[row] ?? 0]
    if (rule === undefined || states[status[row] ?? 0] !== 1) continue
    if (rule !== ANY_CLASS && rule[classOf[row] ?? 0] !== 1) continue
    if (wanted !== undefined && wanted[owners?.column[row] ?? 0] !== 1) continue
    if ((sentAt[row] ?? 0) > sentBy || nos?.has(no[row] ?? 0) === false) continue
    rows[found++] = row
  }
  return rows.slice(0, found)
}

/** Room for all rows, used again and again: a megabyte for each count of a city would keep the garbage collector busy. */
const scratch = new WeakMap<LedgerColumns, Int32Array>()

function scratchFor(columns: LedgerColumns): Int32Array {
  const known = scratch.get(columns)
  if (known && known.length >= columns.size) return known
  const made = new Int32Array(columns.no.length)
  scratch.set(columns, made)
  return made
}

const ANY_CLASS = new Uint8Array(0)

/** By code of the kind: the classes that count, by code; nothing for a kind that does not. */
function kindTests({ words }: LedgerColumns, { kind, also = [], classes }: CountQuery): (Uint8Array | undefined)[] {
  const tests: (Uint8Array | undefined)[] = []
  const main = words.code(kind)
  if (main !== undefined) tests[main] = classes ? maskOf(codesOf(words, classes)) : ANY_CLASS
  for (const code of codesOf(words, also)) tests[code] = ANY_CLASS
  return tests
}

function stateTests({ words }: LedgerColumns, { states }: CountQuery): Uint8Array {
  if (states) return maskOf(codesOf(words, states))
  const all = new Uint8Array(words.size).fill(1)
  for (const code of codesOf(words, [WITHDRAWN])) all[code] = 0
  return all
}

function codesOf(words: Words, texts: readonly string[]): number[] {
  return texts.flatMap((text) => words.code(text) ?? [])
}

/** 1 at each of these numbers. */
function maskOf(ids: readonly number[]): Uint8Array {
  const mask = new Uint8Array(ids.reduce((most, id) => Math.max(most, id), 0) + 1)
  for (const id of ids) mask[id] = 1
  return mask
}
