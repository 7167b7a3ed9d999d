import { useCallback, useEffect, useState } from 'preact/hooks'
import { api } from './api.ts'
import type { NextNotice, Run } from './sandbox-types.ts'

/** A move of the clock that the server has finished. */
export interface Move {
  fromMs: number
  toMs: number
  ran: Run[]
}

/** Where the clock is moved: to a time, by a duration, or on to the next run that tells somebody something. */
export type MoveTarget = { to: string } | { advance: string } | { toNotice: true }

/** The virtual clock as the page shows and moves it. */
export interface SandboxClock {
  /** Virtual time now, epoch ms; null until the server told it. */
  nowMs: number | null
  next: NextNotice
  moving: boolean
  lastMove: Move | null
  /** Rejects with what the server said. */
  move: (target: MoveTarget) => Promise<void>
  refresh: () => Promise<void>
  forget: () => void
}

const tickEveryMs = 1000
/** Runs in a row that told nobody anything, before the clock stops all the same. */
const mostEmptyRuns = 60

/** Moves on from run to run until one has sent something: a daily look at deadlines is mostly silent. */
async function moveToNotice(first: NextNotice): Promise<{ now: string; ran: Run[] }> {
  const ran: Run[] = []
  let upcoming = first
  for (let count = 1; ; count++) {
    const moved = await api.moveClock({ to: upcoming.dueAt ?? '' })
    ran.push(...moved.ran)
    upcoming = await api.next()
    const isDone = moved.ran.some(({ notices }) => notices > 0) || count === mostEmptyRuns || upcoming.dueAt === null
    if (isDone) return { now: moved.now, ran }
  }
}

/** The virtual clock, which goes on with real time between calls. */
export function useClock(): SandboxClock {
  const [offsetMs, setOffsetMs] = useState<number | null>(null)
  const [realMs, setRealMs] = useState(() => Date.now())
  const [next, setNext] = useState<NextNotice>({ dueAt: null, title: null })
  const [moving, setMoving] = useState(false)
  const [lastMove, setLastMove] = useState<Move | null>(null)

  const synchronise = (now: string) => {
    setRealMs(Date.now())
    setOffsetMs(Date.parse(now) - Date.now())
  }
  const refresh = useCallback(async () => {
    const [clock, upcoming] = await Promise.all([api.clock(), api.next()])
    synchronise(clock.now)
    setNext(upcoming)
  }, [])

  useEffect(() => {
    refresh().catch(() => {})
    const timer = setInterval(() => setRealMs(Date.now()), tickEveryMs)
    return () => clearInterval(timer)
  }, [refresh])

  const nowMs = offsetMs === null ? null : realMs + offsetMs
  const move = async (target: MoveTarget): Promise<void> => {
    setMoving(true)
    try {
      const { now, ran } = 'toNotice' in target ? await moveToNotice(next) : await api.moveClock(target)
      setLastMove({ fromMs: nowMs ?? Date.parse(now), toMs: Date.parse(now), ran })
      synchronise(now)
      setNext(await api.next())
    } finally {
      setMoving(false)
    }
  }
  return { nowMs, next, moving, lastMove, move, refresh, forget: () => setLastMove(null) }
}
