import type { FieldSpecs, FieldType } from '../core/fields.ts'
import { isReadable, type Meant } from './amendment-change.ts'
import { meantField } from './amendment-meant.ts'
import { afterDenial, RIGHT, SIGN, tailOf, WRONG } from './amendment-words.ts'
import type { Field, FieldReading } from './field-reading.ts'
import { readValue } from './fields.ts'
import { put } from './item.ts'
import { compileLabels, findLabels, labelsOf } from './labels.ts'
import { type Ground, type Message, toMessage, trimSpan, wordsOf } from './message.ts'
import { escapePattern } from './patterns.ts'
import { onlyOne } from './rows-of-names.ts'
import type { Span } from './span.ts'
import type { ItemReading } from './types.ts'

/** What a correction is read against: the roster, and the values of the entry as they stand. */
export interface AmendedGround extends Ground {
  stored?: Record<string, unknown>
}

/**
 * Reads what a correction changes: labelled fields (改 1027 金额:4.6万); a label with what is wrong and right (金额写错了，应该是三万六); what was meant
 * alone where it is plainly an amount, a date, a name or an option (应该是因残, 不是三万二是三万六), or where the words it takes the place of stand in the
 * entry; else, unless it only says that something is wrong, the main text. Nothing is asked for that was not typed; an empty item means that
 * nothing was understood.
 */
export function readAmendment(raw: string, specs: FieldSpecs, ground: AmendedGround): ItemReading {
  const message = toMessage(raw, ground)
  const item: ItemReading = { values: {}, ids: {}, asks: [], corrections: [], source: raw.trim(), trace: [] }
  const whole = trimSpan(message.text, { start: 0, end: message.text.length })
  const segments = findLabels(message.text, { start: 0, end: message.text.length }, compileLabels(specs))
  for (const { key, value } of segments) {
    const spec = specs[key]
    if (spec !== undefined) add(item, { key, spec }, { reading: readValue(message, { key, spec }, value), words: wordsOf(message, value) })
  }
  if (segments.length > 0 || whole.start >= whole.end) return item
  if (addFigures(item, message, { specs, whole, stored: ground.stored ?? {} })) return item
  const meant = labelledField(message, specs, whole) ?? meantField(message, specs, { whole, stored: ground.stored ?? {} })
  if (meant === null) return item
  if ('value' in meant) {
    item.values[meant.key] = meant.value
    item.trace.push({ field: meant.key, words: raw.trim(), rule: 'words replaced' })
  } else add(item, meant, { reading: readValue(message, meant, meant.span), words: wordsOf(message, meant.span) })
  return item
}

/** 改 1104 开工率:72%: the figures that are named; the others stand. */
function addFigures(item: ItemReading, message: Message, at: { specs: FieldSpecs; whole: Span; stored: Record<string, unknown> }): boolean {
  const [key, spec] = Object.entries(at.specs).find(([, { type }]) => type === 'values') ?? []
  if (key === undefined || spec === undefined) return false
  const reading = readValue(message, { key, spec }, at.whole)
  if (typeof reading.value !== 'object' || reading.value === null) return false
  add(
    item,
    { key, spec },
    { reading: { ...reading, value: { ...Object(at.stored[key]), ...reading.value } }, words: wordsOf(message, at.whole) },
  )
  return true
}

function add(item: ItemReading, field: Field, { reading, words }: { reading: FieldReading; words: string }): void {
  // An entry that stands is of one unit only.
  const only = reading.others === undefined ? reading : onlyOne(field, [reading, ...reading.others])
  put(item, field.key, { reading: only, spec: { ...field.spec, required: true } })
  item.trace.push({ field: field.key, words, rule: reading.rule })
}

const patterns = new WeakMap<FieldSpecs, { key: string; pattern: RegExp }[]>()

/** For each field its label at the start, what says that it is wrong, what says that the right words come. */
function labelStarts(specs: FieldSpecs): { key: string; pattern: RegExp }[] {
  const known = patterns.get(specs)
  if (known !== undefined) return known
  const made = Object.entries(specs).flatMap(([key, spec]) => [...labelsOf(spec)].map((label) => ({ key, label, pattern: startOf(label) })))
  const sorted = made.sort((a, b) => b.label.length - a.label.length).map(({ key, pattern }) => ({ key, pattern }))
  patterns.set(specs, sorted)
  return sorted
}

function startOf(label: string): RegExp {
  return new RegExp(
    `^(?:把|将|那个|这个|我|刚才|上面)*(?:的)?${escapePattern(label)}(?:那[里栏]|一?栏|里面?|的?数)?(?<wrong>${SIGN}${WRONG})?(?<right>${SIGN}(?:${RIGHT}))?(?<sign>${SIGN})`,
  )
}

/** What may follow its label at once (金额三万六); other words need a sign or 改成 between. */
const GLUED: ReadonlySet<FieldType> = new Set<FieldType>(['amount', 'count', 'date', 'period', 'choice', 'household'])

/** 金额改成4.6万, 日期是1月1日, 金额 4.6万, 金额写错了，应该是三万六, 金额三万六. */
function labelledField(message: Message, specs: FieldSpecs, { start, end }: Span): Meant | null {
  const words = message.text.slice(start, end)
  for (const { key, pattern } of labelStarts(specs)) {
    const spec = specs[key]
    const match = pattern.exec(words)
    if (spec === undefined || match === null || match[0].length >= words.length) continue
    const { wrong, right, sign = '' } = match.groups ?? {}
    const span = afterDenial(message, { start: start + match[0].length, end: end - tailOf(words, spec.type) })
    const isMarked = wrong !== undefined || right !== undefined || sign !== ''
    if (!isMarked && !GLUED.has(spec.type)) continue
    if (isMarked && spec.type !== 'text') return { key, spec, span }
    if (spec.type === 'text' ? isMarked : isReadable(message, { key, spec, span })) return { key, spec, span }
  }
  return null
}
