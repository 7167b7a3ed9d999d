import { addDays, dateParts, toDate } from '../clock.ts'
import { text } from '../core/blocks.ts'
import type { Notice } from '../core/reply.ts'
import type { House } from './house.ts'
import { parseWhen } from './recurrence.ts'

/** When the next year's holidays are looked for: the State Council publishes them in November. */
export const calendarCheckTimes = parseWhen('每年12月10日 09:00、每年1月2日 09:00')

/** Years that are needed soon and whose holidays nobody has published or imported: their working days are only guessed. */
export function unpublishedYears(house: Pick<House, 'calendar'>, today: string): number[] {
  const { year } = dateParts(today)
  const next = dateParts(addDays(today, 31)).year
  return [...new Set([year, next])].filter((candidate) => !house.calendar.isPublished(candidate))
}

/** Tells every administrator, once a year and check, that deadlines of such a year count Monday to Friday (design §6). */
export function calendarNotices(house: House, dueAt: number): Notice[] {
  const today = toDate(dueAt)
  const years = unpublishedYears(house, today)
  if (years.length === 0) return []
  const admins = house.directory.members(today).filter((member) => member.posts.some((post) => post.role === 'admin'))
  return admins.map(({ id }) => ({
    to: { memberId: id },
    key: `calendar-check/${dueAt}/${id}`,
    content: { blocks: [text(calendarWarning(years))] },
  }))
}

/** What is wrong, and how to put it right. */
export function calendarWarning(years: number[]): string {
  return `${years.join('、')}年的放假调休安排还没有装入，工作日暂按周一至周五推算，时限可能不准。请在服务器上导入：npm run cli -- calendar 文件（日期,是否上班,名称）`
}
