import { pinyin } from 'pinyin-pro'
import type { Head } from './vocabulary.ts'

/** Sounds that many cannot tell apart: zh/z, ch/c, sh/s, n/l, f/h, -ng/-n. */
function toSound(word: string): string[] {
  return pinyin(word, { toneType: 'none', type: 'array' }).map((syllable) =>
    syllable
      .replace(/^([zcs])h/, '$1')
      .replace(/^[nl]/, 'l')
      .replace(/^(?:f|h(?=u))/, 'f')
      .replace(/ng$/, 'n'),
  )
}

const sounds = new Map<string, string>()

function soundOf(word: string): string {
  const known = sounds.get(word)
  if (known !== undefined) return known
  const sound = toSound(word).join(' ')
  sounds.set(word, sound)
  return sound
}

/** The command word that a typed one is nearly: the same sound, the characters turned round, or, in words of three and more, one character off. */
export function nearWord(typed: string, heads: readonly Head[]): Head | null {
  if (typed.length < 2 || typed.length > 6) return null
  const sound = toSound(typed).join(' ')
  return heads.find(({ word }) => word.length > 1 && word.length === typed.length && word !== typed && isNear(typed, word, sound)) ?? null
}

function isNear(typed: string, word: string, sound: string): boolean {
  if (soundOf(word) === sound) return true
  if ([...typed].reverse().join('') === word) return true
  const differing = [...typed].filter((character, index) => character !== word.charAt(index)).length
  return word.length > 2 && differing === 1
}
