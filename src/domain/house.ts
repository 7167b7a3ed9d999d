import type { Db } from '../../db/client.ts'
import { listCalendarDays } from '../../db/queries/calendar.ts'
import { loadRoster, type RosterRows } from '../../db/queries/roster.ts'
import { getSetting } from '../../db/queries/settings.ts'
import { type Clock, type DateText, systemClock, toDate } from '../clock.ts'
import type { Household } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import { buildLexicon, type Lexicon } from '../language/names/lexicon.ts'
import type { Roster } from '../language/types.ts'
import { type Calendar, createCalendar } from './calendar.ts'
import { createDirectory, type Directory } from './directory.ts'
import { applyMergers } from './mergers.ts'
import type { Duty, Pack, Ranking, ScheduleEntry } from './pack.ts'
import { type Reach, withoutPlatforms } from './reach.ts'

/** What every command and schedule can look things up in: the roster, the words, the rules and the working days. */
export interface House {
  directory: Directory
  lexicon: Lexicon
  calendar: Calendar
  packs: Pack[]
  reach: Reach
}

/** Gives the house as it stands now; rebuilt when the roster's version in the database has moved, or a merger of units takes effect. */
export type HouseKeeper = (db: Db) => Promise<House>

/**
 * Keeps one house in memory. Before each use it asks the database for the roster's version and, where packs may change, for the
 * packs, so that shell commands and edited packs are noticed before the next message. `clock` says when mergers take effect,
 * `reach` whom the platforms let us write to.
 */
export function createHouseKeeper(
  source: Pack[] | (() => Pack[]),
  clock: Clock = systemClock,
  reach: Reach = withoutPlatforms,
): HouseKeeper {
  let built: (Built & { version: string; mergers: number; householdsVersion: string }) | null = null
  return async (db) => {
    const version = (await getSetting(db, 'rosterVersion')) ?? '0'
    const packs = Array.isArray(source) ? source : source()
    const today = toDate(clock.now())
    if (built?.version !== version || built.house.packs !== packs || built.mergers !== mergersBy(built.lastDays, today)) {
      const householdsVersion = (await getSetting(db, 'householdsVersion')) ?? '0'
      const known = built?.householdsVersion === householdsVersion ? built.households : undefined
      const fresh = buildHouse(await loadRoster(db, known), { packs, reach, calendar: createCalendar(await listCalendarDays(db)) }, today)
      built = { ...fresh, version, householdsVersion, mergers: mergersBy(fresh.lastDays, today) }
    }
    return built.house
  }
}

/** Those that did not leave the roster. */
const onRoster = oncePer((households: Household[]) => households.filter(({ until }) => until === null))

interface Built {
  house: House
  /** As they are stored: what is indexed of them is kept as long as none changes. */
  households: Household[]
  /** Last days of units that are merged away. */
  lastDays: DateText[]
}

/** How many mergers have taken effect by a day. */
function mergersBy(lastDays: DateText[], today: DateText): number {
  return lastDays.filter((day) => day < today).length
}

function buildHouse(stored: RosterRows, { packs, reach, calendar }: Pick<House, 'packs' | 'reach' | 'calendar'>, today: DateText): Built {
  const { rows } = applyMergers(stored, today)
  const directory = createDirectory(stored, today)
  const postsOf = new Map<number, RosterRows['posts']>()
  for (const post of rows.posts) postsOf.set(post.memberId, [...(postsOf.get(post.memberId) ?? []), post])
  const roster: Roster = {
    units: rows.units.map((unit) => ({ ...unit, closed: directory.isClosed(unit.id) })),
    households: onRoster(rows.households),
    members: rows.members.map(({ id, name }) => {
      const posts = postsOf.get(id) ?? []
      return { id, name, unitIds: posts.map((post) => post.unitId), titles: posts.map((post) => post.title) }
    }),
    indicators: packs.flatMap((pack) => pack.indicators),
  }
  return {
    house: { directory, lexicon: buildLexicon(roster), calendar, packs, reach },
    households: stored.households,
    lastDays: stored.units.flatMap(({ until }) => until ?? []),
  }
}

/** A duty with the pack that states it. */
export interface PackDuty {
  pack: Pack
  duty: Duty
}

/** The name under which what belongs to a duty is kept: duty ids are unique within a pack only. */
export function dutyKey({ pack, duty }: PackDuty): string {
  return `${pack.name}/${duty.id}`
}

/** All duties of all packs, in the order of PACKS. */
export function allDuties(house: House): PackDuty[] {
  return house.packs.flatMap((pack) => pack.duties.map((duty) => ({ pack, duty })))
}

/** All rankings; the duty they rank is always there (checked when the pack is read). */
export function allRankings(house: House): (PackDuty & { ranking: Ranking })[] {
  return house.packs.flatMap((pack) =>
    pack.rankings.flatMap((ranking) => pack.duties.filter((duty) => duty.id === ranking.duty).map((duty) => ({ pack, duty, ranking }))),
  )
}

/** All scheduled notices; the id is unique over packs as `pack/id`. */
export function allSchedules(house: House): { pack: Pack; id: string; entry: ScheduleEntry }[] {
  return house.packs.flatMap((pack) => pack.schedules.map((entry) => ({ pack, id: `${pack.name}/${entry.id}`, entry })))
}
