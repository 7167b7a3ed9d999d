import type { Field, FieldReading } from './field-reading.ts'
import type { Message } from './message.ts'
import type { Span } from './span.ts'
import { findNumbers } from './values/numbers.ts'
import { findPercentages } from './values/percentages.ts'

/** Indicators with the number after each: 资金支出率:53% 开工率百分之八十. A name without a number is left out. */
export function readIndicators({ text, lexicon }: Message, { key }: Field, span: Span): FieldReading {
  const part = text.slice(span.start, span.end)
  const found = lexicon.findIndicators(part)
  const values: Record<string, number> = {}
  for (const [index, indicator] of found.entries()) {
    const words = part.slice(indicator.end, found[index + 1]?.start ?? part.length)
    const value = valueAfter(words)
    if (value === null) continue
    if (isRate(indicator.value) && value > 0 && value < 1 && findPercentages(words).length === 0)
      return askRate(key, indicator.value, value)
    values[indicator.value] = value
  }
  return Object.keys(values).length > 0
    ? { value: values, rule: 'indicators' }
    : { ask: { field: key, reason: 'missing' }, rule: 'missing' }
}

const RATE = /率|占比|比例|进度/

/** Is the indicator a percentage, by its name? */
export function isRate(indicator: string): boolean {
  return RATE.test(indicator)
}

/** A bare 0.53 may mean 53 % as well as 0.53 %. */
function askRate(field: string, name: string, value: number): FieldReading {
  const points = Math.round(value * 10_000) / 100
  const message = `${name}的${value}是${points}%还是${value}%？请带上百分号再报一次，例如 ${name}:${points}%`
  return { ask: { field, reason: 'invalid', typed: `${name} ${value}`, message }, rule: 'bare fraction' }
}

function valueAfter(text: string): number | null {
  const percentage = findPercentages(text)[0]
  const value = percentage ?? findNumbers(text)[0]
  return value === undefined || value.start > 12 ? null : value.value
}
