import { type Found, withoutOverlaps } from '../found.ts'
import { findNumbers, NUMBER_RUN, parseNumber } from './numbers.ts'

const SIGN = new RegExp(`(${NUMBER_RUN})\\s*(?:[%％]|个百分点|个点)`, 'g')
const PER_HUNDRED = new RegExp(`百分之(百|${NUMBER_RUN})`, 'g')
const TENTHS =
  /(?<![一二三四五六七八九十\d.])([一二两三四五六七八九\d](?:\.\d+)?)成([一二三四五六七八九\d半](?![个位名户家点十百千万\d]))?(?![员立功果效本为都熟年长就交份人绩])/g

/** Percentages in a text, as points: 53%, 百分之五十三 and 五成三 are all 53. */
export function findPercentages(text: string): Found<number>[] {
  return withoutOverlaps([
    ...readAll(text, SIGN, ([, run = '']) => parseNumber(run)),
    ...readAll(text, PER_HUNDRED, ([, run = '']) => (run === '百' ? 100 : parseNumber(run))),
    ...readAll(
      text,
      TENTHS,
      ([, tens = '', ones]) => parseNumber(tens) * 10 + (ones === undefined ? 0 : ones === '半' ? 5 : parseNumber(ones)),
    ),
  ])
}

function readAll(text: string, pattern: RegExp, read: (match: string[]) => number): Found<number>[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const value = Math.round(read([...match]) * 1e6) / 1e6
    return Number.isNaN(value) ? [] : [{ value, start: match.index, end: match.index + match[0].length, rule: 'percentage' }]
  })
}

/**
 * The percentage in a labelled value, as points; a bare 53 is 53. NaN when there is no single one, and for a bare 0.53,
 * which may mean 53 % as well as 0.53 % and has to be asked about.
 */
export function parsePercentage(text: string): number {
  const percentages = findPercentages(text)
  const [only, ...others] = percentages.length > 0 ? percentages : findNumbers(text)
  if (only === undefined || others.length > 0) return Number.NaN
  return percentages.length === 0 && only.value > 0 && only.value < 1 ? Number.NaN : only.value
}
