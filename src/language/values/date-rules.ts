import { addDays, type DateText, dateOf, dateParts, weekday } from '../../clock.ts'
import { existing, mondayOf, monthEnd, nearestDay, nearestMonthDay } from './calendar.ts'
import type { Direction } from './dates.ts'
import { parseNumber } from './numbers.ts'

/** What a rule knows besides the words. */
export interface DateContext {
  today: DateText
  direction: Direction
}

/** What a rule makes of its words: a date, a sentence why not, or undefined when the words are no date after all. */
export type DateReading = { date: DateText } | { message: string } | undefined

/** One way of naming a day. */
export interface DateRule {
  name: string
  pattern: RegExp
  read(groups: Record<string, string | undefined>, context: DateContext): DateReading
}

const DAY_NUMBER = '(?<d>[0-3]?\\d|[一二三四五六七八九十廿卅]{1,3})'
const MONTH_NUMBER = '(?<m>[01]?\\d|十[一二]?|[一二三四五六七八九])'
const YEAR = '(?:(?<y>(?:19|20)\\d\\d|\\d\\d|二[〇零][一二三四五六七八九〇零]{2})年|(?<ry>今年|去年|前年|明年|本年))'
/** 一号楼, 1号文件, 2日内: no days of the month. */
const NOT_A_DAY = '(?!楼|院|线|井|机|文|站|门|路|库|坑|棚|地块|选手|病|令|码|召|称|角|内|以内|之内|游|以上|均|常|子|元)'
const NOT_BEFORE = '(?<![\\d.,/月第-])'
/** After 6.2, 6/2 or 6-2 there must be a pause or what one does on a day, never a unit or further digits. */
const SHORT_END =
  '(?=\\s*(?:$|[,.;:!?、。，；：！？)】]|前|之前|以前|走访|入户|遍访|回访|去|到|在|号|上午|下午|晚|早|开|召开|和|与|[-~至到]\\s*\\d)|\\s+(?![\\d\\s个人户亩斤吨元块万千百米倍岁名次头只公度%]))(?!\\s*[.。]\\d)'
const SHORT_START = '(?<=^|[\\n\\s,，;；:：(（【至到自从])'

const RELATIVE: Record<string, number> = { 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 }
const WEEKS: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 下: 1, 下下: 2 }
const MONTHS: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 当: 0, 下: 1 }
const YEARS: Record<string, number> = { 今年: 0, 本年: 0, 去年: -1, 前年: -2, 明年: 1 }
const WEEKDAYS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7, 末: 7 }

const noSuchDay = (month: number, day: number) => ({
  message: `${month}月没有${day}日，请核对后重新写明日期，例如 ${month}月${Math.min(day, 28)}日`,
})
const unclear = (words: string) => ({ message: `“${words}”不是确切的日期，请写明是哪一天，例如 6月2日、昨天、上周五` })

function read(words: string | undefined): number {
  return parseNumber(words ?? '')
}

function yearOf(groups: Record<string, string | undefined>, today: DateText): number | undefined {
  if (groups.ry !== undefined) return dateParts(today).year + (YEARS[groups.ry] ?? 0)
  if (groups.y === undefined) return undefined
  const year = read(groups.y)
  return year < 100 ? 2000 + year : year
}

/** A month and a day, with or without a year. */
function monthDay(groups: Record<string, string | undefined>, { today, direction }: DateContext): DateReading {
  const [month, day] = [read(groups.m), read(groups.d)]
  if (!(month >= 1 && month <= 12 && day >= 1)) return undefined
  const year = yearOf(groups, today)
  if (existing(2000, month, day) === null) return noSuchDay(month, day)
  const date = year === undefined ? nearestMonthDay(month, day, today, direction) : existing(year, month, day)
  if (date !== null) return { date }
  return { message: `${year === undefined ? '' : `${year}年没有2月29日，`}2月29日只有闰年才有，请核对后写明年月日，例如 2024年2月29日` }
}

/** The short forms (6.2) are only taken for dates when they can be one. */
function shortMonthDay(groups: Record<string, string | undefined>, context: DateContext): DateReading {
  const day = read(groups.d)
  return day > 31 ? undefined : monthDay(groups, context)
}

/** Year and month of 上月, 本月, 6月, 去年6月; a bare month is the latest that has begun (past) or the earliest that has not ended. */
function monthOf(
  groups: Record<string, string | undefined>,
  { today, direction }: DateContext,
): { year: number; month: number; bare: boolean } {
  const now = dateParts(today)
  if (groups.m === undefined) {
    const { year, month } = dateParts(dateOf(now.year, now.month + (MONTHS[groups.rm ?? ''] ?? 0), 1))
    return { year, month, bare: groups.rm === undefined }
  }
  const month = read(groups.m)
  const year = yearOf(groups, today)
  const shift = direction === 'past' ? (month > now.month ? -1 : 0) : month < now.month ? 1 : 0
  return { year: year ?? now.year + shift, month, bare: year === undefined }
}

const RELATIVE_MONTH = '(?:(?<rm>上上|上|本|这|当|下)个?月(?:份)?)'
const ANY_MONTH = `(?:${RELATIVE_MONTH}|${YEAR}?${MONTH_NUMBER}月(?:份)?|(?<=^|[^个0-9一二三四五六七八九十半])月)`

/** All ways of naming a day; of several that fit at one place the longest wins. */
export const dateRules: DateRule[] = [
  {
    name: 'full',
    pattern: /(?<![\d.])(?<y>(?:19|20)\d\d)(?<s>[-/.])(?<m>\d{1,2})\k<s>(?<d>\d{1,2})(?!\d|\.\d)/g,
    read: monthDay,
  },
  { name: 'compact', pattern: /(?<!\d)(?<y>(?:19|20)\d\d)(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(?!\d)/g, read: monthDay },
  {
    name: 'month-day',
    pattern: new RegExp(
      `(?<![\\d.])${YEAR}?(?:的)?${MONTH_NUMBER}月(?:份)?${DAY_NUMBER}(?:(?:日|号)${NOT_A_DAY}|(?=$|[\\s,;、。，；)）跟和与去]))`,
      'g',
    ),
    read: monthDay,
  },
  {
    name: 'short',
    pattern: new RegExp(`${SHORT_START}(?<m>0?[1-9]|1[0-2])(?:\\.|/|-)(?<d>\\d{1,2})(?:[日号]|${SHORT_END})`, 'g'),
    read: shortMonthDay,
  },
  {
    name: 'day',
    pattern: new RegExp(
      `${NOT_BEFORE}(?<![一二三四五六七八九十])${DAY_NUMBER}(?:日|号)(?!前)${NOT_A_DAY}|${NOT_BEFORE}(?<![一二三四五六七八九十])${DAY_NUMBER.replace('<d>', '<e>')}(?:日|号)(?=前)`,
      'g',
    ),
    read: (groups, { today, direction }) => {
      const day = read(groups.d ?? groups.e)
      if (groups.e !== undefined && direction === 'past') return undefined
      if (day < 1 || day > 31) return Number.isNaN(day) ? undefined : { message: `没有${day}日这一天，请核对后重新写明日期` }
      const date = nearestDay(day, today, direction)
      return date === null ? undefined : { date }
    },
  },
  {
    name: 'relative-day',
    pattern:
      /(?<![以之目提空今])(?<r>大前|大后|前|昨|今|明|后)(?:天|日|儿个?)(?:早上|早晨|上午|中午|下午|晚上|早|晚)?|(?<r2>今|昨|明|前)(?:早上?|晨|晚上?|夜)/g,
    read: (groups, { today }) => ({ date: addDays(today, RELATIVE[groups.r ?? groups.r2 ?? ''] ?? 0) }),
  },
  {
    name: 'dialect-day',
    pattern:
      /(?=[夜昨])(?<![\p{Script=Han}])(?:夜(?:来|里?个|儿个?)|昨个|夜黑儿?(?:来|个)?)(?=[\s,]*(?:$|我|去|走|到|入户|回访|遍访|开|下|看|在\S{0,4}家))/gu,
    read: (_groups, { today }) => ({ date: addDays(today, -1) }),
  },
  {
    name: 'weekday',
    pattern:
      /(?:(?<w>上上|下下|上|本|这|下)(?:个)?)?(?:周|星期|礼拜)(?<wd>[一二三四五六日天]|(?<=[上本这下]个?周)末(?!前|之前|以前))(?![期年个])/g,
    read: (groups, { today, direction }) => {
      const wanted = WEEKDAYS[groups.wd ?? ''] ?? 1
      if (groups.w !== undefined) return { date: addDays(mondayOf(today), 7 * (WEEKS[groups.w] ?? 0) + wanted - 1) }
      const shift = direction === 'past' ? -((weekday(today) - wanted + 7) % 7) : (wanted - weekday(today) + 7) % 7
      return { date: addDays(today, shift) }
    },
  },
  {
    name: 'days-ago',
    pattern: /(?<![\d.])(?<n>\d{1,3}|[一二两三四五六七八九十]{1,3})天(?:以前|之前|前)/g,
    read: (groups, { today }) => (Number.isNaN(read(groups.n)) ? undefined : { date: addDays(today, -read(groups.n)) }),
  },
  {
    name: 'within-days',
    pattern: /(?<![\d.])(?<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?<u>天|日|个?工作日|周|个?星期)(?:以内|之内|内|以后|之后|后)/g,
    read: (groups, { today, direction }) => {
      const count = read(groups.n) * (/周|星期/.test(groups.u ?? '') ? 7 : 1)
      if (direction === 'past' || Number.isNaN(count)) return undefined
      return /工作/.test(groups.u ?? '') ? unclear('工作日') : { date: addDays(today, count) }
    },
  },
  {
    name: 'month-day-of',
    pattern: new RegExp(`${RELATIVE_MONTH}的?${DAY_NUMBER}(?:日|号)${NOT_A_DAY}`, 'g'),
    read: (groups, context) => {
      const { year, month } = monthOf(groups, context)
      const day = read(groups.d)
      const date = existing(year, month, day)
      return date === null ? noSuchDay(month, day) : { date }
    },
  },
  {
    name: 'month-end',
    pattern: new RegExp(`${ANY_MONTH}(?:底|末|的?最后一天)`, 'g'),
    read: (groups, context) => {
      const { year, month, bare } = monthOf(groups, context)
      const date = monthEnd(year, month)
      const over = bare && groups.m === undefined && context.direction === 'past' && date > context.today
      return { date: over ? monthEnd(year, month - 1) : date }
    },
  },
  {
    name: 'month-start',
    pattern: new RegExp(`${ANY_MONTH}(?:初)(?![一二三四五六七八九十])`, 'g'),
    read: (groups, context) => {
      const { year, month, bare } = monthOf(groups, context)
      const next = bare && groups.m === undefined && context.direction === 'ahead'
      return context.direction === 'past' ? unclear('月初') : { date: dateOf(year, next ? month + 1 : month, 1) }
    },
  },
  {
    name: 'decade',
    pattern: new RegExp(`${ANY_MONTH.replace('|(?<=^|[^个0-9一二三四五六七八九十半])月)', '|)')}(?<dec>[上中下])旬`, 'g'),
    read: (groups, context) => {
      if (context.direction === 'past') return unclear(`${groups.dec}旬`)
      const { year, month } = monthOf(groups, context)
      return { date: groups.dec === '下' ? monthEnd(year, month) : dateOf(year, month, groups.dec === '上' ? 10 : 20) }
    },
  },
  {
    name: 'year-end',
    pattern: new RegExp(`(?:${YEAR}|(?<=^|[^\\d一二三四五六七八九十半]))年(?:底|末)|(?<ry2>去年|今年|明年|前年)年?(?:底|末)|年内`, 'g'),
    read: (groups, { today, direction }) => {
      const { year } = dateParts(today)
      const named = groups.ry2 === undefined ? yearOf(groups, today) : year + (YEARS[groups.ry2] ?? 0)
      return { date: dateOf(named ?? (direction === 'past' ? year - 1 : year), 12, 31) }
    },
  },
  {
    name: 'period-end',
    pattern: /(?:本|这|下)(?:个)?(?<p>周|星期|礼拜)(?:以内|之内|内|前|之前|末)|(?:本月|这个月|当月|月)(?:以内|之内|内)/g,
    read: (groups, { today, direction }) => {
      if (direction === 'past') return undefined
      const { year, month } = dateParts(today)
      return { date: groups.p === undefined ? monthEnd(year, month) : addDays(mondayOf(today), 6) }
    },
  },
  {
    name: 'lunar',
    pattern: /(?:农历|阴历|旧历|古历)(?:[正冬腊]|闰?[\d一二三四五六七八九十]{1,3})月(?:初|廿)?[\d一二三四五六七八九十]{0,3}(?:日|号)?/g,
    read: () => ({ message: '农历日期请换成公历，例如 6月2日' }),
  },
  {
    name: 'feast',
    pattern:
      /(?:元旦|春节|元宵|清明|五一|六一|七一|八一|端午|中秋|重阳|国庆|十一|除夕|小年)节?(?:的)?(?:那天|当天|那一天|(?:前|后|头)(?:[一两二三]天|天)|第[二三]天)/g,
    read: (_groups, { direction }) => (direction === 'past' ? unclear('这个说法') : undefined),
  },
  {
    name: 'vague',
    pattern:
      /(?:(?:[今去前]年)?(?:\d{1,2}|十?[一二三四五六七八九十])月)?(?:十|二十|廿|三十)?几[号日](?!楼|院|线)|前(?:几|两|些)[天日]|前(?:一)?(?:阵子|段时间|阵)|(?:上|上个)(?:周|星期|礼拜)(?![一二三四五六日天末内])|(?:周|星期|礼拜)几/g,
    read: (_groups, { direction }) => (direction === 'past' ? unclear('这个说法') : undefined),
  },
]
