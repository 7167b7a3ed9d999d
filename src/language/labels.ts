import type { FieldSpec, FieldSpecs, FieldType } from '../core/fields.ts'
import { heardLabels } from './heard-labels.ts'
import { findLooseLabels } from './loose-labels.ts'
import { normalise } from './normalise.ts'
import { escapePattern } from './patterns.ts'
import type { Span } from './span.ts'

/** The labels of one command's fields, ready for finding. */
export interface LabelSet {
  fields: FieldSpecs
  /** Field key by label. */
  keys: Map<string, string>
  /** A label with what parts it from its value. */
  pattern: RegExp
  /** A label at the start of a word. */
  loose: RegExp
}

/** A labelled stretch: the label's place, with what decorates it (【户主】, - 户主:, 1.户主:), and the value's. */
export interface Segment {
  key: string
  label: Span
  value: Span
  /** What a bare number counts, by the label: 金额（万元） → 10,000. */
  scale?: number
  /** What was typed for the label where it only sounds like it (情矿 → 情况). */
  typed?: string
}

/** Fields whose value is running text: in them a label counts only where words are parted. */
const RUNNING: ReadonlySet<FieldType> = new Set<FieldType>(['text', 'list', 'decisions'])
/** A piece's body runs to the end of the message; only labels at the start of a line end it. */
const BODY_LABEL = '正文'

/** All labels of a field, normalised. */
export function labelsOf(spec: FieldSpec): string[] {
  return [spec.label, ...(spec.aliases ?? [])].map(normalise)
}

/** Patterns for a field's labels beside a value that has no colon (责任部门水务局, 王建新主持). */
export interface LabelPatterns {
  /** A label at the end of the words before a value. */
  before: RegExp
  /** A label right behind a value. */
  after: RegExp
  /** A label at the start of the words, with what parts it from the value. */
  start: RegExp
  any: RegExp
}

const patterns = new WeakMap<FieldSpec, LabelPatterns>()

/** The patterns of a field's labels, made once. */
export function labelPatterns(spec: FieldSpec): LabelPatterns {
  const known = patterns.get(spec)
  if (known !== undefined) return known
  const words = `(?:${[...labelsOf(spec)]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join('|')})`
  const made = {
    before: new RegExp(`${words}(?:的?有|的?是|为)?\\s*$`),
    after: new RegExp(`^(?:同志)?${words}`),
    start: new RegExp(`^${words}\\s*(?:(?:应该|应)?(?:改成|改为|改|换成|是|为|叫)|[:=]|(?=\\s)|$)\\s*`),
    any: new RegExp(words),
  }
  patterns.set(spec, made)
  return made
}

/** Makes the labels of the fields ready; the first field keeps a label that two have. A flag's word is its value, no label, and what the house fills in has none. */
export function compileLabels(fields: FieldSpecs): LabelSet {
  const keys = new Map<string, string>()
  for (const [key, spec] of Object.entries(fields)) {
    if (spec.type === 'flag' || spec.given) continue
    for (const label of labelsOf(spec)) if (!keys.has(label)) keys.set(label, key)
  }
  for (const [key, spec] of Object.entries(fields)) {
    // 户主姓名 is 户主 and 姓名.
    if (spec.type === 'household') for (const label of pairsOf(labelsOf(spec))) if (!keys.has(label)) keys.set(label, key)
  }
  const words = [...keys.keys()].sort((a, b) => b.length - a.length).map(escapePattern)
  const loose = words.filter((word) => word.length > 1).join('|') || '(?!)'
  return {
    fields,
    keys,
    pattern: new RegExp(words.length === 0 ? '(?!)' : decorated(words.join('|')), 'g'),
    loose: new RegExp(`(?<=^|[\\s,;。、])(${loose})(?:是|为)?(?=[^:=\\n,;。])`, 'g'),
  }
}

/** A label in brackets or not, with its measure (金额（万元）), and the sign that parts it from its value. */
function decorated(label: string): string {
  return String.raw`([【\[「『<][ ]*)?(${label})(?:[ ]*[】\]」』>]|[ ]*\((元|万元?|人|名|户|%)\))?[ ]*([:=\t]|\n|$|(?<=[】\]」』>]))`
}

/** Labels with their values, in the order typed: `label:`, `label=`, `【label】`, a label before a tab, or alone on its line; without any such, those of a form without colons. */
export function findLabels(text: string, span: Span, labels: LabelSet): Segment[] {
  const segments = markedLabels(text, span, labels)
  return segments.length > 0 ? segments : findLooseLabels(text, span, labels)
}

/** Labels that a sign marks as such; those that only sound like one count where the field has no other. */
export function markedLabels(text: string, span: Span, labels: LabelSet): Segment[] {
  const part = text.slice(span.start, span.end)
  const written = [...part.matchAll(labels.pattern)].map(
    ({ index, 0: whole, 1: bracket, 2: label = '', 3: measure = '', 4: sign = '' }) => ({
      at: index,
      length: whole.length,
      label,
      measure,
      sign: bracket === undefined ? sign : ':',
    }),
  )
  const keys = new Set(written.map(({ label }) => labels.keys.get(label)))
  const heard = heardLabels(part, labels)
    .filter(({ label }) => !keys.has(labels.keys.get(label)))
    .map(({ index, length, label, typed }) => ({ at: index, length, label, typed, measure: '', sign: ':' }))
  const marks = heard.length === 0 ? written : [...written, ...heard].sort((a, b) => a.at - b.at)
  return toSegments(part, { marks, labels, from: span.start })
}

/** A word with a sign that may be a label. */
interface Mark {
  at: number
  length: number
  label: string
  measure: string
  sign: string
  typed?: string
}

function toSegments(part: string, { marks, labels, from }: { marks: Mark[]; labels: LabelSet; from: number }): Segment[] {
  const segments: Segment[] = []
  let isGlued = false
  for (const { at, length, label, measure, sign, typed } of marks) {
    const lead = leadOf(part, at)
    if (!isLabel(part, at, { sign, lead, open: openField(labels, segments) }) && !(isGlued && label.length > 1 && sign === ':')) continue
    // 户主:王亦态情况:务农日期:昨天 leaves no blank anywhere.
    isGlued ||= segments.length > 0 && sign === ':' && /\p{Script=Han}/u.test(part.charAt(at - 1))
    const start = from + at - (lead ?? 0)
    const previous = segments.at(-1)
    if (previous !== undefined) previous.value.end = start
    const value = { start: from + at + length, end: from + part.length }
    const more = { ...(measure.startsWith('万') ? { scale: 10_000 } : {}), ...(typed === undefined ? {} : { typed }) }
    segments.push({ key: labels.keys.get(label) ?? '', label: { start, end: value.start }, value, ...more })
  }
  return segments
}

function openField(labels: LabelSet, segments: Segment[]): FieldSpec | undefined {
  return labels.fields[segments.at(-1)?.key ?? '']
}

/** How many characters of bullet or number stand between the start of the line and this place; null when it is no start of a line. */
function leadOf(part: string, at: number): number | null {
  const before = part.slice(Math.max(0, at - 24), at)
  const lead = /(?:^|\n)([ \t]*(?:[-*·•]|\d{1,2}[.、)]|[([]\d{1,2}[)\]])?[ ]*)$/.exec(before)
  return lead !== null && (at < 24 || before.includes('\n')) ? (lead[1] ?? '').length : null
}

interface LabelPlace {
  sign: string
  lead: number | null
  open: FieldSpec | undefined
}

function isLabel(part: string, at: number, { sign, lead, open }: LabelPlace): boolean {
  if (sign !== ':' && sign !== '=' && sign !== '\t') return lead !== null
  if (lead !== null) return true
  if (open?.main === true && normalise(open.label) === BODY_LABEL) return false
  const before = part.charAt(at - 1)
  if (sign === '\t') return before === '\t'
  if (open !== undefined && !RUNNING.has(open.type)) return true
  return /[\s,;。、.!?)]/.test(before)
}

function pairsOf(words: string[]): string[] {
  return words.flatMap((first) => words.filter((second) => second !== first).map((second) => first + second))
}
