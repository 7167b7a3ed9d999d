import { type ParkedChat, parkedByChat } from '../db/queries/parked.ts'
import { toDate } from '../src/clock.ts'
import { type Block, heading, list, note, text } from '../src/core/blocks.ts'
import type { Chat } from '../src/core/nouns.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { platformTitles } from '../src/domain/reach.ts'
import { isAdmin, manages } from '../src/domain/scope.ts'

/** Lines of one list. */
const MOST_LINES = 40

/** 群列表: the groups that are bound, not bound yet, or lost with the reason, and what could not be sent there. */
export default defineQuery({
  name: 'chats',
  title: '群列表',
  aliases: ['群清单', '群管理'],
  summary: '看哪些群已绑定、哪些没绑定或已失效，有多少消息没发出去（私聊用）',
  order: 85,
  roles: ['manager', 'admin'],
  asks: ['哪些群', '有哪些群'],
  alone: true,
  examples: [{ say: '群列表', mark: '' }],
  async run(context) {
    if (context.chat.kind === 'group') return refused('群列表不在群里显示，请私聊问我。')
    const parked = await parkedByChat(context.db)
    const groups = context.house.directory.chats.filter((chat) => chat.kind === 'group' && maySee(context, chat))
    const gone = groups.filter(({ goneAt }) => goneAt)
    const here = groups.filter(({ goneAt }) => !goneAt)
    const line = (chat: Chat): string => describe(context, chat, parked)
    const stuck = isAdmin(context.speaker) ? directChats(context, parked) : []
    const blocks = [
      ...section('已失效的群', gone.map(line)),
      ...section('没有绑定单位的群', here.filter(({ unitId }) => unitId === null).map(line)),
      ...section('已绑定的群', here.filter(({ unitId }) => unitId !== null).map(line)),
      ...section('发不出去的私聊', stuck),
    ]
    if (blocks.length === 0) return answer([text('您的范围内还没有群。把机器人拉进工作群，在群里@它发“绑定 单位名称”即可。')])
    const canResend = isAdmin(context.speaker) && parked.length > 0
    return answer([...blocks, ...(canResend ? [note('问题解决以后，把没发出去的再发一次：重发 编号（最前面的数字）')] : [])])
  },
})

/** A group of his units; one without a unit is the county's to bind. */
function maySee({ house, speaker }: SpeakerContext, { unitId }: Chat): boolean {
  const { directory } = house
  const owner = unitId ?? directory.root?.id
  return owner !== undefined && manages(directory, speaker, owner)
}

function section(title: string, lines: string[]): Block[] {
  if (lines.length === 0) return []
  const more = lines.length - MOST_LINES
  const rest = more > 0 ? [text(`还有 ${more} 个没有列出。`)] : []
  return [heading(`${title}（${lines.length} 个）`), list(lines.slice(0, MOST_LINES)), ...rest]
}

/** 12 马岭镇工作群（企业微信）马岭镇；静默；2 条没发出：群已解散. */
function describe({ house }: SpeakerContext, chat: Chat, parked: ParkedChat[]): string {
  const unit = chat.unitId === null ? '' : house.directory.unit(chat.unitId).name
  const name = `${chat.id} ${chat.title || '没有群名的群'}（${platformTitles[chat.platform] ?? chat.platform}）${unit}`
  const lost = chat.goneAt ? `${toDate(chat.goneAt)} ${chat.goneReason ?? '已不在群里'}` : ''
  const muted = chat.muted ? '静默' : ''
  const outsiders = chat.outsiders ? '有外部人员' : ''
  return [name, lost, muted, outsiders, parkedWords(chat, parked)].filter((part) => part !== '').join('；')
}

/** Persons to whom something could not be sent. */
function directChats({ house, today }: SpeakerContext, parked: ParkedChat[]): string[] {
  const { directory } = house
  return parked.flatMap((one) => {
    const chat = directory.chatOf(one.platform, one.chatId)
    if (chat?.kind !== 'direct') return []
    const who = chat.memberId === null ? '不在名册的人' : (directory.member(chat.memberId, today)?.name ?? '已不在名册的人')
    return [`${chat.id} ${who}（${platformTitles[chat.platform] ?? chat.platform}）；${parkedWords(chat, parked)}`]
  })
}

/** How much was refused there, and why; the platform's code stays in the log. */
function parkedWords({ platform, chatId }: Chat, parked: ParkedChat[]): string {
  const found = parked.find((one) => one.platform === platform && one.chatId === chatId)
  return found ? `${found.messages} 条没发出：${found.reason.replace(/^[^:]*: /, '')}` : ''
}
