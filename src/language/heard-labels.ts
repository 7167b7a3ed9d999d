import { soundingLike } from './by-sound.ts'
import type { LabelSet } from './labels.ts'

/** A word with a colon where a label may stand. */
const LABEL_LIKE = /(?<![\p{Script=Han}])([\p{Script=Han}]{2,6})[ ]*[:=]/gu
/** Words that are kept with what they sound like, for each set of labels. */
const KEPT = 500

/** A label typed with characters of the same sound (情矿:), and the label that it sounds like. */
export interface HeardLabel {
  typed: string
  label: string
  /** Where it begins in the text that was searched. */
  index: number
  /** How long it is with its sign. */
  length: number
}

const known = new WeakMap<LabelSet, Map<string, string | null>>()

/** Words before a colon that are no labels of this report and sound like exactly one of them. */
export function heardLabels(text: string, labels: LabelSet): HeardLabel[] {
  return [...text.matchAll(LABEL_LIKE)].flatMap(({ index, 0: whole, 1: typed = '' }) => {
    const label = labels.keys.has(typed) ? null : heardAs(typed, labels)
    return label === null ? [] : [{ typed, label, index, length: whole.length }]
  })
}

function heardAs(typed: string, labels: LabelSet): string | null {
  const words = known.get(labels) ?? new Map<string, string | null>()
  known.set(labels, words)
  const before = words.get(typed)
  if (before !== undefined) return before
  if (words.size >= KEPT) words.clear()
  const key = soundingLike(
    typed,
    [...labels.keys].map(([word, value]) => ({ word, value })),
  )
  const label = key === null ? null : ([...labels.keys].find(([word, value]) => value === key && word.length === typed.length)?.[0] ?? null)
  words.set(typed, label)
  return label
}
