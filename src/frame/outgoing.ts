import type { Db } from '../../db/client.ts'
import { queueOutgoing } from '../../db/queries/traffic.ts'
import { toDate } from '../clock.ts'
import type { Content } from '../core/blocks.ts'
import type { Notice } from '../core/reply.ts'
import type { House } from '../domain/house.ts'
import { afterQuietHours, type QuietHours } from '../domain/quiet-hours.ts'
import { targetsOf } from '../domain/reach.ts'
import { renderChatText } from '../render/chat-text.ts'
import { fitContent } from './fitting.ts'

/** Queues a notice for everybody it is for; the same notice is queued once, whatever happens. Returns for how many chats it was new. */
export async function queueNotice(tx: Db, house: House, notice: Notice, at: { now: number; quiet: QuietHours }): Promise<number> {
  let count = 0
  for (const { platform, chatId, mentions } of targetsOf(house, notice, toDate(at.now))) {
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
