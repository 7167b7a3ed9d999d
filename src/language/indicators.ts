import type { Field, FieldReading } from './field-reading.ts'
import type { Found } from './found.ts'
import type { Message } from './message.ts'
import type { Lexicon } from './names/lexicon.ts'
import type { Span } from './span.ts'
import { readSpending, type Spending } from './spending-rate.ts'
import type { Ask } from './types.ts'
import { findNumbers, NUMBER_RUN } from './values/numbers.ts'
import { findPercentages } from './values/percentages.ts'

/**
 * Indicators with the number after each: 资金支出率:53% 开工率百分之八十. A name without a number is left out; one of other characters of the same
 * sound is taken and said so; a figure under a label that is no indicator's is asked about. What was understood besides stays.
 */
export function readIndicators({ text, lexicon }: Message, { key }: Field, span: Span): FieldReading {
  const whole = text.slice(span.start, span.end)
  const rateName = lexicon.indicators.find((name) => name.endsWith(SPENT))
  const spending = rateName === undefined ? null : readSpending(whole)
  const part = spending?.others ?? whole
  const written = lexicon.findIndicators(part)
  const figures = figuresBesides(part, written)
  const heard = figures.flatMap((figure) => heardIn(figure, lexicon))
  const found = [...written, ...heard].sort((a, b) => a.start - b.start)
  const unknown = figures.find(({ isLabelled, end }) => isLabelled && !heard.some((one) => one.end === end))
  const values: Record<string, number> = {}
  const asked: Ask[] = unknown === undefined ? [] : [asksFor(key, unknown.word, lexicon.indicators)]
  for (const { name, words } of inColumns(part, found) ?? inSentence(part, found)) {
    const value = valueAfter(words)
    if (value === null) continue
    const doubt = doubtOf(name, { value, words })
    if (doubt === null) values[name] = value
    else asked.unshift({ field: key, reason: 'invalid', typed: `${name}${words.trim()}`.slice(0, 40), message: doubt })
  }
  if (rateName !== undefined && spending !== null) {
    const doubt = doubtOfSpending(rateName, spending, values[rateName])
    if (doubt !== null) asked.unshift({ field: key, reason: 'invalid', typed: whole.trim().slice(0, 40), message: doubt })
    else Object.assign(values, { [rateName]: spending.rate, ...spending.sums })
  }
  const [ask] = asked
  const known = Object.keys(values).length > 0 ? { value: values } : {}
  if (ask !== undefined) return { ...known, ask, rule: 'doubtful figure' }
  if (Object.keys(values).length === 0) return { ask: { field: key, reason: 'missing' }, rule: 'missing' }
  const corrections = heard.filter(({ value }) => value in values).map(({ value, typed }) => ({ field: key, typed, taken: value }))
  return { ...known, corrections, rule: 'indicators' }
}

/** The indicator that is the quotient of 支出额 and 下达额. */
const SPENT = '支出率'
/** A rate that is given beside its sums may be rounded so far, in points. */
const ROUNDED = 0.5

/** Why the two sums, or the rate given beside them, cannot stand as they are; null when they can. */
function doubtOfSpending(name: string, { rate, missing }: Spending, given: number | undefined): string | null {
  if (rate === null) return `${name}要下达额和支出额一起报，还缺${missing ?? ''}，请带上单位，例如 下达额 200万元 支出额 106万元`
  if (rate > 100) return `支出额超过了下达额（${name}${rate}%），请核对后重新报，例如 下达额 200万元 支出额 106万元`
  if (given === undefined || Math.abs(given - rate) <= ROUNDED) return null
  return `写的${name}是${given}%，按支出额÷下达额算是${rate}%，请核对后重新报`
}

/** A word right before a figure that is no indicator as it is written. */
interface Figure {
  word: string
  start: number
  end: number
  isLabelled: boolean
}

const FIGURE = new RegExp(
  `(?<![\\p{Script=Han}])([\\p{Script=Han}]{2,12}?)\\s*([:=])?\\s*(?=百分之|[约-]?${NUMBER_RUN}(?![年月日号]))`,
  'gu',
)
/** What a report of figures is labelled with besides. */
const OTHERS = /期间|月份|时间|日期|序号|编号|电话|名次|第|期数/

function figuresBesides(part: string, written: Found<string>[]): Figure[] {
  return [...part.matchAll(FIGURE)].flatMap(({ index, 1: word = '', 2: sign }) => {
    const end = index + word.length
    if (OTHERS.test(word) || written.some((one) => one.start < end && index < one.end)) return []
    return [{ word, start: index, end, isLabelled: sign !== undefined }]
  })
}

/** 六月资金之出率: the indicator that the end of the word sounds like. */
function heardIn({ word, end }: Figure, lexicon: Lexicon): (Found<string> & { typed: string })[] {
  for (let at = 0; at + 1 < word.length; at += 1) {
    const typed = word.slice(at)
    const value = lexicon.indicatorHeard(typed)
    if (value !== null) return [{ value, typed, start: end - typed.length, end, rule: 'heard' }]
  }
  return []
}

function asksFor(field: string, typed: string, indicators: string[]): Ask {
  const names = indicators.slice(0, 6).join('、')
  return { field, reason: 'invalid', typed, message: `没认出“${typed}”是哪项指标，请写指标的名称和数字，可报：${names}` }
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
