import { addDays, type DateText, toInstant } from '../../clock.ts'
import { readStandings } from '../closing.ts'
import { allDuties, allRankings, type PackDuty } from '../house.ts'
import { type Period, periodOf, previousPeriod } from '../periods.ts'
import { dutyPeriod, isCoverage, type Standing, standings } from '../progress.ts'
import { rankedUnits } from '../ranked.ts'
import { type DutyMonth, monthLines, newMonth, type RankedMonth } from './month.ts'
import type { Recounter } from './recount.ts'
import type { Play } from './state.ts'

/** Prints the month that ends today, and counts every duty a second time from the raw entries. */
export async function endMonth(play: Play, day: DateText): Promise<void> {
  const { store, stage, reports, out } = play
  const { house, recount } = stage
  const now = toInstant(addDays(day, 1)) - 1
  const duties: DutyMonth[] = []
  for (const packDuty of allDuties(house)) {
    for (const period of periodsShown(packDuty, { day, from: play.from })) {
      const found = await standings({ db: store.read, house }, packDuty, { period, now })
      checkSums(play, { found, recount, day })
      if (isCoverage(packDuty.duty) || period.to <= addDays(day, 1)) duties.push({ packDuty, standings: found })
    }
  }
  const titles = new Map(reports.map(({ name, title }) => [name, title]))
  const about = { label: periodOf('month', day).label, titles, duties, rankings: await rankingsOn(play, day) }
  for (const line of monthLines(play.month, about)) out(line)
  play.month = newMonth()
}

/** The running period, which may end today; of weeks and days, which seldom end with a month, the one before it too. */
function periodsShown(packDuty: PackDuty, { day, from }: { day: DateText; from: DateText }): Period[] {
  const running = dutyPeriod(packDuty, day)
  const isShort = (running.unit === 'week' || running.unit === 'day') && running.to > addDays(day, 1)
  const before = isShort ? [previousPeriod(running)].filter((period) => period.from >= from) : []
  return [...before, running]
}

function checkSums(play: Play, { found, recount, day }: { found: Standing[]; recount: Recounter; day: DateText }): void {
  for (const { pack, duty: counted, subject, required, done, onTime, period, zeroAt } of found) {
    play.checked += 1
    const duty = pack.duties.find(({ id }) => id === counted.id) ?? counted
    const again = recount({ pack, duty }, { subject, period, on: day })
    const isSame = again?.required === required && again.done === done && again.onTime === onTime
    if (isSame && again.isZero === (zeroAt !== null)) continue
    const raw = again
      ? `按原始记录应 ${again.required}、完成 ${again.done}、按时 ${again.onTime}${again.isZero ? '、零报告' : ''}`
      : '按原始记录不用报'
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
    const lines = rankedUnits(house.directory, { duty: ranked.duty, standings: book.standings, part: null }, root.id)
    found.push({ title: ranked.ranking.title, lines })
  }
  return found
}
