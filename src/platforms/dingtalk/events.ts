import { z } from 'zod'
import type { PlatformHost } from '../../core/platform.ts'
import { type Frame, readJson } from './frames.ts'
import { groupChat } from './robot-message.ts'

/** Events after which a group cannot be written to. https://open.dingtalk.com/document/development/group-event */
const ENDS: Readonly<Record<string, string>> = {
  chat_disband: '群已解散',
  im_cool_app_uninstall: '机器人已从群里移除',
}

const eventSchema = z.object({ openConversationId: z.string().min(1) })

/** Takes note of an event; those about titles, members and staff tell us nothing that the roster does not know better. */
export function takeEvent({ eventType, data }: Frame, host: Pick<PlatformHost, 'chatGone'>): void {
  const reason = ENDS[eventType]
  const read = eventSchema.safeParse(readJson(data))
  if (reason && read.success) host.chatGone(groupChat(read.data.openConversationId), reason)
}
