import type { Button, Content } from '../core/blocks.ts'
import { text, withWords } from '../core/blocks.ts'
import type { ChatKind } from '../core/message.ts'
import type { Chat } from '../core/nouns.ts'
import { withoutIdentity, withoutPhones } from '../core/personal-numbers.ts'
import type { House } from '../domain/house.ts'
import { maskHeads } from '../domain/masked-heads.ts'
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
/** What is not asked in the group. */
const ASKED_ASIDE = /请在私聊里回复|请私聊报给我/
/** A list that is answered by its numbers. */
const TAKES_NUMBERS = /直接回复序号/
/** Characters; longer words are better typed anew than copied. */
const LONGEST_WORDS = 40

/**
 * A content as it can be shown in a chat: what must not stand there is hidden, buttons that cannot be pressed there become words, and a
 * group is told how to answer.
 */
export function fitContent(house: House, place: Place, whole: Content): Content {
  const hide = hiding(house, place)
  const { outline, ...told } = whole
  const blocks = place.kind === 'group' && place.outsiders ? (outline ?? told.blocks) : told.blocks
  const content = { ...told, blocks: blocks.map((block) => withWords(block, hide)) }
  const able = house.reach.capabilities(place.platform)
  const { buttons = [], ...rest } = content
  // What a button types is not shown, and has to stay what it says.
  const labelled = buttons.map(({ text: label, says }) => ({ text: hide(label), says }))
  if (!able) return buttons.length > 0 ? { ...rest, buttons: labelled } : rest
  const sayable = buttons.filter(({ says }) => hide(says) === says)
  const words = able.buttons[place.kind] ? [] : wordsFor(sayable, content, { house, place })
  const hearsAll = able.hearsGroups && !place.asInRealGroup
  const hint = place.kind === 'group' && !hearsAll && wantsAnswer(content) ? [text(HOW_TO_ANSWER)] : []
  const shown = able.buttons[place.kind] && buttons.length > 0 ? { buttons: labelled } : {}
  return { ...rest, ...shown, blocks: [...content.blocks, ...words, ...hint] }
}

/**
 * Hides in words what must not stand in a chat, whoever typed it and wherever it is repeated: identity numbers anywhere, phone numbers in
 * groups, heads of households in those above village level (interface §2).
 */
function hiding(house: House, place: Place): (words: string) => string {
  const masks = mustMask({ chat: place, house })
  return (words) => {
    const known = withoutIdentity(words)
    if (place.kind === 'direct') return known
    return withoutPhones(masks ? maskHeads(house, known) : known)
  }
}

function wantsAnswer({ mark, blocks }: Content): boolean {
  const words = renderChatText(blocks, {})
  if (ASKED_ASIDE.test(words)) return false
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
