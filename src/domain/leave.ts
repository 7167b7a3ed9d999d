import type { Db } from '../../db/client.ts'
import { type Exemption, findLeaves } from '../../db/queries/exemptions.ts'
import { recentCheckins } from '../../db/queries/progress.ts'
import { addDays, type DateText } from '../clock.ts'
import type { Member } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import { shortDate } from './figure-notes.ts'
import { manages } from './scope.ts'

/** A 离岗 report is looked for this far back. */
const LONGEST_LEAVE_DAYS = 60

/**
 * Members who are on leave (请假, provisional or confirmed), or who reported 离岗 with a day of return (至) that has not passed, and have not reported 返岗 since: they are not chased
 * meanwhile (counting-rules 11).
 */
export async function membersAway(db: Db, memberIds: number[], on: DateText): Promise<Set<number>> {
  const away = new Set<number>()
  const seen = new Set<number>()
  if (memberIds.length === 0) return away
  for (const { memberId, since } of await findLeaves(db, on)) {
    if (memberId !== null && since !== null && since <= on && memberIds.includes(memberId)) away.add(memberId)
  }
  for (const { memberId, fields } of await recentCheckins(db, memberIds, addDays(on, -LONGEST_LEAVE_DAYS))) {
    // Newest first: only the last word of each person counts.
    if (memberId === null || seen.has(memberId) || !(fields.leaving || fields.returning)) continue
    seen.add(memberId)
    if (fields.leaving && typeof fields.until === 'string' && fields.until >= on) away.add(memberId)
  }
  return away
}

/** 张三 请假 6月1日至6月5日（病假）. */
export function leaveWords({ house, today }: Pick<SpeakerContext, 'house' | 'today'>, row: LeaveRow): string {
  const name = house.directory.member(row.memberId ?? 0, today)?.name ?? ''
  const last = row.until === row.since ? '' : `至${shortDate(row.until ?? '')}`
  return `${name} 请假 ${shortDate(row.since ?? '')}${last}${row.reason === '' ? '' : `（${row.reason}）`}`
}

type LeaveRow = Pick<Exemption, 'memberId' | 'since' | 'until' | 'reason'>

/** Is the speaker a manager of a unit in which this person, who is not himself, holds a post? */
export function mayGrantLeave({ house, speaker }: SpeakerContext, member: Member): boolean {
  return member.id !== speaker.id && member.posts.some((post) => manages(house.directory, speaker, post.unitId))
}

/** Who is asked to confirm: the managers of his unit, else of the nearest unit above that has one. */
export function managersOf({ house, today }: SpeakerContext, member: Member): Member[] {
  const { directory } = house
  const managers = directory.members(today).filter(({ id, posts }) => id !== member.id && posts.some((post) => post.role === 'manager'))
  for (let unitId = member.posts[0]?.unitId ?? null; unitId !== null; unitId = directory.unit(unitId).parentId) {
    const here = managers.filter(({ posts }) => posts.some((post) => post.role === 'manager' && post.unitId === unitId))
    if (here.length > 0) return here
  }
  return []
}
