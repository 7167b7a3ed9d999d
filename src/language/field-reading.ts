import type { FieldSpec } from '../core/fields.ts'
import type { Ask, Correction } from './types.ts'

/** One field as read: its value, or why it cannot be stored yet. */
export interface FieldReading {
  value?: unknown
  ids?: number | number[]
  ask?: Ask
  corrections?: Correction[]
  /** Several were named, and the same is said of each: the further ones. */
  others?: FieldReading[]
  /** Which rule gave it, for `cli read`. */
  rule: string
  /** Where the value's words end, when words after them belong to no label. */
  end?: number
}

/** A field to read: its key and what it is. */
export interface Field {
  key: string
  spec: FieldSpec
  /** What a bare number counts: 金额（万元） → 10,000. */
  scale?: number
}

/** The field was not given. */
export function missing({ key }: Field): FieldReading {
  return { ask: { field: key, reason: 'missing' }, rule: 'missing' }
}

/** What was typed cannot be taken; `message` says how to do it right. */
export function invalid({ key }: Field, typed: string, message: string): FieldReading {
  return { ask: { field: key, reason: 'invalid', typed, message }, rule: 'invalid' }
}
