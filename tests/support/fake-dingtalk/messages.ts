import { randomUUID } from 'node:crypto'

/** A robot callback as DingTalk sends it (§2.1); `more` replaces or adds fields. */
export function robotMessage(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    msgtype: 'text',
    text: { content: ' 走访 王亦态 收入稳定' },
    msgId: `msg${randomUUID()}==`,
    createAt: 1_700_000_000_000,
    conversationType: '2',
    conversationId: 'cidGroup+/1==',
    conversationTitle: '马岭镇工作群',
    senderId: '$:LWCP_v1:$sender',
    senderStaffId: 'staff1',
    senderNick: '张三',
    senderCorpId: 'ding1',
    isAdmin: false,
    chatbotCorpId: 'ding1',
    chatbotUserId: '$:LWCP_v1:$bot',
    atUsers: [{ dingtalkId: '$:LWCP_v1:$bot' }],
    isInAtList: true,
    robotCode: 'dingapp',
    senderPlatform: 'Win',
    ...more,
  }
}

/** The same in a one-to-one chat. */
export function directMessage(more: Record<string, unknown> = {}): Record<string, unknown> {
  const { conversationTitle: _title, atUsers: _at, isInAtList: _in, ...rest } = robotMessage()
  return { ...rest, conversationType: '1', conversationId: 'cidDirect==', text: { content: '走访 王亦态 收入稳定' }, ...more }
}
