import type { Entry } from '../core/nouns.ts'
import { isAssignee } from './assignment.ts'
import type { SpeakerContext } from './context.ts'
import { type Duty, kindsOf } from './pack.ts'
import { isWriter } from './rights.ts'
import { mayRead, reachOf } from './scope.ts'

/**
 * Kinds that stay secret until they are assigned (interface, 'Who may'): seen by inspectors, leaders, administrators and their writer,
 * never shown or counted in a group.
 */
export const secretKinds: ReadonlySet<string> = new Set(['inspection'])

/** Does a duty ask for nothing but secret kinds? Then its figures are shown in no group. */
export function isSecret(duty: Duty): boolean {
  return kindsOf(duty).every((kind) => secretKinds.has(kind))
}

const insiders: readonly string[] = ['inspector', 'leader', 'admin']

/** Does the speaker hold a post that looks into secret kinds? */
export function isInsider({ speaker }: SpeakerContext): boolean {
  return speaker.posts.some((post) => insiders.includes(post.role))
}

/** May the speaker see this entry here: it is his own, about or by a unit that he reads, or given to him or his unit? */
export function maySeeEntry(context: SpeakerContext, entry: Entry): boolean {
  if (isWriter(context, entry)) return true
  if (secretKinds.has(entry.kind)) return mayRead(context, entry.unitId) && looksInto(context, entry.unitId)
  return mayRead(context, entry.unitId) || (entry.byUnitId !== null && mayRead(context, entry.byUnitId)) || isAssignee(context, entry)
}

function looksInto({ house, speaker }: SpeakerContext, unitId: number): boolean {
  const { directory } = house
  return speaker.posts.some((post) => insiders.includes(post.role) && directory.isWithin(unitId, reachOf(directory, post)))
}
