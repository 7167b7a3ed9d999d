import type { FieldSpec } from '../core/fields.ts'
import type { Field, FieldReading } from './field-reading.ts'
import type { Message } from './message.ts'
import type { NameFinding } from './names/lexicon.ts'
import type { Span } from './span.ts'

/** What joins two names under a label; behind a blank or a comma only a name that is known goes on with the row. */
const JOIN = /^(?:\s*(?:[、,;/]|以及|和|与|及|跟)\s*|\s+)/
/**
 * What joins two names inside the words: `listed` only where it can be nothing but a list (先光村和茶胡村交界的路 is one thing); `meant` where it is said
 * that they have to act (请先光村和茶胡村); `labelled` behind a label.
 */
const JOINS = { listed: /^\s*[、/]\s*$/, meant: /^\s*(?:[、/]|以及|和|与|及)\s*$/, labelled: /^\s*(?:[、/,]|以及|和|与|及)\s*$/ } as const

/** What is said behind a name and is no part of it: 南庄乡牵头, 马岭镇政府, 水务局等. */
const BESIDES = /^(?:负责|牵头|配合|落实|主办|协办|承办|办理|人民政府|政府|党委|党工委|等)+$/
/** A name that the roster does not know, or what is glued to one that it knows (南庄乡政府). */
const WORD = /^[^\s,;、/。:]{1,12}/

/** A row of names as typed, and where it ends. */
interface Row {
  names: string[]
  end: number
}

/** Units, and where they are wanted members too, that the words name, in their order. */
export function namesIn({ lexicon, speaker }: Message, part: string, { type }: FieldSpec): NameFinding[] {
  const members = type === 'owner' ? lexicon.findMembers(part, speaker) : []
  return [...lexicon.findUnits(part, speaker), ...members].sort((a, b) => a.start - b.start || b.end - a.end)
}

/** The names that follow one inside the words (请南庄乡、马岭镇整改), with itself. */
export function rowFrom<Name extends Span>(part: string, names: Name[], { first, as }: { first: Name; as: keyof typeof JOINS }): Name[] {
  const row = [first]
  const joins: string[] = []
  const join = as === 'listed' ? JOINS.meant : JOINS[as]
  for (const name of names) {
    const between = part.slice((row.at(-1) ?? first).end, name.start)
    if (name.start < (row.at(-1) ?? first).end || !join.test(between)) continue
    row.push(name)
    joins.push(between)
  }
  return as === 'listed' && !joins.some((between) => JOINS.listed.test(between)) ? [first] : row
}

/** The row that words under a label begin with (南庄乡、马岭镇, 水务局 王建新, 马岭镇、各学校); null where only one name stands there, or none is known. */
export function labelledRow(message: Message, part: string, spec: FieldSpec): Row | null {
  const known = namesIn(message, part, spec)
  const row: { name: string; found: NameFinding | undefined }[] = []
  let at = /^\s*/.exec(part)?.[0].length ?? 0
  let end = at
  for (;;) {
    const found = known.find(({ start }) => start === at)
    const word = WORD.exec(part.slice(found?.end ?? at))?.[0] ?? ''
    const isBesides = found !== undefined && BESIDES.test(word)
    const glued = JOIN.test(word) ? '' : word
    if (found === undefined && glued.length < 2) break
    end = (found?.end ?? at) + glued.length
    row.push({ name: part.slice(at, isBesides ? found.end : end), found })
    const join = JOIN.exec(part.slice(end))?.[0]
    const next = join === undefined ? undefined : known.find(({ start }) => start === end + join.length)
    if (join === undefined || (next === undefined && !/[、/]/.test(join))) break
    // 马岭镇 纸房村: one place, named from above.
    if (join.trim() === '' && isWithin(message, next, found)) row.pop()
    at = end + join.length
  }
  return row.length > 1 && row.some(({ found }) => found !== undefined) ? { names: row.map(({ name }) => name), end } : null
}

function isWithin({ lexicon }: Message, inner: NameFinding | undefined, outer: NameFinding | undefined): boolean {
  if (inner === undefined || outer === undefined || inner.value === outer.value) return false
  return lexicon.unit(inner.value) !== undefined && lexicon.isWithin(inner.value, [outer.value])
}

/** What is said of each of several: an entry each where the field allows it, else it is asked which one is meant. None is dropped. */
export function severally(field: Field, readings: FieldReading[]): FieldReading {
  const keyOf = ({ ids, value, ask }: FieldReading) => JSON.stringify([value ?? ask?.typed, ids])
  const distinct = readings.filter((reading, at) => readings.findIndex((other) => keyOf(other) === keyOf(reading)) === at)
  const [first, ...others] = distinct
  if (first === undefined || others.length === 0) return first ?? { rule: 'nothing' }
  return field.spec.each === true ? { ...first, others } : onlyOne(field, distinct)
}

/** One entry takes only one of them: which is asked, with how to report the others. */
export function onlyOne({ key, spec }: Field, readings: FieldReading[]): FieldReading {
  const named = readings.map(({ value, ids, ask }) => ({
    id: ids,
    name: String(typeof value === 'object' && value !== null && 'name' in value ? value.name : (value ?? ask?.typed)),
  }))
  const candidates = named.flatMap(({ id, name }) => (typeof id === 'number' ? [{ id, name, note: '' }] : []))
  const message = `一条只能写一个${spec.label}，请写明按哪一个记，其余的另报一条。`
  return {
    ask: { field: key, reason: 'choice', typed: named.map(({ name }) => name).join('、'), candidates, message },
    rule: 'one of several',
  }
}
