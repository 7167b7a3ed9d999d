import type { Found } from '../found.ts'
import { findNumbers, NUMBER_RUN, parseNumber } from './numbers.ts'

/** How many of what. */
export interface Count {
  count: number
  /** The measure word: 人 户 次 名 … (个人 and 口人 are 人). */
  unit: string
}

const COUNT = new RegExp(
  `(?<!第|前|后|倒数|[\\d.])(${NUMBER_RUN})\\s*(?:余|多|来(?=个?人|位|名|户))?(个人|口人|人次|人|户|名|位|次|场|件|个|条|项|家|处|间|份|批|起|期|套|口|村|组)(?!民币)`,
  'g',
)
const PERSONS = /^(?:人|名|位|人次)$/
/** 42人(其中女18人), 42人,其中党员5人: the parts of a sum. */
const PARTS = /\(.*|[,;。、]?\s*其中.*/s

/** Counts with their measure word (三户十一人 gives two). Places (前三名, 第二次) are none. */
export function findCounts(text: string): Found<Count>[] {
  return [...text.matchAll(COUNT)].flatMap((match) => {
    const [whole, run = '', unit = ''] = match
    const count = parseNumber(run)
    if (!Number.isInteger(count)) return []
    return [
      {
        value: { count, unit: /^(?:个|口)人$/.test(unit) ? '人' : unit },
        start: match.index,
        end: match.index + whole.length,
        rule: 'count',
      },
    ]
  })
}

/** The count in a labelled value: one count, the one of persons among several, or one bare whole number. NaN when there is no single one. */
export function parseCount(text: string): number {
  const counts = findCounts(text.replace(PARTS, '')).map((found) => found.value)
  const persons = counts.filter((count) => PERSONS.test(count.unit))
  const [only] = counts.length > 1 ? persons : counts
  if (counts.length > 0) return only !== undefined && (counts.length === 1 || persons.length === 1) ? only.count : Number.NaN
  const [number, ...others] = findNumbers(text)
  return number !== undefined && others.length === 0 && Number.isInteger(number.value) ? number.value : Number.NaN
}
