import { expectationsOf } from '../../db/queries/expectations.ts'
import type { Entry, Step } from '../core/nouns.ts'
import { withoutDetails } from './case-lines.ts'
import { type CaseGround, caseView } from './cases.ts'
import { showDate } from './echo.ts'
import { workflows } from './workflows/all.ts'

/** The word of a step of a case (核实, 纳入); undefined for steps that any entry may have. */
export function stepWord(kind: string, { action, fields }: Step): string | undefined {
  if (typeof fields.word === 'string') return fields.word
  return workflows.get(kind)?.actions.find(({ step }) => step === action)?.word
}

/** What the steps have added to a report, as it is shown. */
export function caseFacts(ground: CaseGround, entry: Entry): Record<string, string> {
  return workflows.get(entry.kind)?.facts?.(caseView(ground, entry)) ?? {}
}

/** What is to be done now (`isBrief`: without the details), and how each deadline came about (design §6): 3个工作日，6月22–24日端午节不计. */
export async function deadlineWords(
  { db, house }: CaseGround,
  entry: Entry,
  { steps, isBrief }: { steps: Step[]; isBrief: boolean },
): Promise<string[]> {
  const expected = await expectationsOf(db, entry.no)
  const lines = expected.map(({ what: whole, due, since, span, unitId, memberId }) => {
    const what = isBrief ? withoutDetails(whole) : whole
    const who = unitId === null ? (house.directory.person(memberId ?? 0) ?? '') : house.directory.unit(unitId).name
    if (due === null) return `${what}：等${who}办`
    const left = span?.endsWith('工作日') ? house.calendar.explain(since, due) : ''
    return `${what}：等${who}办，时限${showDate(due)}${span ? `（自${showDate(since)}起${span}${left ? `，${left}` : ''}）` : ''}`
  })
  return [...lines, ...movedStart(entry, steps)]
}

/** A start of the deadlines that was changed later is flagged (counting-rules 9). */
function movedStart(entry: Entry, [first]: Step[]): string[] {
  const date = first?.fields.date
  if (!workflows.has(entry.kind) || typeof date !== 'string' || date === entry.date) return []
  return [`起算日改过：上报时是${showDate(date)}，现在是${showDate(entry.date)}`]
}
