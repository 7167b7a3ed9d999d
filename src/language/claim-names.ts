import type { FieldSpec } from '../core/fields.ts'
import { claim, type Draft, isAlone, settle, skipLead } from './draft.ts'
import type { Field, FieldReading } from './field-reading.ts'
import { askOfHousehold, type HouseholdReading, householdCandidates, readHousehold } from './households.ts'
import { labelPatterns, labelsOf } from './labels.ts'
import { isBoundary, type Message, trimSpan, wordsOf } from './message.ts'
import type { NameFinding } from './names/lexicon.ts'
import { namedBefore } from './opening.ts'
import { isNameable, readOwner, unitCandidates, unitReading } from './owners.ts'
import { rowFrom, severally } from './rows-of-names.ts'
import type { Span } from './span.ts'
import type { Ask } from './types.ts'

/** How far into the words a household's name is looked for, and a unit's. */
const INSIDE = 200
const UNIT_REACH = 400

/** A household at the start of the words, with or without its village; what is unclear is asked. */
export function claimHousehold(draft: Draft, key: string): boolean {
  const { message } = draft
  for (const piece of draft.pool) {
    const start = skipLead(message.text, piece)
    const reading =
      readHousehold(message, { start: piece.start, end: piece.end }) ??
      (start > piece.start ? readHousehold(message, { start, end: piece.end }) : null)
    if (reading !== null && (reading.match !== null || reading.outside)) return settleHousehold(draft, key, reading)
    const behind = piece === draft.pool.at(-1) ? null : namedBefore(message, piece)
    if (behind !== null) return settleHousehold(draft, key, behind)
  }
  return offerInside(draft, key)
}

function settleHousehold(draft: Draft, key: string, reading: HouseholdReading): boolean {
  const { message } = draft
  const words = message.raw.slice(reading.span.start, reading.span.end)
  const piece = draft.pool.find((span) => reading.span.start >= span.start && reading.span.start < span.end)
  // Words before the verb may name who went along.
  const isBefore = piece !== undefined && piece.end <= draft.from
  claim(draft, { start: isBefore ? reading.span.start : (piece?.start ?? reading.span.start), end: reading.span.end })
  const ask = askOfHousehold(message, key, reading)
  if (ask !== null) return settle(draft, key, { ask, rule: ask.reason, words })
  if (reading.match?.kind !== 'found') return false
  const { id, rule, corrected, typed } = reading.match
  const head = message.lexicon.household(id)?.head ?? typed
  const correction = corrected ? { corrections: [{ field: key, typed, taken: head }] } : {}
  return settle(draft, key, { value: head, ids: id, rule: `household ${rule}`, words, ...correction })
}

/** A name that stands somewhere inside the words is offered, since it may be a neighbour's. */
function offerInside(draft: Draft, key: string): boolean {
  const { message } = draft
  const [first] = draft.pool
  if (first === undefined) return false
  const part = message.text.slice(first.start, Math.min(first.end, first.start + INSIDE))
  const inside = message.lexicon.findHouseholdsAnywhere(part, message.villageIds)
  const ids = [...new Set(inside.flatMap((found) => found.candidates ?? [found.value]))]
  if (ids.length === 0) return false
  const ask: Ask = { field: key, reason: 'choice', candidates: householdCandidates(message, ids) }
  return settle(draft, key, { ask, rule: 'named inside', words: '' })
}

/** 纸房三组: a place in the village, nobody's responsibility. */
const IN_GROUP = /^第?[\d一二三四五六七八九十]{1,3}(?:小组|组|社|队)/

/** A unit at the start of the words, or right after one of the field's labels (责任部门水务局). */
export function claimUnit(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { message } = draft
  const { before } = labelPatterns(spec)
  const behind = draft.pool.findIndex(({ start }) => start >= draft.from)
  for (const [index, piece] of draft.pool.entries()) {
    const part = message.text.slice(piece.start, Math.min(piece.end, piece.start + UNIT_REACH))
    const meant = skipLead(message.text, piece) - piece.start
    const fits = (unit: NameFinding) =>
      before.test(part.slice(0, unit.start)) ||
      (spec.label.startsWith('责任') && !isDepartmentField(spec) && /^\s*负责/.test(part.slice(unit.end))) ||
      isToldTo(draft, { spec, part }, unit) ||
      ((index === 0 || index === behind) && !isDepartmentField(spec) && unit.start <= meant) ||
      (spec.required !== true &&
        isAloneOfKind(draft, { spec, piece, given: GIVEN.exec(part.slice(0, unit.start))?.[0].trim().length ?? 0 }, unit))
    const found = message.lexicon.findUnits(part, message.speaker).find(fits)
    if (found === undefined || (spec.required !== true && IN_GROUP.test(part.slice(found.end)))) continue
    const label = before.exec(part.slice(0, found.start))
    const as = label !== null ? 'labelled' : TOLD.test(part.slice(0, found.start)) ? 'meant' : 'listed'
    const row = spec.each === true ? rowFrom(part, message.lexicon.findUnits(part, message.speaker), { first: found, as }) : [found]
    const span = { start: piece.start + (label?.index ?? found.start), end: piece.start + (row.at(-1) ?? found).end }
    if (isAlone(draft, span, piece) || spec.required === true) claim(draft, span)
    const words = message.raw.slice(span.start, span.end)
    const readings = row.map((unit) => unitNamed(message, { key, spec }, { ...unit, words: part.slice(unit.start, unit.end) }))
    return settle(draft, key, { ...severally({ key, spec }, readings), words })
  }
  return false
}

function unitNamed(message: Message, field: Field, { words, candidates, value: id }: NameFinding & { words: string }): FieldReading {
  if (candidates === undefined) return unitReading(message, field, { id, typed: words, rule: 'unit' })
  return { ask: { field: field.key, reason: 'choice', typed: words, candidates: unitCandidates(message, candidates) }, rule: 'choice' }
}

interface Place {
  spec: FieldSpec
  piece: Span
  /** How many characters before the unit say that it is given to it (交水务局). */
  given: number
}

/** 水质浑浊 水务局 月底前: an office that stands alone is the department, a place that does is the unit. */
function isAloneOfKind(draft: Draft, { spec, piece, given }: Place, unit: NameFinding): boolean {
  const id = unit.candidates?.[0] ?? unit.value
  const kind = draft.message.lexicon.unit(id)?.kind
  if ((kind === 'department') !== isDepartmentField(spec) || !isNameable(draft.message, spec, id)) return false
  return isAlone(draft, { start: piece.start + unit.start - given, end: piece.start + unit.end }, piece)
}

/** 请先光村6月25日前整改, 由水务局负责解决: who has to put it right, inside the words, which keep it. */
function isToldTo(draft: Draft, { spec, part }: { spec: FieldSpec; part: string }, unit: NameFinding): boolean {
  if (!spec.label.startsWith('责任') || unit.candidates !== undefined || !isNameable(draft.message, spec, unit.value)) return false
  const kind = draft.message.lexicon.unit(unit.value)?.kind
  if ((kind === 'department') !== isDepartmentField(spec)) return false
  return TOLD.test(part.slice(0, unit.start)) && TO_DO.test(part.slice(unit.end))
}

const TOLD = /(?:^|[\s,;。])(?:请|由|责成|要求|督促)$/
const TO_DO = /^[^,;。\s]{0,10}(?:整改|解决|负责|落实|处理|修复|维修|修好|牵头)/

/** 交水务局, 由住建局: given to it. */
const GIVEN = /(?:^|[\s,;。])(?:交办?给?|由|请|转交?|责成|报)$/

function isDepartmentField(spec: FieldSpec): boolean {
  return spec.label.includes('部门')
}

/** 责任单位 or 责任人 alone at the start of the words, or after 由 or a label. */
export function claimOwner(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { message } = draft
  const [piece] = draft.pool
  if (piece === undefined) return false
  const { start, end } = trimSpan(message.text, piece)
  const part = message.text.slice(start, end)
  const owners = ownersIn(message, part)
  const owner = owners.find((found) => {
    const before = part.slice(0, found.start)
    // Which of several villages of one name is asked, where it stands by itself.
    const isClear = found.candidates === undefined || (found.isUnit && isBoundary(message.text, start + found.end, piece))
    return isClear && (/^(?:由|请|让|叫|责成|安排|交?给|转)?\s*$/.test(before) || labelPatterns(spec).before.test(before))
  })
  if (owner === undefined) return claimOwnerAlone(draft, key, spec)
  const label = labelPatterns(spec).before.exec(part.slice(0, owner.start))
  const row = rowFrom(part, owners, { first: owner, as: label === null ? 'meant' : 'labelled' })
  const last = (row.at(-1) ?? owner).end
  if (isBoundary(message.text, start + last, piece)) claim(draft, { start: start + (label?.index ?? owner.start), end: start + last })
  return settleOwners(draft, { key, spec }, { row, words: part.slice(owner.start, last) })
}

interface Owner extends NameFinding {
  /** As the roster has it, and as it was typed. */
  name: string
  typed: string
  isUnit: boolean
}

/** Units and members that the words name, each with its name on the roster. */
function ownersIn({ lexicon, speaker }: Message, part: string): Owner[] {
  const owner = (isUnit: boolean) => (found: NameFinding) => {
    const id = found.candidates?.[0] ?? found.value
    const name = (isUnit ? lexicon.unit(id) : lexicon.member(id))?.name
    return name === undefined ? [] : [{ ...found, name, isUnit, typed: part.slice(found.start, found.end) }]
  }
  const owners = [...lexicon.findUnits(part, speaker).flatMap(owner(true)), ...lexicon.findMembers(part, speaker).flatMap(owner(false))]
  return owners.sort((a, b) => a.start - b.start)
}

function settleOwners(draft: Draft, field: Field, { row, words }: { row: Owner[]; words: string }): true {
  const readings = row.map(
    ({ name, typed, value, candidates }): FieldReading =>
      candidates === undefined ? { value: name, ids: value, rule: 'owner' } : readOwner(draft.message, field, typed),
  )
  return settle(draft, field.key, { ...severally(field, readings), words })
}

/** 核对名单 林小燕 6月20日前: the only unit or member that stands alone between blanks, or the only row of them (南庄乡、马岭镇). */
function claimOwnerAlone(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { message } = draft
  const found = draft.pool.flatMap((piece) => {
    const part = message.text.slice(piece.start, piece.end)
    const alone = ownersIn(message, part).filter(
      ({ start, end, candidates }) =>
        candidates === undefined && isAlone(draft, { start: piece.start + start, end: piece.start + end }, piece),
    )
    return alone.map((owner) => ({ owner, row: rowFrom(part, alone, { first: owner, as: 'meant' }), piece }))
  })
  const [first] = found
  if (first === undefined || first.row.length < found.length) return false
  const { owner, row, piece } = first
  const span = { start: piece.start + owner.start, end: piece.start + (row.at(-1) ?? owner).end }
  claim(draft, span)
  return settleOwners(draft, { key, spec }, { row, words: wordsOf(message, span) })
}

const FOR = /(?:^|[\s,;。])(?:代|替|帮)$/
const REPORTED = /^(?:同志)?(?:上报|填报|补报|报)(?:一?[个条户次])?/

/** 代祝长青报, 替林小燕上报一户: in whose place it is reported. */
function claimSpokenFor(draft: Draft, key: string, { spec, piece }: { spec: FieldSpec; piece: Span }): boolean {
  if (!labelsOf(spec).includes('代报')) return false
  const { text, lexicon, speaker, raw } = draft.message
  const part = text.slice(piece.start, piece.end)
  const found = lexicon
    .findMembers(part, speaker)
    .find(({ start, end }) => FOR.test(part.slice(0, start)) && REPORTED.test(part.slice(end)))
  if (found === undefined || found.candidates !== undefined) return false
  const end = piece.start + found.end + (REPORTED.exec(part.slice(found.end))?.[0].length ?? 0)
  const span = { start: piece.start + found.start - 1, end }
  claim(draft, span)
  const words = raw.slice(span.start, span.end)
  return settle(draft, key, { value: lexicon.member(found.value)?.name ?? words, ids: found.value, rule: 'reported for', words })
}

/** A member beside one of the field's labels: 主持王建新, 王建新主持. */
export function claimPerson(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { message } = draft
  const { before, after, any } = labelPatterns(spec)
  for (const piece of draft.pool) {
    const part = message.text.slice(piece.start, piece.end)
    if (claimSpokenFor(draft, key, { spec, piece })) return true
    if (!any.test(part)) continue
    const isMeant = (member: NameFinding) => before.test(part.slice(0, member.start)) || after.test(part.slice(member.end))
    const found = message.lexicon.findMembers(part, message.speaker).find(isMeant)
    if (found === undefined || found.candidates !== undefined) continue
    const words = part.slice(found.start, found.end)
    const start = before.exec(part.slice(0, found.start))?.index ?? found.start
    const end = found.end + (after.exec(part.slice(found.end))?.[0].length ?? 0)
    const span = { start: piece.start + start, end: piece.start + end }
    if (isAlone(draft, span, piece)) claim(draft, span)
    return settle(draft, key, {
      value: message.lexicon.member(found.value)?.name ?? words,
      ids: found.value,
      rule: 'beside its label',
      words,
    })
  }
  return false
}
