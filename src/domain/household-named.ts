import type { FieldSpec } from '../core/fields.ts'
import type { Household } from '../core/nouns.ts'
import { readField } from '../language/report.ts'
import type { SpeakerContext } from './context.ts'
import { leftWords } from './left-household.ts'
import { shownName } from './scope.ts'

const headField: FieldSpec = { type: 'household', label: '户主', required: true }

/** A household of the speaker's scope by its head's name; a Chinese sentence says why there is none. */
export function householdNamed(context: SpeakerContext, head: string): Household | string {
  const { ids, ask } = readField(head, 'household', headField, context.reading)
  const household = typeof ids === 'number' ? context.house.directory.household(ids) : undefined
  if (household) {
    const left = leftWords(context, household)
    return left === null ? household : `${left}，不用再办。`
  }
  const offered = (ask?.candidates ?? []).map((candidate) => `${shownName(context, candidate.name)}（${candidate.note}）`)
  return offered.length > 0
    ? `“${head.trim()}”可能是：${offered.join('、')}。请带上村名、村组写全名。`
    : `在您的范围内没有找到“${head.trim()}”这一户，请写户主全名。`
}

/** A household that something is registered for: its head must be written in full, since a guess would take the wrong one. */
export function householdToChange(context: SpeakerContext, typed: string): Household | string {
  const found = householdNamed(context, typed)
  if (typeof found === 'string' || [found.head, ...(found.formerHeads ?? [])].some((head) => typed.includes(head))) return found
  return `没有找到“${typed}”，您说的是${shownName(context, found.head)}（${found.groupName}）吗？请写户主全名。`
}

/** Households that begin a list of words, each by its head or behind its village (纸房村 王亦态 李四); `rest`: the words from the first that names none. */
export function householdsListed(context: SpeakerContext, words: readonly string[]): { households: Household[]; rest: string[] } {
  const { lexicon, directory } = context.house
  const households: Household[] = []
  let village = ''
  for (const [at, word] of words.entries()) {
    const { id, corrected } = lexicon.unitByName(word, context.reading.speaker)
    const isVillage = id !== undefined && !corrected && directory.unit(id).kind === 'village'
    const next = words[at + 1]
    if (isVillage && next !== undefined && typeof householdToChange(context, `${word}${next}`) !== 'string') {
      village = word
      continue
    }
    const found = isVillage ? '' : householdToChange(context, `${village}${word}`)
    if (typeof found === 'string') return { households, rest: words.slice(at) }
    households.push(found)
  }
  return { households, rest: [] }
}

/** Is a word the name of somebody whom the speaker may name: a head of household, or who serves? */
export function isRosterName({ house, reading }: SpeakerContext, word: string): boolean {
  const { lexicon } = house
  const heads = lexicon.findHouseholdsAnywhere(word, lexicon.villagesIn(reading.speaker.scopeUnitIds))
  if (heads.some(({ start, end }) => start === 0 && end === word.length)) return true
  const { id, corrected } = lexicon.memberByName(word, reading.speaker)
  return id !== undefined && !corrected && lexicon.member(id)?.name === word
}
