import { type Block, type Button, type Content, heading, list, note, text } from '../../core/blocks.ts'
import type { ReportCommand } from '../command.ts'
import { shortTime } from '../figure-notes.ts'
import type { Standing } from '../progress.ts'
import { howToReport } from './kind-words.ts'
import { openWords } from './standing-words.ts'

/** Lines of one reminder; the rest is counted. */
const MOST_LINES = 20

/** What a reminder says and to whom. */
export interface Reminder {
  /** 张三同志, 铺仔村. */
  greeting: string
  standings: Standing[]
  /** How each kind is reported. */
  reports: ReportCommand[]
  now: number
  /** Members mentioned: once, when overdue (counting-rules 21). */
  mentions?: number[]
}

/** A reminder to one who owes: everything that he owes in one message, and how to report it. */
export function reminderContent(reminder: Reminder): Content {
  const { greeting, standings, now } = reminder
  const wanted = reportsFor(reminder)
  const late = standings.every((standing) => now > standing.deadline)
  const opening = late ? `${greeting}，您好：下面几项过了时限还没报，可以补报：` : `${greeting}，您好：下面几项还没完成，请抽空办理：`
  const blocks: Block[] = [
    text(opening),
    list(shorten(standings.map((standing) => standingLine(standing, now)))),
    text(`怎么报：${wanted.map(({ command, duty }) => howToReport(command, duty)).join('；')}。已经做了的直接报上来就行。`),
    note(`口径：${sourceOf(standings)}；数据截至${shortTime(now)}；只提醒还没完成的`),
  ]
  const titles = [...new Set(wanted.map(({ command }) => command))]
  return { blocks, buttons: titles.map(buttonFor), ...(reminder.mentions ? { mentions: reminder.mentions } : {}) }
}

/** The list for the unit above: who below is overdue, by name (counting-rules 21). */
export function overdueContent(name: string, standings: Standing[], now: number): Content {
  const duties = [...new Set(standings.map((standing) => standing.duty))]
  const sections = duties.flatMap((duty) => {
    const lines = standings
      .filter((standing) => standing.duty === duty)
      .map((standing) => `${standing.subject.name} ${openWords(standing, now)}`)
    return [text(`${duty.title}（${lines.length} 个）：`), list(shorten(lines))]
  })
  return {
    blocks: [heading(`${name} 逾期未报`), ...sections, note(`口径：${sourceOf(standings)}；数据截至${shortTime(now)}；补报后不再列出`)],
  }
}

function standingLine(standing: Standing, now: number): string {
  const who = standing.subject.type === 'member' ? '您本人' : standing.subject.name
  return `${who} ${standing.duty.title}：${openWords(standing, now)}`
}

function shorten(lines: string[]): string[] {
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES), `……还有 ${lines.length - MOST_LINES} 项`]
}

function sourceOf(standings: Standing[]): string {
  return [...new Set(standings.map(({ pack, duty }) => `${pack.title} ${duty.row}`))].join('、')
}

/** What has to be reported, each way of it once: two duties of one kind that want different classes are two. */
function reportsFor({ standings, reports }: Reminder): { command: ReportCommand; duty: Standing['duty'] }[] {
  const found = new Map<string, { command: ReportCommand; duty: Standing['duty'] }>()
  for (const { duty } of standings) {
    const command = reports.find((report) => report.name === duty.report.kind)
    if (command) found.set(howToReport(command, duty), { command, duty })
  }
  return [...found.values()]
}

function buttonFor({ name, title }: ReportCommand): Button {
  return name === 'visit' ? { text: '看哪些户没走', says: '走访 谁没走' } : { text: `${title}怎么报`, says: `帮助 ${title}` }
}
