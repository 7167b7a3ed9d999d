import type { ExpectationRow } from '../../../db/queries/expectations.ts'
import { type Content, heading, list, note, text } from '../../core/blocks.ts'
import type { Receiver } from '../../core/reply.ts'
import { showDate } from '../echo.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'

/** Lines of one notice; the rest is counted. */
const MOST_LINES = 20

/** What is due soon or overdue, for the one who owes it or for the unit above. */
export function deadlineContent(house: House, rows: ExpectationRow[], about: { to: Receiver; today: string; now: number }): Content {
  const { to, today, now } = about
  const overdue = rows.filter(({ due }) => due !== null && due < today)
  const soon = rows.filter((row) => !overdue.includes(row))
  const isAbove = 'unitId' in to && rows.some(({ unitId }) => unitId !== null && unitId !== to.unitId)
  const lines = (some: ExpectationRow[]): string[] => {
    const shown = some.slice(0, MOST_LINES).map((row) => line(house, row, today))
    return some.length > MOST_LINES ? [...shown, `……还有 ${some.length - MOST_LINES} 项`] : shown
  }
  const [first] = rows
  return {
    blocks: [
      heading(isAbove ? '逾期未办' : '时限提醒'),
      ...(overdue.length > 0 ? [text(`已过时限（${overdue.length} 项）：`), list(lines(overdue))] : []),
      ...(soon.length > 0 ? [text(`快到时限（${soon.length} 项）：`), list(lines(soon))] : []),
      ...(isAbove ? [] : [text(`看全部内容请发：查 ${first?.entryNo ?? ''}`)]),
      note(`数据截至${shortTime(now)}；工作日按国务院放假安排；回复“收到 编号”后不再逐级上报`),
    ],
    ...(isAbove || !first ? {} : { buttons: rows.slice(0, 5).map(({ entryNo }) => ({ text: `查 ${entryNo}`, says: `查 ${entryNo}` })) }),
  }
}

/** #1027 核实风险 马岭镇：时限6月24日（5个工作日），已逾期3个工作日. */
function line({ directory, calendar }: House, row: ExpectationRow, today: string): string {
  const { entryNo, what, unitId, memberId, since, due, span } = row
  const guess = span?.endsWith('工作日') && due !== null ? calendar.guess(since, due) : ''
  const who = unitId === null ? (directory.member(memberId ?? 0, today)?.name ?? '') : directory.unit(unitId).name
  const state = due !== null && due < today ? `，已逾期${workdaysSince(calendar, due, today)}个工作日` : ''
  return `${entryNo} ${what} ${who}：时限${due === null ? '未定' : showDate(due)}${span ? `（${[span, guess].filter(Boolean).join('；')}）` : ''}${state}`
}

function workdaysSince(calendar: House['calendar'], from: string, to: string): number {
  let days = 0
  for (let date = calendar.addWorkdays(from, 1); date <= to; date = calendar.addWorkdays(date, 1)) days++
  return days
}
