import { addDays, type DateText, daysBetween } from '../clock.ts'
import type { House } from './house.ts'

/** A question to learn by, with its answer (B14). */
interface Question {
  ask: string
  answer: string
}

type Asking = Pick<House, 'packs' | 'calendar'>

/** Where the turns begin; any day that lies before all ledgers. */
const FIRST_DAY = '2020-01-01'

/**
 * The question of a working day, one after the other and again from the start, so that each has its turn whatever their number; on a
 * day off that of the working day before. Null where no pack has any (counting-rules 24: off by default).
 */
export function questionOf({ packs, calendar }: Asking, day: DateText): Question | null {
  const questions = packs.flatMap(({ dailyQuestions }) => dailyQuestions)
  if (questions.length === 0) return null
  const days = Array.from({ length: daysBetween(FIRST_DAY, day) }, (_, index) => addDays(FIRST_DAY, index + 1))
  return questions[days.filter((one) => calendar.isWorkday(one)).length % questions.length] ?? null
}

/** The question of the working day before. */
export function lastQuestion(house: Asking, day: DateText): Question | null {
  return questionOf(house, house.calendar.workdaysBefore(day, 1))
}
