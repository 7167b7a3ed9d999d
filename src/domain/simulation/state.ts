import type { Store } from '../../../db/client.ts'
import { createRandom } from '../../../db/demo/random.ts'
import { putSetting } from '../../../db/queries/settings.ts'
import { type DateText, toInstant } from '../../clock.ts'
import type { UnitRow } from '../../core/roster-rows.ts'
import type { Commands, ReportCommand } from '../command.ts'
import { createHouseKeeper, type HouseKeeper } from '../house.ts'
import type { Pack } from '../pack.ts'
import { importRoster, type RosterRows } from '../roster-import.ts'
import type { Schedule } from '../schedule.ts'
import type { Move } from './case-plans.ts'
import { type Stage, setStage } from './desk.ts'
import type { Planned } from './duty-plans.ts'
import type { Told } from './escalation-check.ts'
import { createJournal } from './journal.ts'
import { type Month, newMonth } from './month.ts'
import { drawTemper, type Temper, temperWords } from './temper.ts'
import { inventWorld, pairUp } from './world.ts'

/** What is played: a pack over a roster, from the first to the last day, by a seed. */
export interface PlaySettings {
  pack: Pack
  units: readonly UnitRow[]
  from: DateText
  to: DateText
  seed: number
}

/** What the play needs of the house. */
export interface PlayParts {
  /** An empty database, thrown away afterwards. */
  store: Store
  commands: Commands
  schedules: ReadonlyMap<string, Schedule>
  /** Takes the output, line by line. */
  out(line: string): void
}

/** A play as it stands: everything that changes from day to day. */
export interface Play extends PlayParts, PlaySettings {
  keepHouse: HouseKeeper
  reports: ReportCommand[]
  /** The roster as it stood on the first day of the month, and what is drawn from. */
  stage: Stage
  temperOf(unitId: number): Temper
  /** What is going to be reported and done, by day. */
  reportsByDay: Map<DateText, Planned[]>
  movesByDay: Map<DateText, Move[]>
  /** The period of each duty that was planned last. */
  planned: Map<string, string>
  /** The class of issue that this month's theme looks for, by the unit that set it. */
  themes: Map<number, string>
  told: Told
  /** On which day an entry was last answered 收到. */
  acknowledged: Map<number, DateText>
  month: Month
  faults: string[]
  /** How many figures and notices were checked. */
  checked: number
}

/** Sets up the place with invented people; prints what it is. */
export async function startPlay(parts: PlayParts, settings: PlaySettings): Promise<Play> {
  const { store, commands, out } = parts
  const { pack, from, to, units, seed } = settings
  const rows = inventWorld(units, pack, seed)
  const keepHouse = createHouseKeeper([pack], { now: () => toInstant(from) })
  await fill(store, rows, from)
  const bare = await keepHouse(store.read)
  await store.transaction((tx) => pairUp(tx, bare, from))
  const house = await keepHouse(store.read)
  const random = createRandom(seed)
  const tempers = new Map(house.directory.units.map(({ id }) => [id, drawTemper(random)]))
  out(`推演 ${pack.title}：${from} 至 ${to}，种子 ${seed}`)
  out(
    `名册：单位 ${rows.units.length} 个（其中虚构 ${rows.units.length - units.length} 个），虚构人员 ${rows.members.length} 人、农户 ${rows.households.length} 户`,
  )
  out(`脾性：${temperLine(tempers)}`)
  return {
    ...parts,
    ...settings,
    keepHouse,
    reports: commands.all.filter((command) => command.form === 'report'),
    stage: setStage({ house, commands, journal: createJournal(), random }, from),
    temperOf: (unitId) => tempers.get(unitId) ?? 'diligent',
    reportsByDay: new Map(),
    movesByDay: new Map(),
    planned: new Map(),
    themes: new Map(),
    told: new Map(),
    acknowledged: new Map(),
    month: newMonth(),
    faults: [],
    checked: 0,
  }
}

async function fill(store: Store, rows: RosterRows, from: DateText): Promise<void> {
  // The phone numbers are invented, and the database is thrown away.
  const sealer = { seal: (phone: string) => phone, open: (sealed: string) => sealed }
  await store.transaction(async (tx) => {
    await importRoster(tx, rows, { sealer, at: toInstant(from), sandbox: true })
    await putSetting(tx, 'firstMoment', String(toInstant(from)))
  })
}

function temperLine(tempers: ReadonlyMap<number, Temper>): string {
  const all = [...tempers.values()]
  return Object.entries(temperWords)
    .map(([temper, word]) => `${word} ${all.filter((one) => one === temper).length}`)
    .join('、')
}

/** Puts something on a day's list. */
export function push<Item>(days: Map<DateText, Item[]>, day: DateText, item: Item): void {
  const own = days.get(day)
  if (own) own.push(item)
  else days.set(day, [item])
}
