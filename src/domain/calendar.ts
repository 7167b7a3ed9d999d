import { createRequire } from 'node:module'
import { addDays, type DateText, dateParts, weekday } from '../clock.ts'

/** A day that the county sets itself: a local holiday, or a year's calendar that the library does not hold yet. */
export interface DayOverride {
  date: DateText
  working: boolean
  name?: string | undefined
}

/** Working days by the State Council's calendar with 调休; all dates are civil dates. */
export interface Calendar {
  isWorkday(date: DateText): boolean
  /** 端午节 for a day off, 端午节调休上班 for a weekend worked instead; null for ordinary days and weekends. */
  dayName(date: DateText): string | null
  /** The n-th working day after the date (not counting it); the date itself for 0. */
  addWorkdays(date: DateText, n: number): DateText
  /** The n-th working day on or after `from`; the first is 1. */
  nthWorkdayOf(from: DateText, n: number): DateText
  /** The n-th working day before the date (not counting it); the date itself for 0. */
  workdaysBefore(date: DateText, n: number): DateText
  /** Is this year's calendar known? If not, Monday to Friday are taken, and that must be said. */
  isPublished(year: number): boolean
  /** That working days in this span are only guessed, since nobody has published the year: 2027年放假安排还没有公布，…; '' where all is known. */
  guess(from: DateText, to: DateText): string
  /** What was left out from the first to the last day, both included: 6月22–24日端午节不计，6月25日调休上班, and what is guessed; '' when nothing was. */
  explain(from: DateText, to: DateText): string
}

interface NamedDay {
  working: boolean
  name: string
}

/** Answers that are kept; then it starts afresh. */
const MOST_REMEMBERED = 10_000

// The JSON edition (2004 on) rather than the functions: a tenth of their loading time, and a year without calendar can be told.
const published: { holidays: Record<DateText, string>; workdays: Record<DateText, string> } = createRequire(import.meta.url)(
  'chinese-days/dist/chinese-days.json',
)

/** Builds the calendar; overrides win over the published days. */
export function createCalendar(overrides: readonly DayOverride[] = []): Calendar {
  const days = namedDays(overrides)
  const isWorkday = (date: DateText): boolean => days.get(date)?.working ?? weekday(date) <= 5
  const step = (date: DateText, n: number, direction: 1 | -1): DateText => {
    let day = date
    for (let left = n; left > 0; ) {
      day = addDays(day, direction)
      if (isWorkday(day)) left -= 1
    }
    return day
  }
  // Every year's calendar holds National Day; a single local holiday does not make a year known.
  const isPublished = (year: number): boolean => days.get(`${year}-10-01`)?.working === false
  const guess = (from: DateText, to: DateText): string => {
    const first = dateParts(from).year
    const years = Array.from({ length: dateParts(to).year - first + 1 }, (_, index) => first + index).filter((year) => !isPublished(year))
    return years.length === 0 ? '' : `${years.join('、')}年放假安排还没有公布，暂按周一至周五推算，时限可能变动`
  }
  return {
    isWorkday,
    dayName: (date) => days.get(date)?.name ?? null,
    addWorkdays: remember((date, n) => step(date, n, 1)),
    nthWorkdayOf: (from, n) => step(addDays(from, -1), n, 1),
    workdaysBefore: remember((date, n) => step(date, n, -1)),
    isPublished,
    guess,
    explain: (from, to) => [explainDays(days, from, to), guess(from, to)].filter(Boolean).join('；'),
  }
}

/** Deadlines are asked for again and again with the same few dates. */
function remember(count: (date: DateText, n: number) => DateText): (date: DateText, n: number) => DateText {
  const memo = new Map<string, DateText>()
  return (date, n) => {
    const key = `${date} ${n}`
    const known = memo.get(key) ?? count(date, n)
    if (memo.size > MOST_REMEMBERED) memo.clear()
    memo.set(key, known)
    return known
  }
}

function namedDays(overrides: readonly DayOverride[]): Map<DateText, NamedDay> {
  const days = new Map<DateText, NamedDay>()
  for (const [date, entry] of Object.entries(published.holidays)) days.set(date, { working: false, name: holidayName(entry) })
  for (const [date, entry] of Object.entries(published.workdays)) days.set(date, { working: true, name: `${holidayName(entry)}调休上班` })
  for (const { date, working, name } of overrides) days.set(date, { working, name: name || (working ? '调休上班' : '放假') })
  return days
}

/** Entries read `Dragon Boat Festival,端午,1`; three of the names come without 节. */
function holidayName(entry: string): string {
  const name = entry.split(',')[1] ?? ''
  return ['清明', '端午', '中秋'].includes(name) ? `${name}节` : name
}

interface Run extends NamedDay {
  from: DateText
  to: DateText
}

function explainDays(days: Map<DateText, NamedDay>, from: DateText, to: DateText): string {
  const runs: Run[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const day = days.get(date) ?? (weekday(date) > 5 ? { working: false, name: '周末' } : undefined)
    const last = runs.at(-1)
    if (!day) continue
    if (last && last.name === day.name && addDays(last.to, 1) === date) last.to = date
    else runs.push({ ...day, from: date, to: date })
  }
  const parts = runs.map((run) => ({ working: run.working, words: rangeWords(run) + run.name }))
  const off = parts.filter((part) => !part.working).map((part) => part.words)
  const worked = parts.filter((part) => part.working).map((part) => part.words)
  return [off.length > 0 ? `${off.join('、')}不计` : '', worked.join('、')].filter(Boolean).join('，')
}

function rangeWords({ from, to }: Run): string {
  const first = dateParts(from)
  const last = dateParts(to)
  const start = `${first.month}月${first.day}`
  if (from === to) return `${start}日`
  return first.month === last.month ? `${start}–${last.day}日` : `${start}日–${last.month}月${last.day}日`
}
