import type { RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { api } from './api.ts'
import { whyUndelivered } from './delivery.ts'
import { readErrorText } from './read-error-text.ts'
import type { Chat, Person, Profile, QuickButton } from './sandbox-types.ts'
import type { Directory } from './unit-tree.ts'
import { type MoveTarget, type SandboxClock, useClock } from './use-clock.ts'
import { type Conversation, type LocalMessage, useConversation } from './use-conversation.ts'
import { type DraftKeeper, toOutgoing, useDraft } from './use-draft.ts'
import { type Place, usePlace } from './use-place.ts'
import { useProfile } from './use-profile.ts'
import { type UnreadCounts, useUnread } from './use-unread.ts'

/** Where the page opens. */
export interface Start {
  directory: Directory
  chat: Chat
  person: Person
}

/** All that the panes show and do. */
export interface Sandbox {
  directory: Directory
  place: Place
  conversation: Conversation
  unread: UnreadCounts
  clock: SandboxClock
  profile: Profile | null
  botName: string
  drafting: DraftKeeper
  field: RefObject<HTMLTextAreaElement | null>
  likeRealGroup: boolean
  setLikeRealGroup: (on: boolean) => void
  /** What went wrong last, in Chinese; empty when nothing did. */
  problem: string
  setProblem: (text: string) => void
  actions: Actions
}

interface Actions {
  send: () => void
  retry: (local: LocalMessage) => void
  press: (buttonId: string) => void
  attach: (files: File[]) => void
  fillIn: (quick: QuickButton) => void
  moveClock: (target: MoveTarget) => void
  reset: () => void
}

/** The state of the page, and what happens after each action. */
export function useSandbox({ directory, ...start }: Start): Sandbox {
  const place = usePlace(directory, start)
  const conversation = useConversation(place.chat.id)
  const unread = useUnread(place.chat.id)
  const clock = useClock()
  const { profile, refresh: refreshProfile } = useProfile(place.speaker.id, place.chat.id)
  const drafting = useDraft(place.chat.id)
  const field = useRef<HTMLTextAreaElement>(null)
  const [likeRealGroup, setLikeRealGroup] = useState(false)
  const [problem, setProblem] = useState('')

  const refresh = () => Promise.all([conversation.refresh(), unread.refresh(), refreshProfile()])
  const attempt = (action: () => Promise<unknown>) => {
    action().catch((thrown) => setProblem(readErrorText(thrown)))
  }
  const parts = { place, conversation, unread, clock, drafting, field, likeRealGroup, botName: profile?.botName ?? '乡报' }
  const actions = toActions({ ...parts, attempt, refresh })
  return { ...parts, directory, profile, setLikeRealGroup, problem, setProblem, actions }
}

type Means = Pick<Sandbox, 'place' | 'conversation' | 'unread' | 'clock' | 'drafting' | 'field' | 'likeRealGroup' | 'botName'> & {
  /** Runs an action and tells the user what went wrong. */
  attempt: (action: () => Promise<unknown>) => void
  refresh: () => Promise<unknown>
}

function toActions(means: Means): Actions {
  const { place, conversation, unread, clock, drafting, likeRealGroup, attempt, refresh } = means
  const deliver = (local: LocalMessage) => attempt(() => conversation.deliver(local).then(refresh))
  return {
    send: () => {
      deliver(toLocal(means))
      drafting.clear()
    },
    retry: (local) => deliver({ ...local, state: 'sending' }),
    press: (buttonId) => {
      const press = { chatId: place.chat.id, memberId: place.speaker.id, buttonId, asInRealGroup: likeRealGroup }
      attempt(() => api.press(press).then(refresh))
    },
    attach: (files) => attempt(() => drafting.attach(files)),
    fillIn: (quick) => fillIn(means, quick),
    moveClock: (move) => attempt(() => clock.move(move).then(refresh)),
    reset: () =>
      attempt(async () => {
        await api.reset()
        conversation.clear()
        clock.forget()
        await Promise.all([clock.refresh(), unread.restart(), refresh()])
      }),
  }
}

/** The draft as a message of this page, held back when a real group would not deliver it. */
function toLocal({ place, conversation, clock, drafting, likeRealGroup, botName }: Means): LocalMessage {
  const reason = likeRealGroup ? whyUndelivered(drafting.draft, place.chat, botName) : null
  return {
    id: crypto.randomUUID(),
    afterSeq: conversation.messages.at(-1)?.seq ?? 0,
    atMs: clock.nowMs ?? Date.now(),
    outgoing: { ...toOutgoing(drafting.draft, place.chat.id, place.speaker.id), ...(likeRealGroup ? { asInRealGroup: true } : {}) },
    ...(reason ? { state: 'undelivered', error: reason } : { state: 'sending' }),
  }
}

/** Puts a quick button's words into the field, to be completed and sent by hand. */
function fillIn({ place, drafting, field, likeRealGroup, botName }: Means, { says }: QuickButton): void {
  const needsMention = likeRealGroup && place.chat.kind === 'group'
  drafting.change({ text: needsMention ? `@${botName} ${says}` : says })
  place.showPane('chat')
  requestAnimationFrame(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  })
}
