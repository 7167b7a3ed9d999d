import type { DateText } from '../clock.ts'
import type { Member, Unit } from '../core/nouns.ts'
import type { House } from './house.ts'

/** Pairings with a unit: 包抓, a leader and his contact point; 联乡, a department and the townships that it helps. */
export const contactKinds = ['包抓', '联乡'] as const
export type ContactKind = (typeof contactKinds)[number]

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
