import type { Found } from '../found.ts'

const DIGITS: Record<string, number> = Object.fromEntries(
  ['零〇', '一壹', '二两贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, digit) =>
    [...signs].map((sign) => [sign, digit]),
  ),
)
const UNITS: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 10_000, 亿: 100_000_000 }
const TENS: Record<string, string> = { 廿: '二十', 卅: '三十' }

const ARABIC = '\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?'
const CHINESE = '零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿廿卅'

/**
 * Source of a pattern for one run of numeral characters, at most 24 after the first so that no text takes long;
 * the run may still be no number (三四千), see `parseNumber`.
 */
export const NUMBER_RUN = `[\\d${CHINESE}](?:[\\d${CHINESE}]|\\.(?=\\d)|,(?=\\d{3}(?!\\d))){0,24}(?:点[零〇一二三四五六七八九]{1,8})?`

const TOKEN = new RegExp(`${ARABIC}|.`, 'gu')

/**
 * Reads a number in Arabic digits (thousands commas, decimals), Chinese numerals (一百零五, 一万二, 二〇二三) or both (3.5万).
 * NaN when the text is no number, or an estimate such as 三四千.
 */
export function parseNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const [whole = '', fraction, ...more] = text.replace(/[廿卅]/g, (tens) => TENS[tens] ?? tens).split('点')
  if (more.length > 0 || whole === '') return Number.NaN
  if (fraction !== undefined) return parseNumber(whole) + Number(`0.${[...fraction].map((digit) => DIGITS[digit] ?? digit).join('')}`)
  const tokens = whole.match(TOKEN) ?? []
  return tokens.every((token) => token in DIGITS) && (tokens.length !== 2 || /[零〇]/.test(whole)) ? readDigits(tokens) : readUnits(tokens)
}

/** 二〇二三 → 2023. */
function readDigits(tokens: string[]): number {
  return Number(tokens.map((token) => DIGITS[token]).join(''))
}

/** What has been read so far: whole 万 in `total`, below 万 in `section`, a digit still without unit in `pending`. */
interface Sum {
  total: number
  section: number
  pending: number
  /** What a closing digit counts: 一万二 → 1000, 一百零五 → 1. */
  tail: number
  /** Units must fall within a section: 百 after 千. */
  limit: number
}

function readUnits(tokens: string[]): number {
  const sum: Sum = { total: 0, section: 0, pending: Number.NaN, tail: 1, limit: 10_000 }
  for (const token of tokens) {
    const fits = token in UNITS ? takeUnit(sum, UNITS[token] ?? 1) : takeDigit(sum, token)
    if (!fits) return Number.NaN
  }
  if (!Number.isNaN(sum.pending)) sum.section += sum.pending < 10 && Number.isInteger(sum.pending) ? sum.pending * sum.tail : sum.pending
  return Math.round((sum.total + sum.section) * 1e6) / 1e6
}

function takeDigit(sum: Sum, token: string): boolean {
  const digit = DIGITS[token] ?? Number(token.replaceAll(',', ''))
  if (Number.isNaN(digit)) return false
  if (digit === 0 && sum.total + sum.section > 0 && Number.isNaN(sum.pending)) sum.tail = 1
  else if (Number.isNaN(sum.pending)) sum.pending = digit
  else return false
  return true
}

function takeUnit(sum: Sum, unit: number): boolean {
  const pending = Number.isNaN(sum.pending) ? 0 : sum.pending
  if (unit >= 10_000) {
    const whole = sum.section + pending
    const grown = unit === 10_000 ? sum.total + whole * unit : (sum.total + whole) * unit
    if (grown === 0 || (unit === 10_000 && whole === 0)) return false
    Object.assign(sum, { total: grown, section: 0, pending: Number.NaN, tail: unit / 10, limit: 10_000 })
    return true
  }
  if (unit >= sum.limit || (pending === 0 && unit !== 10)) return false
  Object.assign(sum, { section: sum.section + (pending || 1) * unit, pending: Number.NaN, tail: unit / 10, limit: unit })
  return true
}

/** All numbers in a text. */
export function findNumbers(text: string): Found<number>[] {
  return [...text.matchAll(new RegExp(NUMBER_RUN, 'g'))].flatMap((match) => {
    const value = parseNumber(match[0])
    return Number.isNaN(value) ? [] : [{ value, start: match.index, end: match.index + match[0].length, rule: 'number' }]
  })
}
