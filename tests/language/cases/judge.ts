import { loadCommands } from '../../../src/app.ts'
import { parseInstant } from '../../../src/clock.ts'
import { interpret } from '../../../src/language/interpret.ts'
import { normalise } from '../../../src/language/normalise.ts'
import type { Interpretation, ItemReading } from '../../../src/language/types.ts'
import type { Case, Wanted } from './case.ts'
import { places } from './rosters.ts'

/** right: what a person would understand, or asked where a person would ask. asked: a question too many. wrong: something else would be stored. */
export interface Verdict {
  outcome: 'right' | 'asked' | 'wrong'
  why: string
}

const commands = (await loadCommands()).words

/** Reads a case as the product does, with its real commands. */
export function readCase({ say, at = '铺仔村', now = '2023-06-15T08:45:00+08:00', voice = false }: Case): Interpretation {
  return interpret(say, { commands, ...places[at], nowMs: parseInstant(now), botNames: ['乡报助手'], voice })
}

/** Compares a reading with how a person understands the message. */
export function judgeCase(test: Case, kind: string): Verdict {
  const reading = readCase(test)
  const asks = reading.kind === 'report' ? reading.items.flatMap((item) => item.asks.map((ask) => ask.field)) : []
  const stored = reading.kind === 'report' && asks.length < reading.items.length
  if (test.none)
    return reading.kind !== 'report' ? right : stored ? wrong('an entry of plain talk') : test.mayAsk ? right : asked(`asks ${asks}`)
  if (test.asks !== undefined) {
    if (reading.kind !== 'report') return asked(reading.kind)
    return asks.includes(test.asks) ? right : asks.length > 0 ? asked(`asks ${asks}, not ${test.asks}`) : wrong(`takes ${show(reading)}`)
  }
  if (reading.kind !== 'report') return asked(reading.kind)
  if (asks.length > 0) return test.mayAsk ? right : asked(`asks ${asks}: ${show(reading)}`)
  return compare(test, kind, reading)
}

function compare(test: Case, kind: string, { command, items }: Extract<Interpretation, { kind: 'report' }>): Verdict {
  const wanted = test.is ?? []
  if (command !== kind) return wrong(`takes it for ${command}`)
  if (items.length !== wanted.length)
    return wrong(`${items.length} items, not ${wanted.length}: ${items.map((item) => item.source).join(' | ')}`)
  const faults = items.flatMap((item, at) => faultsOf(item, wanted[at] ?? {}, test))
  return faults.length === 0 ? right : wrong(faults.join('; '))
}

function faultsOf({ values, corrections }: ItemReading, wanted: Wanted, { say, loose = [] }: Case): string[] {
  const faults = Object.entries(wanted).flatMap(([key, want]) =>
    fits(values[key], want) ? [] : [`${key} is ${JSON.stringify(values[key])}`],
  )
  const extra = Object.keys(values).filter((key) => !(key in wanted) && !loose.includes(key))
  const head = String(values.household ?? '')
  const told = normalise(say).includes(head) || corrections.some(({ taken }) => taken === head)
  return [
    ...faults,
    ...extra.map((key) => `${key} was not said: ${JSON.stringify(values[key])}`),
    ...(told ? [] : ['the guess is not told']),
  ]
}

function fits(value: unknown, want: unknown): boolean {
  if (Array.isArray(want)) return Array.isArray(value) && value.length === want.length && want.every((each, at) => fits(value[at], each))
  if (typeof want === 'object' && want !== null) {
    if (typeof value !== 'object' || value === null) return false
    const given = new Map(Object.entries(value))
    return Object.entries(want).every(([key, each]) => fits(given.get(key), each)) && (Array.isArray(value) || sameKeys(value, want))
  }
  if (typeof want !== 'string') return value === want
  const text = typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : value
  if (typeof text !== 'string') return false
  if (want.startsWith('=')) return text === want.slice(1)
  return want.startsWith('~') ? plain(text).includes(plain(want.slice(1))) : plain(text) === plain(want)
}

/** A decision's due date must not come from nowhere, nor a figure. */
function sameKeys(value: object, want: object): boolean {
  return Object.keys(value).every((key) => key in want)
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s,，。.;；:：、~]/g, '')
}

function show({ items }: Extract<Interpretation, { kind: 'report' }>): string {
  return JSON.stringify(items.map(({ values, asks }) => ({ ...values, asks: asks.map((ask) => `${ask.field} ${ask.reason}`) })))
}

const right: Verdict = { outcome: 'right', why: '' }
const asked = (why: string): Verdict => ({ outcome: 'asked', why })
const wrong = (why: string): Verdict => ({ outcome: 'wrong', why })
