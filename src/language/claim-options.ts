import type { FieldSpec } from '../core/fields.ts'
import { soundingLike } from './by-sound.ts'
import { claim, type Draft, settle } from './draft.ts'
import type { Field } from './field-reading.ts'
import { askOption, guessOf, type OptionWord, optionSigns, optionWords } from './fields.ts'
import { labelPatterns, labelsOf } from './labels.ts'
import { type Message, trimSpan } from './message.ts'
import { normalise } from './normalise.ts'
import { FOUND_BY } from './opening.ts'
import { escapePattern } from './patterns.ts'
import { claimSaidSo } from './said-manner.ts'
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

/** 请假离岗, 今天返岗: said before it. */
const AHEAD = /^(?:我|请假|今天|上午|下午|已经?|要|正式)+/

/** A word that stands alone and says it all (离岗). */
export function claimFlag(draft: Draft, key: string, spec: FieldSpec): boolean {
  const said = new Set(labelsOf(spec).flatMap((label) => [label, `${label}了`]))
  const found = tokens(draft).find(({ word }) => said.has(word) || said.has(word.replace(AHEAD, '')))
  if (found === undefined) return false
  claim(draft, found.span)
  return settle(draft, key, { value: true, rule: 'flag', words: found.word })
}

/** 已经到村部了, 县级的: an option with what is said around it. */
const SAID = /^(?:我|已经?|今天|今早|上午|下午|刚刚?)*(.+?)(?:了|的|呢|啦)?$/

/** An option that stands alone; for required fields also one inside the words. Option names are stronger than their aliases. */
export function claimChoice(draft: Draft, key: string, spec: FieldSpec): boolean {
  const words = optionWords(spec.options ?? [])
  const alone = tokens(draft)
  for (const { word, span } of alone) {
    const said = SAID.exec(word)?.[1] ?? word
    const place = said.replace(/^[到在]/, '')
    const option = words.find((candidate) => candidate.word === word || candidate.word === said || candidate.word === place)
    if (option === undefined) continue
    claim(draft, { start: labelAhead(draft, spec, span), end: span.end })
    const corrections = guessOf({ key, spec }, option)
    return settle(draft, key, { value: option.name, rule: option.alias ? 'option alias' : 'option', words: word, corrections })
  }
  if (spec.required !== true) return claimManner(draft, key, spec) || claimSource(draft, key, words)
  if (spec.open === true) return claimOpenOption(draft, key, { words, alone })
  if (claimHeard(draft, key, { words, alone })) return true
  claimInside(draft, { key, spec })
  return false
}

/** 因失页: a word alone that sounds like exactly one option; it is said so. */
function claimHeard(draft: Draft, key: string, { words, alone }: Words): boolean {
  const known = words.map(({ word, name }) => ({ word, value: name }))
  const longest = Math.max(0, ...words.map(({ word }) => word.length))
  for (const { word, span } of alone) {
    const heard = word.length > longest ? null : soundingLike(word, known)
    if (heard === null) continue
    claim(draft, span)
    const typed = draft.message.raw.slice(span.start, span.end)
    return settle(draft, key, { value: heard, rule: 'option heard', words: word, corrections: [{ field: key, typed, taken: heard }] })
  }
  return false
}

/** 来源 走访: where the field's bare label before its option begins, else the option. */
function labelAhead({ message: { text }, pool }: Draft, spec: FieldSpec, { start }: Span): number {
  const piece = pool.find((each) => each.start <= start && each.end >= start)
  const before = text.slice(piece?.start ?? start, start)
  const label = labelPatterns(spec).before.exec(before)
  return label === null || /\S$/.test(before) || /[^\s,;。]$/.test(before.slice(0, label.index))
    ? start
    : start - before.length + label.index
}

/** The label with its option (方式电话, 来源网格排查), one before the verb (打电话走访了…), or one that the words begin with (电话联系他儿子). */
function claimManner(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { text } = draft.message
  const all = optionWords(spec.options ?? [])
  const words = all.filter(({ word }) => word.length > 1)
  const labelled = LABELLED(spec)
  for (const { word, span } of tokens(draft)) {
    const label = labelled.exec(word)?.[0] ?? ''
    const said = word.slice(label.length).replace(FOUND_SO, '')
    const option = label === '' && said === word ? undefined : (label === '' ? words : all).find((each) => each.word === said)
    if (option === undefined) continue
    claim(draft, span)
    return settle(draft, key, { value: option.name, rule: option.alias ? 'option alias' : 'option', words: word })
  }
  for (const piece of draft.pool) {
    const { start, end } = trimSpan(text, piece)
    const part = text.slice(start, end)
    const isBefore = piece.end <= draft.from
    const option = words.find(({ word }) => (isBefore ? part.includes(word) : word.length > 3 && part.startsWith(word)))
    if (option !== undefined) return settle(draft, key, { value: option.name, rule: 'option inside', words: option.word })
    if (!isBefore) break
  }
  return claimSaidSo(draft, { key, spec }, optionSigns(spec.options ?? []))
}

/** 督查发现的, 部门预警来的. */
const FOUND_SO = new RegExp(`(?:${FOUND_BY}|来|转来|报来)的?$`)
/** 信息来自电话抽查. */
const FROM = /^(?:信息|线索|问题)?(?:来自|来源于|源自)/

/** The field's label right before its option. */
const LABELLED = (spec: FieldSpec): RegExp =>
  new RegExp(`^(?:${labelsOf(spec).map(escapePattern).join('|')})(?:是|为|来自|于)?|${FROM.source}`)

const FOUND = new RegExp(`^(?:中|组)?${FOUND_BY}`)

/** 审计指出…, 暗访发现…, 网格排查发现风险: how something came to light, at the start of the words, which keep it. */
function claimSource(draft: Draft, key: string, words: OptionWord[]): boolean {
  const { text } = draft.message
  for (const piece of draft.pool) {
    const { start, end } = trimSpan(text, piece)
    const option = words.find(
      ({ word }) => text.startsWith(word, start) && (word.endsWith('发现') || FOUND.test(text.slice(start + word.length, end))),
    )
    if (option !== undefined) return settle(draft, key, { value: option.name, rule: 'option inside', words: option.word })
  }
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
  if (found === undefined) return claimHeld(draft, key, words)
  const opened = OPENED.exec(found.word)?.[0].length ?? 0
  claim(draft, found.span)
  const value = draft.message.raw.slice(found.span.start + opened, found.span.end)
  return settle(draft, key, { value: nameOf(draft.message, value, words), rule: 'open option', words: found.word })
}

/** 开了村民代表会, 召开党委会. */
const OPENED = /^(?:(?:召开|举行|开)(?:了|过|的)?(?:一?[次个场])?)/

/**
 * The option that is said, also behind a unit's name (铺仔村村民代表会议), where no longer one ends the words (产业发展专班例会 is a 专班例会) and it
 * fits the unit (马岭镇例会 is none of a village); else as typed.
 */
function nameOf({ lexicon, speaker }: Message, value: string, words: OptionWord[]): string {
  const said = normalise(value)
  const unit = lexicon.findUnits(said, speaker).find(({ start }) => start === 0)
  const left = said.slice(unit?.end ?? 0)
  const option = words.find(({ word }) => word === said) ?? words.find(({ word }) => word === left)
  if (option === undefined) return value
  const isLongest = !words.some(({ word, name }) => name !== option.name && word.length > option.word.length && said.endsWith(word))
  const isOfOthers = option.word !== said && option.name.includes('村') && lexicon.unit(unit?.value ?? 0)?.kind !== 'village'
  return isLongest && !isOfOthers ? option.name : value
}

/** A kind inside the words when it is the only one: at their start it is taken off (专班调度会研究产业奖补), in a title it stays. */
function claimHeld(draft: Draft, key: string, words: OptionWord[]): boolean {
  const { text } = draft.message
  const found = draft.pool.flatMap((piece) =>
    words.flatMap((option) => {
      const at = text.slice(piece.start, piece.end).indexOf(option.word)
      return at === -1 ? [] : [{ option, start: piece.start + at, piece }]
    }),
  )
  const longest = found.sort((a, b) => b.option.word.length - a.option.word.length)[0]
  if (longest === undefined) return false
  const end = longest.start + longest.option.word.length
  if (
    found.some(({ option, start }) => option.name !== longest.option.name && (start >= end || start + option.word.length <= longest.start))
  )
    return false
  const opening = text.slice(trimSpan(text, longest.piece).start, longest.start)
  if (opening.replace(OPENED, '') === '') claim(draft, { start: longest.piece.start, end })
  return settle(draft, key, { value: longest.option.name, rule: 'option inside', words: longest.option.word })
}

interface Held {
  option: OptionWord
  start: number
  atStart: boolean
}

/** 因病因学, 因病、因残: another option right behind it. */
function isJoined(text: string, first: Held, found: Held[]): boolean {
  const end = first.start + first.option.word.length
  const after = end + (/^[、,和及与/]?/.exec(text.slice(end))?.[0].length ?? 0)
  return found.some(({ option, start }) => start === after && option.name !== first.option.name)
}

/** How an option stands inside the words: by its name, an alias, or a sign of it. */
const MANNERS = [
  { rule: 'option inside', held: (spec: FieldSpec) => optionWords(spec.options ?? []).filter(({ alias }) => !alias) },
  { rule: 'option alias inside', held: (spec: FieldSpec) => optionWords(spec.options ?? []).filter(({ alias }) => alias) },
  { rule: 'sign of an option', held: (spec: FieldSpec) => optionSigns(spec.options ?? []) },
] as const

function claimInside(draft: Draft, field: Field): void {
  for (const { rule, held } of MANNERS) {
    const found = heldIn(draft, held(field.spec), rule === 'sign of an option')
    const names = new Set(found.map(({ option }) => option.name))
    const opening = rule === 'option inside' ? found.find(({ atStart }) => atStart) : undefined
    const joined = opening !== undefined && isJoined(draft.message.text, opening, found)
    const first = (joined ? undefined : opening) ?? (names.size === 1 ? found[0] : undefined)
    if (first !== undefined) {
      if (first === opening) claim(draft, { start: first.start, end: first.start + first.option.word.length })
      settle(draft, field.key, { value: first.option.name, rule, words: first.option.word })
      return
    }
    if (names.size > 1) {
      const ask = askOption(field, '')
      const candidates = (ask.candidates ?? []).filter((candidate) => names.has(candidate.name))
      settle(draft, field.key, { ask: { ...ask, candidates }, rule: 'several options', words: [...names].join(' ') })
      return
    }
  }
}

const DENIED = /(?:没有?|未|不是?|无|除了)[^,;。\s]{0,2}$/

/** Where the words hold these options; a sign that is denied (没有住院) is none, nor one that another option explains. */
function heldIn({ message: { text }, pool }: Draft, words: OptionWord[], mayBeDenied: boolean): Held[] {
  const held = words.filter(({ word }) => word.length > 1 || mayBeDenied).filter(({ word }) => !word.startsWith('其他'))
  const parts = pool.map((piece) => ({ piece, part: text.slice(piece.start, piece.end) }))
  const found = held.flatMap((option) =>
    parts.flatMap(({ piece, part }) => {
      const at = part.indexOf(option.word)
      if (at === -1 || (mayBeDenied && DENIED.test(part.slice(0, at)))) return []
      return [{ option, start: piece.start + at, atStart: trimSpan(text, piece).start === piece.start + at }]
    }),
  )
  const explained = new Set(found.flatMap(({ option }) => option.explains ?? []))
  return found.filter(({ option }) => !explained.has(option.word))
}
