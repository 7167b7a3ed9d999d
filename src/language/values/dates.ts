import { addDays, type DateText, dateParts, toDate } from '../../clock.ts'
import { type Found, withoutOverlaps } from '../found.ts'
import { recently } from '../recently.ts'
import { existing, inChinese } from './calendar.ts'
import { type DateContext, type DateRule, dateRules } from './date-rules.ts'
import { parseNumber } from './numbers.ts'

/** Where a bare date lies: in the past (reports) or ahead (时限, 截止). */
export type Direction = 'past' | 'ahead'

/** A date, with the last day of a span as `until`; or words for a date that cannot be taken, with the Chinese sentence that says why and how. */
export type DateFinding = (Found<DateText> & { until?: DateText; message?: never }) | (Found<null> & { message: string; until?: never })

/**
 * All dates in a text (interface §1, Values). A bare day is the latest that is not after today (`past`) or the earliest that is not before it (`ahead`).
 * Days that do not exist, days that cannot be told (二十几号, 上周) and, with `past`, days to come are found with `value: null` and a message.
 */
export const findDates: (text: string, nowMs: number, direction: Direction) => DateFinding[] = recently((text, nowMs, direction) => {
  const context = { today: toDate(nowMs), direction }
  const found = dateRules.flatMap((rule) => findByRule(text, rule, context))
  return withoutOverlaps(found.map((finding) => withSpan(text, finding)))
})

function findByRule(text: string, rule: DateRule, context: DateContext): DateFinding[] {
  return [...text.matchAll(rule.pattern)].flatMap((match): DateFinding[] => {
    const reading = rule.read(match.groups ?? {}, context)
    if (reading === undefined) return []
    const place = { start: match.index, end: match.index + match[0].length, rule: rule.name }
    if ('message' in reading) return [{ value: null, ...place, message: reading.message.replace('“这个说法”', `“${match[0]}”`) }]
    if (context.direction === 'past' && reading.date > context.today)
      return [{ value: null, ...place, message: toCome(reading.date, context.today) }]
    return [{ value: reading.date, ...place }]
  })
}

function toCome(date: DateText, today: DateText): string {
  const { month, day } = dateParts(addDays(today, -1))
  return `${inChinese(date)}还没有到，这里要写已经发生的日期，例如 今天、昨天或 ${month}月${day}日`
}

const UNTIL =
  /\s*(?:至|到|—+|－|–|-|~)\s*(?:(?<m>\d{1,2}|十[一二]?|[一二三四五六七八九])(?:月|[./](?=\d)))?(?<d>\d{1,2}|[一二三四五六七八九十廿]{1,3})(?:日|号|(?![\d.万千百元个人户天年月岁点时组名]))/y

/** 6月1日至3日: the first day is the value, the last one `until`. */
function withSpan(text: string, finding: DateFinding): DateFinding {
  if (finding.value === null) return finding
  UNTIL.lastIndex = finding.end
  const match = UNTIL.exec(text)
  if (match === null) return finding
  const first = dateParts(finding.value)
  const month = match.groups?.m === undefined ? first.month : parseNumber(match.groups.m)
  const until = existing(month < first.month ? first.year + 1 : first.year, month, parseNumber(match.groups?.d ?? ''))
  return until === null || until < finding.value ? finding : { ...finding, until, end: UNTIL.lastIndex, rule: 'span' }
}
