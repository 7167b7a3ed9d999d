import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import type { MeetingTask } from '../meeting-tasks.ts'

/** Items of one list. */
const MOST_ITEMS = 15

/** Whose meeting it is about, and what its last one left undone. */
interface About {
  title: string
  class: string
  open: MeetingTask[]
  now: number
}

/** 会前 (B19): how many meetings are still owed, and what the last one left undone, to be reported there. */
export function beforeMeeting(
  unit: Unit,
  about: About & { label: string; left: number; rule: string; last: Entry | undefined; issues: number },
): Block[] {
  const { title, class: name, label, left, rule, last, open, issues, now } = about
  return [
    heading(`${unit.name} ${title}（${label}）`),
    text(`${label}的${name}还差 ${left} 次，请做好会前准备。`),
    ...(last && open.length > 0
      ? [text(`上次（${shortDate(last.date)}）议定、还没办结的 ${open.length} 项，会上请报进展：`), taskList(open)]
      : []),
    ...(issues > 0 ? [text(`${unit.name}未销号的问题 ${issues} 条，看清单请发：台账 问题 未销号`)] : []),
    note(`开完请报：会议 类型：${name} 主题：… 议定：1.…；口径：${rule}；数据截至${shortTime(now)}`),
  ]
}

/** 会后: what the last meeting decided and nobody has finished. */
export function afterMeeting(unit: Unit, about: About & { last: Entry }): Block[] {
  const { title, class: name, last, open, now } = about
  return [
    heading(`${unit.name} ${title}`),
    text(`${shortDate(last.date)}${name}议定的事项还有 ${open.length} 项没有办结：`),
    taskList(open),
    note(`有进展请发“进展 编号 …”，办完请发“办结 编号”；口径：最近一次${name}议定的事项；数据截至${shortTime(now)}`),
  ]
}

function taskList(tasks: MeetingTask[]): Block {
  const lines = tasks
    .slice(0, MOST_ITEMS)
    .map(({ no, text: words, due, state }) => `#${no} ${words}${due === null ? '' : `（${shortDate(due)}前）`}——${state}`)
  return list(tasks.length > MOST_ITEMS ? [...lines, `……还有 ${tasks.length - MOST_ITEMS} 项`] : lines)
}
