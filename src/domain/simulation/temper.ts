import type { Random } from '../../../db/demo/random.ts'
import { addDays, type DateText, daysBetween } from '../../clock.ts'

/** How a unit works: in time, late, by half, or for show. */
export type Temper = 'diligent' | 'late' | 'sloppy' | 'faking'

/** What each is called in the output. */
export const temperWords: Record<Temper, string> = { diligent: '认真', late: '拖延', sloppy: '马虎', faking: '突击' }

/** Six of ten work as they should, one of twenty works for show. */
export function drawTemper(random: Random): Temper {
  const lot = random.below(100)
  if (lot < 60) return 'diligent'
  if (lot < 80) return 'late'
  return lot < 95 ? 'sloppy' : 'faking'
}

/** When something that is owed once in a span is done and when it is sent in; null: never. `last` is the last day in time. */
export function drawDay(
  random: Random,
  temper: Temper,
  { from, last }: { from: DateText; last: DateText },
): { on: DateText; sentOn: DateText } | null {
  const days = Math.max(0, daysBetween(from, last))
  const on = addDays(from, random.below(days + 1))
  switch (temper) {
    case 'diligent':
      return random.chance(0.97) ? { on, sentOn: on } : null
    case 'late':
      // Done in time, typed in days afterwards; now and then after the deadline.
      return random.chance(0.85) ? { on, sentOn: random.chance(0.5) ? on : addDays(on, 1 + random.below(6)) } : null
    case 'sloppy':
      return random.chance(0.55) ? { on, sentOn: addDays(on, random.below(3)) } : null
    case 'faking': {
      const rush = addDays(last, -random.below(Math.min(3, days + 1)))
      return random.chance(0.9) ? { on: rush, sentOn: rush } : null
    }
  }
}

/** When the next step of a case is taken; null: never. */
export function drawStep(random: Random, temper: Temper, { today, due }: { today: DateText; due: DateText | null }): DateText | null {
  const left = due === null ? 10 : Math.max(1, daysBetween(today, due))
  switch (temper) {
    case 'diligent':
      return addDays(today, Math.max(1, left - random.below(5)))
    case 'late':
      return addDays(today, left + 1 + random.below(8))
    case 'sloppy':
      return random.chance(0.7) ? addDays(today, left + random.below(25)) : null
    case 'faking':
      return addDays(today, 1 + random.below(2))
  }
}
