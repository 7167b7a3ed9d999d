import type { FieldSpec, UnitRef } from '../core/fields.ts'
import { claim, type Draft, isAlone, settle, skipLead } from './draft.ts'
import type { Field, FieldReading } from './field-reading.ts'
import { invalid } from './field-reading.ts'
import { type Message, wordsOf } from './message.ts'
import type { NameFinding } from './names/lexicon.ts'
import { unitCandidates, unitReading } from './owners.ts'
import type { Span } from './span.ts'

/** What may stand between two units of a list. */
const BETWEEN = /^[\s、,;和与及跟同]*$/
/** How far into the words units are looked for. */
const REACH = 400

/** Units that follow each other (马岭镇 住建局, 马岭镇、驿马镇和水务局), from a place on. */
function unitsInRow({ message }: Pick<Draft, 'message'>, { start, end }: Span): { found: NameFinding[]; end: number } {
  const part = message.text.slice(start, Math.min(end, start + REACH))
  const row: NameFinding[] = []
  for (const unit of message.lexicon.findUnits(part, message.speaker)) {
    if (!BETWEEN.test(part.slice(row.at(-1)?.end ?? 0, unit.start))) break
    row.push(unit)
  }
  return { found: row, end: start + (row.at(-1)?.end ?? 0) }
}

/** One value of all units. What is unclear is asked about, beside those that are clear; one that may not be named ends it. */
function reading(message: Message, field: Field, found: NameFinding[]): FieldReading {
  const unclear = found.flatMap(({ candidates }) => (candidates === undefined ? [] : [candidates]))
  const clear = found
    .filter(({ candidates }) => candidates === undefined)
    .map(({ value: id }) => unitReading(message, field, { id, typed: message.lexicon.unit(id)?.name ?? '', rule: 'unit' }))
  const refused = clear.find(({ ask }) => ask !== undefined)
  if (refused !== undefined) return refused
  const known = { value: clear.map(({ value }) => value as UnitRef), ids: clear.flatMap(({ ids }) => ids ?? []) }
  const [first, second] = unclear
  if (first === undefined) return { ...known, rule: 'units' }
  if (second !== undefined) return invalid(field, '', `有几个单位重名，请连上级一起写，例如 ${withParent(message, first)}`)
  return { ...known, ask: { field: field.key, reason: 'choice', candidates: unitCandidates(message, first) }, rule: 'choice' }
}

function withParent(message: Message, ids: number[]): string {
  return unitCandidates(message, ids)
    .map(({ name, note }) => note + name)
    .join('、')
}

/** A unit that stands by itself somewhere in the words (临时救助 民政局 6月30日). */
function loneUnit(draft: Draft, piece: Span): Span | null {
  const part = draft.message.text.slice(piece.start, Math.min(piece.end, piece.start + REACH))
  for (const { start, end } of draft.message.lexicon.findUnits(part, draft.message.speaker)) {
    const span = { start: piece.start + start, end: piece.start + end }
    if (isAlone(draft, span, piece)) return span
  }
  return null
}

/** Units at the start of the words, else one that stands by itself. */
export function claimUnits(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { message } = draft
  for (const piece of draft.pool) {
    const lead = skipLead(message.text, piece)
    const isFirst = unitsInRow(draft, { start: lead, end: piece.end }).found.length > 0
    const start = isFirst ? lead : loneUnit(draft, piece)?.start
    if (start === undefined) continue
    const { found, end } = unitsInRow(draft, { start, end: piece.end })
    const words = message.raw.slice(start, end)
    claim(draft, { start: isFirst ? piece.start : start, end })
    return settle(draft, key, { ...reading(message, { key, spec }, found), words })
  }
  return false
}

/** Units behind a label, or as an answer. */
export function readUnits(message: Message, field: Field, span: Span): FieldReading {
  const { found } = unitsInRow({ message }, span)
  if (found.length > 0) return reading(message, field, found)
  return invalid(field, wordsOf(message, span), `没有找到“${wordsOf(message, span)}”这个单位，请写单位全名，几个单位用空格隔开`)
}
