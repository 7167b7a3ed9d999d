import type { Db } from '../../db/client.ts'
import type { CountQuery } from '../../db/queries/counted.ts'
import { type Act, listActs } from '../../db/queries/progress.ts'
import { type ContactRow, dropContact } from '../../db/queries/roster.ts'
import type { DateText } from '../clock.ts'
import type { ContactKind, Member, Unit } from '../core/nouns.ts'
import type { House } from './house.ts'
import type { Duty } from './pack.ts'
import type { Subject } from './subjects.ts'

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
    if (contact.kind !== kind) continue
    const { memberId, unitId, forUnitId } = contact
    const grounds = forUnitId === null ? [] : [forUnitId]
    const known = found.get(`${memberId}/${memberId === null ? unitId : ''}`)
    if (known) known.grounds.push(...grounds)
    else {
      const member = memberId === null ? null : directory.member(memberId, on)
      const post = member?.posts.find((candidate) => candidate.unitId === unitId) ?? member?.posts[0]
      if (member === null) found.set(`null/${unitId}`, { holder: { unit: directory.unit(unitId) }, unitId, grounds })
      else if (member && post) found.set(`${memberId}/`, { holder: { member }, unitId: post.unitId, grounds })
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
    const { title = '', since = null } = posts.find((post) => post.unitId === unitId) ?? {}
    return { type: 'member', id, name: `${house.directory.unit(unitId).name}${title}${name}`, unitId, since }
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
  // Before a merger the reports were the old unit's (counting-rules 6).
  const { absorbed, successor } = house.directory
  const ids = subjects.flatMap(({ type, id }) => (type === 'unit' ? [id, ...absorbed(id)] : [id]))
  const acts = await listActs(db, query, { count, ids })
  const holders = contact && duty.within ? contactHolders(house, contact, day) : null
  return (subject) => {
    const own = acts.filter((act) => (subject.type === 'unit' ? successor(act.subjectId) : act.subjectId) === subject.id)
    if (holders === null) return own
    const found = holders.find(({ holder }) => ('unit' in holder ? holder.unit.id : holder.member.id) === subject.id)
    return own.filter((act) => found?.grounds.some((ground) => house.directory.isWithin(act.unitId, ground)))
  }
}

/** Ends a pairing, also where the stored row still names a unit that was merged away; false when there was none. */
export async function endContact(tx: Db, { directory }: House, contact: ContactRow): Promise<boolean> {
  const { memberId, unitId, forUnitId } = contact
  const holders = memberId === null ? [unitId, ...directory.absorbed(unitId)] : [unitId]
  const grounds = forUnitId === null ? [null] : [forUnitId, ...directory.absorbed(forUnitId)]
  let ended = false
  for (const holder of holders)
    for (const ground of grounds) ended = (await dropContact(tx, { ...contact, unitId: holder, forUnitId: ground })) || ended
  return ended
}
