import type { Db } from '../../db/client.ts'
import type { CountQuery, Counts } from '../../db/queries/counted.ts'
import { countReports, countsByMember, visitsByMember } from '../../db/queries/progress.ts'
import { addDays, type DateText, daysBetween, toDate, toInstant } from '../clock.ts'
import { oncePer } from '../core/once-per.ts'
import { contactActs } from './contacts.ts'
import { coverageCounts, coveredBelow, isOnTime, memberCoverage } from './coverage.ts'
import { dueSize, owedVillages, type RosterSpan } from './denominator.ts'
import { askedOf, freedFrom, leftOut } from './freed.ts'
import type { House, PackDuty } from './house.ts'
import type { Duty } from './pack.ts'
import { type Period, periodOf, shareElapsed } from './periods.ts'
import { occurrences } from './recurrence.ts'
import { type Subject, subjectsOf } from './subjects.ts'
import { themedDuties } from './themes.ts'

/** Where figures come from: the ledger and the roster. Every context is one. */
export interface Source {
  db: Db
  house: House
}

/** What is counted of a duty: one of its periods, at a moment. */
export interface Moment {
  period: Period
  now: number
  /** Only acts before this day are counted (a month inside the year); default the period's end. */
  before?: DateText | undefined
  /** Only what was sent up to this instant is counted: figures of an earlier time, as its entries read now. */
  sentBy?: number
}

/** How one subject stands on one duty in one period, counted live. */
export interface Standing extends PackDuty {
  period: Period
  subject: Subject
  required: number
  /** Completeness: done by now. */
  done: number
  /** Timeliness: done and sent by the deadline. */
  onTime: number
  /** Visited households that came after the denominator was frozen: shown extra, never counted (counting-rules 1). */
  extra: number
  /** done / required, at most 1, of a zero report 1; null where nothing is owed. */
  rate: number | null
  /** For coverage: the share of the period that has passed (序时进度). */
  target: number | null
  /** Instant of the deadline. */
  deadline: number
  overdue: boolean
  /** He held the post for less than half of the period: nothing is held against him (counting-rules 5). */
  excused: boolean
  /** When 零报告 was sent, where nothing else was reported: it counts as reported with 0 done (counting-rules 11). */
  zeroAt: number | null
}

/** Is a coverage duty's share measured against the time that has passed? Counts are owed whole. */
export function isCoverage(duty: Duty): boolean {
  return duty.covers !== undefined
}

/** What is covered is counted in 户, 组 or 村, all else in 次. */
export function measureOf({ covers }: Pick<Duty, 'covers'>): '户' | '组' | '村' | '次' {
  if (covers === undefined) return '次'
  if (covers === 'villages') return '村'
  return covers === 'groups' ? '组' : '户'
}

/** Is nothing more owed? A zero report counts as reported. */
export function isDone(standing: Pick<Standing, 'done' | 'required' | 'zeroAt' | 'excused'>): boolean {
  return standing.done >= standing.required || standing.zeroAt !== null || standing.excused
}

/** The instant by which a duty is on time in a period: its own date, else the last day's 24:00 (counting-rules 7). */
export function deadlineOf(house: House, duty: Duty, period: Period): number {
  const { by } = duty
  if (!by) return toInstant(period.to)
  const known = deadlinesIn(house)
  const own = known.get(by) ?? new Map<DateText, number>()
  known.set(by, own)
  const deadline = own.get(period.from) ?? ownDeadline(house, by, period)
  own.set(period.from, deadline)
  return deadline
}

/** Asked for each of thousands of units, with the same few answers. */
const deadlinesIn = oncePer((_house: House) => new WeakMap<NonNullable<Duty['by']>, Map<DateText, number>>())

function ownDeadline(house: House, by: NonNullable<Duty['by']>, period: Period): number {
  const end = toInstant(period.to)
  return occurrences(by, { afterMs: toInstant(period.from) - 1, untilMs: end - 1 }, house.calendar).at(-1) ?? end
}

/** The period of a duty that a day lies in. */
export function dutyPeriod({ pack, duty }: PackDuty, date: DateText): Period {
  return periodOf(duty.every, date, pack.term)
}

/** The last day that a moment looks at: today, or the last day that is counted where that is earlier. */
export function dayOf(at: Moment): DateText {
  return earlier(toDate(at.now), addDays(at.before ?? at.period.to, -1))
}

/** The count that a duty asks of the ledger. */
export function countQuery(house: House, duty: Duty, at: Moment & { unitIds?: number[] }): CountQuery {
  const deadline = deadlineOf(house, duty, at.period)
  return {
    kind: duty.report.kind,
    also: duty.report.also,
    classes: duty.report.class,
    states: duty.report.state,
    from: at.period.from,
    to: at.before ?? at.period.to,
    deadline: at.now <= deadline ? null : deadline,
    unitIds: at.unitIds ?? [],
    sentBy: at.sentBy,
  }
}

/** Whose standing is asked for: those below the roots, all when left out; `only` leaves some of them out before anything is counted. */
export interface Circle {
  roots?: number[] | undefined
  only?: ((subject: Subject) => boolean) | undefined
}

/** How all subjects of a circle stand, live. Units that a manager has freed (免报) are not among them. */
export async function standings(source: Source, packDuty: PackDuty, at: Moment & Circle): Promise<Standing[]> {
  if (!packDuty.duty.report.theme) return await plainStandings(source, packDuty, at)
  const found: Standing[] = []
  for (const { duty, holds } of await themedDuties(source, packDuty.duty, at.period)) {
    const only = (subject: Subject): boolean => holds(subject.unitId) && (at.only?.(subject) ?? true)
    found.push(...(await plainStandings(source, { ...packDuty, duty }, { ...at, only })))
  }
  return found
}

async function plainStandings(source: Source, packDuty: PackDuty, at: Moment & Circle): Promise<Standing[]> {
  const { house } = source
  const { duty } = packDuty
  const day = dayOf(at)
  const owing = subjectsOf(house, duty, { on: day, roots: at.roots }).filter(at.only ?? (() => true))
  const { zero, freed } = await freedOf(source, packDuty, { ...at, subjects: owing })
  const subjects = freed.size === 0 ? owing : owing.filter((subject) => !isFreed(house, duty, { ...at, subject, freed }))
  const tally = await tallySubjects(source, duty, { ...at, subjects, freed })
  const deadline = deadlineOf(house, duty, at.period)
  const elapsed = isCoverage(duty) ? shareElapsed(at.period, day) : null
  return subjects.map((subject) => {
    const required = duty.atLeast ?? dueSize(house, duty, { unitId: subject.unitId, from: at.period.from, day, freed })
    const figures = tally(subject)
    const zeroAt = subject.type === 'unit' && figures.done === 0 ? (zero.get(subject.id) ?? null) : null
    const rate = required === 0 ? null : zeroAt === null ? Math.min(1, figures.done / required) : 1
    const term = termOf(subject, at.period)
    const target = elapsed === null || term === null ? elapsed : shareElapsed(term, day)
    const excused = term !== null && daysBetween(term.from, term.to) * 2 < daysBetween(at.period.from, at.period.to)
    const overdue = figures.done < required && zeroAt === null && !excused && at.now > deadline
    // Written out, since there may be thousands: spreading takes ten times as long.
    const { done, onTime, extra } = figures
    const { pack } = packDuty
    const { period } = at
    return { pack, duty, period, subject, required, done, onTime, extra, rate, target, deadline, overdue, excused, zeroAt }
  })
}

/** Units that are left out of figures: villages and reports of a unit that was freed count for nobody (counting-rules 11). */
type LeftOut = ReadonlyMap<number, unknown>

/** Which of these subjects, or of the units merged into them, are freed, and who gave 零报告. */
async function freedOf(
  { db, house }: Source,
  packDuty: PackDuty,
  at: Moment & { subjects: Subject[] },
): Promise<{ zero: ReadonlyMap<number, number>; freed: LeftOut }> {
  const unitIds = askedOf(at.subjects, (subject) => freeableIds(house, packDuty.duty, { ...at, subject }))
  const found = await freedFrom(db, packDuty, { period: at.period, unitIds })
  return { zero: found.zero, freed: leftOut(house, found) }
}

/** Whoever is paired with a unit owes for that one: his own is not what is freed. */
function freeableIds(house: House, { who }: Duty, at: Moment & { subject: Subject }): number[] {
  const { type, unitId } = at.subject
  return type === 'member' && who.contact ? [] : ownIds(house, unitId, at)
}

/** A unit is freed with all that was merged into it, a person with the unit of his post. */
function isFreed(house: House, duty: Duty, at: Moment & { subject: Subject; freed: LeftOut }): boolean {
  const ids = freeableIds(house, duty, at)
  return ids.length > 0 && ids.every((id) => at.freed.has(id))
}

/** The roster that a subject's coverage is held against, without what is freed. */
export async function spanOf(source: Source, packDuty: PackDuty, at: Moment & { subjects: Subject[] }): Promise<RosterSpan> {
  const { freed } = await freedOf(source, packDuty, at)
  return { from: at.period.from, day: dayOf(at), freed }
}

/** The part of a period in which a new holder has the post; null where he had it from the start (counting-rules 5). */
function termOf({ type, since = null }: Subject, period: Period): Period | null {
  return type === 'member' && since !== null && since > period.from ? { ...period, from: since } : null
}

interface Figures {
  done: number
  onTime: number
  extra: number
}

/** A unit with those that had been merged into it by the day that is looked at: it has their reports too (counting-rules 6). */
export function ownIds({ directory }: House, unitId: number, at: Moment): number[] {
  const absorbed = directory.absorbed(unitId)
  if (absorbed.length === 0) return [unitId]
  const day = dayOf(at)
  return [unitId, ...absorbed.filter((id) => directory.lineOn(id, day).includes(unitId))]
}

function sumOf(counts: Counts, ids: number[]): Pick<Figures, 'done' | 'onTime'> {
  const parts = ids.flatMap((id) => counts.get(id) ?? [])
  return { done: parts.reduce((sum, { done }) => sum + done, 0), onTime: parts.reduce((sum, { onTime }) => sum + onTime, 0) }
}

type Tally = (subject: Subject) => Figures
type Asked = Moment & { subjects: Subject[]; freed: LeftOut }

async function tallySubjects(source: Source, duty: Duty, at: Asked): Promise<Tally> {
  if (duty.who.contact) return await tallyContacts(source, duty, at)
  if (duty.count === 'member') return await tallyMembers(source, duty, at)
  if (duty.covers) return await tallyCoverage(source, duty, at)
  const { db, house } = source
  const idsOf = (subject: Subject): number[] => ownIds(house, subject.id, at).filter((id) => !at.freed.has(id))
  const unitIds = at.subjects.flatMap(idsOf)
  const counts = await countReports(db, countQuery(house, duty, { ...at, unitIds }), duty.count)
  return (subject) => ({ ...sumOf(counts, idsOf(subject)), extra: 0 })
}

async function tallyContacts(source: Source, duty: Duty, at: Asked): Promise<Tally> {
  const query = countQuery(source.house, duty, at)
  const actsOf = await contactActs(source, duty, { query, subjects: at.subjects, day: dayOf(at) })
  return (subject) => {
    const acts = actsOf(subject)
    return { done: acts.length, onTime: acts.filter(({ sentAt }) => isOnTime(sentAt, query)).length, extra: 0 }
  }
}

async function tallyMembers(source: Source, duty: Duty, at: Asked): Promise<Tally> {
  const together = at.subjects.length > 1 ? await tallyTogether(source, duty, at) : null
  const results = new Map<Subject, Figures>()
  for (const subject of at.subjects) {
    results.set(subject, together?.(subject) ?? (await tallyMember(source, duty, { ...at, subject })))
  }
  return (subject) => results.get(subject) ?? { done: 0, onTime: 0, extra: 0 }
}

/** One count for all who held their posts from the period's start; null for whoever took over later, and for what is not counted so. */
async function tallyTogether({ db, house }: Source, duty: Duty, at: Asked): Promise<((subject: Subject) => Figures | null) | null> {
  if (duty.covers === 'villages') return null
  const query = countQuery(house, duty, at)
  const span = { from: at.period.from, day: dayOf(at), freed: at.freed }
  const isNew = ({ since = null }: Subject): boolean => since !== null && since > query.from
  const memberIds = at.subjects.map(({ id }) => id)
  if (!duty.covers) {
    const counts = await countsByMember(db, query, memberIds)
    return (subject) => (isNew(subject) ? null : { ...(counts.get(subject.id) ?? { done: 0, onTime: 0 }), extra: 0 })
  }
  const visits = await visitsByMember(db, query, memberIds)
  const covered = coveredBelow(house, duty, { query, span })
  return (subject) => {
    if (isNew(subject)) return null
    const { done, onTime } = covered(subject.unitId, visits(subject.id))
    return { done, onTime, extra: 0 }
  }
}

async function tallyMember({ db, house }: Source, duty: Duty, at: Asked & { subject: Subject }): Promise<Figures> {
  const { subject, period } = at
  const query = ownQuery(house, duty, at)
  if (!duty.covers) return { ...((await countsByMember(db, query, [subject.id])).get(subject.id) ?? { done: 0, onTime: 0 }), extra: 0 }
  const span = { from: period.from, day: dayOf(at), freed: at.freed }
  const covered = await memberCoverage({ db, house }, duty, { query, span, memberId: subject.id, unitId: subject.unitId })
  return { ...covered, extra: 0 }
}

/** A new holder's own figures start when he takes over (counting-rules 5). */
export function ownQuery(house: House, duty: Duty, at: Moment & { subject: Subject }): CountQuery {
  const query = countQuery(house, duty, at)
  const { since = null } = at.subject
  return since !== null && since > query.from ? { ...query, from: since } : query
}

/** A unit's figure is the sum of its villages. */
async function tallyCoverage(source: Source, duty: Duty, at: Asked): Promise<Tally> {
  const { house } = source
  const span = { from: at.period.from, day: dayOf(at), freed: at.freed }
  const owed = new Map(at.subjects.map(({ unitId }) => [unitId, owedVillages(house, { ...span, unitId })]))
  const query = countQuery(house, duty, { ...at, unitIds: [...new Set([...owed.values()].flat())] })
  const counts = await coverageCounts(source, duty, { query, span })
  return (subject) => {
    const figures = { done: 0, onTime: 0, extra: 0 }
    for (const village of owed.get(subject.unitId) ?? []) {
      const covered = counts.get(village)
      figures.done += covered?.done ?? 0
      figures.onTime += covered?.onTime ?? 0
      figures.extra += covered?.extra ?? 0
    }
    return figures
  }
}

function earlier(a: DateText, b: DateText): DateText {
  return a < b ? a : b
}
