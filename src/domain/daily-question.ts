import { type DateText, daysBetween } from '../clock.ts'
import type { House } from './house.ts'

/** A question to learn by, with its answer (B14). */
interface Question {
  ask: string
  answer: string
}

/** The question of a day, one after the other and again from the start; null where no pack has any (counting-rules 24: off by default). */
export function questionOf({ packs }: Pick<House, 'packs'>, day: DateText): Question | null {
  const questions = packs.flatMap(({ dailyQuestions }) => dailyQuestions)
  return questions[daysBetween('2020-01-01', day) % Math.max(1, questions.length)] ?? null
}

/** The question of the working day before. */
export function lastQuestion(house: Pick<House, 'packs' | 'calendar'>, day: DateText): Question | null {
  return questionOf(house, house.calendar.workdaysBefore(day, 1))
}
