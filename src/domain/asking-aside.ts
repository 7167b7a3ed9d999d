import { findDialog } from '../../db/queries/traffic.ts'
import { text } from '../core/blocks.ts'
import { asking, type Reply } from '../core/reply.ts'
import type { SpeakerContext } from './context.ts'
import type { OpenDialog } from './question.ts'
import { unaskedTarget } from './reach.ts'
import { isSecretKind } from './secrecy.ts'

/** Where something is asked about a report: here, in the speaker's direct chat instead of the group, or (null) nowhere. */
export type AskingPlace = { context: SpeakerContext; isAside: boolean } | null

/**
 * Nobody is asked in a group for what must not stand there: about kinds that stay secret the speaker is asked in his direct chat. Null:
 * he has none yet, or another question is open there.
 */
export async function askingPlace(context: SpeakerContext, kind: string): Promise<AskingPlace> {
  if (context.chat.kind !== 'group' || !isSecretKind(context, kind)) return { context, isAside: false }
  const { db, house, chat, speaker, now } = context
  const { directory } = house
  const known = directory.directChatsOf(speaker.id).find((other) => other.platform === chat.platform && !other.goneAt)
  const target = known && unaskedTarget(house, known)
  const direct = target && directory.chatOf(target.platform, target.chatId)
  if (!direct) return null
  const open = (await findDialog(db, { chatId: direct.id, memberId: speaker.id, kind: 'question', now })) as OpenDialog | null
  return open !== null && open.type !== 'list' ? null : { context: { ...context, chat: direct }, isAside: true }
}

/** What the group is told instead of the question, which goes to the direct chat. */
export function askedAside(title: string, place: AskingPlace, question: Reply): Reply {
  if (place === null) return asking([text(`“${title}”的内容不在群里问、不在群里报，请私聊报给我。`)])
  const { mark, blocks, buttons } = question
  const direct = { mark, blocks, ...(buttons ? { buttons } : {}) }
  return asking([text(`“${title}”的内容不在群里问，已私信问您，请在私聊里回复。`)], { direct })
}
