import { countedCompanions, countedEntries, listActs } from '../../db/queries/progress.ts'
import { addSnapshot, findSnapshot, listPeriodResults, type PeriodResult, type Snapshot } from '../../db/queries/snapshots.ts'
import { toDate, toInstant } from '../clock.ts'
import { contactActs } from './contacts.ts'
import { type Correction, corrected, correctionsOf } from './corrections.ts'
import { dueHouseholds, dueVillages } from './denominator.ts'
import { type Freed, freedFrom } from './freed.ts'
import { allDuties, dutyKey, type House, type PackDuty } from './house.ts'
import { nextPeriod, type Period, previousPeriod } from './periods.ts'
import {
  type Circle,
  countQuery,
  dayOf,
  deadlineOf,
  dutyPeriod,
  isCoverage,
  ownIds,
  type Source,
  type Standing,
  spanOf,
  standings,
} from './progress.ts'
import type { Subject } from './subjects.ts'
import { themedDuties } from './themes.ts'

/** A period that closes at an instant. */
export interface Closing {
  at: number
  packDuty: PackDuty
  period: Period
}

/** 关账: the working day of the next period that the pack names, at its time (counting-rules 8). */
export function closingTime(house: House, { pack }: Pick<PackDuty, 'pack'>, period: Period): number {
  return toInstant(house.calendar.nthWorkdayOf(period.to, pack.close.workday), pack.close.at)
}

/** The closings that fall into (after, until], in order of time. */
export function closingsDue(house: House, range: { afterMs: number; untilMs: number }): Closing[] {
  const due: Closing[] = []
  for (const packDuty of allDuties(house)) {
    for (let period = firstOpen(house, packDuty, range.afterMs); toInstant(period.to) <= range.untilMs; period = nextPeriod(period)) {
      const at = closingTime(house, packDuty, period)
      if (at > range.afterMs && at <= range.untilMs) due.push({ at, packDuty, period })
      // A term has no successor whose dates a document gives.
      if (period.unit === 'term') break
    }
  }
  return due.sort((a, b) => a.at - b.at)
}

/** The first period that is not closed at an instant; of short periods several may wait for their closing at once. */
function firstOpen(house: House, packDuty: PackDuty, at: number): Period {
  let period = dutyPeriod(packDuty, toDate(at))
  while (period.unit !== 'term' && closingTime(house, packDuty, previousPeriod(period)) > at) period = previousPeriod(period)
  return period
}

/**
 * Closes a period of a duty: what everybody owed and had done is written down with the entries behind each figure, and stands from
 * then on. Null when it was closed before.
 */
export async function closePeriod(source: Source, packDuty: PackDuty, at: { period: Period; now: number }): Promise<Snapshot | null> {
  const { db: tx } = source
  const known = await findSnapshot(tx, dutyKey(packDuty), at.period.key)
  if (known) return null
  const all = await standings(source, packDuty, at)
  const behind = await entriesBehind(source, packDuty, {
    ...at,
    subjects: all.map(({ subject }) => subject),
  })
  const results = new Map<string, Omit<PeriodResult, 'snapshotNo' | 'dutyId' | 'period'>>()
  for (const { subject, required, done, onTime } of all) {
    const key = `${subject.type}/${subject.id}`
    const before = results.get(key)
    const entries = [...(before?.entries ?? []), ...behind(subject)]
    results.set(key, {
      subject: subject.type,
      subjectId: subject.id,
      subjectName: before?.subjectName ?? subject.name,
      // Who holds the post in two villages owes both.
      required: required + (before?.required ?? 0),
      done: done + (before?.done ?? 0),
      onTime: onTime + (before?.onTime ?? 0),
      entries,
    })
  }
  return await addSnapshot(tx, { dutyId: dutyKey(packDuty), period: at.period.key, closedAt: at.now }, [...results.values()])
}

/** The entries that a subject's figure was counted from. */
export async function entriesBehind(
  source: Source,
  { pack, duty }: PackDuty,
  at: { period: Period; now: number; subjects: Subject[] },
): Promise<(subject: Subject) => number[]> {
  const { db, house } = source
  if (duty.report.theme) return await themedEntries(source, { pack, duty }, at)
  const query = countQuery(house, duty, at)
  const span = await spanOf(source, { pack, duty }, at)
  if (duty.covers === 'villages') {
    const ids = at.subjects.map(({ id }) => id)
    const acts = await listActs(db, query, { count: 'member', ids })
    return (subject) => {
      const due = new Set(dueVillages(house, duty, { ...span, unitId: subject.unitId }))
      return acts.filter((act) => act.subjectId === subject.id && due.has(house.directory.successor(act.unitId))).map(({ no }) => no)
    }
  }
  if (duty.who.contact) {
    const actsOf = await contactActs(source, duty, { query, subjects: at.subjects, day: dayOf(at) })
    return (subject) => actsOf(subject).map((act) => act.no)
  }
  const own = await countedEntries(db, query, duty.count)
  const along = duty.count === 'member' ? await countedCompanions(db, query) : []
  // A coverage figure of a unit comes from all its villages: its entries are found by household.
  const byHousehold = duty.covers !== undefined && duty.count !== 'member'
  const groups = new Map<number, { no: number; householdId: number | null }[]>()
  for (const row of [...own, ...along]) {
    const key = byHousehold ? row.householdId : row.subjectId
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return (subject) => {
    const ids = subject.type === 'unit' ? ownIds(house, subject.id, at).filter((id) => !span.freed?.has(id)) : [subject.id]
    if (!duty.covers) return ids.flatMap((id) => (groups.get(id) ?? []).map((row) => row.no)).sort((a, b) => a - b)
    const due = dueHouseholds(house, duty, { ...span, unitId: subject.unitId })
    const rows = byHousehold ? [...due].flatMap((id) => groups.get(id) ?? []) : (groups.get(subject.id) ?? [])
    return rows
      .filter((row) => due.has(row.householdId ?? 0))
      .map((row) => row.no)
      .sort((a, b) => a - b)
  }
}

/** The same where the month's theme says what is counted. */
async function themedEntries(
  source: Source,
  { pack, duty }: PackDuty,
  at: { period: Period; now: number; subjects: Subject[] },
): Promise<(subject: Subject) => number[]> {
  const parts: { holds: (unitId: number) => boolean; behind: (subject: Subject) => number[] }[] = []
  for (const themed of await themedDuties(source, duty, at.period))
    parts.push({ holds: themed.holds, behind: await entriesBehind(source, { pack, duty: themed.duty }, at) })
  return (subject) => parts.find(({ holds }) => holds(subject.unitId))?.behind(subject) ?? []
}

/** How subjects stand, and the snapshot that the figures come from; null while they are live. */
export interface StandingBook {
  standings: Standing[]
  snapshot: Snapshot | null
  /** What was published since that corrects the snapshot. */
  corrections: Correction[]
}

/**
 * How units stand in a period: as written down where it is closed, and corrected since, live where it is open. Persons' figures are always live: they
 * are shown to themselves only.
 */
export async function readStandings(
  source: Source,
  packDuty: PackDuty,
  at: { period: Period; now: number; roots: number[] } & Circle,
): Promise<StandingBook> {
  const { db, house } = source
  const snapshot = await closedAs(source, packDuty, at)
  if (!snapshot) return { standings: await standings(source, packDuty, at), snapshot: null, corrections: [] }
  const results = await listPeriodResults(db, snapshot.no)
  // Units that were merged away since are still known: the snapshot keeps their names (counting-rules 6).
  const rows = results.filter((row) => row.subject === 'unit' && house.lexicon.unit(row.subjectId) !== undefined)
  const inside = rows.filter((row) => at.roots.some((root) => house.directory.isWithin(row.subjectId, root)))
  const { zero } = await freedFrom(db, packDuty, { period: at.period, unitIds: inside.map(({ subjectId }) => subjectId) })
  const of = { ...packDuty, period: at.period, deadline: deadlineOf(house, packDuty.duty, at.period), zero }
  const corrections = await correctionsOf(source, packDuty, at.period.key)
  const closed = inside.map((row) => closedStanding(of, row))
  return { standings: closed.map((standing) => corrected(standing, corrections)), snapshot, corrections }
}

/** The snapshot that a period's figures come from; null while they are live, as persons' always are. */
export async function closedAs({ db }: Source, packDuty: PackDuty, at: { period: Period; now: number }): Promise<Snapshot | null> {
  const isPast = at.now >= toInstant(at.period.to) && packDuty.duty.count !== 'member'
  return isPast ? await findSnapshot(db, dutyKey(packDuty), at.period.key) : null
}

function closedStanding(of: PackDuty & { period: Period; deadline: number; zero: Freed['zero'] }, row: PeriodResult): Standing {
  const { required, done, onTime } = row
  const { pack, duty, period, deadline, zero } = of
  const zeroAt = done === 0 ? (zero.get(row.subjectId) ?? null) : null
  return {
    // Written out, since there may be thousands: spreading takes ten times as long.
    pack,
    duty,
    period,
    subject: { type: 'unit', id: row.subjectId, name: row.subjectName, unitId: row.subjectId },
    required,
    done,
    onTime,
    extra: 0,
    rate: required === 0 ? null : zeroAt === null ? Math.min(1, done / required) : 1,
    target: isCoverage(duty) ? 1 : null,
    deadline,
    overdue: done < required && zeroAt === null,
    excused: false,
    zeroAt,
  }
}
