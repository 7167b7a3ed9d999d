import { toDate } from '../clock.ts'
import type { Option } from '../core/fields.ts'
import { oncePer } from '../core/once-per.ts'
import { soundingLike } from './by-sound.ts'
import { readUnits } from './claim-units.ts'
import { readDecisions } from './decisions.ts'
import { type Field, type FieldReading, invalid, missing } from './field-reading.ts'
import { askOfHousehold, resolveHousehold } from './households.ts'
import { readIndicators } from './indicators.ts'
import { type Message, trimSpan, wordsOf } from './message.ts'
import { normalise } from './normalise.ts'
import { readOwner, readPeople, readPerson, readUnit } from './owners.ts'
import { splitPoints } from './points.ts'
import { labelledRow, severally } from './rows-of-names.ts'
import type { Span } from './span.ts'
import type { Ask, Correction } from './types.ts'
import { findAmounts, parseAmount } from './values/amounts.ts'
import { findCounts, parseCount } from './values/counts.ts'
import { findDates } from './values/dates.ts'
import { findPeriods } from './values/periods.ts'

/** Reads the words after a label, or the answer to a question about the field. */
export function readValue(message: Message, field: Field, span: Span): FieldReading {
  const typed = wordsOf(message, span)
  if (typed === '') return missing(field)
  switch (field.spec.type) {
    case 'household':
      return readHouseholdValue(message, field, span)
    case 'text':
      return { value: typed, rule: 'label' }
    case 'choice':
      return readChoiceValue(message, field, span)
    case 'date':
      return readDateValue(message, field, span)
    case 'amount':
      return readAmountValue(message, field, span)
    case 'count':
      return readCountValue(message, field, span)
    case 'flag':
      return { value: true, rule: 'flag' }
    case 'unit':
      return (
        readRow(message, field, span) ?? {
          ...readUnit(message, field, typed),
          ...(field.spec.labelled ? { end: wordEnd(message, span) } : {}),
        }
      )
    case 'units':
      return readUnits(message, field, span)
    case 'person':
      return readPersonValue(message, field, span)
    case 'people':
      return readPeople(message, typed)
    case 'owner':
      return readRow(message, field, span) ?? readOwner(message, field, typed)
    case 'list':
      return { value: splitPoints(message, span).map((point) => wordsOf(message, point)), rule: 'label' }
    case 'decisions':
      return { value: readDecisions(message, span), rule: 'label' }
    case 'values':
      return readIndicators(message, field, span)
    case 'period':
      return readPeriodValue(message, field, span)
  }
}

/** Several names under one label. */
function readRow(message: Message, field: Field, { start, end }: Span): FieldReading | null {
  const row = labelledRow(message, message.text.slice(start, end), field.spec)
  if (row === null) return null
  const read = field.spec.type === 'owner' ? readOwner : readUnit
  const readings = row.names.map((name) => read(message, field, name))
  return { ...severally(field, readings), end: start + row.end }
}

/** Where the first word ends: what follows it is said of something else (村:纸房村 王亦态 在家务农). */
function wordEnd({ text }: Message, { start, end }: Span): number {
  const from = trimSpan(text, { start, end }).start
  const length = /^[^\s,;、。]+/.exec(text.slice(from, end))?.[0].length ?? 0
  return from + length
}

/** Below this a bare number is hardly yuan: 3.5 is mostly 3.5万. */
const LEAST_YUAN = 100

function readAmountValue(message: Message, field: Field, span: Span): FieldReading {
  const part = message.text.slice(span.start, span.end)
  const typed = wordsOf(message, span)
  if (/^\s*(?:-|负)/.test(part)) return invalid(field, typed, '金额不能是负数，请写成数字加单位，例如 3.5万元')
  const [first, ...others] = findAmounts(part)
  if (first !== undefined && others.length === 0) return { value: first.value, rule: first.rule, end: span.start + first.end }
  const value = parseAmount(part)
  if (Number.isNaN(value)) return invalid(field, typed, '金额请写成数字加单位，例如 3.5万元')
  if (first === undefined && field.scale !== undefined)
    return { value: Math.round(value * field.scale * 100) / 100, rule: 'measure of the label' }
  if (first === undefined && value < LEAST_YUAN) return invalid(field, typed, `“${typed}”是元还是万元？请带上单位，例如 ${typed}万元`)
  return { value, rule: 'label' }
}

function readCountValue(message: Message, field: Field, span: Span): FieldReading {
  const part = message.text.slice(span.start, span.end)
  const [first, ...others] = findCounts(part)
  if (first !== undefined && others.length === 0) return { value: first.value.count, rule: 'count', end: span.start + first.end }
  const value = countIn(part)
  return Number.isNaN(value) ? invalid(field, wordsOf(message, span), '人数请写成一个整数，例如 16人') : { value, rule: 'label' }
}

/** 共23人 at the end of a list of those present counts too. */
function countIn(text: string): number {
  const count = parseCount(text)
  const total = Number.isNaN(count) ? /(?:共|合计|总计|约)\s*计?\s*([^,;。]{1,8})/.exec(text) : null
  return total === null ? count : parseCount(total[1] ?? '')
}

function readHouseholdValue(message: Message, field: Field, span: Span): FieldReading {
  const reading = resolveHousehold(message, span)
  if (reading === null) return missing(field)
  const ask = askOfHousehold(message, field.key, reading)
  const { match, span: found } = reading
  if (ask !== null) return { ask, rule: ask.reason, end: found.end }
  if (match?.kind !== 'found') return missing(field)
  const head = message.lexicon.household(match.id)?.head ?? match.typed
  const correction = match.corrected ? { corrections: [{ field: field.key, typed: match.typed, taken: head }] } : {}
  return { value: head, ids: match.id, rule: `household ${match.rule}`, end: found.end, ...correction }
}

/** A word for an option, normalised. */
export interface OptionWord {
  word: string
  name: string
  alias: boolean
  /** For signs: those of other options that it explains. */
  explains?: string[]
}

/** Option names and aliases, with the option's name; made once for each list. */
export const optionWords = oncePer((options: Option[]): OptionWord[] =>
  options.flatMap(({ name, aliases = [] }) => [
    { word: normalise(name), name, alias: false },
    ...aliases.map((alias) => ({ word: normalise(alias), name, alias: true })),
  ]),
)

/** Words that point to an option, as option words; made for required fields of few options only. */
export const optionSigns = oncePer((options: Option[]): OptionWord[] =>
  options.flatMap(({ name, signs = [], explains = [] }) =>
    signs.map((sign) => ({ word: normalise(sign), name, alias: true, explains: explains.map(normalise) })),
  ),
)

/** The first word of a value, when more words follow it. */
function firstWord({ text }: Message, span: Span): Span | null {
  const { start, end } = trimSpan(text, span)
  const length = text.slice(start, end).search(/[\s,;]/)
  return length === -1 ? null : { start, end: start + length }
}

function readPersonValue(message: Message, field: Field, span: Span): FieldReading {
  const first = firstWord(message, span)
  if (first === null) return readPerson(message, field, wordsOf(message, span))
  return { ...readPerson(message, field, wordsOf(message, first)), end: first.end }
}

function readChoiceValue(message: Message, field: Field, span: Span): FieldReading {
  const typed = wordsOf(message, span)
  const text = normalise(typed).replace(/\s+/g, '')
  const options = optionWords(field.spec.options ?? [])
  const first = firstWord(message, span)
  const opening = first === null ? text : message.text.slice(first.start, first.end)
  for (const part of new Set([text, opening])) {
    const exact = options.find(({ word }) => word === part || `${word}了` === part)
    if (exact !== undefined)
      return {
        value: exact.name,
        rule: 'option',
        corrections: guessOf(field, exact),
        ...(part === opening && first !== null ? { end: first.end } : {}),
      }
  }
  if (field.spec.open === true) return { value: typed.split('\n')[0]?.trim() ?? typed, rule: 'open option' }
  for (const alias of [false, true]) {
    const held = new Set(options.filter((word) => word.alias === alias && text.includes(word.word)).map((word) => word.name))
    const [only] = held
    if (held.size === 1 && only !== undefined) return { value: only, rule: alias ? 'option alias' : 'option' }
  }
  for (const part of new Set([text, opening])) {
    const heard = soundingLike(
      part,
      options.map(({ word, name }) => ({ word, value: name })),
    )
    if (heard === null) continue
    const corrections = [{ field: field.key, typed: part, taken: heard }]
    return { value: heard, rule: 'option heard', corrections, ...(part === opening && first !== null ? { end: first.end } : {}) }
  }
  return { ask: askOption(field, typed), rule: 'choice' }
}

/** A word that leaves open of whom it is (例会: 村级例会) is taken for the usual one, and that is said. */
export function guessOf({ key, spec }: Field, { word, name, alias }: OptionWord): Correction[] {
  return spec.open === true && alias && normalise(name).endsWith(word) ? [{ field: key, typed: word, taken: name }] : []
}

/** Asks for one of the options; candidates count from 1. */
export function askOption({ key, spec }: Field, typed: string): Ask {
  const candidates = (spec.options ?? []).map(({ name }, index) => ({ id: index + 1, name, note: '' }))
  return { field: key, reason: 'choice', typed, candidates }
}

function readDateValue(message: Message, field: Field, span: Span): FieldReading {
  const typed = wordsOf(message, span)
  const [finding] = findDates(message.text.slice(span.start, span.end), message.nowMs, field.spec.direction ?? 'past')
  if (finding === undefined) return invalid(field, typed, `没看懂日期“${typed.slice(0, 20)}”，请写成 6月2日 或 2023-06-02`)
  if (finding.value === null) return invalid(field, typed, finding.message)
  if (field.spec.direction === 'ahead' && (finding.until ?? finding.value) < toDate(message.nowMs))
    return invalid(field, typed, `${typed.slice(0, 20)}已经过了，时限请写以后的日期，例如 月底、7月10日`)
  return {
    value: field.spec.direction === 'ahead' ? (finding.until ?? finding.value) : finding.value,
    rule: `date ${finding.rule}`,
    end: span.start + finding.end,
  }
}

function readPeriodValue(message: Message, field: Field, span: Span): FieldReading {
  const part = message.text.slice(span.start, span.end)
  const year = /^\s*((?:19|20)\d\d)(?=\s*(?:$|[,;。\n]))/.exec(part)
  // 年度：2022, a year without its word.
  if (year !== null) return { value: year[1], rule: 'period', end: span.start + year[0].length }
  const found = findPeriods(part, message.nowMs).find((period) => period.value.key !== null)
  if (found === undefined) return invalid(field, wordsOf(message, span), '期间请写成 6月、二季度 或 2023年')
  return { value: found.value.key, rule: 'period', end: span.start + found.end }
}
