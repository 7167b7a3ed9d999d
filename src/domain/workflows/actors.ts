import type { UnitRef } from '../../core/fields.ts'
import type { Entry, Expectation, Role } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { isAdmin, manages, postRoot, reachOf, speakingPost } from '../scope.ts'
import type { Actor, Given } from '../workflow.ts'
import { hasManager, managingUnit, unitRef } from './units.ts'

/** How an actor is called when somebody else tries. */
export const actorWords: Record<Actor, string> = {
  manager: '本级或上级审核人',
  assignee: '责任单位或责任人',
  expected: '该办的单位',
  assigner: '交办单位',
  leader: '领导',
  inspector: '督查员',
  receiver: '收稿、备案单位（办公室）',
  above: '上一级审核人或领导',
  office: '上一级审核人',
  head: '责任单位审核人',
}

/** The unit for which the speaker speaks here, as it is stored; null for somebody without a post. */
export function speakingUnit(context: SpeakerContext): UnitRef | null {
  const post = speakingPost(context)
  if (!post) return null
  const { code, officialName } = context.house.directory.unit(post.unitId)
  return { code, name: officialName }
}

/** A case, what is expected of whom, and to whom it was given. */
export interface Concern {
  entry: Entry
  expected: readonly Expectation[]
  given?: Given | undefined
}

/** Somebody who acts, or might. */
type Somebody = Pick<SpeakerContext, 'speaker' | 'house' | 'today'>

/** Is the speaker such an actor for this entry, of which `expected` is to be done? An administrator is all of them. */
export function isActor(context: Somebody, about: Concern, actor: Actor): boolean {
  const { speaker, house } = context
  const { directory } = house
  const { entry, expected } = about
  const holds = (roles: readonly Role[], unitId: number): boolean =>
    speaker.posts.some((post) => roles.includes(post.role) && directory.isWithin(unitId, reachOf(directory, post)))
  if (isAdmin(speaker)) return true
  switch (actor) {
    case 'manager':
      return manages(directory, speaker, entry.unitId)
    case 'leader':
      return holds(['leader'], entry.unitId)
    case 'inspector':
      return holds(['inspector'], entry.unitId)
    case 'receiver':
      return (
        (entry.byUnitId ?? entry.unitId) !== directory.root?.id &&
        speaker.posts.some((post) => post.role === 'manager' && post.unitId === directory.root?.id)
      )
    case 'above':
      return isAbove(context, entry, ['manager', 'leader'])
    case 'office':
      return isAbove(context, entry, ['manager'])
    case 'expected':
      return expected.some(({ unitId, memberId }) => memberId === speaker.id || (unitId !== null && actsFor(context, unitId)))
    case 'head':
      return isHead(context, about)
    case 'assignee':
      return isExpected(context, expected) || isGiven(context, about.given) || speaker.posts.some((post) => post.unitId === entry.unitId)
    case 'assigner':
      return isAssigner(context, entry)
  }
}

/** Does he hold such a post in a unit above the one whose managers answer for it? */
function isAbove({ speaker, house: { directory } }: Somebody, entry: Entry, roles: readonly Role[]): boolean {
  const township = managingUnit(directory, entry.unitId)
  return speaker.posts.some(
    (post) => roles.includes(post.role) && post.unitId !== township && directory.isWithin(township, postRoot(directory, post)),
  )
}

/** Does he act for a unit: as its manager, or, where it has none, as one of its people (a village's cadres)? */
function actsFor({ speaker, house, today }: Somebody, unitId: number): boolean {
  const own = speaker.posts.filter((post) => post.unitId === unitId)
  return own.some(({ role }) => role === 'manager') || (own.length > 0 && !hasManager(house.directory, unitId, today))
}

/** Does he answer for a unit to which it was given, or for a village of his township? */
function isHead({ speaker, house: { directory } }: Somebody, { expected, given }: Concern): boolean {
  const units = [
    ...expected.flatMap(({ unitId }) => unitId ?? []),
    ...(given?.units ?? []).flatMap((unit) => unitRef(directory, unit) ?? []),
  ]
  const heads = new Set(units.flatMap((unitId) => [unitId, managingUnit(directory, unitId)]))
  return speaker.posts.some((post) => post.role === 'manager' && heads.has(post.unitId))
}

function isGiven({ speaker, house }: Somebody, given: Given | undefined): boolean {
  const units = new Set(given?.units.map(({ code }) => code))
  return given?.memberIds.includes(speaker.id) === true || speaker.posts.some(({ unitId }) => units.has(house.directory.unit(unitId).code))
}

/** Does he speak for the unit that gave it (extension, sending back: counting-rules 14)? Before it was given, also who reported it. */
export function isAssigner({ speaker, house }: Somebody, entry: Entry): boolean {
  const { directory } = house
  const by = entry.fields.assignedBy as UnitRef | undefined
  if (!by && entry.typedById === speaker.id) return true
  const unitId = by ? unitRef(directory, by) : entry.byUnitId
  return isAdmin(speaker) || speaker.posts.some((post) => post.role !== 'reporter' && post.unitId === unitId)
}

/** Is something expected of the speaker himself, or of a unit in which he holds a post? */
export function isExpected(
  { speaker }: Pick<SpeakerContext, 'speaker'>,
  expected: readonly Pick<Expectation, 'unitId' | 'memberId'>[],
): boolean {
  return expected.some(
    ({ unitId, memberId }) => memberId === speaker.id || (unitId !== null && speaker.posts.some((post) => post.unitId === unitId)),
  )
}
