import type { Chat } from './sandbox-types.ts'
import type { Draft } from './use-draft.ts'

/** Why a message would not reach the bot of a real group, or null when it would: there only messages that mention the bot arrive. */
export function whyUndelivered(draft: Draft, chat: Chat, botName: string): string | null {
  if (chat.kind === 'direct') return null
  if (draft.voice) return '真实群里，机器人收不到语音，请私聊发送。'
  if (draft.attachments.some(({ mime }) => !mime.startsWith('image/'))) return '真实群里，机器人收不到文件，请私聊发送。'
  if (draft.text.trim() === '' && draft.attachments.length > 0) return '真实群里，机器人收不到单独的图片，请私聊发送。'
  return draft.text.includes(`@${botName}`) ? null : `真实群里，没有 @${botName} 的消息机器人收不到。`
}
