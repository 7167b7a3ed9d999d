import type { Db } from '../../../db/client.ts'
import { addExemption } from '../../../db/queries/exemptions.ts'
import { addDays, type DateText, toDate } from '../../clock.ts'
import type { Entry } from '../../core/nouns.ts'
import { allDuties } from '../house.ts'
import { periodOf } from '../periods.ts'
import { dutyPeriod } from '../progress.ts'
import { doMove, issueDraft, type Move, nextMove, riskDraft } from './case-plans.ts'
import { enter } from './desk.ts'
import { planDuty, sendingTime, type Zero } from './duty-plans.ts'
import { zeroName } from './journal.ts'
import { count } from './month.ts'
import { type Play, push } from './state.ts'
import { themeClassOf } from './theme-plans.ts'

/** Plans the duties whose period begins today. */
export function planDuties(play: Play, day: DateText): void {
  const { stage, planned, temperOf, reportsByDay } = play
  const themeOf = (unitId: number): string | null => themeClassOf(play, unitId)
  for (const packDuty of allDuties(stage.house)) {
    const { id } = packDuty.duty
    const period = dutyPeriod(packDuty, day)
    if (planned.get(id) === period.key) continue
    planned.set(id, period.key)
    for (const report of planDuty(stage, packDuty, { period, from: day, temperOf, themeOf })) push(reportsByDay, report.sentOn, report)
  }
}

/** At most so many risks and problems arise in a month, however large the place: more would say nothing new about the rules. */
const RISKS = 40
const ISSUES = 20
/** Households that are taken in at once where it is done for show. */
const BURST = 6

/** Plans the risks and problems of a month: a few everywhere, and where things are done for show now and then a batch on one day. */
export function planCases(play: Play, first: DateText): void {
  const { stage, temperOf } = play
  const { random, house } = stage
  const { units } = house.directory
  const month = periodOf('month', first)
  const days = Number(addDays(month.to, -1).slice(8, 10))
  const drawDay = (): DateText => addDays(month.from, random.below(days))
  const villages = units.filter(({ kind }) => kind === 'village')
  for (const { id } of villages) {
    const isBurst = temperOf(id) === 'faking' && random.chance(1 / 12)
    const number = isBurst ? BURST : random.chance(Math.min(0.06, RISKS / villages.length)) ? 1 : 0
    planRisks(play, { villageId: id, number, day: drawDay(), first })
  }
  const places = units.filter(({ kind, parentId }) => parentId !== null && (kind === 'township' || kind === 'county'))
  for (const { id } of places) {
    const day = drawDay()
    const draft = random.chance(Math.min(0.5, ISSUES / places.length)) ? issueDraft(stage, id, day) : null
    if (draft && day >= first) push(play.reportsByDay, day, { sentOn: day, draft })
  }
}

function planRisks({ stage, reportsByDay }: Play, about: { villageId: number; number: number; day: DateText; first: DateText }): void {
  const { villageId, number, day, first } = about
  const households = stage.house.directory.households(villageId)
  if (households.length === 0 || day < first) return
  const start = stage.random.below(households.length)
  for (let index = 0; index < Math.min(number, households.length); index++) {
    const household = households[(start + index) % households.length]
    const draft = household && riskDraft(stage, household, day)
    if (draft) push(reportsByDay, day, { sentOn: day, draft })
  }
}

/** What people do on a day, all in one transaction. */
export async function work(play: Play, day: DateText): Promise<void> {
  const reports = play.reportsByDay.get(day) ?? []
  const moves = play.movesByDay.get(day) ?? []
  play.reportsByDay.delete(day)
  play.movesByDay.delete(day)
  if (reports.length + moves.length === 0) return
  await play.store.transaction(async (tx) => {
    for (const [index, report] of reports.entries()) {
      const at = sendingTime(day, index)
      if ('zero' in report) {
        await enterZero(play, tx, { zero: report.zero, at })
        continue
      }
      const entry = await enter(play.stage, tx, { ...report.draft, sentAt: at })
      count(play.month.entries, entry.kind)
      await planNext(play, tx, { entry, today: day })
    }
    for (const [index, move] of moves.entries()) await takeStep(play, tx, { move, at: sendingTime(day, index) })
  })
}

async function enterZero({ stage, month }: Play, tx: Db, { zero, at }: { zero: Zero; at: number }): Promise<void> {
  const { duty, period, unitId, memberId } = zero
  const row = { kind: 'zero' as const, dutyId: duty, period, unitId, memberId: null, since: null, until: null, reason: '' }
  await addExemption(tx, { ...row, byMemberId: memberId, at, state: 'confirmed' })
  stage.journal.zeros.add(zeroName(duty, period, unitId))
  count(month.entries, '零报告')
}

async function takeStep(play: Play, tx: Db, { move, at }: { move: Move; at: number }): Promise<void> {
  const touched = await doMove(play.stage, tx, move, at)
  count(play.month.steps, touched.length > 0 ? move.word : '未办成')
  for (const entry of touched) await planNext(play, tx, { entry, today: toDate(at) })
}

async function planNext(play: Play, tx: Db, { entry, today }: { entry: Entry; today: DateText }): Promise<void> {
  const next = await nextMove(play.stage, tx, entry, { today, temperOf: play.temperOf })
  if (next) push(play.movesByDay, next.on <= today ? addDays(today, 1) : next.on, next)
}
