import { findEntry } from '../../db/queries/entries.ts'
import { countEntries, listEntries } from '../../db/queries/entry-lists.ts'
import { findLeaves } from '../../db/queries/exemptions.ts'
import { expectationsFor } from '../../db/queries/expectations.ts'
import { waitingPublications } from '../../db/queries/publications.ts'
import { findClaims } from '../../db/queries/roster.ts'
import { waitingRosterChanges } from '../../db/queries/roster-changes.ts'
import { addDays, type DateText, toDate } from '../clock.ts'
import { caredLines } from './carers.ts'
import { doerOf } from './case-doers.ts'
import { withoutDetails } from './case-lines.ts'
import { checksToAnswer } from './check-answers.ts'
import { privately, type SpeakerContext } from './context.ts'
import { entryLine } from './documents/entry-line.ts'
import { isBehind, openWords } from './documents/standing-words.ts'
import { showDate } from './echo.ts'
import { isOpenGroup } from './hidden-fields.ts'
import { allDuties } from './house.ts'
import { leaveWords, mayGrantLeave } from './leave.ts'
import { dutyPeriod, isDone, standings } from './progress.ts'
import { mayRelease } from './publishing.ts'
import { rankingOf } from './ranked.ts'
import { changeWords, mayConfirmChange } from './roster-change.ts'
import { liesHere, manages } from './scope.ts'
import { belongsHere, maySeeEntry } from './secrecy.ts'
import { drawnOf, unanswered } from './spot-check.ts'
import type { Subject } from './subjects.ts'
import { unfinishedOf } from './unfinished.ts'

/** One thing that waits for somebody. */
export interface Task {
  words: string
  /** The last day for it; null: none is set. */
  due: DateText | null
  /** It is behind, though its last day has not come. */
  behind?: boolean
  /** The unit that it is about; null: the speaker alone. */
  unitId: number | null
}

/** Things of one sort; the sorts stand in the order in which they press. */
export interface TaskGroup {
  title: string
  tasks: Task[]
}

/** Entries of one sort that are looked at. */
const MOST_ENTRIES = 500

/**
 * Everything that waits for the speaker, the most pressing sort first; in a group only what concerns its unit and those below
 * (interface, 'Who may'), and how much there is besides.
 */
export async function tasksOf(context: SpeakerContext): Promise<{ groups: TaskGroup[]; elsewhere: number }> {
  const groups = [
    { title: '等您审定的通报', tasks: await publicationTasks(context) },
    { title: '要办的', tasks: await caseTasks(context) },
    { title: '等您核对的核数单', tasks: await checkTasks(context) },
    { title: '规定动作', tasks: await dutyTasks(context) },
    { title: '您帮扶的户', tasks: (await caredLines(context)).map((words) => undated(words)) },
    { title: '没填完的抽查', tasks: await spotCheckTasks(context) },
    { title: '等您确认身份的人', tasks: await claimTasks(context) },
    { title: '等您确认的请假', tasks: await leaveTasks(context) },
    { title: '等您确认的户数变动', tasks: await rosterTasks(context) },
    { title: '没报完的', tasks: await unfinishedTasks(context) },
  ]
  const isHere = ({ unitId }: Task): boolean => unitId === null || liesHere(context, unitId)
  const here = groups.map(({ title, tasks }) => ({ title, tasks: tasks.filter(isHere) }))
  const count = (some: TaskGroup[]): number => some.reduce((sum, { tasks }) => sum + tasks.length, 0)
  return { groups: here.filter((group) => group.tasks.length > 0), elsewhere: count(groups) - count(here) }
}

const undated = (words: string, unitId: number | null = null): Task => ({ words, due: null, unitId })

/** What goes out on his word only (counting-rules 20). */
async function publicationTasks(context: SpeakerContext): Promise<Task[]> {
  const waiting = (await waitingPublications(context.db)).filter((publication) => mayRelease(context, publication))
  return waiting.map(({ no, title, unitId }) => undated(`${title}（编号 ${no}）：发“同意发布 ${no}”或“缓发 ${no}”`, unitId))
}

/** What the rules of a case expect of him or of the units for which he answers. */
async function caseTasks(context: SpeakerContext): Promise<Task[]> {
  const { db, speaker, house } = context
  const answersFor = speaker.posts.filter(
    ({ role, unitId }) => role !== 'leader' && (role !== 'admin' || unitId !== house.directory.root?.id),
  )
  const unitIds = [...new Set(answersFor.map(({ unitId }) => unitId))]
  const expected = await expectationsFor(db, { memberId: speaker.id, unitIds }, MOST_ENTRIES)
  const tasks: Task[] = []
  for (const { entryNo, word, what, due, memberId } of expected) {
    const entry = await findEntry(db, entryNo)
    if (!entry || !maySeeEntry(privately(context), entry)) continue
    // What his unit's manager has to do is no task of its staff.
    if (memberId !== speaker.id && !doerOf(context, { entry, word })(speaker)) continue
    const until = due === null ? '' : `，${showDate(due)}前`
    const deed = isOpenGroup(context) ? withoutDetails(what) : what
    const words = `${entryLine(context, entry)}：${deed}${until}，发“${word} ${entryNo}”`
    tasks.push({ words, due, unitId: belongsHere(context, entry) ? null : entry.unitId })
  }
  return tasks
}

async function checkTasks(context: SpeakerContext): Promise<Task[]> {
  const { house, speaker } = context
  const answers = (unitId: number): boolean => {
    const isManager = speaker.posts.some((post) => post.unitId === unitId && (post.role === 'manager' || post.role === 'admin'))
    return (
      isManager ||
      !house.directory
        .members(context.today)
        .some((member) => member.posts.some((post) => post.unitId === unitId && post.role === 'manager'))
    )
  }
  const open = (await checksToAnswer(context)).filter(({ unitId, answer }) => answer === 'none' && answers(unitId))
  return open.map((check) => {
    const name = `${house.directory.unit(check.unitId).name} ${rankingOf(house, check.rankingId)?.ranking.title ?? ''}`
    const due = house.calendar.addWorkdays(toDate(check.sentAt), 1)
    return { words: `${name}：回复“无异议”或“异议 编号 理由”`, due, unitId: check.unitId }
  })
}

/** What he owes himself, and what the units of his posts owe; what is behind comes first. */
async function dutyTasks(context: SpeakerContext): Promise<Task[]> {
  const { speaker, today, now } = context
  const units = [...new Set(speaker.posts.map((post) => post.unitId))]
  const only = (subject: Subject): boolean => (subject.type === 'member' ? subject.id === speaker.id : units.includes(subject.id))
  const tasks: Task[] = []
  for (const packDuty of allDuties(context.house)) {
    const found = await standings(context, packDuty, { period: dutyPeriod(packDuty, today), now, roots: units, only })
    for (const standing of found.filter((one) => !isDone(one))) {
      const who = standing.subject.type === 'member' ? '您本人' : standing.subject.name
      const words = `${who} ${standing.duty.title}：${openWords(standing, now)}`
      const unitId = standing.subject.type === 'member' ? null : standing.subject.id
      tasks.push({ words, due: toDate(standing.deadline - 1), behind: isBehind(standing), unitId })
    }
  }
  return tasks.sort((a, b) => Number(b.behind) - Number(a.behind) || byDue(a, b))
}

/** Draws of his whose households he has not all reported on; in a group without what they are about. */
async function spotCheckTasks(context: SpeakerContext): Promise<Task[]> {
  const { db, chat, speaker, house } = context
  const open = { kind: 'spot-check', status: 'checking', memberId: speaker.id }
  if ((await countEntries(db, open)) === 0) return []
  return (await listEntries(db, open, MOST_ENTRIES, true)).map((entry) => {
    const where = chat.kind === 'group' ? '' : `${house.directory.unit(entry.unitId).name} `
    return undated(`#${entry.no} ${where}还有 ${unanswered(drawnOf(entry.fields)).length} 户没填结果：发“抽查 ${entry.no}”看名单`)
  })
}

async function claimTasks({ db, house, speaker }: SpeakerContext): Promise<Task[]> {
  if (!speaker.posts.some((post) => post.role === 'manager' || post.role === 'admin')) return []
  const claims = (await findClaims(db)).filter((claim) => manages(house.directory, speaker, claim.unitId))
  return claims.map((claim) =>
    undated(`${house.directory.unit(claim.unitId).name} ${claim.title} ${claim.name}：发“确认身份 ${claim.name}”`, claim.unitId),
  )
}

async function leaveTasks(context: SpeakerContext): Promise<Task[]> {
  const { db, house, today } = context
  const leaves = (await findLeaves(db, today)).filter((leave) => leave.state === 'provisional')
  return leaves.flatMap((leave) => {
    const member = house.directory.member(leave.memberId ?? 0, today)
    if (!member || !mayGrantLeave(context, member)) return []
    const post = member.posts.find(({ unitId }) => liesHere(context, unitId)) ?? member.posts[0]
    return [undated(`${leaveWords(context, leave)}：发“准假 ${member.name}”`, post?.unitId)]
  })
}

async function rosterTasks(context: SpeakerContext): Promise<Task[]> {
  const waiting = (await waitingRosterChanges(context.db)).filter((change) => mayConfirmChange(context, change.villageId))
  return waiting.map((change) => undated(`${changeWords(context, change)}：发“确认户 ${change.id}”`, change.villageId))
}

/** Reports that were begun and not finished, in this chat or in one of his own; lapsed ones too. */
async function unfinishedTasks(context: SpeakerContext): Promise<Task[]> {
  return (await unfinishedOf(context)).map(({ open, chat }) => {
    const command = context.commands.byName.get(open.command)
    const isPrivate = command?.form === 'report' && (command.secret === true || command.privateFields !== undefined)
    const isShown = context.chat.kind === 'direct' || (!isPrivate && chat.id === context.chat.id)
    const source = [...open.item.source].slice(0, 16).join('')
    const words = isShown && source !== '' ? `“${source}” ` : ''
    const where = chat.id === context.chat.id ? '' : `到${chat.kind === 'direct' ? '私聊' : `“${chat.title}”群`}`
    return undated(`${open.of?.form.title ?? command?.title ?? ''}：${words}还没报完，${where}发“接着报”可以接着报`)
  })
}

/** The earliest last day first; what has none comes last. */
export function byDue(a: Task, b: Task): number {
  const never = '9999-12-31'
  const [first, second] = [a.due ?? never, b.due ?? never]
  return first < second ? -1 : first > second ? 1 : 0
}

/** Has its last day gone by? */
export function isOverdue({ due }: Task, today: DateText): boolean {
  return due !== null && addDays(due, 1) <= today
}
