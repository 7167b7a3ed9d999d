import type { FieldSpecs } from '../core/fields.ts'
import { tailOf } from './amendment-words.ts'
import type { Field } from './field-reading.ts'
import { readValue } from './fields.ts'
import { type Message, wordsOf } from './message.ts'
import { normalise } from './normalise.ts'
import type { Span } from './span.ts'
import { parseAmount } from './values/amounts.ts'
import { findDates } from './values/dates.ts'
import { findNumbers } from './values/numbers.ts'

/** A field and the words that are meant for it. */
export interface Meant extends Field {
  span: Span
}

/** A text of the entry in which words are replaced (把务农改成务工). */
export interface Replaced {
  key: string
  value: string
}

/** Do the words give the field a value without a question? */
export function isReadable(message: Message, { key, spec, span }: Meant): boolean {
  const reading = readValue(message, { key, spec }, span)
  return reading.value !== undefined && reading.ask === undefined
}

/** The right words, what they take the place of ('' where nothing says so), and the entry as it stands. */
export interface Change {
  was: string
  span: Span
  stored: Record<string, unknown>
}

/** The text of the entry that holds the words, with the right ones in their place. */
export function replacedIn(message: Message, specs: FieldSpecs, { was, span, stored }: Change): Replaced | null {
  const right = wordsOf(message, { start: span.start, end: span.end - tailOf(message.text.slice(span.start, span.end), 'choice') })
  if (was.length < 2 || right === '') return null
  const holding = Object.entries(specs).flatMap(([key, { type }]) => {
    const value = stored[key]
    const at = type === 'text' && typeof value === 'string' ? normalise(value).indexOf(was) : -1
    return typeof value === 'string' && at >= 0 ? [{ key, value: value.slice(0, at) + right + value.slice(at + was.length) }] : []
  })
  const isWhole = Object.entries(specs).some(([key, { type }]) => type !== 'text' && isStored(stored[key], was))
  const [only, ...others] = holding
  return only === undefined || others.length > 0 || isWhole ? null : only
}

function isStored(value: unknown, was: string): boolean {
  if (typeof value === 'number') return parseAmount(was) === value || findNumbers(was)[0]?.value === value
  return typeof value === 'string' && normalise(value) === was
}

/** The field that the words are plainly a value of; what is only a number, or one of several, by the value that it takes the place of. */
export function plainField(message: Message, specs: FieldSpecs, { was, span, stored }: Change): Meant | null {
  const part = message.text.slice(span.start, span.end)
  const fitting = Object.entries(specs).filter(([key, spec]) => {
    switch (spec.type) {
      case 'amount':
        return isAmount(part) || (was !== '' && isStored(stored[key], was) && !Number.isNaN(parseAmount(part)))
      case 'count':
        return /^(?:约|共)?[\d一二两三四五六七八九十百]+\s*[人名位]?$/.test(part) && (/[人名位]$/.test(part) || isStored(stored[key], was))
      case 'date':
        return isDate(message, part, spec.direction ?? 'past')
      case 'choice':
        return spec.options?.some(({ name, aliases = [] }) => name === part || aliases.includes(part)) === true
      case 'household':
      case 'person':
        return (
          Object.keys(stored).length > 0 &&
          part.length < 12 &&
          isReadable(message, { key, spec, span }) &&
          isName(message, { key, spec, span })
        )
      default:
        return false
    }
  })
  const byValue = fitting.filter(([key]) => was !== '' && isStored(stored[key], was))
  const [first] = byValue.length > 0 ? byValue : fitting
  return first === undefined ? null : { key: first[0], spec: first[1], span }
}

/** A person's name as typed stands for anybody; a household's or one of the roster is a name. */
function isName(message: Message, { key, spec, span }: Meant): boolean {
  const reading = readValue(message, { key, spec }, span)
  return reading.ids !== undefined && (reading.end ?? span.end) >= span.end
}

const MONEY = /[元块万千百亿¥￥]/

function isAmount(part: string): boolean {
  return (
    MONEY.test(part) &&
    /^[^,;。\s]{1,16}$/.test(part) &&
    !Number.isNaN(parseAmount(part)) &&
    /^[\d零一二两三四五六七八九十百千万亿.,元块整角毛多余wk¥￥约]+$/i.test(part)
  )
}

function isDate({ nowMs }: Message, part: string, direction: 'past' | 'ahead'): boolean {
  const [found] = findDates(part, nowMs, direction)
  return found !== undefined && found.start === 0 && found.end === part.length
}
