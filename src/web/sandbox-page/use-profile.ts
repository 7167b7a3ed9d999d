import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { api } from './api.ts'
import type { Profile } from './sandbox-types.ts'

const refreshEveryMs = 60_000

/** Who the speaker is, what his unit owes and what he may say in this chat; null until known. */
export function useProfile(memberId: string, chatId: string): { profile: Profile | null; refresh: () => Promise<void> } {
  const [known, setKnown] = useState<{ memberId: string; profile: Profile } | null>(null)
  const wanted = useRef('')
  wanted.current = `${memberId} ${chatId}`

  const refresh = useCallback(async () => {
    const profile = await api.me(memberId, chatId)
    if (wanted.current === `${memberId} ${chatId}`) setKnown({ memberId, profile })
  }, [memberId, chatId])

  useEffect(() => {
    refresh().catch(() => {})
    const timer = setInterval(() => {
      if (!document.hidden) refresh().catch(() => {})
    }, refreshEveryMs)
    return () => clearInterval(timer)
  }, [refresh])
  return { profile: known?.memberId === memberId ? known.profile : null, refresh }
}
