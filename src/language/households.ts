import type { Message } from './message.ts'
import { groundsIn } from './names/grounds.ts'
import type { HouseholdMatch } from './names/lexicon.ts'
import type { Span } from './span.ts'
import type { Ask } from './types.ts'

/** What became of the words that name a household: its place, and the household, the question, or `outside`. */
export interface HouseholdReading {
  /** Everything that names it, its village included. */
  span: Span
  typed: string
  match: HouseholdMatch | null
  outside: boolean
}

const LEAD = /(?:[\s,;:、。/+|—-]|那个|户主|村民|[【[(]?(?:农户|贫困户|脱贫户|监测户|低保户|特困户)[】\])]?)*/y
const REACH = 48
/** County, township, village, and a village group's own name: no more places stand before a name. */
const LEVELS = 4
const HAN = /^[\p{Script=Han}·]{2,4}/u

/** A household named at the start of a span, with or without its village before it; null when the span starts with no name. */
export function readHousehold(message: Message, { start, end }: Span): HouseholdReading | null {
  LEAD.lastIndex = start
  LEAD.test(message.text)
  const from = Math.min(LEAD.lastIndex, end)
  const direct = matchAt(message, { start: from, end }, message.villageIds)
  if (direct?.kind === 'found' && direct.rule === 'exact') return toReading(from, direct)
  const village = readVillage(message, { start: from, end })
  if (village === null) return direct === null ? null : toReading(from, direct)
  return inVillage(message, { start: from, end }, village)
}

function toReading(from: number, match: HouseholdMatch): HouseholdReading {
  return { span: { start: from, end: from + match.end }, typed: match.typed, match, outside: false }
}

function matchAt({ text, lexicon }: Message, { start, end }: Span, villageIds: number[]): HouseholdMatch | null {
  return start >= end ? null : lexicon.findHousehold(text.slice(start, Math.min(end, start + REACH)), villageIds)
}

interface Village {
  end: number
  /** The villages meant, within the speaker's scope; none = outside. */
  villageIds: number[]
}

/** Unit names at the start of a span (马岭镇贺旗村), narrowed step by step. */
function readVillage(message: Message, { start, end }: Span): Village | null {
  const { text, lexicon, speaker } = message
  let at = start
  let villageIds = message.villageIds
  for (let level = 0; level < LEVELS; level++) {
    const finding = lexicon
      .findUnits(text.slice(at, Math.min(end, at + 20)), speaker)
      .find((unit) => unit.start === 0 && unit.corrected !== true)
    if (finding === undefined) break
    const named = lexicon.villagesIn(finding.candidates ?? [finding.value])
    // A department or a taskforce is no place where somebody lives.
    if (named.length === 0) break
    const narrowed = groundsIn(villageIds, named, (id) => lexicon.household(id)?.villageId)
    if (at > start && narrowed.length === 0) break
    villageIds = narrowed
    at += finding.end
    while (at < end && /[\s,;:、的]/.test(text.charAt(at))) at++
  }
  return at === start ? null : { end: at, villageIds }
}

function inVillage(message: Message, { start, end }: Span, village: Village): HouseholdReading {
  const rest = { start: village.end, end }
  if (village.villageIds.length === 0) {
    const name = HAN.exec(message.text.slice(rest.start, end))?.[0] ?? ''
    const span = { start, end: rest.start + name.length }
    return { span, typed: message.raw.slice(start, span.end).trim(), match: null, outside: true }
  }
  const match = matchAt(message, rest, village.villageIds)
  if (match === null) return { span: { start, end: village.end }, typed: '', match: null, outside: false }
  return { span: { start, end: village.end + match.end }, typed: match.typed, match, outside: false }
}

/** A household named by a labelled value or by an answer: the whole span is its name. */
export function resolveHousehold(message: Message, span: Span): HouseholdReading | null {
  const reading = readHousehold(message, span)
  if (reading !== null && (reading.outside || reading.match !== null)) return reading
  const text = message.text.slice(span.start, span.end).trim()
  if (text === '') return null
  const name = /^\S{1,12}/.exec(text)?.[0] ?? text
  const start = message.text.indexOf(name, span.start)
  return toReading(start, message.lexicon.resolveHousehold(name, message.villageIds))
}

/** The question that a household's name leaves open, or null when it is clear. */
export function askOfHousehold(message: Message, field: string, reading: HouseholdReading): Ask | null {
  const { match, typed } = reading
  if (reading.outside) return { field, reason: 'outside', typed }
  if (match === null) return { field, reason: 'missing' }
  if (match.kind === 'found') return null
  const ids = match.kind === 'several' ? match.ids : match.near
  return { field, reason: match.kind === 'several' ? 'choice' : 'unknown', typed, candidates: householdCandidates(message, ids) }
}

/** Households as candidates; the note tells equal names apart (三组 脱贫户), with the village where there are several. */
export function householdCandidates({ lexicon }: Message, ids: number[]): { id: number; name: string; note: string }[] {
  const rows = ids.flatMap((id) => lexicon.household(id) ?? [])
  const villages = new Set(rows.map((row) => row.villageId))
  return rows.map((row) => {
    const village = villages.size > 1 ? `${lexicon.unit(row.villageId)?.name ?? ''} ` : ''
    return { id: row.id, name: row.head, note: `${village}${row.groupName} ${row.kind}`.trim() }
  })
}
