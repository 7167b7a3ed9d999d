import { findDialog } from '../../db/queries/traffic.ts'
import type { Chat } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import type { OpenDialog, OpenReport } from './question.ts'

/** A report that was begun and not finished is kept this long. */
const KEPT_MS = 30 * 86_400_000

/** A report that was begun and not finished, and where it is kept. */
export interface Unfinished {
  chat: Chat
  kind: 'question' | 'draft'
  open: OpenReport
}

/** What the speaker began and did not finish in a chat, whether it still waits for an answer or lapsed; the newest first. */
export async function unfinishedIn({ db, speaker, now }: SpeakerContext, chat: Chat): Promise<Unfinished[]> {
  const found: Unfinished[] = []
  for (const kind of ['question', 'draft'] as const) {
    const open = (await findDialog(db, { chatId: chat.id, memberId: speaker.id, kind, now: now - KEPT_MS })) as OpenDialog | null
    if (open?.type === 'report') found.push({ chat, kind, open })
  }
  return found
}

/** The same in this chat and in all of his own. */
export async function unfinishedOf(context: SpeakerContext): Promise<Unfinished[]> {
  const { house, chat, speaker } = context
  const own = [...house.directory.directChatsOf(speaker.id), ...speaker.posts.flatMap((post) => house.directory.groupsOf(post.unitId))]
  const chats = new Map([chat, ...own].map((one) => [one.id, one]))
  const found: Unfinished[] = []
  for (const one of chats.values()) found.push(...(await unfinishedIn(context, one)))
  return found
}
