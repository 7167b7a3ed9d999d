import type { Db } from '../../db/client.ts'
import { jointKinds, listJointActs } from '../../db/queries/joint.ts'
import { firstVisits, lookUp } from '../../db/queries/progress.ts'
import { tallyUnit } from '../../db/queries/reply-counts.ts'
import type { Block } from '../core/blocks.ts'
import { note } from '../core/blocks.ts'
import type { Entry, Unit } from '../core/nouns.ts'
import { privately, type SpeakerContext } from './context.ts'
import { dueSize, movedHouseholds } from './denominator.ts'
import { percent } from './figures.ts'
import { allDuties, type PackDuty } from './house.ts'
import { jointReporters } from './joint-meetings.ts'
import { kindsOf } from './pack.ts'
import { periodOf, runningWord, shareElapsed } from './periods.ts'
import { countQuery, dutyPeriod, measureOf, standings } from './progress.ts'
import { mayRead } from './scope.ts'
import { type Subject, selectUnits } from './subjects.ts'
import { themedDuties } from './themes.ts'

/** How the duty stands that this entry counts for: 今年 212/350 户，应到 50%，已到 61%；本月 12 户. */
export async function dutyLine(context: SpeakerContext, entry: Entry): Promise<Block[]> {
  const found = (await dutiesNow(context, entry)).find(({ duty }) => countsFor(context, duty, entry))
  if (!found || !mayHear(context, found, entry)) return []
  return [note(found.duty.covers ? await coverageLine(context, found, entry) : await countLine(context, found, entry))]
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

function countsFor(context: SpeakerContext, duty: PackDuty['duty'], entry: Entry): boolean {
  const unitId = duty.count === 'about' ? entry.unitId : entry.byUnitId
  if (!kindsOf(duty).includes(entry.kind) || unitId === null || duty.count === 'member') return false
  if (entry.kind === duty.report.kind && duty.report.class?.includes(entry.class ?? '') === false) return false
  return selectUnits([context.house.directory.unit(unitId)], duty.who).length > 0
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
  const done = households - (await countOutside(db, query, movedHouseholds(house, { ...span, unitId: unit.id }).outside))
  const share = due === 0 ? '' : `，应到 ${percent(shareElapsed(period, today))}，已到 ${percent(done / due)}`
  return `${unit.name}${runningWord(duty.every)} ${done}/${due} 户${share}；本月 ${recent} 户`
}

/** The same for what is not one household of one village each. */
async function standingLine(context: SpeakerContext, packDuty: PackDuty, unit: Unit): Promise<string> {
  const { duty } = packDuty
  const period = dutyPeriod(packDuty, context.today)
  const only = (subject: Subject): boolean => subject.id === unit.id
  const [standing] = await standings(context, packDuty, { period, now: context.now, roots: [unit.id], only })
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
