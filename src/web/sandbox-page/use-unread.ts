import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { api } from './api.ts'

/** How much arrived where since the page was opened. */
export interface UnreadCounts {
  of: (chatId: string) => number
  /** Chats with something unread, most first. */
  chats: { chatId: string; count: number }[]
  refresh: () => Promise<void>
  /** Forgets everything and counts from now. */
  restart: () => Promise<void>
}

const pollEveryMs = 5000

/** Counts what arrived in each chat since the page was opened; the open chat counts as read. */
export function useUnread(openChatId: string): UnreadCounts {
  const since = useRef<number | null>(null)
  const [arrived, setArrived] = useState<Record<string, number>>({})
  const [seen, setSeen] = useState<Record<string, number>>({})

  const refresh = useCallback(async () => {
    const unread = await api.unread(since.current ?? 0)
    const first = since.current === null
    since.current ??= unread.seq
    setArrived(first ? {} : unread.chats)
  }, [])

  const restart = useCallback(async () => {
    since.current = null
    setSeen({})
    await refresh()
  }, [refresh])

  useEffect(() => {
    refresh().catch(() => {})
    const timer = setInterval(() => {
      if (!document.hidden) refresh().catch(() => {})
    }, pollEveryMs)
    return () => clearInterval(timer)
  }, [refresh])

  const openCount = arrived[openChatId] ?? 0
  useEffect(() => setSeen((before) => ({ ...before, [openChatId]: openCount })), [openChatId, openCount])

  const of = (chatId: string): number => (chatId === openChatId ? 0 : Math.max(0, (arrived[chatId] ?? 0) - (seen[chatId] ?? 0)))
  const chats = Object.keys(arrived)
    .map((chatId) => ({ chatId, count: of(chatId) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  return { of, chats, refresh, restart }
}
