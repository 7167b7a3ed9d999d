import type { Db } from '../../db/client.ts'
import { type Act, type CountQuery, listActs } from '../../db/queries/progress.ts'
import type { DateText } from '../clock.ts'
import type { Member, Unit } from '../core/nouns.ts'
import type { House } from './house.ts'
import type { ContactKind, Duty } from './pack.ts'
import type { Subject } from './progress.ts'

/** Who is paired with which units: a person in office, or a unit itself. */
export interface ContactHolder {
  holder: { member: Member } | { unit: Unit }
  /** The unit of his post, or the unit itself. */
  unitId: number
  grounds: number[]
}

/** Everybody who holds a pairing of a kind on a day, each once with all his units. */
export function contactHolders({ directory }: House, kind: ContactKind, on: DateText): ContactHolder[] {
  const found = new Map<string, ContactHolder>()
  for (const contact of directory.contacts) {
    if (contact.kind !== kind || contact.forUnitId === null) continue
    const { memberId, unitId, forUnitId } = contact
    const known = found.get(`${memberId}/${memberId === null ? unitId : ''}`)
    if (known) known.grounds.push(forUnitId)
    else {
      const member = memberId === null ? null : directory.member(memberId, on)
      const post = member?.posts.find((candidate) => candidate.unitId === unitId) ?? member?.posts[0]
      if (member === null) found.set(`null/${unitId}`, { holder: { unit: directory.unit(unitId) }, unitId, grounds: [forUnitId] })
      else if (member && post) found.set(`${memberId}/`, { holder: { member }, unitId: post.unitId, grounds: [forUnitId] })
    }
  }
  return [...found.values()]
}

/** Those who owe a duty because they are paired with a unit; nobody for other duties. */
export function contactSubjects(house: House, { who }: Duty, on: DateText): Subject[] {
  if (who.contact === undefined) return []
  return contactHolders(house, who.contact, on).map(({ holder, unitId }) => {
    if ('unit' in holder) return { type: 'unit', id: unitId, name: holder.unit.name, unitId }
    const { id, name, posts } = holder.member
    const title = posts.find((post) => post.unitId === unitId)?.title ?? ''
    return { type: 'member', id, name: `${house.directory.unit(unitId).name}${title}${name}`, unitId }
  })
}

/** What each subject of a contact duty did in the period: anything, or what concerns the units that he is paired with. */
export async function contactActs(
  { db, house }: { db: Db; house: House },
  duty: Duty,
  about: { query: CountQuery; subjects: Subject[]; day: DateText },
): Promise<(subject: Subject) => Act[]> {
  const { query, subjects, day } = about
  const { contact } = duty.who
  const count = duty.count === 'member' ? 'member' : 'by'
  const acts = await listActs(db, query, { count, ids: subjects.map((subject) => subject.id) })
  const holders = contact && duty.within ? contactHolders(house, contact, day) : null
  return (subject) => {
    const own = acts.filter((act) => act.subjectId === subject.id)
    if (holders === null) return own
    const found = holders.find(({ holder }) => ('unit' in holder ? holder.unit.id : holder.member.id) === subject.id)
    return own.filter((act) => found?.grounds.some((ground) => house.directory.isWithin(act.unitId, ground)))
  }
}
