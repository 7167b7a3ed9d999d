import type { Db } from '../../db/client.ts'
import { jointKinds, listJointActs } from '../../db/queries/joint.ts'
import { firstVisits, lookUp } from '../../db/queries/progress.ts'
import { tallyUnit } from '../../db/queries/reply-counts.ts'
import { findSnapshot, type Snapshot } from '../../db/queries/snapshots.ts'
import type { Block } from '../core/blocks.ts'
import { note } from '../core/blocks.ts'
import type { Entry, Unit } from '../core/nouns.ts'
import { privately, type SpeakerContext } from './context.ts'
import { dueSize, movedHouseholds } from './denominator.ts'
import { deadlineWords } from './figure-notes.ts'
import { percent } from './figures.ts'
import { allDuties, dutyKey, type PackDuty } from './house.ts'
import { jointReporters } from './joint-meetings.ts'
import { kindsOf } from './pack.ts'
import { type Period, periodOf, runningWord, shareElapsed } from './periods.ts'
import { countQuery, deadlineOf, dutyPeriod, measureOf, type Standing, standings } from './progress.ts'
import { mayRead } from './scope.ts'
import { type Subject, selectUnits } from './subjects.ts'
import { themedDuties } from './themes.ts'

/**
 * How the duty stands that these entries of one message count for: 今年 212/350 户，应到 50%，已到 61%；本月 12 户. And what does not count:
 * what came after 关账 (counting-rules 8), and contacts that are no visit (counting-rules 1).
 */
export async function dutyLines(context: SpeakerContext, entries: Entry[]): Promise<Block[]> {
  const closed = new Map<string, number[]>()
  let uncounted: { title: string; nos: number[] } | undefined
  let standing: { found: PackDuty; entry: Entry } | undefined
  for (const entry of entries) {
    const { found, isCounted } = (await dutyOf(context, entry)) ?? {}
    if (!found) continue
    const snapshot = await snapshotOf(context, found, dutyPeriod(found, entry.date))
    if (!isCounted) uncounted = { title: found.duty.title, nos: [...(uncounted?.nos ?? []), entry.no] }
    else if (snapshot) {
      const month = `${dutyPeriod(found, entry.date).label}${found.duty.title}已关账（快照${snapshot.no}号）`
      closed.set(month, [...(closed.get(month) ?? []), entry.no])
    }
    if (!snapshot && (isCounted || !standing)) standing = { found, entry }
  }
  return [
    ...[...closed].map(([month, nos]) => note(`${month}：${numbersOf(nos)}已记入台账，不再计入本期。`)),
    ...(uncounted ? [note(`${numbersOf(uncounted.nos)}电话联系不计入${uncounted.title}。`)] : []),
    ...(standing ? [note(await standingWords(context, standing.found, standing.entry))] : []),
  ]
}

/** A period that still runs is not closed: nothing need be looked up. */
async function snapshotOf({ db, today }: SpeakerContext, packDuty: PackDuty, { key, to }: Period): Promise<Snapshot | null> {
  return to > today ? null : await findSnapshot(db, dutyKey(packDuty), key)
}

function numbersOf(nos: number[]): string {
  return `${nos.map((no) => `#${no}`).join('、')} `
}

/** The duty that an entry counts for, or, of a contact that is no visit, would count for; only where the speaker may hear of it. */
async function dutyOf(context: SpeakerContext, entry: Entry): Promise<{ found: PackDuty; isCounted: boolean } | null> {
  const duties = await dutiesNow(context, entry)
  const counting = duties.find(({ duty }) => countsFor(context, duty, entry) && isOfClass(duty, entry))
  const found = counting ?? (isUncounted(context, entry) ? duties.find(({ duty }) => countsFor(context, duty, entry)) : undefined)
  return found && mayHear(context, found, entry) ? { found, isCounted: counting !== undefined } : null
}

/** Is it a contact that is no visit (电话)? */
function isUncounted({ commands }: SpeakerContext, entry: Pick<Entry, 'kind' | 'class'>): boolean {
  const command = commands.byName.get(entry.kind)
  return command?.form === 'report' && command.uncounted?.includes(entry.class ?? '') === true
}

async function standingWords(context: SpeakerContext, found: PackDuty, entry: Entry): Promise<string> {
  const { duty } = found
  if (isLate(context, found, entry) && !duty.report.state) return await lateLine(context, found, entry)
  return duty.covers ? await coverageLine(context, found, entry) : await countLine(context, found, entry)
}

/** Was it sent after the deadline of the period that it belongs to? */
function isLate({ house }: SpeakerContext, found: PackDuty, { date, sentAt }: Entry): boolean {
  return sentAt > deadlineOf(house, found.duty, dutyPeriod(found, date))
}

/** 补报 until 关账: completeness and timeliness are two figures (counting-rules 8, 10). */
async function lateLine(context: SpeakerContext, found: PackDuty, entry: Entry): Promise<string> {
  const { house } = context
  const { duty } = found
  const period = dutyPeriod(found, entry.date)
  const unit = house.directory.unit((duty.count === 'about' ? entry.unitId : entry.byUnitId) ?? entry.unitId)
  const [standing] = await standingsOf(context, found, { unit, period })
  const { done = 0, onTime = 0, required = 0 } = standing ?? {}
  const measure = measureOf(duty)
  const until = deadlineWords(deadlineOf(house, duty, period))
  return `${unit.name}${period.label}${duty.title} ${done}/${required} ${measure}；这是补报（时限 ${until}），按时 ${onTime} ${measure}，补报 ${done - onTime} ${measure}`
}

async function standingsOf(context: SpeakerContext, packDuty: PackDuty, about: { unit: Unit; period: Period }): Promise<Standing[]> {
  const { unit, period } = about
  const only = (subject: Subject): boolean => subject.id === unit.id
  return await standings(context, packDuty, { period, now: context.now, roots: [unit.id], only })
}

/** All duties, those over the month's theme as they are where the entry was made. */
async function dutiesNow(context: SpeakerContext, entry: Entry): Promise<PackDuty[]> {
  const found: PackDuty[] = []
  for (const packDuty of allDuties(context.house)) {
    if (!packDuty.duty.report.theme) found.push(packDuty)
    else {
      const themed = await themedDuties(context, packDuty.duty, dutyPeriod(packDuty, entry.date))
      found.push(...themed.filter(({ holds }) => holds(entry.byUnitId ?? entry.unitId)).map(({ duty }) => ({ ...packDuty, duty })))
    }
  }
  return found
}

/** A 帮扶责任人 from elsewhere learns nothing of the village but his own households. */
function mayHear(context: SpeakerContext, { duty }: PackDuty, entry: Entry): boolean {
  return duty.count !== 'about' || mayRead(privately(context), entry.unitId)
}

/** Is it asked for by this duty, whatever its class? */
function countsFor(context: SpeakerContext, duty: PackDuty['duty'], entry: Entry): boolean {
  const unitId = duty.count === 'about' ? entry.unitId : entry.byUnitId
  if (!kindsOf(duty).includes(entry.kind) || unitId === null || duty.count === 'member') return false
  return selectUnits([context.house.directory.unit(unitId)], duty.who).length > 0
}

function isOfClass({ report }: PackDuty['duty'], entry: Entry): boolean {
  return entry.kind !== report.kind || report.class?.includes(entry.class ?? '') !== false
}

async function coverageLine(context: SpeakerContext, packDuty: PackDuty, entry: Entry): Promise<string> {
  const { db, house, today } = context
  const { duty } = packDuty
  const period = dutyPeriod(packDuty, today)
  const unit = house.directory.unit(entry.unitId)
  if (duty.covers !== 'households' || house.directory.absorbed(unit.id).length > 0) return await standingLine(context, packDuty, unit)
  const span = { from: period.from, day: today }
  const due = dueSize(house, duty, { ...span, unitId: unit.id })
  const query = {
    kind: entry.kind,
    classes: duty.report.class,
    unitId: unit.id,
    count: 'about' as const,
    from: period.from,
    to: period.to,
    recentFrom: periodOf('month', today).from,
  }
  const { households, recent } = await tallyUnit(db, query)
  const done = households - (await countOutside(db, query, movedHouseholds(house, duty, { ...span, unitId: unit.id }).outside))
  const share = due === 0 ? '' : `，应到 ${percent(shareElapsed(period, today))}，已到 ${percent(done / due)}`
  return `${unit.name}${runningWord(duty.every)} ${done}/${due} 户${share}；本月 ${recent} 户`
}

/** The same for what is not one household of one village each. */
async function standingLine(context: SpeakerContext, packDuty: PackDuty, unit: Unit): Promise<string> {
  const { duty } = packDuty
  const period = dutyPeriod(packDuty, context.today)
  const [standing] = await standingsOf(context, packDuty, { unit, period })
  const { done = 0, required = 0, rate = null, target = null } = standing ?? {}
  const share = rate === null ? '' : `，应到 ${percent(target ?? 1)}，已到 ${percent(rate)}`
  const title = duty.covers ? '' : duty.title
  return `${unit.name}${runningWord(duty.every)}${title} ${done}/${required} ${measureOf(duty)}${duty.covers ? share : ''}`
}

/** Visited households that lie outside the denominator: they are not counted (counting-rules 1). */
async function countOutside(db: Db, query: Parameters<typeof tallyUnit>[1], outside: { id: number }[]): Promise<number> {
  if (outside.length === 0) return 0
  const firstVisit = lookUp(await firstVisits(db, { ...query, unitIds: [query.unitId], deadline: null }))
  return outside.filter(({ id }) => firstVisit(id) > 0).length
}

async function countLine(context: SpeakerContext, packDuty: PackDuty, entry: Entry): Promise<string> {
  const { db, house, now, today } = context
  const { duty } = packDuty
  // What was done last month counts for last month (counting-rules 7).
  const period = dutyPeriod(packDuty, entry.date)
  const isRunning = period.key === dutyPeriod(packDuty, today).key
  const unitId = (duty.count === 'about' ? entry.unitId : entry.byUnitId) ?? entry.unitId
  const count = duty.count === 'about' ? 'about' : 'by'
  const { from, to } = period
  if (duty.report.state) return `${await standingLine(context, packDuty, house.directory.unit(unitId))}（审阅后计入）`
  let reports = 0
  for (const kind of kindsOf(duty)) {
    const classes = kind === duty.report.kind ? duty.report.class : undefined
    reports += (await tallyUnit(db, { kind, classes, unitId, count, from, to, recentFrom: from })).reports
  }
  const isJoint = count === 'by' && jointKinds.has(entry.kind)
  const joint = isJoint ? await listJointActs(db, countQuery(house, duty, { period, now }), jointReporters(house.directory, unitId)) : []
  const done = reports + joint.filter((act) => act.unitId === unitId).length
  const when = isRunning ? runningWord(duty.every) : period.label
  return `${house.directory.unit(unitId).name}${when}${duty.title} ${done}/${duty.atLeast ?? 1} 次`
}
