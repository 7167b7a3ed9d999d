import type { Db } from '../../db/client.ts'
import {
  type CountQuery,
  type Counts,
  countByMember,
  countHouseholds,
  countReports,
  visitedByMember,
  visitedHouseholds,
} from '../../db/queries/progress.ts'
import { addDays, type DateText, toDate, toInstant } from '../clock.ts'
import type { Household, Member, Unit } from '../core/nouns.ts'
import { contactActs, contactSubjects } from './contacts.ts'
import { dueHouseholds, dueSize, isNewcomer, movedHouseholds, villagesOf } from './denominator.ts'
import { freedFrom } from './freed.ts'
import type { House, PackDuty } from './house.ts'
import type { Duty, Selector } from './pack.ts'
import { type Period, periodOf, shareElapsed } from './periods.ts'
import { occurrences } from './recurrence.ts'

/** Who owes: a unit, or a member in a post. */
export interface Subject {
  type: 'unit' | 'member'
  id: number
  name: string
  /** The unit itself, or the unit of the post. */
  unitId: number
}

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
  before?: DateText
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
  /** done / required, at most 1; null where nothing is owed. */
  rate: number | null
  /** For coverage: the share of the period that has passed (序时进度). */
  target: number | null
  /** Instant of the deadline. */
  deadline: number
  overdue: boolean
  /** When 零报告 was sent, where nothing else was reported: it counts as reported with 0 done (counting-rules 11). */
  zeroAt: number | null
}

/** Is a coverage duty's share measured against the time that has passed? Counts are owed whole. */
export function isCoverage(duty: Duty): boolean {
  return duty.covers !== undefined
}

/** Is nothing more owed? A zero report counts as reported. */
export function isDone(standing: Pick<Standing, 'done' | 'required' | 'zeroAt'>): boolean {
  return standing.done >= standing.required || standing.zeroAt !== null
}

/** Units that a selector means, of the given ones. */
export function selectUnits(units: Unit[], who: Selector): Unit[] {
  return who.kind ? units.filter((unit) => who.kind?.includes(unit.kind)) : []
}

/** Holders of the posts that a selector names, with the unit of the post. */
export function selectHolders(members: Member[], who: Selector): { member: Member; unitId: number; title: string }[] {
  if (!who.post) return []
  const titles = who.post
  return members.flatMap((member) =>
    member.posts.filter((post) => titles.includes(post.title)).map((post) => ({ member, unitId: post.unitId, title: post.title })),
  )
}

/** Everybody who owes a duty, below the given roots (all when left out). Who holds several of the posts in one unit owes once. */
export function subjectsOf(house: House, duty: Duty, within: { on: DateText; roots?: number[] | undefined }): Subject[] {
  const { on, roots } = within
  const { directory } = house
  const inside = (unitId: number): boolean => roots?.some((root) => directory.isWithin(unitId, root)) ?? true
  const units = selectUnits(directory.units, duty.who).filter((unit) => inside(unit.id))
  const holders = duty.who.post ? selectHolders(directory.members(on), duty.who).filter((holder) => inside(holder.unitId)) : []
  const members = new Map<string, Subject>()
  for (const { member, unitId, title } of holders) {
    // A number of reports is owed by the person; households are owed by each post.
    const key = duty.covers ? `${member.id}/${unitId}` : String(member.id)
    if (!members.has(key)) {
      members.set(key, { type: 'member', id: member.id, name: `${directory.unit(unitId).name}${title}${member.name}`, unitId })
    }
  }
  const paired = contactSubjects(house, duty, on).filter((subject) => inside(subject.unitId))
  return [
    ...units.map((unit) => ({ type: 'unit' as const, id: unit.id, name: unit.name, unitId: unit.id })),
    ...members.values(),
    ...paired,
  ]
}

/** The instant by which a duty is on time in a period: its own date, else the last day's 24:00 (counting-rules 7). */
export function deadlineOf(house: House, duty: Duty, period: Period): number {
  const end = toInstant(period.to)
  const own = duty.by && occurrences(duty.by, { afterMs: toInstant(period.from) - 1, untilMs: end - 1 }, house.calendar).at(-1)
  return own ?? end
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
  const { house } = source
  const { duty } = packDuty
  const day = dayOf(at)
  const { exempt, zero } = await freedFrom(source.db, packDuty, at.period)
  const owing = subjectsOf(house, duty, { on: day, roots: at.roots }).filter(at.only ?? (() => true))
  const subjects = owing.filter((subject) => subject.type !== 'unit' || !exempt.has(subject.id))
  const tally = await tallySubjects(source, duty, { ...at, subjects })
  const deadline = deadlineOf(house, duty, at.period)
  const target = isCoverage(duty) ? shareElapsed(at.period, day) : null
  return subjects.map((subject) => {
    const required = duty.atLeast ?? dueSize(house, duty, { unitId: subject.unitId, from: at.period.from, day })
    const figures = tally(subject)
    const rate = required === 0 ? null : Math.min(1, figures.done / required)
    const zeroAt = subject.type === 'unit' && figures.done === 0 ? (zero.get(subject.id) ?? null) : null
    const overdue = figures.done < required && zeroAt === null && at.now > deadline
    return { ...packDuty, period: at.period, subject, required, ...figures, rate, target, deadline, overdue, zeroAt }
  })
}

interface Figures {
  done: number
  onTime: number
  extra: number
}

type Tally = (subject: Subject) => Figures
type Asked = Moment & { subjects: Subject[] }

async function tallySubjects(source: Source, duty: Duty, at: Asked): Promise<Tally> {
  if (duty.who.contact) return await tallyContacts(source, duty, at)
  if (duty.count === 'member') return await tallyMembers(source, duty, at)
  if (duty.covers) return await tallyCoverage(source, duty, at)
  const { db, house } = source
  const query = countQuery(house, duty, { ...at, unitIds: at.subjects.map((subject) => subject.id) })
  const counts = await countReports(db, query, duty.count)
  return (subject) => ({ done: 0, onTime: 0, extra: 0, ...counts.get(subject.id) })
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
  const results = new Map<Subject, Figures>()
  for (const subject of at.subjects) results.set(subject, await tallyMember(source, duty, { ...at, subject }))
  return (subject) => results.get(subject) ?? { done: 0, onTime: 0, extra: 0 }
}

async function tallyMember({ db, house }: Source, duty: Duty, at: Moment & { subject: Subject }): Promise<Figures> {
  const query = countQuery(house, duty, at)
  if (!duty.covers) return { ...(await countByMember(db, query, at.subject.id)), extra: 0 }
  const due = dueHouseholds(house, duty, { unitId: at.subject.unitId, from: at.period.from, day: dayOf(at) })
  const visits = [...(await visitedByMember(db, query, at.subject.id))].filter(([id]) => due.has(id))
  return { done: visits.length, onTime: visits.filter(([, sentAt]) => isOnTime(sentAt, query)).length, extra: 0 }
}

/** Visited households in the frozen denominator, whoever went (counting-rules 1 and 2); a unit's figure is the sum of its villages. */
async function tallyCoverage(source: Source, duty: Duty, at: Asked): Promise<Tally> {
  const { house } = source
  const villages = [...new Set(at.subjects.flatMap((subject) => villagesOf(house, subject.unitId)))]
  const query = countQuery(house, duty, { ...at, unitIds: villages })
  const isMonitored = duty.covers === 'monitored'
  const { counts, extra } = isMonitored
    ? await monitoredCounts(source, duty, { ...at, query })
    : await householdCounts(source, { ...at, query })
  return (subject) => {
    const figures = { done: 0, onTime: 0, extra: 0 }
    for (const village of villagesOf(house, subject.unitId)) {
      figures.done += counts.get(village)?.done ?? 0
      figures.onTime += counts.get(village)?.onTime ?? 0
      figures.extra += extra.get(village)?.done ?? 0
    }
    return figures
  }
}

interface CoverageCounts {
  counts: Counts
  extra: Counts
}

async function monitoredCounts({ db, house }: Source, duty: Duty, at: Asked & { query: CountQuery }): Promise<CoverageCounts> {
  const span = { from: at.period.from, day: dayOf(at) }
  const due = new Set(at.query.unitIds.flatMap((village) => [...dueHouseholds(house, duty, { ...span, unitId: village })]))
  const visits = await visitedHouseholds(db, at.query, [...due])
  return { counts: sumVisits(visits, at.query), extra: new Map() }
}

/** Counts all visited households in SQL and takes off the few that came or left, which alone can lie outside the denominator. */
async function householdCounts({ db, house }: Source, at: Moment & { query: CountQuery }): Promise<CoverageCounts> {
  const counts = await countHouseholds(db, at.query)
  const span = { from: at.period.from, day: dayOf(at) }
  const outside = movedHouseholds(house, span).outside
  if (outside.length === 0) return { counts, extra: new Map() }
  const visits = await visitedHouseholds(
    db,
    at.query,
    outside.map((household) => household.id),
  )
  for (const [unitId, { done, onTime }] of sumVisits(visits, at.query)) {
    const all = counts.get(unitId) ?? { done: 0, onTime: 0 }
    counts.set(unitId, { done: all.done - done, onTime: all.onTime - onTime })
  }
  const newcomers = new Set(outside.filter((household) => isNewcomer(household, span)).map((household) => household.id))
  return {
    counts,
    extra: sumVisits(
      visits.filter((visit) => newcomers.has(visit.householdId)),
      at.query,
    ),
  }
}

function isOnTime(sentAt: number, { deadline }: CountQuery): boolean {
  return deadline === null || sentAt <= deadline
}

function sumVisits(visits: { unitId: number; firstSentAt: number }[], query: CountQuery): Counts {
  const counts: Counts = new Map()
  for (const { unitId, firstSentAt } of visits) {
    const sum = counts.get(unitId) ?? { done: 0, onTime: 0 }
    counts.set(unitId, { done: sum.done + 1, onTime: sum.onTime + (isOnTime(firstSentAt, query) ? 1 : 0) })
  }
  return counts
}

/** The households that a subject has not yet covered, in the order of the roster. */
export async function missingHouseholds(
  { db, house }: Source,
  { duty }: PackDuty,
  at: Moment & { subject: Subject },
): Promise<Household[]> {
  const query = countQuery(house, duty, { ...at, unitIds: villagesOf(house, at.subject.unitId) })
  const visited =
    duty.count === 'member'
      ? new Set((await visitedByMember(db, query, at.subject.id)).keys())
      : new Set((await visitedHouseholds(db, query)).map((row) => row.householdId))
  const due = dueHouseholds(house, duty, { unitId: at.subject.unitId, from: at.period.from, day: dayOf(at) })
  return [...due].flatMap((id) => (visited.has(id) ? [] : (house.directory.household(id) ?? [])))
}

function earlier(a: DateText, b: DateText): DateText {
  return a < b ? a : b
}
