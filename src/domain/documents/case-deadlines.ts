import type { ExpectationRow } from '../../../db/queries/expectations.ts'
import { type Content, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry } from '../../core/nouns.ts'
import type { Receiver } from '../../core/reply.ts'
import { caseTitle, deedWords } from '../case-lines.ts'
import type { ReportCommand } from '../command.ts'
import { showDate } from '../echo.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'

/** Lines of one notice; the rest is counted. */
const MOST_LINES = 20

/** Words of a case in one line. */
const MOST_WORDS = 40

/** What is to be done about a case, and how its kind is reported. */
export interface DueCase {
  row: ExpectationRow
  entry: Entry
  command: ReportCommand | undefined
}

/** What is due soon or overdue, for the one who owes it or for the unit above. */
export function deadlineContent(house: House, rows: DueCase[], about: { to: Receiver; today: string; now: number }): Content {
  const { to, today, now } = about
  const overdue = rows.filter(({ row: { due } }) => due !== null && due < today)
  const soon = rows.filter((row) => !overdue.includes(row))
  const isAbove = rows.some(({ row }) => isOthers(row, to))
  const lines = (some: DueCase[]): string[] => {
    const shown = some.slice(0, MOST_LINES).map((one) => line(house, one, { to, today }))
    return some.length > MOST_LINES ? [...shown, `……还有 ${some.length - MOST_LINES} 项`] : shown
  }
  const first = rows[0]?.row.entryNo ?? ''
  return {
    blocks: [
      heading(isAbove ? '逾期未办' : '时限提醒'),
      ...(overdue.length > 0 ? [text(`已过时限（${overdue.length} 项）：`), list(lines(overdue))] : []),
      ...(soon.length > 0 ? [text(`快到时限（${soon.length} 项）：`), list(lines(soon))] : []),
      text(isAbove ? '请督促责任单位办理。' : `收到请回复：收到 ${first}；看全部内容请发：查 ${first}`),
      note(`数据截至${shortTime(now)}；工作日按国务院放假安排；责任单位回复“收到 编号”后不再逐级上报`),
    ],
    ...(isAbove ? {} : { buttons: rows.slice(0, 5).map(({ row: { entryNo } }) => ({ text: `查 ${entryNo}`, says: `查 ${entryNo}` })) }),
  }
}

/** Is it owed by another unit than the one that is told? */
function isOthers({ unitId }: ExpectationRow, to: Receiver): boolean {
  return 'unitId' in to && unitId !== null && unitId !== to.unitId
}

/** #1027 核对名单（任务），办理任务 马岭镇：时限2023年6月24日（5个工作日），已逾期3个工作日，办了请发“办结 1027”. */
function line(house: House, { row, entry, command }: DueCase, { to, today }: { to: Receiver; today: string }): string {
  const { directory, calendar } = house
  const { entryNo, word, what, unitId, memberId, since, due, span } = row
  const told = { entry, command, to }
  const guess = span?.endsWith('工作日') && due !== null ? calendar.guess(since, due) : ''
  const who = unitId === null ? (directory.member(memberId ?? 0, today)?.name ?? '') : directory.unit(unitId).name
  const state = due !== null && due < today ? `，已逾期${workdaysSince(calendar, due, today)}个工作日` : ''
  const when = `${due === null ? '未定' : showDate(due)}${span ? `（${[span, guess].filter(Boolean).join('；')}）` : ''}`
  const how = isOthers(row, to) || word === '收到' ? '' : `，办了请发“${word} ${entryNo}”`
  return `${caseTitle(house, told, MOST_WORDS)}，${deedWords(house, told, what)} ${who}：时限${when}${state}${how}`
}

function workdaysSince(calendar: House['calendar'], from: string, to: string): number {
  let days = 0
  for (let date = calendar.addWorkdays(from, 1); date <= to; date = calendar.addWorkdays(date, 1)) days++
  return days
}
