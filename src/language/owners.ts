import type { FieldSpec } from '../core/fields.ts'
import { type Field, type FieldReading, invalid } from './field-reading.ts'
import type { Message } from './message.ts'
import { normalise } from './normalise.ts'
import type { Ask } from './types.ts'

const PLACES: ReadonlySet<string> = new Set(['county', 'township', 'village', 'city'])

/** Is the unit one that the speaker may name: within his scope, above it, or an office of those above (departments)? */
export function isNameable({ lexicon, speaker }: Message, spec: FieldSpec, id: number): boolean {
  const unit = lexicon.unit(id)
  if (spec.anywhere === true || unit === undefined) return true
  if (!PLACES.has(unit.kind)) return isOfOwnLine(lexicon, speaker, unit)
  return lexicon.isWithin(id, speaker.scopeUnitIds) || speaker.scopeUnitIds.some((own) => lexicon.isWithin(own, [id]))
}

/** Does the office belong to a unit above or below the speaker's? A neighbour county's bureau of the same name does not. */
function isOfOwnLine(
  lexicon: Message['lexicon'],
  { scopeUnitIds }: Message['speaker'],
  { id, parentId }: { id: number; parentId: number | null },
): boolean {
  if (parentId === null || scopeUnitIds.includes(id) || lexicon.isWithin(id, scopeUnitIds)) return true
  return scopeUnitIds.some((own) => lexicon.isWithin(own, [parentId]))
}

/** A unit by row id, as a field takes it. A place outside the speaker's scope is not taken. */
export function unitReading(message: Message, field: Field, found: { id: number; typed: string; rule: string }): FieldReading {
  const { id, typed, rule } = found
  const { key } = field
  const unit = message.lexicon.unit(id)
  if (unit === undefined) return { ask: { field: key, reason: 'unknown', typed }, rule: 'unknown' }
  if (!isNameable(message, field.spec, id)) {
    const reason = PLACES.has(unit.kind) ? 'outside' : 'unknown'
    return { ask: { field: key, reason, typed }, rule: reason }
  }
  return { value: { code: unit.code, name: unit.name }, ids: id, rule }
}

/** Units as candidates; the note is the unit above. */
export function unitCandidates({ lexicon }: Message, ids: number[]): NonNullable<Ask['candidates']> {
  return ids.flatMap((id) => {
    const unit = lexicon.unit(id)
    return unit === undefined ? [] : [{ id, name: unit.name, note: lexicon.unit(unit.parentId ?? 0)?.name ?? '' }]
  })
}

/** 县水务局 is the county's own 水务局. */
const LEVEL = /^[县市区镇](?=\p{Script=Han}{2,}[局办委会站所])/u

/** A labelled unit. */
export function readUnit(message: Message, field: Field, typed: string): FieldReading {
  const name = normalise(typed).replace(LEVEL, '')
  const whole = message.lexicon.unitByName(normalise(typed), message.speaker)
  const { id, candidates, corrected } =
    whole.id === undefined ? message.lexicon.unitByName(name.split(/[\s,;、。]/)[0] ?? name, message.speaker) : whole
  if (id !== undefined) {
    const reading = unitReading(message, field, { id, typed, rule: 'unit' })
    const taken = message.lexicon.unit(id)?.name ?? typed
    return corrected && reading.value !== undefined ? { ...reading, corrections: [{ field: field.key, typed, taken }] } : reading
  }
  const nameable = candidates.filter((candidate) => isNameable(message, field.spec, candidate))
  const reason = nameable.length > 0 ? 'choice' : 'unknown'
  return { ask: { field: field.key, reason, typed, candidates: unitCandidates(message, nameable) }, rule: reason }
}

/** A labelled person: the roster's name where it knows one, else as typed. */
export function readPerson(message: Message, field: Field, typed: string): FieldReading {
  const line = typed.split('\n')[0]?.trim() ?? typed
  const { id, candidates, corrected } = message.lexicon.memberByName(normalise(line), message.speaker)
  const name = message.lexicon.member(id ?? 0)?.name
  if (id !== undefined && name !== undefined) {
    return { value: name, ids: id, rule: 'member', ...(corrected ? { corrections: [{ field: field.key, typed: line, taken: name }] } : {}) }
  }
  if (line.length > 30) return invalid(field, line, '请只写姓名')
  const exact = candidates.filter((candidate) => message.lexicon.member(candidate)?.name === normalise(line))
  if (exact.length < 2) return { value: line, rule: 'as typed' }
  return { ask: { field: field.key, reason: 'choice', typed: line, candidates: memberCandidates(message, exact) }, rule: 'choice' }
}

function memberCandidates({ lexicon }: Message, ids: number[]): NonNullable<Ask['candidates']> {
  return ids.flatMap((id) => {
    const member = lexicon.member(id)
    if (member === undefined) return []
    const unit = lexicon.unit(member.unitIds[0] ?? 0)?.name ?? ''
    return [{ id, name: member.name, note: `${unit} ${member.titles[0] ?? ''}`.trim() }]
  })
}

/** Several persons, parted by 、 commas, 和 or blanks. */
export function readPeople({ lexicon, speaker }: Message, typed: string): FieldReading {
  const names = typed.split(/[\s、，,;；和与及]+/).filter((name) => name !== '')
  const readings = names.map((name) => ({ name, id: lexicon.memberByName(normalise(name), speaker).id }))
  const ids = readings.flatMap(({ id }) => (id === undefined ? [] : [id]))
  return { value: readings.map(({ name, id }) => lexicon.member(id ?? 0)?.name ?? name), ids, rule: 'people' }
}

/** 责任单位 or 责任人: the unit's or the member's name, else as typed. The id is given where it is clear, a unit first. */
export function readOwner(message: Message, { key }: Field, typed: string): FieldReading {
  const { lexicon, speaker } = message
  const name = normalise(typed.split('\n')[0] ?? typed).replace(/[\s,。;]+$/, '')
  const unit = lexicon.unitByName(name, speaker)
  if (unit.id !== undefined && !unit.corrected) return { value: lexicon.unit(unit.id)?.name ?? name, ids: unit.id, rule: 'owner unit' }
  const [namesakes] = lexicon.findUnits(name, speaker)
  if (namesakes?.candidates !== undefined && namesakes.start === 0 && namesakes.end === name.length)
    return { ask: { field: key, reason: 'choice', typed, candidates: unitCandidates(message, namesakes.candidates) }, rule: 'choice' }
  const member = lexicon.memberByName(name, speaker)
  if (member.id !== undefined) {
    const taken = lexicon.member(member.id)?.name ?? name
    return {
      value: taken,
      ids: member.id,
      rule: 'owner member',
      ...(member.corrected ? { corrections: [{ field: key, typed: name, taken }] } : {}),
    }
  }
  return { value: typed.split('\n')[0]?.trim() ?? typed, rule: 'as typed' }
}
