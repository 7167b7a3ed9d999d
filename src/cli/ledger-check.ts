import type { Db, Store } from '../../db/client.ts'
import { FIRST_NO } from '../../db/queries/entries.ts'
import { entriesBetween, newestNo, stepsBetween } from '../../db/queries/inspection.ts'
import type { Entry, Step } from '../core/nouns.ts'
import { inspectEntry } from '../domain/entries.ts'

/** What a look through the whole ledger found; each fault names its entry. */
export interface LedgerCheck {
  entries: number
  steps: number
  faults: LedgerFault[]
}

/** What is wrong with one entry. */
export interface LedgerFault {
  no: number
  message: string
}

const BATCH = 500

/** Compares every entry with its steps, and the numbers with the unbroken row that they must be. Safe beside a running server. */
export async function checkLedger(store: Store): Promise<LedgerCheck> {
  const check: LedgerCheck = { entries: 0, steps: 0, faults: [] }
  const last = await newestNo(store.read)
  for (let first = FIRST_NO; first <= last; first += BATCH) {
    const batch = await checkRange(store.read, first, Math.min(first + BATCH - 1, last))
    check.entries += batch.entries
    check.steps += batch.steps
    for (const no of new Set(batch.faults.map((fault) => fault.no))) {
      // Entry and steps were read one after the other: what a server wrote in between is no fault, so look again inside a transaction.
      const again = await store.transaction((tx) => checkRange(tx, no, no))
      check.faults.push(...again.faults)
    }
  }
  return check
}

async function checkRange(db: Db, first: number, last: number): Promise<LedgerCheck> {
  try {
    return compare(await entriesBetween(db, first, last), await stepsBetween(db, first, last), { first, last })
  } catch (thrown) {
    // Something that is not JSON any more: halve the range until it is found.
    if (!(thrown instanceof SyntaxError)) throw thrown
    if (first === last) return { entries: 1, steps: 0, faults: [{ no: first, message: `#${first} 的内容读不出来，已不是原来的格式` }] }
    const middle = Math.floor((first + last) / 2)
    const [left, right] = [await checkRange(db, first, middle), await checkRange(db, middle + 1, last)]
    return { entries: left.entries + right.entries, steps: left.steps + right.steps, faults: [...left.faults, ...right.faults] }
  }
}

function compare(entries: Entry[], steps: Step[], { first, last }: { first: number; last: number }): LedgerCheck {
  const entryOf = new Map(entries.map((entry) => [entry.no, entry]))
  const stepsOf = new Map<number, Step[]>()
  for (const step of steps) {
    const list = stepsOf.get(step.entryNo)
    if (list) list.push(step)
    else stepsOf.set(step.entryNo, [step])
  }
  const faults: LedgerFault[] = []
  for (let no = first; no <= last; no += 1) {
    for (const message of describe(no, entryOf.get(no), stepsOf.get(no) ?? [])) faults.push({ no, message })
  }
  return { entries: entries.length, steps: steps.length, faults }
}

function describe(no: number, entry: Entry | undefined, steps: Step[]): string[] {
  if (!entry) return [steps.length > 0 ? `#${no} 只剩步骤，条目不见了` : `#${no} 不见了：编号应当连续`]
  if (steps[0] && steps[0].action !== 'created') return [`#${no} 的第一步不是登记，前面的步骤不见了`]
  return inspectEntry(entry, steps)
}
