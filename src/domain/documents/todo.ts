import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { byDue, isOverdue, type Task, type TaskGroup, tasksOf } from '../tasks.ts'

/** Lines that a leader is shown. */
const MOST_FOR_LEADERS = 8
/** Lines that others are shown: a phone screen or two. */
const MOST_LINES = 24
/** Of every sort at least so many are shown, however many sorts there are. */
const LEAST_OF_EACH = 2
/** Lines of 我的待办 全部. */
const MOST_OF_ALL = 200

/** What waits for the speaker, the most pressing first: eight lines for a leader, grouped for others; `all`: everything. */
export async function todoDocument(context: SpeakerContext, options: { all: boolean }): Promise<Block[]> {
  const { groups, elsewhere } = await tasksOf(context)
  const rest = elsewhere > 0 ? [text(`还有 ${elsewhere} 件不在本群范围内，请私聊发“我的待办”看。`)] : []
  if (groups.length === 0 && elsewhere > 0) return rest
  if (groups.length === 0) return [text(`${context.speaker.name}同志，您现在没有待办，暂无待办事项。`)]
  const total = groups.reduce((sum, group) => sum + group.tasks.length, 0)
  const isLeader = context.speaker.posts.some(({ role }) => role === 'leader')
  return [
    heading(`我的待办（${total}）`),
    ...(isLeader && !options.all ? leaderBlocks(context, groups, total) : groupBlocks(groups, options.all ? MOST_OF_ALL : MOST_LINES)),
    ...rest,
    note(`口径：按现行规定动作和本人职务；数据截至${shortTime(context.now)}`),
  ]
}

/** Overdue first, then sort by sort, each with its earliest date first. */
function leaderBlocks({ today }: SpeakerContext, groups: TaskGroup[], total: number): Block[] {
  const tasks = groups.flatMap(({ title, tasks: own }) => own.map((task) => ({ ...task, title })))
  const late = tasks.filter((task) => isOverdue(task, today)).sort(byDue)
  const shown = [...late, ...tasks.filter((task) => !late.includes(task))].slice(0, MOST_FOR_LEADERS)
  return [list(shown.map(({ title, words }) => `【${title}】${words}`)), ...moreBlock(total - shown.length)]
}

function groupBlocks(groups: TaskGroup[], most: number): Block[] {
  const each = Math.max(LEAST_OF_EACH, Math.floor(most / groups.length))
  // What one sort does not need the others may use.
  let spare = groups.reduce((sum, { tasks }) => sum + Math.max(0, each - tasks.length), 0)
  let left = 0
  const blocks = groups.flatMap(({ title, tasks }) => {
    const extra = Math.min(spare, Math.max(0, tasks.length - each))
    spare -= extra
    const shown = tasks.slice(0, each + extra)
    left += tasks.length - shown.length
    return [text(`${title}（${tasks.length}）：`), list(linesOf(shown, tasks.length - shown.length))]
  })
  return [...blocks, ...moreBlock(left)]
}

function linesOf(shown: Task[], more: number): string[] {
  const lines = shown.map(({ words }) => words)
  return more > 0 ? [...lines, `……还有 ${more} 项`] : lines
}

function moreBlock(left: number): Block[] {
  return left > 0 ? [text(`还有 ${left} 件，发“我的待办 全部”可以看全部。`)] : []
}
