import { listEntries } from '../../../db/queries/entries.ts'
import { findLeaves } from '../../../db/queries/exemptions.ts'
import { findClaims } from '../../../db/queries/roster.ts'
import { waitingRosterChanges } from '../../../db/queries/roster-changes.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { allDuties, type PackDuty } from '../house.ts'
import { leaveWords, mayGrantLeave } from '../leave.ts'
import { dutyPeriod, isDone, type Standing, type Subject, standings } from '../progress.ts'
import { changeWords, mayConfirmChange } from '../roster-change.ts'
import { manages, postRoot } from '../scope.ts'
import { secretKinds } from '../secrecy.ts'
import { unfinishedOf } from '../unfinished.ts'
import { entryLine } from './entry-line.ts'
import { openWords } from './standing-words.ts'

/** Lines of one kind that are listed; the rest is counted. */
const MOST_LINES = 8

/** What waits for the speaker: what he and his own unit owe, risks to verify, requests to confirm, a report not finished. */
export async function todoDocument(context: SpeakerContext): Promise<Block[]> {
  const sections = [
    { title: '没报完的', lines: await unfinishedLines(context) },
    { title: '规定动作', lines: await owedLines(context) },
    { title: '待核实的风险', lines: await riskLines(context) },
    { title: '等您确认身份的人', lines: await claimLines(context) },
    { title: '等您确认的请假', lines: await leaveLines(context) },
    { title: '等您确认的户数变动', lines: await rosterLines(context) },
  ].filter((section) => section.lines.length > 0)
  if (sections.length === 0) return [text(`${context.speaker.name}同志，您现在没有待办，暂无待办事项。`)]
  return [
    heading('我的待办'),
    ...sections.flatMap(({ title, lines }) => [text(`${title}（${lines.length}）：`), list(shorten(lines))]),
    note(`口径：按现行规定动作和本人职务；数据截至${shortTime(context.now)}`),
  ]
}

function shorten(lines: string[]): string[] {
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES), `……还有 ${lines.length - MOST_LINES} 项`]
}

/** What a person owes himself, and what the units of his posts owe. */
async function owedLines(context: SpeakerContext): Promise<string[]> {
  const lines: string[] = []
  for (const packDuty of allDuties(context.house)) {
    for (const standing of await ownStandings(context, packDuty)) {
      if (!isDone(standing)) lines.push(owedLine(context, standing))
    }
  }
  return lines
}

async function ownStandings(context: SpeakerContext, packDuty: PackDuty): Promise<Standing[]> {
  const { speaker, today, now } = context
  const period = dutyPeriod(packDuty, today)
  const units = [...new Set(speaker.posts.map((post) => post.unitId))]
  const only = (subject: Subject): boolean => (subject.type === 'member' ? subject.id === speaker.id : units.includes(subject.id))
  return await standings(context, packDuty, { period, now, roots: units, only })
}

function owedLine(context: SpeakerContext, standing: Standing): string {
  const who = standing.subject.type === 'member' ? '您本人' : standing.subject.name
  return `${who} ${standing.duty.title}：${openWords(standing, context.now)}`
}

async function riskLines(context: SpeakerContext): Promise<string[]> {
  const { db, house, speaker } = context
  const posts = speaker.posts.filter((post) => post.role === 'manager' || post.role === 'admin')
  const unitIds = posts.flatMap((post) => house.directory.subtree(postRoot(house.directory, post)).map((unit) => unit.id))
  if (unitIds.length === 0) return []
  const entries = await listEntries(db, { kind: 'risk', status: 'reported', unitIds: [...new Set(unitIds)] }, 200)
  return entries.map((entry) => entryLine(context, entry))
}

async function claimLines({ db, house, speaker }: SpeakerContext): Promise<string[]> {
  if (!speaker.posts.some((post) => post.role === 'manager' || post.role === 'admin')) return []
  const claims = (await findClaims(db)).filter((claim) => manages(house.directory, speaker, claim.unitId))
  return claims.map((claim) => `${house.directory.unit(claim.unitId).name} ${claim.title} ${claim.name}：发“确认身份 ${claim.name}”`)
}

async function leaveLines(context: SpeakerContext): Promise<string[]> {
  const { db, house, today } = context
  const leaves = (await findLeaves(db, today)).filter((leave) => leave.state === 'provisional')
  return leaves.flatMap((leave) => {
    const member = house.directory.member(leave.memberId ?? 0, today)
    return member && mayGrantLeave(context, member) ? [`${leaveWords(context, leave)}：发“准假 ${member.name}”`] : []
  })
}

async function rosterLines(context: SpeakerContext): Promise<string[]> {
  const waiting = (await waitingRosterChanges(context.db)).filter((change) => mayConfirmChange(context, change.villageId))
  return waiting.map((change) => `${changeWords(context, change)}：发“确认户 ${change.id}”`)
}

/** Reports that were begun and not finished, in this chat or in one of his own; lapsed ones too. */
async function unfinishedLines(context: SpeakerContext): Promise<string[]> {
  return (await unfinishedOf(context)).map(({ open, chat }) => {
    const command = context.commands.byName.get(open.command)
    const isPrivate = secretKinds.has(open.command) || (command?.form === 'report' && command.privateFields !== undefined)
    const words = context.chat.kind === 'group' && isPrivate ? '' : `“${[...open.item.source].slice(0, 16).join('')}” `
    const where = chat.id === context.chat.id ? '' : `到${chat.kind === 'direct' ? '私聊' : `“${chat.title}”群`}`
    return `${command?.title ?? ''}：${words}还没报完，${where}发“接着报”可以接着报`
  })
}
