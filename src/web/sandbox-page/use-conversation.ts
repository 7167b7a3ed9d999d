import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { api } from './api.ts'
import { readErrorText } from './read-error-text.ts'
import type { OutgoingMessage, ShownMessage } from './sandbox-types.ts'

/** A message that the server has not shown yet, or will never see (`undelivered`: in a real group it would not arrive). */
export interface LocalMessage {
  id: string
  afterSeq: number
  atMs: number
  state: 'sending' | 'failed' | 'undelivered'
  outgoing: OutgoingMessage
  error?: string
}

/** The open chat: what is shown there, and sending. */
export interface Conversation {
  messages: ShownMessage[]
  locals: LocalMessage[]
  loaded: boolean
  refresh: () => Promise<void>
  /** Resolves when the bot has answered; a failure stays in the list and can be sent again. */
  deliver: (local: LocalMessage) => Promise<void>
  drop: (local: LocalMessage) => void
  clear: () => void
}

const pollEveryMs = 2000

const lastSeqOf = (messages: ShownMessage[]): number => messages.at(-1)?.seq ?? 0

/** Runs `task` now and every two seconds while the page is visible. */
function usePolling(task: () => Promise<void>): void {
  useEffect(() => {
    task().catch(() => {})
    const timer = setInterval(() => {
      if (!document.hidden) task().catch(() => {})
    }, pollEveryMs)
    return () => clearInterval(timer)
  }, [task])
}

/** The messages of one chat, kept up to date. */
export function useConversation(chatId: string): Conversation {
  const [shown, setShown] = useState<{ chatId: string; messages: ShownMessage[] }>({ chatId: '', messages: [] })
  const [locals, setLocals] = useState<LocalMessage[]>([])
  const open = useRef({ chatId, messages: shown.messages })
  open.current = { chatId, messages: shown.chatId === chatId ? shown.messages : [] }

  const refresh = useCallback(async () => {
    const fresh = await api.messages(chatId, lastSeqOf(open.current.messages))
    if (open.current.chatId !== chatId) return
    setShown((before) => {
      const known = before.chatId === chatId ? before.messages : []
      const added = fresh.filter(({ seq }) => seq > lastSeqOf(known))
      return added.length === 0 && before.chatId === chatId ? before : { chatId, messages: [...known, ...added] }
    })
  }, [chatId])
  usePolling(refresh)

  const keep = (local: LocalMessage) => setLocals((before) => [...before.filter(({ id }) => id !== local.id), local])
  const drop = (local: LocalMessage) => setLocals((before) => before.filter(({ id }) => id !== local.id))

  const deliver = async (local: LocalMessage): Promise<void> => {
    keep(local)
    if (local.state === 'undelivered') return
    try {
      await api.send(local.outgoing)
      await refresh()
      drop(local)
    } catch (thrown) {
      keep({ ...local, state: 'failed', error: readErrorText(thrown) })
    }
  }

  const clear = () => {
    setLocals([])
    setShown({ chatId: '', messages: [] })
  }
  const { messages } = open.current
  return { messages, locals: stillMissing(locals, messages, chatId), loaded: shown.chatId === chatId, refresh, deliver, drop, clear }
}

/** The local messages of this chat, without those that the server shows by now. */
function stillMissing(locals: LocalMessage[], messages: ShownMessage[], chatId: string): LocalMessage[] {
  return locals.filter(({ outgoing, afterSeq, state }) => {
    if (outgoing.chatId !== chatId) return false
    return state !== 'sending' || !messages.some(({ seq, from }) => seq > afterSeq && from === outgoing.memberId)
  })
}
