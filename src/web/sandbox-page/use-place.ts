import { useEffect, useState } from 'preact/hooks'
import type { Chat, Person } from './sandbox-types.ts'
import { remember } from './storage.ts'
import { type Directory, directChatId, suggestSpeaker } from './unit-tree.ts'

/** What a phone shows at one time; wider screens show everything. */
export type Pane = 'list' | 'chat' | 'me' | 'clock'

/** Who speaks in which chat: two separate choices. */
export interface Place {
  chat: Chat
  speaker: Person
  pane: Pane
  showPane: (pane: Pane) => void
  openChat: (chatId: string) => void
  /** In a group the place stays; a direct chat is its member's alone, so the new speaker takes his own. */
  become: (person: Person) => void
}

/** Keeps the choice, over reloads too. */
export function usePlace(directory: Directory, start: { chat: Chat; person: Person }): Place {
  const [{ chat, speaker }, setChoice] = useState({ chat: start.chat, speaker: start.person })
  const [pane, showPane] = useState<Pane>('chat')
  useEffect(() => remember(chat.id, speaker.id), [chat.id, speaker.id])

  const openChat = (chatId: string) => {
    const next = directory.chats.get(chatId)
    if (!next) return
    const owner = next.kind === 'direct' ? suggestSpeaker(directory, next) : undefined
    setChoice({ chat: next, speaker: owner ?? speaker })
    showPane('chat')
  }
  const become = (person: Person) => {
    const own = chat.kind === 'direct' ? directory.chats.get(directChatId(person.id)) : undefined
    setChoice({ chat: own ?? chat, speaker: person })
  }
  return { chat, speaker, pane, showPane, openChat, become }
}
