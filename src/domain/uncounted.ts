import type { Check } from '../../db/queries/publications.ts'
import { addDays, toDate, toTimeOfDay } from '../clock.ts'
import type { Entry } from '../core/nouns.ts'
import { closingTime } from './closing.ts'
import { showDate } from './echo.ts'
import type { House } from './house.ts'
import { parsePeriodKey } from './periods.ts'
import { dutyPeriod } from './progress.ts'
import { rankingOf } from './ranked.ts'

/** Why an entry is not among those that a 核数单 counts, and what helps; null: it is counted (counting-rules 7, 8 and 19). */
export function whyUncounted(house: House, check: Check, entry: Entry): string | null {
  if (check.entries.includes(entry.no)) return null
  if (entry.status === 'withdrawn') return '已经撤回，撤回的不计。撤错了的请重新报一条。'
  const { directory } = house
  if (![entry.unitId, entry.byUnitId].some((id) => id !== null && directory.isWithin(id, check.unitId)))
    return `记在${directory.unit(entry.unitId).name}名下。记错了的请上级管理员更正。`
  const ranked = rankingOf(house, check.rankingId)
  const issue = parsePeriodKey(check.issue)
  if (ranked && issue) {
    const period = dutyPeriod(ranked, addDays(issue.to, -1))
    const isInside = entry.date >= period.from && entry.date < period.to
    if (!isInside) return `日期是${showDate(entry.date)}，不在${period.label}之内。日期写错了的请发：改 ${entry.no} 日期:…`
    const closed = closingTime(house, ranked, period)
    if (entry.sentAt >= closed) return `是关账（${moment(closed)}）以后报的，只计入实时数字。确需更正已定的数字，请上级管理员发更正通报。`
  }
  if (entry.sentAt >= check.sentAt) return `是核数单发出（${moment(check.sentAt)}）以后报的。`
  return '按口径不计（同一户同一天只计一次，方式、类别或单位不在应报之内的不计）。看口径请发：规定'
}

const moment = (at: number): string => `${showDate(toDate(at))}${toTimeOfDay(at)}`
