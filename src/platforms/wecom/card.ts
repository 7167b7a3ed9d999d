import { randomUUID } from 'node:crypto'
import type { Button } from '../../core/blocks.ts'

/** A card with buttons (https://developer.work.weixin.qq.com/document/path/101032, button_interaction). */
export interface ButtonCard {
  card_type: 'button_interaction'
  task_id: string
  main_title: { title: string; desc?: string }
  /** `key` comes back when the button is pressed: it is what the button says. */
  button_list: { text: string; key: string }[]
}

/** Cards whose buttons may still be pressed; the oldest are forgotten first, all of them at a restart. */
export interface CardShelf {
  put(card: ButtonCard): void
  find(taskId: string): ButtonCard | undefined
}

const CARDS_KEPT = 500
const MOST_BUTTONS = 6
/** Bytes. */
const LONGEST_KEY = 1024

/** Can these buttons stand on one card? */
export function fitsCard(buttons: Button[]): boolean {
  const keys = buttons.map(({ says }) => says)
  const areUnique = new Set(keys).size === keys.length
  return (
    buttons.length > 0 && buttons.length <= MOST_BUTTONS && areUnique && keys.every((key) => key && Buffer.byteLength(key) <= LONGEST_KEY)
  )
}

/** A card for an outgoing message; its task id is never used again, also when the same message is sent once more. */
export function makeCard(messageId: number, buttons: Button[]): ButtonCard {
  return {
    card_type: 'button_interaction',
    task_id: `x${messageId}_${randomUUID()}`,
    main_title: { title: '请选择' },
    button_list: buttons.map(({ text, says }) => ({ text, key: says })),
  }
}

/** The card after one of its buttons was pressed; null when it has no such button. */
export function pressedCard(card: ButtonCard, key: string): ButtonCard | null {
  const button = card.button_list.find((one) => one.key === key)
  return button ? { ...card, main_title: { ...card.main_title, desc: `已选：${button.text}` }, button_list: [button] } : null
}

/** What to type instead of pressing. */
export function typeInstead(buttons: Button[]): string {
  return `请回复：\n${buttons.map(({ text, says }) => (text === says ? `- ${says}` : `- ${says}（${text}）`)).join('\n')}`
}

/** An empty shelf. */
export function createCardShelf(): CardShelf {
  const cards = new Map<string, ButtonCard>()
  return {
    put(card) {
      cards.set(card.task_id, card)
      const [oldest] = cards.keys()
      if (cards.size > CARDS_KEPT && oldest !== undefined) cards.delete(oldest)
    },
    find: (taskId) => cards.get(taskId),
  }
}
