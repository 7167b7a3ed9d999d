import { agreement } from './names/sounds.ts'

/** A word and what it stands for. */
interface Known<T> {
  word: string
  value: T
}

/** Longer words are not misheard as a whole. */
const LONGEST = 12

/**
 * What a word stands for that was typed with other characters of the same sound (因失页 → 因失业): words of the same length, character by character
 * of the same sound, at least half of them (of two characters one) rightly typed. Sounds that are only mixed up (暗仿, zh/z) count where no
 * word sounds the same. Null when none fits, or several that mean different things.
 */
export function soundingLike<T>(typed: string, known: Iterable<Known<T>>): T | null {
  if (typed.length < 2 || typed.length > LONGEST) return null
  const [same, similar]: [Set<T>, Set<T>] = [new Set(), new Set()]
  for (const { word, value } of known) {
    const how = word.length === typed.length ? agreementOf(typed, word) : null
    if (how === 'sound') same.add(value)
    else if (how === 'similar') similar.add(value)
  }
  const fitting = same.size > 0 ? same : similar
  const [only] = fitting
  return fitting.size === 1 && only !== undefined ? only : null
}

function agreementOf(typed: string, word: string): 'sound' | 'similar' | null {
  let right = 0
  for (let at = 0; at < word.length; at += 1) if (typed[at] === word[at]) right += 1
  if (right === word.length || right * 2 < word.length) return null
  const each = [...typed].map((character, at) => agreement(character, word[at] ?? ''))
  if (each.includes('different')) return null
  return each.includes('similar') ? 'similar' : 'sound'
}
