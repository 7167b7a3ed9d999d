import { addDays, type DateText, toInstant } from '../../clock.ts'
import { readStandings } from '../closing.ts'
import { allDuties, allRankings } from '../house.ts'
import { periodOf } from '../periods.ts'
import { dutyPeriod, isCoverage, type Standing, standings } from '../progress.ts'
import { rankedUnits } from '../ranked.ts'
import { type DutyMonth, monthLines, newMonth, type RankedMonth } from './month.ts'
import { createRecounter, isRecounted, type Recounter } from './recount.ts'
import type { Play } from './state.ts'

/** Prints the month that ends today, and counts every duty a second time from the raw entries. */
export async function endMonth(play: Play, day: DateText): Promise<void> {
  const { store, stage, reports, out } = play
  const { house, journal } = stage
  const now = toInstant(addDays(day, 1)) - 1
  const recount = createRecounter(journal, house)
  const duties: DutyMonth[] = []
  for (const packDuty of allDuties(house)) {
    const found = await standings({ db: store.read, house }, packDuty, { period: dutyPeriod(packDuty, day), now })
    checkSums(play, { found, recount, day })
    const isOver = found[0]?.period.to === addDays(day, 1)
    if (isCoverage(packDuty.duty) || isOver) duties.push({ packDuty, standings: found })
  }
  const titles = new Map(reports.map(({ name, title }) => [name, title]))
  const about = { label: periodOf('month', day).label, titles, duties, rankings: await rankingsOn(play, day) }
  for (const line of monthLines(play.month, about)) out(line)
  play.month = newMonth()
}

function checkSums(play: Play, { found, recount, day }: { found: Standing[]; recount: Recounter; day: DateText }): void {
  for (const { pack, duty, subject, required, done, onTime, period } of found) {
    if (!isRecounted(duty)) continue
    play.checked += 1
    const again = recount({ pack, duty }, { subject, period, on: day })
    if (again.required === required && again.done === done && again.onTime === onTime) continue
    const raw = `按原始记录应 ${again.required}、完成 ${again.done}、按时 ${again.onTime}`
    play.faults.push(`${day} ${duty.id} ${subject.name}：应 ${required}、完成 ${done}、按时 ${onTime}；${raw}`)
  }
}

async function rankingsOn({ store, stage }: Play, day: DateText): Promise<RankedMonth[]> {
  const { house } = stage
  const { root } = house.directory
  const now = toInstant(addDays(day, 1)) - 1
  const found: RankedMonth[] = []
  for (const ranked of allRankings(house)) {
    if (!root || ranked.duty.count === 'member') continue
    const period = dutyPeriod(ranked, day)
    const book = await readStandings({ db: store.read, house }, ranked, { period, now, roots: [root.id] })
    const lines = rankedUnits(house.directory, { duty: ranked.duty, standings: book.standings }, root.id)
    found.push({ title: ranked.ranking.title, lines })
  }
  return found
}
