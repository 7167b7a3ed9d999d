import type { Notice, Receiver } from '../core/reply.ts'
import type { ReportCommand } from './command.ts'
import { reminderContent } from './documents/duty-reminder.ts'
import { membersAway } from './leave.ts'
import type { Source, Standing } from './progress.ts'
import { createStaff } from './staff.ts'

/** One receiver of a reminder with everything that he owes. */
export interface Addressee {
  to: Receiver
  greeting: string
  standings: Standing[]
  mentions: number[]
}

/**
 * How units are reminded: whoever answers for each in private, its group with him mentioned or not, or in private with the group for
 * units where nobody can be asked.
 */
export type ReminderWay = 'private' | 'group' | 'group-mention' | 'private-or-group'

/**
 * Units' duties go to the person who answers for the unit, or to its group; persons' own only ever to themselves (counting-rules 2),
 * and not where groups alone are told. Who is on leave is passed over.
 */
export async function findAddressees(source: Source, owing: Standing[], how: { way: ReminderWay; today: string }): Promise<Addressee[]> {
  const { db, house } = source
  const { way, today } = how
  const staff = createStaff(house, today)
  const people = peopleIn(owing, (unitId) => staff.of(unitId).map((member) => member.id))
  const away = await membersAway(db, people, today)
  const found = new Map<string, Addressee>()
  const add = (key: string, addressee: Omit<Addressee, 'standings'>, standing: Standing): void => {
    const known = found.get(key)
    if (known) known.standings.push(standing)
    else found.set(key, { ...addressee, standings: [standing] })
  }
  for (const standing of owing) {
    const { subject } = standing
    const own = subject.type === 'member'
    const asked = own ? house.directory.member(subject.id, today) : staff.of(subject.id).find((member) => !away.has(member.id))
    const person = asked && !away.has(asked.id) ? asked : undefined
    const isPrivate = own ? way !== 'group' : way === 'private' || (way === 'private-or-group' && person !== undefined)
    if (isPrivate && person) {
      add(`m${person.id}`, { to: { memberId: person.id }, greeting: `${person.name}同志`, mentions: [] }, standing)
    } else if (!isPrivate && !own) {
      const mentions = way === 'group-mention' && person ? [person.id] : []
      add(`u${subject.unitId}`, { to: { unitId: subject.unitId }, greeting: house.directory.unit(subject.unitId).name, mentions }, standing)
    }
  }
  return [...found.values()]
}

function peopleIn(owing: Standing[], staffOf: (unitId: number) => number[]): number[] {
  return [...new Set(owing.flatMap(({ subject }) => (subject.type === 'member' ? [subject.id] : staffOf(subject.id))))]
}

/** The reminder to one receiver; `prefix` and the receiver make it unique. */
export function reminderNotice(addressee: Addressee, about: { prefix: string; reports: ReportCommand[]; now: number }): Notice {
  const { to, greeting, standings, mentions } = addressee
  const { prefix, reports, now } = about
  return { to, key: receiverKey(prefix, to), content: reminderContent({ greeting, standings, reports, now, mentions }) }
}

/** The name of a notice to one receiver: prefix/memberId12. */
export function receiverKey(prefix: string, to: Receiver): string {
  return `${prefix}/${Object.entries(to).flat().join('')}`
}
