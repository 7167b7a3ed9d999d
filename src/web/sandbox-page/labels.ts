import type { Chat, Role } from './sandbox-types.ts'

/** The roles as users know them. */
export const roleLabels: Record<Role, string> = {
  reporter: '填报人',
  manager: '审核人',
  leader: '领导',
  inspector: '督查员',
  admin: '系统管理员',
}

/** A direct chat bears the person's name; the page says with whom it is held. */
export function chatTitle(chat: Chat, personName: string | undefined, botName: string): string {
  return chat.kind === 'direct' ? `${personName ?? chat.title} 与${botName}的单聊` : chat.title
}
