import type { DateText } from '../clock.ts'
import type { Member, Post, Unit } from '../core/nouns.ts'
import { oncePer, perDay } from '../core/once-per.ts'
import { type Below, groupBelow } from './below.ts'
import { contactSubjects } from './contacts.ts'
import type { House } from './house.ts'
import type { Duty, Selector } from './pack.ts'

/** Who owes: a unit, or a member in a post. */
export interface Subject {
  type: 'unit' | 'member'
  id: number
  name: string
  /** The unit itself, or the unit of the post. */
  unitId: number
  /** Of a person: since when he holds the post; null or left out = from ever. */
  since?: DateText | null
}

/** Units that a selector means, of the given ones. */
export function selectUnits(units: Unit[], who: Selector): Unit[] {
  const { kind, attribute } = who
  if (!kind) return []
  return units.filter((unit) => kind.includes(unit.kind) && (!attribute || unit.attributes.some((word) => attribute.includes(word))))
}

/** Holders of the posts that a selector names, with the unit of the post. */
export function selectHolders(
  members: Member[],
  who: Selector,
  unitOf: (post: Post) => number = ({ unitId }) => unitId,
): { member: Member; unitId: number; title: string; since: DateText | null }[] {
  if (!who.post) return []
  const titles = who.post
  return members.flatMap((member) =>
    member.posts
      .filter((post) => titles.includes(post.title))
      .map((post) => ({ member, unitId: unitOf(post), title: post.title, since: post.since })),
  )
}

/** Everybody who owes a duty, below the given roots (all when left out). Who holds several of the posts in one unit owes once. */
export function subjectsOf(house: House, duty: Duty, within: { on: DateText; roots?: number[] | undefined }): Subject[] {
  const { on, roots } = within
  const owers = keptOwers(house, duty)(on)
  if (!roots) return [...everybody(owers)]
  const below = belowIn(owers)(house)
  const [first, ...others] = roots
  if (others.length === 0) return first === undefined ? [] : [...everybody(below(first))]
  const inside = new Set(roots.flatMap((root) => below(root)))
  return eachOnce(owers.filter((ower) => inside.has(ower)))
}

/** A subject by one of its posts; those of one key are one subject. */
interface Ower {
  key: string
  subject: Subject
}

const owersIn = oncePer((_house: House) => new Map<string, (on: DateText) => Ower[]>())

/** The owers of a day by where they are, and each of them once: made for those who ask so. */
const belowIn = oncePer((owers: Ower[]) =>
  oncePer((house: House): Below<Ower> => groupBelow(house, owers, ({ subject }) => subject.unitId)),
)
const everybody = oncePer((owers: readonly Ower[]) => eachOnce(owers))

/** Who owes depends on the roster and the day only: it is found once for all questions, and for all duties that choose alike. */
function keptOwers(house: House, duty: Duty): (on: DateText) => Ower[] {
  const known = owersIn(house)
  const key = JSON.stringify([duty.who, duty.covers !== undefined])
  const made = known.get(key) ?? perDay((on) => findOwers(house, duty, on))
  known.set(key, made)
  return made
}

function findOwers(house: House, duty: Duty, on: DateText): Ower[] {
  const { directory } = house
  // Before a merger everybody owed for the unit that he had then (counting-rules 6).
  const unitOf = ({ unitId, originId }: Post): number => (originId === undefined ? unitId : directory.heirOn(originId, on))
  const holders = duty.who.post ? selectHolders(directory.members(on), duty.who, unitOf) : []
  return [
    ...selectUnits(directory.unitsOn(on), duty.who).map(({ id, name }) => ({
      key: `unit/${id}`,
      subject: { type: 'unit' as const, id, name, unitId: id },
    })),
    ...holders.map(({ member: { id, name }, unitId, title, since }) => ({
      // A number of reports is owed by the person; households are owed by each post.
      key: duty.covers ? `member/${id}/${unitId}` : `member/${id}`,
      subject: { type: 'member' as const, id, name: `${directory.unit(unitId).name}${title}${name}`, unitId, since },
    })),
    ...contactSubjects(house, duty, on).map((subject) => ({ key: `paired/${subject.type}/${subject.id}`, subject })),
  ]
}

function eachOnce(owers: readonly Ower[]): Subject[] {
  const found = new Map<string, Subject>()
  for (const { key, subject } of owers) {
    const known = found.get(key)
    found.set(key, known ? { ...known, since: earliest(known, subject.since ?? null) } : subject)
  }
  return [...found.values()]
}

/** Of several posts the one that he has held longest. */
function earliest(known: Subject, since: DateText | null): DateText | null {
  return known.since == null || since === null ? null : known.since < since ? known.since : since
}
