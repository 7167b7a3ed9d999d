import { createHash } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import { addEntry, addStep, findSteps, updateEntry, WITHDRAWN } from '../../db/queries/entries.ts'
import type { Entry, Step } from '../core/nouns.ts'

/** What a new entry is made of. */
export type Draft = Omit<Entry, 'no' | 'version' | 'createdAt'>

/** What a step changes: columns of the entry by name, and single fields inside `fields` (null takes a field away). */
export interface Change {
  date?: string
  class?: string | null
  unitId?: number
  householdId?: number | null
  memberId?: number
  byUnitId?: number
  byPost?: string
  status?: string
  fields?: Record<string, unknown>
}

/** Stores an entry with its first step. Runs inside the message's transaction. */
export async function createEntry(tx: Db, draft: Draft, at: number): Promise<Entry> {
  const no = await addEntry(tx, { ...draft, createdAt: at })
  await addStep(tx, {
    entryNo: no,
    seq: 1,
    action: 'created',
    memberId: draft.typedById,
    at,
    text: '',
    fields: { ...draft },
    previousHash: '',
  })
  return { ...draft, no, createdAt: at, version: 1 }
}

/** Does one thing to an entry: adds the step, writes the fold back, returns the entry as it is now. */
export async function applyStep(
  tx: Db,
  entry: Entry,
  step: { action: string; memberId: number | null; at: number; text: string; change?: Change; extra?: Record<string, unknown> },
): Promise<Entry> {
  const before = await findSteps(tx, entry.no)
  const previous = before.at(-1)
  const added: Step = {
    entryNo: entry.no,
    seq: (previous?.seq ?? 0) + 1,
    action: step.action,
    memberId: step.memberId,
    at: step.at,
    text: step.text,
    fields: { ...(step.change ? { change: step.change } : {}), ...step.extra },
    previousHash: previous ? hashStep(previous) : '',
  }
  await addStep(tx, added)
  const now = fold(entry.no, [...before, added])
  const { no, createdAt: _, ...columns } = now
  await updateEntry(tx, no, columns)
  return now
}

/** The entry that its steps add up to. Throws when the first step is not its creation. */
export function fold(no: number, steps: Step[]): Entry {
  const [first, ...rest] = steps
  if (first?.action !== 'created') throw new Error(`entry ${no} does not begin with its creation`)
  const entry = { ...(first.fields as unknown as Draft), no, createdAt: first.at, version: 1 }
  return rest.reduce(applyChange, entry)
}

function applyChange(entry: Entry, step: Step): Entry {
  const change = (step.fields.change ?? {}) as Change
  const { fields, ...columns } = change
  const merged = { ...entry.fields, ...fields }
  for (const [key, value] of Object.entries(merged)) if (value === null) delete merged[key]
  return { ...entry, ...columns, fields: merged, version: entry.version + 1 }
}

/** Takes an entry back; nothing is erased, it only counts nowhere. */
export async function withdraw(tx: Db, entry: Entry, by: { memberId: number; at: number; reason: string }): Promise<Entry> {
  return await applyStep(tx, entry, {
    action: 'withdrawn',
    memberId: by.memberId,
    at: by.at,
    text: by.reason,
    change: { status: WITHDRAWN },
  })
}

/** SHA-256 over a step with its keys sorted, so that both engines and every version of Node give the same. */
export function hashStep(step: Step): string {
  const { entryNo, seq, action, memberId, at, text, fields, previousHash } = step
  return createHash('sha256').update(stableJson({ entryNo, seq, action, memberId, at, text, fields, previousHash })).digest('hex')
}

function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const pairs = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${stableJson(item)}`).join(',')}}`
}

/** What is wrong with an entry against its steps: a broken chain or a row that is not their fold. Empty when all is well. */
export function inspectEntry(entry: Entry, steps: Step[]): string[] {
  const faults: string[] = []
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1]
    if (step.seq !== index + 1) faults.push(`#${entry.no} 缺第 ${index + 1} 步`)
    if (step.previousHash !== (before ? hashStep(before) : '')) faults.push(`#${entry.no} 第 ${step.seq} 步与上一步对不上，可能被改动过`)
  }
  if (steps.length === 0) return [`#${entry.no} 没有步骤`]
  if (stableJson(fold(entry.no, steps)) !== stableJson(entry)) faults.push(`#${entry.no} 的内容与步骤不一致`)
  return faults
}
