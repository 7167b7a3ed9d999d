import type { DateText } from '../clock.ts'
import type { Chat, Member } from '../core/nouns.ts'
import type { Capabilities, ConnectionState } from '../core/platform.ts'
import type { Notice } from '../core/reply.ts'
import type { House } from './house.ts'

/** Whom the platforms let us write to. */
export interface Reach {
  /** Null: the platform is not on. */
  state(platform: string): ConnectionState | null
  /** The chat with a person who never wrote to the bot; null where the bot may not begin. */
  directChatOf(platform: string, userId: string): string | null
  /** Where something unasked goes that is meant for this chat; absent: there. */
  unaskedChatOf?(platform: string, chatId: string): string
  /** What can be shown there; null: the platform is not on. */
  capabilities(platform: string): Capabilities | null
}

/** Where there are no platforms (shell commands), only chats that were heard from count. */
export const withoutPlatforms: Reach = { state: () => 'connected', directChatOf: () => null, capabilities: () => null }

/** A chat that something goes to. */
export interface Target {
  platform: string
  chatId: string
}

/**
 * The one chat in which a person is written to: one that was heard from where the platform works, else one that the bot may begin, else
 * any that was heard from. `muted`: he wants no notices; null: he cannot be reached (未激活). `not` leaves a platform out;
 * `evenMuted` is for what he has to know all the same.
 */
export function directTarget(house: House, memberId: number, options: { not?: string; evenMuted?: boolean } = {}): Target | 'muted' | null {
  const { directory, reach } = house
  const heard = directory.directChatsOf(memberId).filter((chat) => !chat.goneAt && chat.platform !== options.not)
  const open = heard.filter((chat) => !chat.muted || options.evenMuted)
  if (heard.length > 0 && open.length === 0) return 'muted'
  const works = ({ platform }: Target): boolean => ['connected', 'connecting'].includes(reach.state(platform) ?? 'off')
  const begun = directory.identities(memberId).flatMap(({ platform, userId }): Target[] => {
    const chatId = platform === options.not ? null : reach.directChatOf(platform, userId)
    return chatId === null || directory.chatOf(platform, chatId) ? [] : [{ platform, chatId }]
  })
  const found = open.find(works) ?? begun.find(works) ?? open[0] ?? begun[0]
  return found ? unaskedTarget(house, found) : null
}

/** Where something goes that nobody asked for in this chat: on some platforms the bot can only answer there, and writes elsewhere. */
export function unaskedTarget({ reach }: House, { platform, chatId }: Target): Target {
  return { platform, chatId: reach.unaskedChatOf?.(platform, chatId) ?? chatId }
}

/** Where a notice goes, and whom it mentions when it could not reach him directly. */
export interface NoticeTarget extends Target {
  mentions: number[]
}

/**
 * The chats that a notice goes to: muted ones get only what reaches even them, those that the bot was put out of nothing; a person is
 * written to once; who has no direct chat is mentioned in his unit's group.
 */
export function targetsOf(house: House, { to, evenMuted = false }: Pick<Notice, 'to' | 'evenMuted'>, on: DateText): NoticeTarget[] {
  const { directory } = house
  const toChats = (chats: Chat[], mentions: number[] = []): NoticeTarget[] =>
    chats.filter((chat) => (evenMuted || !chat.muted) && !chat.goneAt).map((chat) => ({ ...unaskedTarget(house, chat), mentions }))
  if ('chatId' in to) return toChats([directory.chat(to.chatId)].flatMap((chat) => chat ?? []))
  if ('unitId' in to) return toChats(directory.groupsOf(to.unitId))
  const direct = directTarget(house, to.memberId, { evenMuted })
  if (direct === 'muted') return []
  if (direct) return [{ ...direct, mentions: [] }]
  const units = new Set(directory.member(to.memberId, on)?.posts.map((post) => post.unitId))
  return [...units].flatMap((unitId) => toChats(directory.groupsOf(unitId), [to.memberId]))
}

/** Platforms by the names that people know. */
export const platformTitles: Readonly<Record<string, string>> = {
  wecom: '企业微信',
  dingtalk: '钉钉',
  sandbox: '演练场',
  webhook: '群机器人',
}

/** The people of a unit and those below it whom the bot cannot write to: they never spoke to it, and no platform lets it begin (未激活). */
export function unreachableMembers(house: House, unitId: number, on: DateText): Member[] {
  return house.directory
    .members(on)
    .filter(({ id, posts }) => posts.some((post) => house.directory.isWithin(post.unitId, unitId)) && directTarget(house, id) === null)
}
