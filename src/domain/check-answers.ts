import { type Check, openChecks } from '../../db/queries/publications.ts'
import type { SpeakerContext } from './context.ts'

/** A 核数单 whose ranking never came is not waited for longer than this. */
const LONGEST_OPEN_MS = 10 * 86_400_000

/** The lines that the speaker may answer for his unit here: of the group's unit, else of all his units. */
export async function checksToAnswer({ db, chat, speaker, now }: SpeakerContext): Promise<Check[]> {
  const own = speaker.posts.map((post) => post.unitId)
  const unitIds = chat.kind === 'group' ? own.filter((unitId) => unitId === chat.unitId) : own
  return await openChecks(db, unitIds, now - LONGEST_OPEN_MS)
}
