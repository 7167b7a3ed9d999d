import type { Clock } from '../clock.ts'

/** The longest that a timer is set for: clocks are changed, and sleeping machines wake up. */
const LONGEST_TIMER_MS = 60_000

/** Something to wait for: `given` resolves when `give` is called. */
export function createSignal(): { given: Promise<void>; give(): void } {
  let give = (): void => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

/** Wakes at a time of the clock; it keeps no process alive. */
export function createTimer(clock: Clock, wake: () => void): { set(at: number | null): void } {
  let timeout: NodeJS.Timeout | undefined
  return {
    set(at) {
      clearTimeout(timeout)
      if (at !== null) timeout = setTimeout(wake, Math.min(Math.max(at - clock.now(), 0), LONGEST_TIMER_MS)).unref()
    },
  }
}
