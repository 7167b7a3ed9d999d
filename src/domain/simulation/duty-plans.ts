import { type DateText, toDate, toInstant } from '../../clock.ts'
import type { Household, Unit } from '../../core/nouns.ts'
import { contactHolders } from '../contacts.ts'
import { dueHouseholds, dueVillages } from '../denominator.ts'
import type { Draft } from '../entries.ts'
import { dutyKey, type PackDuty } from '../house.ts'
import type { Period } from '../periods.ts'
import { deadlineOf } from '../progress.ts'
import { type Subject, subjectsOf } from '../subjects.ts'
import { actorOf, type Stage, sampleFields } from './desk.ts'
import { drawDay, type Temper } from './temper.ts'

/** That a unit has nothing to report. */
export interface Zero {
  duty: string
  period: string
  unitId: number
  memberId: number
}

/** A report that somebody is going to send. */
export type Planned = { sentOn: DateText } & ({ draft: Omit<Draft, 'sentAt'> } | { zero: Zero })

/** How many of a hundred have nothing to report where nothing may be reported. */
const NOTHING = 92

/** What is to be planned: a period, from the first day of the play where that is later. */
interface About {
  period: Period
  from: DateText
  temperOf(unitId: number): Temper
  /** The class of issue that the month's theme looks for in a unit; null where none is set. */
  themeOf(unitId: number): string | null
}

/** What everybody who owes a duty will report for it in a period, by his temper. */
export function planDuty(stage: Stage, packDuty: PackDuty, about: About): Planned[] {
  const { house, random } = stage
  const { duty } = packDuty
  const { period, from, temperOf } = about
  const last = toDate(deadlineOf(house, duty, period) - 1)
  if (last < from) return []
  const grounds = duty.within && duty.who.contact ? contactHolders(house, duty.who.contact, from) : []
  return subjectsOf(house, duty, { on: from }).flatMap((subject): Planned[] => {
    const temper = temperOf(subject.unitId)
    const owed = duty.covers ? households(stage, packDuty, { subject, period, from }) : wanted(stage, packDuty, { subject, grounds })
    const theme = duty.report.theme ? about.themeOf(subject.unitId) : undefined
    if (theme === null) return []
    return owed.flatMap((target): Planned[] => {
      const day = drawDay(random, temper, { from, last })
      if (!day) return []
      if (duty.zeroReport && random.below(100) < NOTHING) return zeroOf(stage, packDuty, { subject, period, on: day.sentOn, last })
      const draft = draftFor(stage, packDuty, { subject, target, on: day.on, temper, theme })
      return draft ? [{ sentOn: day.sentOn, draft }] : []
    })
  })
}

/** 零报告; nobody sends one when it is too late. */
function zeroOf(stage: Stage, packDuty: PackDuty, about: { subject: Subject; period: Period; on: DateText; last: DateText }): Planned[] {
  const { subject, period, on, last } = about
  const member = actorOf(stage, subject.unitId)
  if (!member || subject.type !== 'unit' || on > last) return []
  return [{ sentOn: on, zero: { duty: dutyKey(packDuty), period: period.key, unitId: subject.id, memberId: member.id } }]
}

/** What one report is about. */
interface Target {
  unit: Unit
  household?: Household
}

/** As many reports as are owed, about the subject's own unit or the units that it is paired with. */
function wanted(
  { house }: Stage,
  { duty }: PackDuty,
  { subject, grounds }: { subject: Subject; grounds: ReturnType<typeof contactHolders> },
): Target[] {
  const own = grounds.find(({ holder }) => ('unit' in holder ? holder.unit.id : holder.member.id) === subject.id)
  const [ground = subject.unitId] = own?.grounds ?? []
  if (duty.within && !own) return []
  return Array.from({ length: duty.atLeast ?? 0 }, () => ({ unit: house.directory.unit(ground) }))
}

/**
 * The households that are to be visited. A village's are visited once, whoever of its people goes; of a person who owes all of them
 * nothing more is played. Of groups one household each, of villages nothing but themselves.
 */
function households({ house }: Stage, { duty }: PackDuty, about: { subject: Subject; period: Period; from: DateText }): Target[] {
  const { subject, period, from } = about
  const { directory } = house
  if (duty.covers === 'villages')
    return dueVillages(house, duty, { unitId: subject.unitId, from: period.from, day: from }).map((id) => ({ unit: directory.unit(id) }))
  if (subject.type === 'member' && duty.covers === 'households') return []
  if (subject.type === 'unit' && directory.unit(subject.id).kind !== 'village') return []
  const due = [...dueHouseholds(house, duty, { unitId: subject.unitId, from: period.from, day: from })].flatMap(
    (id) => directory.household(id) ?? [],
  )
  const groups = new Set<string>()
  const chosen = due.filter(({ villageId, groupName }) => {
    const key = `${villageId}/${groupName}`
    const isFirst = !groups.has(key)
    groups.add(key)
    return duty.covers !== 'groups' || isFirst
  })
  return chosen.map((household) => ({ unit: directory.unit(household.villageId), household }))
}

const ownWords = [
  '在外务工，收入稳定，孩子上学正常',
  '养牛三头，收入比去年好，住房安全',
  '老人身体好，慢病药按时领取',
  '种苹果五亩，行情一般，饮水正常',
  '家里都好',
]
/** What a village for show writes in each of its visits. */
const COPIED = '已入户走访，家庭生产生活正常，政策享受到位，没有返贫风险'

function draftFor(
  stage: Stage,
  { duty }: PackDuty,
  about: { subject: Subject; target: Target; on: DateText; temper: Temper; theme: string | undefined },
): Omit<Draft, 'sentAt'> | null {
  const { house, commands, random } = stage
  const { subject, target, on, temper, theme } = about
  // A village as such is studied, not called on; what the rule narrows is its first kind alone.
  const kind = duty.covers === 'villages' && duty.report.also.includes('study') ? 'study' : duty.report.kind
  const narrow = theme === undefined ? (kind === duty.report.kind ? duty.report.class : undefined) : [theme]
  const command = commands.byName.get(kind)
  const { directory } = house
  const member =
    subject.type === 'member' ? directory.member(subject.id, on) : actorOf(stage, target.household ? target.unit.id : subject.unitId)
  if (command?.form !== 'report' || !member) return null
  const classes = narrow ?? command.fields[command.classField ?? '']?.options?.map(({ name }) => name) ?? []
  const type = command.classField ? (classes[narrow ? 0 : random.below(classes.length)] ?? null) : (narrow?.[0] ?? null)
  const { household, unit } = target
  const situation = temper === 'faking' ? COPIED : (ownWords[random.below(ownWords.length)] ?? '')
  const post = member.posts.find(({ unitId }) => unitId === subject.unitId) ?? member.posts[0]
  return {
    kind,
    class: type,
    unitId: unit.id,
    byUnitId: household && subject.type === 'unit' ? unit.id : subject.unitId,
    byPost: post?.title ?? null,
    memberId: member.id,
    typedById: member.id,
    date: on,
    householdId: household?.id ?? null,
    fields: {
      ...sampleFields(command, unit, random),
      ...(command.classField && type !== null ? { [command.classField]: type } : {}),
      ...(household ? { household: household.head, householdId: household.id, situation } : {}),
    },
    status: command.status,
  }
}

/** Sent at a time of its day that differs from report to report. */
export function sendingTime(sentOn: DateText, index: number): number {
  return toInstant(sentOn, '14:00') + (index % 10_000) * 1000
}
