import type { Db } from '../../db/client.ts'
import { listCalendarDays } from '../../db/queries/calendar.ts'
import { listHouseholds, loadRoster, type RosterRows } from '../../db/queries/roster.ts'
import { householdsChangedSince, type RosterPart, readRosterVersion, rosterParts, rosterVersion } from '../../db/queries/roster-version.ts'
import { type Clock, type DateText, systemClock, toDate } from '../clock.ts'
import type { TitledDuty } from '../language/names/duty-titles.ts'
import { buildLexicon, type Lexicon } from '../language/names/lexicon.ts'
import type { Roster } from '../language/types.ts'
import { type Calendar, createCalendar } from './calendar.ts'
import { createDirectory, type Directory } from './directory.ts'
import { type HouseholdBook, openHouseholdBook } from './household-book.ts'
import { applyMergers, type MergedRoster } from './mergers.ts'
import { type Duty, kindsOf, type Pack, type Ranking, type ScheduleEntry } from './pack.ts'
import { type Reach, withoutPlatforms } from './reach.ts'

/** What every command and schedule can look things up in: the roster, the words, the rules and the working days. */
export interface House {
  directory: Directory
  /** The households that the directory finds: the same book as long as none of them changes. */
  book: HouseholdBook
  lexicon: Lexicon
  calendar: Calendar
  packs: Pack[]
  reach: Reach
}

/** Gives the house as it stands now; rebuilt when the roster's version in the database has moved, or a merger of units takes effect. */
export type HouseKeeper = (db: Db) => Promise<House>

/**
 * Keeps one house in memory. Before each use it asks the database for the roster's version and, where packs may change, for the
 * packs, so that shell commands and edited packs are noticed before the next message; only what has changed is made anew. `clock`
 * says when mergers take effect, `reach` whom the platforms let us write to.
 */
export function createHouseKeeper(
  source: Pack[] | (() => Pack[]),
  clock: Clock = systemClock,
  reach: Reach = withoutPlatforms,
): HouseKeeper {
  let built: Built | null = null
  return async (db) => {
    const version = await rosterVersion(db)
    const packs = Array.isArray(source) ? source : source()
    const today = toDate(clock.now())
    if (built?.version !== version || built.house.packs !== packs || isOverrun(built, today))
      built = await build(db, built, { version, packs, reach, today })
    built.day = today
    return built.house
  }
}

interface Built {
  version: string
  /** As they are stored. */
  rows: RosterRows
  book: HouseholdBook
  /** What is typed of units and people: the same lists as long as none changes, since to make them ready for reading takes long. */
  words: Pick<Roster, 'units' | 'members'>
  /** The mergers that had taken effect. */
  mergers: string
  /** The day on which that was looked at last. */
  day: DateText
  house: House
}

/** The mergers that have taken effect by a day: which unit went into which. */
function mergersBy(units: RosterRows['units'], today: DateText): string {
  return units.flatMap(({ id, until, mergedIntoId }) => (until !== null && until < today ? `${id}>${mergedIntoId}` : [])).join()
}

/** Has a merger taken effect since it was built? */
function isOverrun({ day, mergers, rows }: Built, today: DateText): boolean {
  return day !== today && mergers !== mergersBy(rows.units, today)
}

async function build(
  db: Db,
  before: Built | null,
  now: Pick<House, 'packs' | 'reach'> & { version: string; today: DateText },
): Promise<Built> {
  const { version, packs, reach, today } = now
  const changed = changedParts(before?.version ?? '', version)
  const rows = await loadRoster(db, before ? { rows: before.rows, changed } : undefined)
  const merged = applyMergers(rows, today)
  const mergers = mergersBy(rows.units, today)
  const alike = before?.mergers === mergers ? before : null
  const book = (alike && (await bookSince(db, alike, { changed, placed: merged.placed }))) ?? (await openBook(db, merged))
  const words = wordsOf(merged, alike?.words, changed)
  const house: House = {
    directory: createDirectory(merged, book),
    book,
    lexicon: buildLexicon({
      ...words,
      households: book,
      indicators: packs.flatMap((pack) => pack.indicators),
      duties: packs.flatMap(titlesOf),
    }),
    calendar: createCalendar(await listCalendarDays(db)),
    packs,
    reach,
  }
  return { version, rows, book, words, mergers, day: today, house }
}

/** The titles under which a pack's duties and their rankings are printed. */
function titlesOf({ duties, rankings }: Pack): TitledDuty[] {
  return duties.flatMap((duty) => {
    const own = rankings.filter((ranking) => ranking.duty === duty.id && ranking.title !== duty.title)
    return [duty, ...own].map(({ title }) => ({ title, duty: duty.title, kinds: kindsOf(duty) }))
  })
}

function changedParts(before: string, now: string): RosterPart[] {
  const [old, current] = [readRosterVersion(before), readRosterVersion(now)]
  return rosterParts.filter((part) => old[part] !== current[part])
}

async function openBook(db: Db, { placed }: MergedRoster): Promise<HouseholdBook> {
  return openHouseholdBook((await listHouseholds(db)).map(placed))
}

/** The book brought up to date; null when too much has changed. */
async function bookSince(
  db: Db,
  { book, version }: Built,
  { changed, placed }: { changed: RosterPart[]; placed: MergedRoster['placed'] },
): Promise<HouseholdBook | null> {
  if (!changed.includes('households')) return book
  const ids = await householdsChangedSince(db, readRosterVersion(version).households)
  return ids && book.changed((await listHouseholds(db, ids)).map(placed))
}

/** The lists of before where nothing in them has changed: an attribute of a unit is nothing that is typed. */
function wordsOf(merged: MergedRoster, before: Built['words'] | undefined, changed: RosterPart[]): Built['words'] {
  if (before && !changed.includes('units') && !changed.includes('people')) return before
  const units = wordsOfUnits(merged)
  const isSame = before !== undefined && JSON.stringify(units) === JSON.stringify(before.units)
  if (!isSame) return { units, members: wordsOfPeople(merged) }
  return changed.includes('people') ? { units: before.units, members: wordsOfPeople(merged) } : before
}

function wordsOfUnits({ rows, history }: MergedRoster): Roster['units'] {
  return rows.units.map(({ id, code, name, kind, parentId, path, aliases }) => {
    return { id, code, name, kind, parentId, path, aliases, closed: history.isClosed(id) }
  })
}

function wordsOfPeople({ rows }: MergedRoster): Roster['members'] {
  const postsOf = new Map<number, RosterRows['posts']>()
  for (const post of rows.posts) {
    const posts = postsOf.get(post.memberId)
    if (posts) posts.push(post)
    else postsOf.set(post.memberId, [post])
  }
  return rows.members.map(({ id, name }) => {
    const posts = postsOf.get(id) ?? []
    return { id, name, unitIds: posts.map((post) => post.unitId), titles: posts.map((post) => post.title) }
  })
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
