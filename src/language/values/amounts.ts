import { type Found, withoutOverlaps } from '../found.ts'
import { findNumbers, NUMBER_RUN, parseNumber } from './numbers.ts'

/** Measure words: a number before one of them is no money (三万亩, 两百三十户). */
const MEASURES =
  '亩|人|户|个|名|位|斤|公斤|千克|克|两|只|头|匹|口|棵|株|袋|箱|筐|吨|台|部|辆|间|套|孔|次|回|趟|遍|条|件|家|份|天|年|岁|月|日|号|里|公里|米|平|方|度|千瓦|瓦|字|场|本|册|张|批|组|车|桶|瓶|包|捆|苗|羽|尾|盏|盆|盘|窝|处|座|幢|栋|层|项|届|期|倍|成|分|点|时|秒|%|℃|m|M|k|K'
/** 两块地, 三块牌子: pieces, no money. */
const PIECES = '地|田|石|砖|木|板|布|牌|屏|玉|土|肉|煤|表|展|宣|塌|区|儿|去|来|干|住|责'

const MONEY = new RegExp(
  `(?<sign>[¥￥$]|人民币)?\\s*(?<run>${NUMBER_RUN})(?<more>多|余|来(?!源|自))?(?<scale>(?:(?<=\\d) (?=[千万亿]))?[十百千万亿]+|(?<=\\d)[wWkK](?![a-zA-Z]))?(?<tail>多|余|来(?!源|自))?\\s*(?<unit>元整?|块钱|块(?!${PIECES})|圆)?(?<cents>[一二三四五六七八九\\d](?:角|毛|(?=$|[\\s,.;:、。，；)）])))?`,
  'g',
)
/** 8w, 3k, as they are typed in a hurry. */
const LETTERS: Record<string, string> = { w: '万', k: '千' }
const MEASURED = new RegExp(`^\\s*(?:${MEASURES})`)
/** 二三千, 2-3万, 第三百: no plain amount. */
const SPOILT_BEFORE = /(?:\d\s*[-~至到]|[\d.]|第|No\.?|#)$/

/** Amounts of money in a text, in yuan. A bare number without money unit or 千/万/亿 is none; estimates (四千多) have the rule `approximate`. */
export function findAmounts(text: string): Found<number>[] {
  return withoutOverlaps([...text.matchAll(MONEY)].flatMap((match) => readMatch(text, match)))
}

function readMatch(text: string, match: RegExpMatchArray): Found<number>[] {
  const { sign, run = '', more, scale, tail, unit, cents } = match.groups ?? {}
  const start = (match.index ?? 0) + match[0].search(/\S/)
  const bare = match[0].slice(0, match[0].length - (cents ?? '').length).trimEnd()
  const withCents = unit !== undefined && cents !== undefined
  const end = start + (withCents ? match[0] : bare).trimStart().length
  const value = parseNumber(run + (LETTERS[scale?.toLowerCase() ?? ''] ?? scale?.trim() ?? '')) + (withCents ? tenths(cents) : 0)
  if (isEitherOr(text, start, run)) return []
  if (Number.isNaN(value) || value <= 0 || (run === '一' && unit === '块') || SPOILT_BEFORE.test(text.slice(Math.max(0, start - 6), start)))
    return []
  const large = /[百千万亿wk]/i.test(run + (scale ?? ''))
  if (sign === undefined && unit === undefined && (!large || MEASURED.test(text.slice(end)))) return []
  return [{ value, start, end, rule: more || tail ? 'approximate' : 'amount' }]
}

/** 3、4万: an estimate, no list. */
function isEitherOr(text: string, start: number, run: string): boolean {
  const before = /(?<![\d.])([1-8])\s*[、,]$/.exec(text.slice(Math.max(0, start - 4), start))
  return before !== null && start > 3 && run.startsWith(String(Number(before[1]) + 1))
}

function tenths(cents: string): number {
  return parseNumber(cents.replace(/[角毛]$/, '')) / 10
}

/** The amount in a labelled value, in yuan: one amount, or one bare number (35000). NaN when there is none or more than one. */
export function parseAmount(text: string): number {
  const amounts = findAmounts(text)
  const found =
    amounts.length > 0
      ? amounts
      : findNumbers(text).filter((number) => !MEASURED.test(text.slice(number.end)) && text.charAt(number.end) !== '块')
  const [only] = found
  return found.length === 1 && only !== undefined ? only.value : Number.NaN
}
