import type { Household, Unit } from '../core/nouns.ts'
import { type Reply, refused } from '../core/reply.ts'
import type { QueryReading } from '../language/types.ts'
import type { SpeakerContext } from './context.ts'
import { allDuties, type PackDuty } from './house.ts'
import { kindsOf } from './pack.ts'
import { manages, mayRead, reachOf, readableRoots, speakingPost } from './scope.ts'
import { isInsider, isSecretKind } from './secrecy.ts'
import { subjectsOf } from './subjects.ts'

/** The units that a question is about, as far as the speaker may see them here. */
export interface AskedUnits {
  units: Unit[]
  /** Names of units that were asked about and lie outside his scope: nothing is said of them but the name. */
  outside: string[]
}

/** Whom a question is about: the units named, else the group's, else the unit of the speaker's post; a refusal when he may see none. */
export function askedUnits(context: SpeakerContext, query: Pick<QueryReading, 'unitIds'>): AskedUnits | Reply {
  const { directory } = context.house
  if (query.unitIds.length === 0) {
    const units = homeRoots(context).map((id) => directory.unit(id))
    return units.length > 0 ? { units, outside: [] } : refused('您的职务不在本群的单位范围内，这里查不到。请私聊问，或到本单位的群里问。')
  }
  const named = [...new Set(query.unitIds)].map((id) => directory.unit(id))
  const units = named.filter((unit) => mayRead(context, unit.id))
  const outside = named.filter((unit) => !units.includes(unit)).map((unit) => unit.name)
  if (units.length === 0) return refused(`${outside.join('、')}不在您的查看范围。您可以查本单位的情况，如：走访 进度。`)
  return { units, outside }
}

/** In a group what of it he may read; in a direct chat the ground of the post that he speaks from. */
function homeRoots(context: SpeakerContext): number[] {
  if (context.chat.kind === 'group') return readableRoots(context)
  const post = speakingPost(context)
  if (!post) return []
  return [reachOf(context.house.directory, post)]
}

/** Is this a refusal? */
export function isReply(value: AskedUnits | Reply): value is Reply {
  return 'mark' in value
}

/** Does a duty belong to what was asked about: the duties named by their titles, else those of a kind of report (all when left out)? */
export function isAskedAbout({ matter, duties }: Pick<QueryReading, 'matter' | 'duties'>, { duty }: PackDuty): boolean {
  return duties === undefined ? matter === undefined || kindsOf(duty).includes(matter) : duties.includes(duty.title)
}

/** The duties that were asked about and that somebody in the unit owes. */
export function dutiesOn(context: SpeakerContext, unit: Unit, query: Pick<QueryReading, 'matter' | 'duties'>): PackDuty[] {
  return allDuties(context.house).filter(
    ({ pack, duty }) =>
      isAskedAbout(query, { pack, duty }) &&
      kindsOf(duty).some((kind) => secrecy(context, kind) === null) &&
      subjectsOf(context.house, duty, { on: context.today, roots: [unit.id] }).length > 0,
  )
}

/** May this person's own figures be shown here? To himself, and to his manager in a direct chat (counting-rules 2). */
export function maySeePerson(context: SpeakerContext, subject: { id: number; unitId: number }): boolean {
  if (subject.id === context.speaker.id) return true
  return context.chat.kind === 'direct' && manages(context.house.directory, context.speaker, subject.unitId)
}

/** The title of a kind of report (走访); the kind itself where no command bears it. */
export function matterTitle(context: SpeakerContext, kind: string): string {
  return context.commands.byName.get(kind)?.title ?? kind
}

/** Does the answer list persons in a group above village level? Then the names go to the direct chat (interface §2). */
export function namesGoDirect(context: SpeakerContext): boolean {
  const { chat, house } = context
  return chat.kind === 'group' && (chat.outsiders || chat.unitId === null || house.directory.unit(chat.unitId).kind !== 'village')
}

/** 三组 张耀宗（脱贫户）. */
export function householdLine(household: Household): string {
  return `${household.head}（${[household.groupName, household.kind].filter((part) => part !== '').join(' ')}）`
}

/** Inspections stay secret until they are assigned: why this matter is not counted for the speaker here, or null (interface, 'Who may'). */
export function secrecy(context: SpeakerContext, matter: string | undefined): string | null {
  if (matter === undefined || !isSecretKind(context, matter)) return null
  if (!isInsider(context)) return '督查、暗访的情况由督查组掌握，交办后才公开，这里不能查。'
  return context.chat.kind === 'group' ? '督查、暗访的情况不在群里显示，请私聊问我。' : null
}
