import { daysBetween } from '../../clock.ts'
import type { Entry, Household } from '../../core/nouns.ts'
import { oncePer } from '../../core/once-per.ts'
import { contactHolders } from '../contacts.ts'
import { dutyKey, type House, type PackDuty } from '../house.ts'
import type { Duty } from '../pack.ts'
import type { Period } from '../periods.ts'
import { deadlineOf } from '../progress.ts'
import type { Subject } from '../subjects.ts'
import { type Journal, zeroName } from './journal.ts'

/** A figure counted from the raw entries, one after the other, by none of the ways in which the house counts. */
export interface Recount {
  required: number
  done: number
  onTime: number
  /** 零报告, and nothing else. */
  isZero: boolean
}

const monitored: readonly string[] = ['脱贫不稳定户', '边缘易致贫户', '突发严重困难户']

/** Counts over the journal, with the roster of one house; null for who owes nothing, since no theme was set. */
export type Recounter = (packDuty: PackDuty, about: { subject: Subject; period: Period; on: string }) => Recount | null

/** Makes one; what of the roster is asked for again and again is looked up once. */
export function createRecounter(journal: Journal, house: House): Recounter {
  const villages = villagesBelow(house)
  const due = oncePer((_duty: Duty) => new Map<string, Set<string>>())
  const dueKeys = (duty: Duty, unitId: number, from: string): Set<string> => {
    const own = due(duty)
    const known = own.get(`${unitId}/${from}`) ?? keysOwed(house, duty, { villages: villages.get(unitId) ?? [], from })
    own.set(`${unitId}/${from}`, known)
    return known
  }
  return ({ pack, duty: rule }, { subject, period, on }) => {
    const theme = rule.report.theme ? themeFor(journal, house, { unitId: subject.unitId, period }) : null
    if (rule.report.theme && theme === null) return null
    const duty = theme === null ? rule : { ...rule, report: { ...rule.report, class: [theme] } }
    const deadline = deadlineOf(house, duty, period)
    const own = entriesOf(journal, house, duty, { subject, on, villages: villages.get(subject.id) ?? [] })
    const acts = own.filter((entry) => entry.date >= period.from && entry.date < period.to && counts(duty, entry))
    if (duty.covers === undefined)
      return {
        required: duty.atLeast ?? 0,
        done: acts.length,
        onTime: acts.filter(({ sentAt }) => sentAt <= deadline).length,
        isZero: acts.length === 0 && journal.zeros.has(zeroName(dutyKey({ pack, duty }), period.key, subject.id)),
      }
    const owed = dueKeys(rule, subject.unitId, period.from)
    const first = new Map<string, number>()
    for (const entry of acts) {
      const household = house.directory.household(entry.householdId ?? -1)
      const key = duty.covers === 'villages' ? String(entry.unitId) : household ? keyOf(duty, household) : ''
      if (owed.has(key)) first.set(key, Math.min(entry.sentAt, first.get(key) ?? Number.POSITIVE_INFINITY))
    }
    return {
      required: owed.size,
      done: first.size,
      onTime: [...first.values()].filter((sentAt) => sentAt <= deadline).length,
      isZero: false,
    }
  }
}

/** The class of the theme that was set last in the period by the nearest unit above. */
function themeFor({ themes }: Journal, { directory }: House, { unitId, period }: { unitId: number; period: Period }): string | null {
  for (let id: number | null = unitId; id !== null; id = directory.unit(id).parentId) {
    const set = themes.get(id)?.findLast(({ date }) => date >= period.from && date < period.to)
    if (set) return set.class
  }
  return null
}

/** The villages of every unit, itself included where it is one. */
function villagesBelow({ directory }: House): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const village of directory.units.filter(({ kind }) => kind === 'village')) {
    for (let id: number | null = village.id; id !== null; id = directory.unit(id).parentId) {
      const own = found.get(id)
      if (own) own.push(village.id)
      else found.set(id, [village.id])
    }
  }
  return found
}

/** The entries that may count for a subject: its own, those about it, or those about the villages below it. */
function entriesOf(journal: Journal, house: House, duty: Duty, about: { subject: Subject; on: string; villages: number[] }): Entry[] {
  const { subject, on, villages } = about
  if (subject.type === 'unit' && duty.covers !== undefined) return villages.flatMap((id) => journal.about.get(id) ?? [])
  const books = subject.type === 'member' ? journal.member : duty.count === 'about' ? journal.about : journal.by
  const own = books.get(subject.id) ?? []
  if (!duty.within || !duty.who.contact) return own
  const holder = contactHolders(house, duty.who.contact, on).find(
    ({ holder: one }) => ('unit' in one ? one.unit.id : one.member.id) === subject.id,
  )
  return own.filter(({ unitId }) => holder?.grounds.some((ground) => house.directory.isWithin(unitId, ground)))
}

/** Kind, class and state; the class narrows the first kind alone. */
function counts({ report }: Duty, { kind, class: type, status }: Entry): boolean {
  if (status === 'withdrawn' || (report.state && !report.state.includes(status))) return false
  if (report.also.includes(kind)) return true
  return kind === report.kind && (report.class === undefined || report.class.includes(type ?? ''))
}

function keysOwed({ directory }: House, duty: Duty, { villages, from }: { villages: number[]; from: string }): Set<string> {
  const { among } = duty
  if (duty.covers === 'villages')
    return new Set(villages.filter((id) => !among || directory.unit(id).attributes.some((word) => among.includes(word))).map(String))
  const households = villages.flatMap((id) => directory.households(id)).filter((household) => isCovered(duty, asItWas(household, from)))
  return new Set(households.map((household) => keyOf(duty, household)))
}

function keyOf({ covers }: Duty, { id, villageId, groupName }: Household): string {
  return covers === 'groups' ? `${villageId}/${groupName}` : String(id)
}

/** Taken in since, it was still another kind of household when the period began. */
function asItWas(household: Household, from: string): Pick<Household, 'kind' | 'attributes'> {
  const later = (household.past ?? []).filter(({ until }) => until >= from)
  return later[0] ?? household
}

function isCovered({ covers, hardship }: Duty, { kind, attributes }: Pick<Household, 'kind' | 'attributes'>): boolean {
  if (covers === 'monitored') return monitored.includes(kind)
  return covers !== 'hardship' || monitored.includes(kind) || attributes.some((word) => hardship.includes(word))
}

/** Does a subject owe something now? Numbers until they are done, coverage when it is behind the share of days that have passed. */
export function stillOwes(
  { required, done, isZero }: Recount,
  { duty }: PackDuty,
  { period, today }: { period: Period; today: string },
): boolean {
  if (done >= required || isZero) return false
  if (duty.covers === undefined || today >= period.to) return true
  const passed = (daysBetween(period.from, today) + 1) / daysBetween(period.from, period.to)
  return done / required < Math.min(1, passed)
}
