import type { Button, Content } from '../core/blocks.ts'
import { text } from '../core/blocks.ts'
import type { ChatKind } from '../core/message.ts'
import type { Chat } from '../core/nouns.ts'
import type { House } from '../domain/house.ts'
import { mustMask } from '../domain/scope.ts'
import { renderChatText } from '../render/chat-text.ts'

/** A chat that something is shown in; one that was never heard from is somebody's direct chat. */
export interface Place extends Pick<Chat, 'platform' | 'unitId' | 'outsiders'> {
  kind: ChatKind
  /** A group that hears only what mentions the bot, whatever the platform says of itself (the sandbox's switch). */
  asInRealGroup?: boolean
}

/** What a group is told under a question: only what mentions the bot arrives there (interface §1, 'In real groups'). */
const HOW_TO_ANSWER = '回答时请再@我；照片、语音、表格请私聊发我'

/** A request to show or say something, in a reply that is no ❓ by itself (✅ for one item, a question about the next). */
const ASKS = /请[^。]*照片或文件|请问|请回复/
/** A list that is answered by its numbers. */
const TAKES_NUMBERS = /直接回复序号/
/** Characters; longer words are better typed anew than copied. */
const LONGEST_WORDS = 40

/** A content as it can be shown in a chat: buttons that cannot be pressed there become words, and a group is told how to answer. */
export function fitContent(house: House, place: Place, content: Content): Content {
  const able = house.reach.capabilities(place.platform)
  if (!able) return content
  const { buttons = [], ...rest } = content
  const words = able.buttons[place.kind] ? [] : wordsFor(buttons, content, { house, place })
  const hearsAll = able.hearsGroups && !place.asInRealGroup
  const hint = place.kind === 'group' && !hearsAll && wantsAnswer(content) ? [text(HOW_TO_ANSWER)] : []
  const shown = able.buttons[place.kind] && buttons.length > 0 ? { buttons } : {}
  return { ...rest, ...shown, blocks: [...content.blocks, ...words, ...hint] }
}

function wantsAnswer({ mark, blocks }: Content): boolean {
  const words = renderChatText(blocks, {})
  return mark === '❓' || TAKES_NUMBERS.test(words) || ((mark ?? '') !== '' && ASKS.test(words))
}

/** One line that says what to type instead of pressing; nothing where the text says it already. */
function wordsFor(
  buttons: readonly Button[],
  { mark, blocks }: Content,
  at: { house: House; place: Place },
): [] | [ReturnType<typeof text>] {
  const said = renderChatText(blocks, {})
  const isNumbered = blocks.some((block) => block.kind === 'list' && block.numbered)
  const masks = mustMask({ chat: at.place, house: at.house })
  const left = buttons.filter(({ text: label, says }) => {
    if (said.includes(says) || says.length > LONGEST_WORDS || (isNumbered && /^\d+$/.test(says))) return false
    // What a button types may hold a head's name, which this group is not shown.
    return label === says || !masks
  })
  if (left.length === 0) return []
  const lead = at.place.platform === 'webhook' ? '请私聊机器人回复' : mark === '❓' ? '请回复' : '可以回复'
  return [text(`${lead}：${left.map(describe).join('、')}`)]
}

function describe({ text: label, says }: Button): string {
  return label === says || says.includes(label) ? says : `${says}（${label}）`
}
