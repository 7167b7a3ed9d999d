import { toDate } from '../clock.ts'
import type { Chat, Member } from '../core/nouns.ts'
import type { House } from '../domain/house.ts'
import { HttpProblem, notFound } from './problem.ts'

/** The only platform that the sandbox's pages and calls see. */
export const SANDBOX = 'sandbox'

interface UnitRef {
  code: string
  name: string
}

/** The groups and direct chats of the sandbox. */
export function listChats(house: House, now: number): { id: string; kind: Chat['kind']; title: string; unit: UnitRef }[] {
  const chats = house.directory.chats.filter((chat) => chat.platform === SANDBOX)
  return chats.flatMap((chat) => {
    const unit = unitOfChat(house, chat, now)
    return unit ? [{ id: chat.chatId, kind: chat.kind, title: chat.title, unit }] : []
  })
}

/** The unit that a group is bound to (unbound: the one that it was made for), or that of a person's first post. */
function unitOfChat({ directory }: House, chat: Chat, now: number): UnitRef | undefined {
  const own = chat.memberId === null ? undefined : directory.member(chat.memberId, toDate(now))?.posts[0]?.unitId
  const id = chat.unitId ?? own
  const unit = id === undefined ? (directory.unitByCode(chat.chatId.replace(/^group:/, '')) ?? directory.root) : directory.unit(id)
  return unit && { code: unit.code, name: unit.officialName }
}

/** Everybody who holds a post and can type in the sandbox; of several posts the first. */
export function listMembers({ directory }: House, now: number): { id: string; name: string; unit: UnitRef; post: string; role: string }[] {
  return directory.members(toDate(now)).flatMap((member) => {
    const id = directory.identities(member.id).find((identity) => identity.platform === SANDBOX)?.userId
    const [post] = member.posts
    if (id === undefined || !post) return []
    const { code, officialName: name } = directory.unit(post.unitId)
    return [{ id, name: member.name, unit: { code, name }, post: post.title, role: post.role }]
  })
}

/** The chat with this id; 404 when there is none. */
export function findChat(house: House, chatId: string): Chat {
  const chat = house.directory.chatOf(SANDBOX, chatId)
  if (!chat) throw notFound(`没有编号为“${chatId}”的聊天，全部聊天见 /sandbox/api/chats。`)
  return chat
}

/** The person with this user id; 404 when there is none. */
export function findMember(house: House, memberId: string, now: number): Member {
  const member = house.directory.memberByIdentity(SANDBOX, memberId, toDate(now))
  if (!member) throw notFound(`没有编号为“${memberId}”的人员，全部人员见 /sandbox/api/members。`)
  return member
}

/** Who types where. In a direct chat only the one whose it is can type: 403 for others. */
export function findPlace(house: House, place: { chatId: string; memberId: string }, now: number): { chat: Chat; member: Member } {
  const chat = findChat(house, place.chatId)
  const member = findMember(house, place.memberId, now)
  if (chat.kind === 'direct' && chat.memberId !== member.id) {
    throw new HttpProblem(403, 'forbidden', '这是别人与机器人的单聊，您只能在群里或自己的单聊里发言。')
  }
  return { chat, member }
}
