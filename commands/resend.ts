import { requeueParked } from '../db/queries/parked.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'

/** 重发 12: what was refused for good in a chat of 群列表 is sent once more. */
export default defineWord({
  name: 'resend',
  title: '重发',
  aliases: [],
  numbered: true,
  summary: '把群列表里没发出去的消息再发一次，例如：重发 12（系统管理员用）',
  order: 86,
  roles: ['admin'],
  examples: [],
  async run({ db, house, now }, { rest }) {
    const chat = /^\d{1,9}$/.test(rest) ? house.directory.chat(Number(rest)) : undefined
    if (!chat) return refused(`没有编号 ${rest} 的群或私聊，请发“群列表”查看编号。`)
    const messages = await requeueParked(db, chat, now)
    if (messages === 0) return refused('那里没有发不出去的消息，不用重发。')
    return accepted([text(`已重新排队 ${messages} 条，马上再发一次；仍发不出去的，群列表里会写明原因。`)], {
      audit: [{ action: 'resend', target: `chat:${chat.id}`, detail: `${messages} 条` }],
    })
  },
})
