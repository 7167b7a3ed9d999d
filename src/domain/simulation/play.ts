import { countStates } from '../../../db/queries/case-states.ts'
import { addDays, type DateText, toInstant } from '../../clock.ts'
import { setStage } from './desk.ts'
import { endMonth } from './month-end.ts'
import { runBetween } from './runs.ts'
import { type Play, type PlayParts, type PlaySettings, startPlay } from './state.ts'
import { planThemes } from './theme-plans.ts'
import { planCases, planDuties, work } from './work.ts'

/** Faults that are printed; the rest is counted. */
const MOST_FAULTS = 20

/** Plays the period in virtual time and prints each month. Returns what did not agree with the raw entries: none when all is well. */
export async function play(parts: PlayParts, settings: PlaySettings): Promise<string[]> {
  const state = await startPlay(parts, settings)
  for (let day = settings.from; day <= settings.to; day = addDays(day, 1)) await playDay(state, day)
  await checkLedger(state)
  return state.faults
}

/** People work in the early afternoon; what falls due before or after runs before or after. */
async function playDay(state: Play, day: DateText): Promise<void> {
  const { stage, store, keepHouse, from, to } = state
  if (day.endsWith('-01')) state.stage = setStage({ ...stage, house: await keepHouse(store.read) }, day)
  if (day === from || day.endsWith('-01')) {
    planThemes(state, day)
    planCases(state, day)
  }
  planDuties(state, day)
  const noon = toInstant(day, '13:59')
  await runBetween(state, { afterMs: toInstant(day) - 1, untilMs: noon })
  await work(state, day)
  const next = addDays(day, 1)
  await runBetween(state, { afterMs: noon, untilMs: toInstant(next) - 1 })
  if (day === to || next.endsWith('-01')) await endMonth(state, day)
}

/** Is every entry of the play in the ledger, and none besides? Prints what was found. */
async function checkLedger({ store, stage, faults, checked, out }: Play): Promise<void> {
  const { all } = stage.journal
  const counts = await countStates(store.read, { kinds: [...new Set(all.map(({ kind }) => kind))] })
  const stored = counts.reduce((sum, row) => sum + row.count, 0)
  if (stored !== all.length) faults.push(`台账 ${stored} 条，推演写入 ${all.length} 条`)
  out(`【核对】台账 ${stored} 条；核对提醒、时限、合计 ${checked} 项`)
  if (faults.length === 0) out('核对一致')
  for (const fault of faults.slice(0, MOST_FAULTS)) out(`不一致：${fault}`)
  if (faults.length > MOST_FAULTS) out(`……还有 ${faults.length - MOST_FAULTS} 处`)
}
