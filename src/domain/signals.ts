import { findSteps } from '../../db/queries/entries.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { type HouseholdFile, sharedFiles } from '../../db/queries/photo-twins.ts'
import { addDays, type DateText } from '../clock.ts'
import type { Entry } from '../core/nouns.ts'
import { unitsBelow } from './freed.ts'
import type { House } from './house.ts'
import { joinSignals, type SignalRules } from './pack-signals.ts'
import type { Source } from './progress.ts'
import { isCopied, shinglesOf } from './shingles.ts'

/** 疑似: an odd pattern that inspectors and the named leader may look into. It says nothing about anybody (counting-rules 22). */
export interface Signal {
  kind: 'burst' | 'clearing' | 'copied' | 'photo'
  /** Number of the first entry behind it: by it the unit gives its 说明. */
  no: number
  /** The village. */
  unitId: number
  /** What was seen, in figures. */
  words: string
  /** Numbers of the entries behind it, ascending. */
  entries: number[]
}

/** What a unit said to a signal: a step of one of its entries. */
export const STATEMENT = 'stated'

/** More entries of a kind than a city makes in the time that is looked at. */
const MOST_ENTRIES = 200_000

/** From how many on something is shown: by all packs together. */
export function signalRulesOf({ packs }: House): SignalRules {
  return joinSignals(packs)
}

/** The time that is looked at; `isAsked` leaves units out before anything is read. */
interface Look {
  from: DateText
  to: DateText
  isAsked?: (unitId: number) => boolean
}

/** Everything odd in [from, to), by village. The dates of intake, of clearing and of the visit decide, never when it was typed. */
export async function findSignals(source: Source, look: Look): Promise<Signal[]> {
  const { db, house } = source
  const { isAsked, ...span } = look
  const { root } = house.directory
  const rules = signalRulesOf(house)
  const units = isAsked && root ? { unitIds: unitsBelow(house.directory, root.id).filter(isAsked) } : {}
  const risks = await listEntries(db, { kind: 'risk', ...units }, MOST_ENTRIES)
  const visits = await listEntries(db, { kind: 'visit', ...units, ...span }, MOST_ENTRIES)
  const clearing = { ...rules, burst: rules.clearing }
  const found = [
    ...bursts(risks, { ...rules, ...span, field: 'takenInOn' }).map((group) => burstSignal('burst', group)),
    ...bursts(risks, { ...clearing, ...span, field: 'clearedOn' }).map((group) => burstSignal('clearing', group)),
    ...copies(house, visits, rules.copied),
    ...(await photos(source, span)).filter(({ unitId }) => isAsked?.(unitId) ?? true),
  ]
  return found.sort((a, b) => a.unitId - b.unitId || a.no - b.no)
}

interface Burst {
  unitId: number
  from: DateText
  to: DateText
  cases: Entry[]
}

/** Villages in which a field's date falls on enough cases within so many days; the days of one burst are never part of another. */
function bursts(risks: Entry[], about: { field: string; days: number; burst: number; from: DateText; to: DateText }): Burst[] {
  const { field, days, burst, from, to } = about
  const found: Burst[] = []
  // A burst over the turn of the month belongs to the month in which it ended.
  const since = addDays(from, 1 - days)
  const dateOf = ({ fields }: Entry): string => (typeof fields[field] === 'string' ? fields[field] : '')
  const near = risks.filter((entry) => dateOf(entry) >= since && dateOf(entry) < to)
  for (const [unitId, own] of byUnit(near)) {
    const dated = own.map((entry) => ({ entry, on: dateOf(entry) }))
    dated.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.entry.no - b.entry.no))
    for (let first = 0; first < dated.length; ) {
      const start = dated[first]?.on ?? ''
      const inside = dated.filter(({ on }) => on >= start && on < addDays(start, days))
      const isBurst = new Set(inside.map(({ entry }) => entry.householdId ?? -entry.no)).size >= burst
      const end = inside.at(-1)?.on ?? start
      if (isBurst && end >= from) found.push({ unitId, from: start, to: end, cases: inside.map(({ entry }) => entry) })
      first += isBurst ? inside.length : 1
    }
  }
  return found
}

function burstSignal(kind: 'burst' | 'clearing', { unitId, from, to, cases }: Burst): Signal {
  const entries = numbers(cases)
  const when = from === to ? from : `${from}至${to}`
  const words = `${when}${kind === 'burst' ? '纳入监测' : '消除风险'} ${cases.length} 户`
  return { kind, no: entries[0] ?? 0, unitId, words, entries }
}

/** Visits of one village whose texts are nearly the same for different households; what came in one message is one text. */
function copies(house: House, visits: Entry[], least: number): Signal[] {
  const found: Signal[] = []
  for (const [unitId, own] of byUnit(visits)) {
    if (own.length < least) continue
    const texts = ownTexts(house, own)
    const taken = new Set<number>()
    for (const [index, first] of texts.entries()) {
      if (taken.has(first.entry.no)) continue
      const alike = texts.slice(index).filter(({ entry, shingles }) => !taken.has(entry.no) && isCopied(first.shingles, shingles))
      const households = new Set(alike.map(({ entry }) => entry.householdId))
      if (households.size < least) continue
      for (const { entry } of alike) taken.add(entry.no)
      const entries = numbers(alike.map(({ entry }) => entry))
      found.push({ kind: 'copied', no: entries[0] ?? 0, unitId, words: `走访情况文字相近 ${households.size} 户`, entries })
    }
  }
  return found
}

/** A text is taken apart once, as long as its entry is kept in memory. */
const takenApart = new WeakMap<Entry, { head: string; shingles: Set<string> | null }>()

function ownShingles(entry: Entry, { situation, head }: { situation: string; head: string }): Set<string> | null {
  const known = takenApart.get(entry)
  if (known?.head === head) return known.shingles
  const shingles = shinglesOf(situation, [head])
  takenApart.set(entry, { head, shingles })
  return shingles
}

/** Texts that say something, one for each message. */
function ownTexts({ directory }: House, visits: Entry[]): { entry: Entry; shingles: Set<string> }[] {
  const messages = new Set<string>()
  return visits.flatMap((entry) => {
    const { situation } = entry.fields
    const head = directory.household(entry.householdId ?? -1)?.head
    const shingles = typeof situation === 'string' && head !== undefined ? ownShingles(entry, { situation, head }) : null
    if (!shingles) return []
    const message = `${entry.typedById}/${entry.sentAt}`
    if (messages.has(message)) return []
    messages.add(message)
    return [{ entry, shingles }]
  })
}

/** The same photo under two households: the same bytes, or the same look after it was made smaller or saved anew. */
async function photos({ db, house }: Source, span: { from: DateText; to: DateText }): Promise<Signal[]> {
  const groups = new Map<number, HouseholdFile[]>()
  for (const file of await sharedFiles(db, span)) groups.set(file.first, [...(groups.get(file.first) ?? []), file])
  return [...groups.values()].flatMap((files) => {
    const [first] = files
    if (!first) return []
    const entries = [...new Set(files.map(({ entryNo }) => entryNo))]
    const households = new Set(files.map(({ householdId }) => householdId)).size
    const where = new Set(files.map(({ unitId }) => house.directory.unit(unitId).name))
    const words = `同一张照片用在 ${households} 户${where.size > 1 ? `（${[...where].join('、')}）` : ''}`
    return [{ kind: 'photo' as const, no: first.entryNo, unitId: first.unitId, words, entries }]
  })
}

/** What units have said to a signal (说明), oldest first. */
export async function statementsOn({ db }: Source, { entries }: Signal): Promise<string[]> {
  const said: string[] = []
  for (const no of entries) said.push(...(await findSteps(db, no)).flatMap(({ action, text }) => (action === STATEMENT ? [text] : [])))
  return said
}

function byUnit(entries: Entry[]): Map<number, Entry[]> {
  const groups = new Map<number, Entry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.unitId)
    if (group) group.push(entry)
    else groups.set(entry.unitId, [entry])
  }
  return groups
}

function numbers(entries: Entry[]): number[] {
  return entries.map(({ no }) => no).sort((a, b) => a - b)
}
