import type { Member } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import { manages } from './scope.ts'

/**
 * A person of the speaker's ground by full name, also one who holds no post any more. A Chinese sentence refuses, in the same words
 * whether he serves elsewhere or nowhere (interface, 'Who may').
 */
export function personNamed({ house, reading, today, speaker }: SpeakerContext, name: string): Member | string {
  const { id, candidates } = house.lexicon.memberByName(name, reading.speaker)
  const member = id === undefined ? undefined : house.directory.member(id, today)
  if (member?.name === name && servedIn(house, member).some((unitId) => manages(house.directory, speaker, unitId))) return member
  return member === undefined && candidates.length > 1
    ? `叫“${name}”的不止一位，请由系统管理员处理。`
    : `您的范围内没有“${name}”，请写全名，或联系上级管理员。`
}

/** The units in which a person holds or held a post, those of now first. */
export function servedIn({ lexicon }: SpeakerContext['house'], member: Member): number[] {
  return [...new Set([...member.posts.map(({ unitId }) => unitId), ...(lexicon.member(member.id)?.unitIds ?? [])])]
}
