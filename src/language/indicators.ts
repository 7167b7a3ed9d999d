import type { Field, FieldReading } from './field-reading.ts'
import type { Found } from './found.ts'
import type { Message } from './message.ts'
import type { Span } from './span.ts'
import { findNumbers } from './values/numbers.ts'
import { findPercentages } from './values/percentages.ts'

/** Indicators with the number after each: 资金支出率:53% 开工率百分之八十. A name without a number is left out. */
export function readIndicators({ text, lexicon }: Message, { key }: Field, span: Span): FieldReading {
  const part = text.slice(span.start, span.end)
  const found = lexicon.findIndicators(part)
  const values: Record<string, number> = {}
  for (const { name, words } of inColumns(part, found) ?? inSentence(part, found)) {
    const value = valueAfter(words)
    if (value === null) continue
    const doubt = doubtOf(name, { value, words })
    if (doubt !== null)
      return {
        ask: { field: key, reason: 'invalid', typed: `${name}${words.trim()}`.slice(0, 40), message: doubt },
        rule: 'doubtful figure',
      }
    values[name] = value
  }
  return Object.keys(values).length > 0
    ? { value: values, rule: 'indicators' }
    : { ask: { field: key, reason: 'missing' }, rule: 'missing' }
}

interface Named {
  name: string
  words: string
}

function inSentence(part: string, found: Found<string>[]): Named[] {
  return found.map(({ value, end }, index) => ({ name: value, words: part.slice(end, found[index + 1]?.start ?? part.length) }))
}

/** A pasted table: a row of names, and a row with a number for each. */
function inColumns(part: string, found: Found<string>[]): Named[] | null {
  const [first, last] = [found[0], found.at(-1)]
  if (first === undefined || last === undefined || found.length < 2) return null
  const [rest = '', row = ''] = part.slice(last.end).split('\n')
  if (rest.trim() !== '' || /[\d\n]/.test(part.slice(first.start, last.end))) return null
  const cells = row.trim().split(/[\s|]+/)
  return cells.length === found.length ? found.map(({ value }, at) => ({ name: value, words: cells[at] ?? '' })) : null
}

/** Why a figure cannot stand as it is, or null: a bare 0.53 may mean 53 % as well as 0.53 %; rates lie between 0 and 100. */
function doubtOf(name: string, { value, words }: { value: number; words: string }): string | null {
  if (/^[^\d一二三四五六七八九十百]*(?:-(?=\d)|负)/.test(words)) return `${name}不能是负数，请核对后重新报，例如 ${name}:53%`
  if (!isRate(name)) return null
  const parts = /^[^\d]{0,6}(\d+)\s*\/\s*(\d+)/.exec(words)
  if (parts !== null) {
    const share = Math.round((Number(parts[1]) / Number(parts[2])) * 10_000) / 100
    const meant = Number.isFinite(share) && share <= 100 ? `${share}%` : '53%'
    return `${name}请写成百分数，不写几分之几，例如 ${name}:${meant}`
  }
  if (value > 100) return `${name}的${value}%超过了100%，请核对后重新报，例如 ${name}:53%`
  if (!(value > 0 && value < 1) || findPercentages(words).length > 0) return null
  const points = Math.round(value * 10_000) / 100
  return `${name}的${value}是${points}%还是${value}%？请带上百分号再报一次，例如 ${name}:${points}%`
}

const RATE = /率|占比|比例|进度/

/** Is the indicator a percentage, by its name? */
export function isRate(indicator: string): boolean {
  return RATE.test(indicator)
}

function valueAfter(text: string): number | null {
  const percentage = findPercentages(text)[0]
  const value = percentage ?? findNumbers(text)[0]
  return value === undefined || value.start > 12 ? null : value.value
}
