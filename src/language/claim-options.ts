import type { FieldSpec } from '../core/fields.ts'
import { claim, type Draft, settle } from './draft.ts'
import { askOption, type OptionWord, optionWords } from './fields.ts'
import { labelsOf } from './labels.ts'
import { trimSpan } from './message.ts'
import type { Span } from './span.ts'

/** The words of the pool between blanks and punctuation. */
function tokens({ message: { text }, pool }: Draft): { word: string; span: Span; piece: Span }[] {
  return pool.flatMap((piece) =>
    [...text.slice(piece.start, piece.end).matchAll(/[^\s,;:、。!?()]+/g)].map((match) => {
      const start = piece.start + match.index
      return { word: match[0], span: { start, end: start + match[0].length }, piece }
    }),
  )
}

/** A word that stands alone and says it all (离岗). */
export function claimFlag(draft: Draft, key: string, spec: FieldSpec): boolean {
  const said = new Set(labelsOf(spec).flatMap((label) => [label, `${label}了`]))
  const found = tokens(draft).find(({ word }) => said.has(word))
  if (found === undefined) return false
  claim(draft, found.span)
  return settle(draft, key, { value: true, rule: 'flag', words: found.word })
}

/** 已经到村部了, 县级的: an option with what is said around it. */
const SAID = /^(?:我?已经?)?(.+?)(?:了|的|呢|啦)?$/

/** An option that stands alone; for required fields also one inside the words. Option names are stronger than their aliases. */
export function claimChoice(draft: Draft, key: string, spec: FieldSpec): boolean {
  const words = optionWords(spec.options ?? [])
  const alone = tokens(draft)
  for (const { word, span } of alone) {
    const said = SAID.exec(word)?.[1] ?? word
    const option = words.find(
      (candidate) => candidate.word === word || candidate.word === said || said.replace(/^[到在]/, '') === candidate.word,
    )
    if (option === undefined) continue
    claim(draft, span)
    return settle(draft, key, { value: option.name, rule: option.alias ? 'option alias' : 'option', words: word })
  }
  if (spec.required !== true) return false
  if (spec.open === true) return claimOpenOption(draft, key, { words, alone })
  claimInside(draft, { key, spec }, words)
  return false
}

interface Words {
  words: OptionWord[]
  alone: ReturnType<typeof tokens>
}

/** An open choice takes a short word that ends like an option or like the matter itself (专班例会). */
function claimOpenOption(draft: Draft, key: string, { words, alone }: Words): boolean {
  const ends = [...words.map((option) => option.word), ...draft.command.words, ...(draft.command.matters ?? [])]
  const found = alone.slice(0, 2).find(({ word }) => word.length <= 12 && ends.some((end) => word.endsWith(end)))
  if (found === undefined) return false
  claim(draft, found.span)
  return settle(draft, key, { value: draft.message.raw.slice(found.span.start, found.span.end), rule: 'open option', words: found.word })
}

interface Held {
  option: OptionWord
  start: number
}

/** 因病因学, 因病、因残: another option right behind it. */
function isJoined(text: string, first: Held, found: Held[]): boolean {
  const end = first.start + first.option.word.length
  const after = end + (/^[、,和及与/]?/.exec(text.slice(end))?.[0].length ?? 0)
  return found.some(({ option, start }) => start === after && option.name !== first.option.name)
}

function claimInside(draft: Draft, field: { key: string; spec: FieldSpec }, words: OptionWord[]): boolean {
  const { text } = draft.message
  for (const alias of [false, true]) {
    const held = words.filter((option) => option.alias === alias && option.word.length > 1 && !option.word.startsWith('其他'))
    const found = held.flatMap((option) =>
      draft.pool.flatMap((piece) => {
        const at = text.slice(piece.start, piece.end).indexOf(option.word)
        return at === -1 ? [] : [{ option, start: piece.start + at, atStart: trimSpan(text, piece).start === piece.start + at }]
      }),
    )
    const names = new Set(found.map(({ option }) => option.name))
    const opening = found.find(({ atStart }) => atStart && !alias)
    const joined = opening !== undefined && isJoined(text, opening, found)
    const first = (joined ? undefined : opening) ?? (names.size === 1 ? found[0] : undefined)
    if (first !== undefined) {
      if (first.atStart && !alias) claim(draft, { start: first.start, end: first.start + first.option.word.length })
      return settle(draft, field.key, {
        value: first.option.name,
        rule: alias ? 'option alias inside' : 'option inside',
        words: first.option.word,
      })
    }
    if (names.size > 1) {
      const ask = askOption(field, '')
      const candidates = (ask.candidates ?? []).filter((candidate) => names.has(candidate.name))
      return settle(draft, field.key, { ask: { ...ask, candidates }, rule: 'several options', words: [...names].join(' ') })
    }
  }
  return false
}
