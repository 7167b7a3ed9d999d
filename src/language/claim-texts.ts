import type { FieldSpec } from '../core/fields.ts'
import { claim, type Draft, settle } from './draft.ts'
import { labelsOf } from './labels.ts'
import { wordsOf } from './message.ts'
import { escapePattern } from './patterns.ts'
import type { Span } from './span.ts'

/** The words of a text beside its bare label are at least this many; fewer (问题 不大) say how things are. */
const LEAST = 4

const patterns = new WeakMap<FieldSpec, RegExp>()

/** A label that a clause begins with, with 是 or a blank behind it (诉求是想换种子), or 建议 with what is advised; up to the end of the sentence. */
function patternOf(spec: FieldSpec): RegExp {
  const known = patterns.get(spec)
  if (known !== undefined) return known
  const labels = labelsOf(spec).filter((label) => label.length > 1)
  const words =
    labels
      .sort((a, b) => b.length - a.length)
      .map(escapePattern)
      .join('|') || '(?!)'
  const made = new RegExp(
    `(?<=^|[\\s,;。])(?:(?:${words})(?:是|为|[ \\t]+)|(?<=[,;。\\s])建议(?=${labels.includes('建议') ? '' : '(?!)'}))([^。;\\n]{${LEAST},})`,
    'd',
  )
  patterns.set(spec, made)
  return made
}

/** What is said of how things stand: no wish, no measure. */
const STATED = /^(?:没有|无|不|已|得到|都|均|也|还|很|较)/

/** A text under its bare label at the end of a sentence, when words are left for the main text. */
export function claimText(draft: Draft, key: string, spec: FieldSpec): boolean {
  if (spec.main === true || spec.required === true) return false
  const { message } = draft
  for (const piece of draft.pool) {
    const match = piece.start < draft.from ? null : patternOf(spec).exec(message.text.slice(piece.start, piece.end))
    const [from, to] = match?.indices?.[1] ?? []
    if (match === null || from === undefined || to === undefined || STATED.test(match[1] ?? '')) continue
    const whole: Span = { start: piece.start + match.index, end: piece.start + to }
    if (!leavesWords(draft, whole)) continue
    const words = wordsOf(message, { start: piece.start + from, end: piece.start + to })
    claim(draft, whole)
    return settle(draft, key, { value: words, rule: 'label', words })
  }
  return false
}

/** Are there words besides, behind the verb or under the main text's own label? */
function leavesWords({ message: { text }, pool, from, readings, labels }: Draft, { start, end }: Span): boolean {
  const isMainGiven = Object.entries(labels.fields).some(([key, { main }]) => main === true && readings.has(key))
  return (
    isMainGiven ||
    pool.some(
      (piece) =>
        piece.start >= from &&
        (text.slice(piece.start, Math.min(piece.end, start)) + text.slice(Math.max(piece.start, end), piece.end)).replace(
          /[\s,;:、。]/g,
          '',
        ).length > 1,
    )
  )
}
