import type { Db } from '../../db/client.ts'
import { queueOutgoing } from '../../db/queries/traffic.ts'
import { toDate, toInstant } from '../clock.ts'
import type { Content } from '../core/blocks.ts'
import type { Chat } from '../core/nouns.ts'
import type { Notice, Receiver } from '../core/reply.ts'
import type { House } from '../domain/house.ts'
import { directTarget, type Target, unaskedTarget } from '../domain/reach.ts'
import { renderChatText } from '../render/chat-text.ts'
import { fitContent } from './fitting.ts'

/** The hours in which nothing is sent that can wait, as minutes of the civil day; equal ends mean none. */
export interface QuietHours {
  from: number
  to: number
}

const DAY_MINUTES = 1440

/** The first instant from `now` on at which a notice may go out. */
export function afterQuietHours(now: number, quiet: QuietHours): number {
  const midnight = toInstant(toDate(now))
  const minute = Math.floor((now - midnight) / 60_000)
  const since = (minute - quiet.from + DAY_MINUTES) % DAY_MINUTES
  const length = (quiet.to - quiet.from + DAY_MINUTES) % DAY_MINUTES
  if (since >= length) return now
  const end = midnight + quiet.to * 60_000
  return minute < quiet.to ? end : end + DAY_MINUTES * 60_000
}

/** Where a notice goes, and whom it mentions when it could not reach him directly. */
interface NoticeTarget extends Target {
  mentions: number[]
}

/**
 * The chats that a receiver stands for: muted groups, and those that the bot was put out of, get nothing; a person is written to once;
 * who has no direct chat is mentioned in his unit's group.
 */
export function targetsOf(house: House, to: Receiver, on: string): NoticeTarget[] {
  const { directory } = house
  if ('chatId' in to)
    return toTargets(
      house,
      [directory.chat(to.chatId)].flatMap((chat) => chat ?? []),
    )
  if ('unitId' in to) return toTargets(house, directory.groupsOf(to.unitId))
  const direct = directTarget(house, to.memberId)
  if (direct === 'muted') return []
  if (direct) return [{ ...direct, mentions: [] }]
  const units = new Set(directory.member(to.memberId, on)?.posts.map((post) => post.unitId))
  return [...units].flatMap((unitId) => toTargets(house, directory.groupsOf(unitId), [to.memberId]))
}

function toTargets(house: House, chats: Chat[], mentions: number[] = []): NoticeTarget[] {
  return chats.filter((chat) => !chat.muted && !chat.goneAt).map((chat) => ({ ...unaskedTarget(house, chat), mentions }))
}

/** Queues a notice for everybody it is for; the same notice is queued once, whatever happens. Returns for how many chats it was new. */
export async function queueNotice(tx: Db, house: House, notice: Notice, at: { now: number; quiet: QuietHours }): Promise<number> {
  let count = 0
  for (const { platform, chatId, mentions } of targetsOf(house, notice.to, toDate(at.now))) {
    const chat = house.directory.chatOf(platform, chatId) ?? { platform, kind: 'direct', unitId: null, outsiders: false }
    const content = fitContent(house, chat, { ...notice.content, mentions: [...(notice.content.mentions ?? []), ...mentions] })
    const id = await queueOutgoing(tx, {
      platform,
      chatId,
      dedupeKey: `${notice.key}/${platform}/${chatId}`,
      kind: 'notice',
      text: showContent(house, content, toDate(at.now)),
      content,
      dueAt: notice.urgent ? at.now : afterQuietHours(at.now, at.quiet),
      createdAt: at.now,
      replyTo: null,
      urgent: notice.urgent ?? false,
    })
    if (id !== null) count++
  }
  return count
}

/** A content as chat text, its mentions by name. */
export function showContent(house: House, content: Content, on: string): string {
  const mentions = (content.mentions ?? []).flatMap((id) => house.directory.member(id, on)?.name ?? [])
  return renderChatText(content.blocks, { mark: content.mark ?? '', mentions })
}
