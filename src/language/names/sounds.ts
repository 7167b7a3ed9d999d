import { pinyin } from 'pinyin-pro'

/** How a character sounds: all its readings without tone, and the same with what dialects and typists mix up made equal. */
export interface Sound {
  syllables: string[]
  /** Numbers of the merged syllables; equal numbers sound alike. */
  similar: number[]
}

/** How two characters agree, best first. */
export type Agreement = 'same' | 'sound' | 'similar' | 'different'

const sounds = new Map<string, Sound>()
const numbers = new Map<string, number>()

/** Readings of one character, the commonest first; anything that is no Han character sounds like itself. */
export function soundOf(character: string): Sound {
  const known = sounds.get(character)
  if (known !== undefined) return known
  const options = { toneType: 'none', type: 'array', v: true } as const
  const syllables = [
    ...new Set([...pinyin(character, { ...options, multiple: true }), ...pinyin(character, { ...options, mode: 'surname' })]),
  ]
  const sound = { syllables, similar: [...new Set(syllables.map((syllable) => numberOf(merge(syllable))))] }
  sounds.set(character, sound)
  return sound
}

/** Makes equal what is mixed up: zh/z ch/c sh/s, n/l/r, h/f before u, final ng/n. */
function merge(syllable: string): string {
  return syllable
    .toLowerCase()
    .replace(/^([zcs])h/, '$1')
    .replace(/^[nr](?=.)/, 'l')
    .replace(/^hui$/, 'fei')
    .replace(/^hun$/, 'fen')
    .replace(/^hu$/, 'fu')
    .replace(/^hu(?=.)/, 'f')
    .replace(/([aei])ng$/, '$1n')
}

function numberOf(syllable: string): number {
  const known = numbers.get(syllable)
  if (known !== undefined) return known
  numbers.set(syllable, numbers.size + 1)
  return numbers.size
}

/** How well two characters agree. */
export function agreement(a: string, b: string): Agreement {
  if (a === b) return 'same'
  const [first, second] = [soundOf(a), soundOf(b)]
  if (first.syllables.some((syllable) => second.syllables.includes(syllable))) return 'sound'
  return first.similar.some((number) => second.similar.includes(number)) ? 'similar' : 'different'
}

/** All ways in which a short text may sound, as keys; at most `limit`, the commonest readings first. */
export function soundKeys(text: string, limit = 16): string[] {
  let keys = ['']
  for (const character of text) {
    const { similar } = soundOf(character)
    keys = similar.flatMap((number) => keys.map((key) => `${key}.${number}`)).slice(0, limit)
  }
  return keys
}
