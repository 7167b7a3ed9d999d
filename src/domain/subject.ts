import type { Household, Member, Post, Unit } from '../core/nouns.ts'
import type { ItemReading } from '../language/types.ts'
import { reportsAsCarer } from './carers.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import type { House } from './house.ts'
import { reportingPost, speakingPost } from './scope.ts'

/** The unit that an entry is about, and the post by which the speaker may report on it. */
export interface About {
  unitId: number
  post: Post
}

/** What an entry is about: the household's village, else the unit named, else the speaker's unit (interface §1). A Chinese sentence refuses. */
export function findAbout(context: SpeakerContext, command: ReportCommand, item: ItemReading): About | string {
  const named = findNamed(context, command, item)
  if (named !== null) return named
  const own = speakingPost(context)?.unitId
  if (own === undefined) return '您还没有职务，不能上报。请先发“我是 单位 姓名”，由管理员确认。'
  return reportOn(context, command, own) ?? notAllowed(context, command)
}

/** The household's village or the unit that the words name; null where they name none, or one that only has to act (责任单位 above). */
export function findNamed(context: SpeakerContext, command: ReportCommand, item: ItemReading): About | string | null {
  const household = context.house.directory.household(numberOf(item.ids.household) ?? -1)
  if (household)
    return reportOn(context, command, household.villageId) ?? asCarer(context, command, household) ?? notAllowed(context, command)
  const unit = command.about && unitNamed(context, command, { item, field: command.about.field })
  if (!unit) return null
  const found = reportOn(context, command, unit.id)
  if (found || command.about?.outside === 'own') return found
  return holdsRole(context, command) ? `“${unit.name}”不在您的填报范围内，不能上报。` : notAllowed(context, command)
}

function reportOn({ house, speaker }: SpeakerContext, command: ReportCommand, unitId: number): About | null {
  const post = reportingPost(house.directory, speaker, unitId, command)
  return post ? { unitId, post } : null
}

/** A 帮扶责任人 reports on his own households, by the post that he speaks from. */
function asCarer(context: SpeakerContext, command: ReportCommand, household: Household): About | null {
  const post = speakingPost(context)
  return post && reportsAsCarer(context.speaker, command.name, household) ? { unitId: household.villageId, post } : null
}

function unitNamed(context: SpeakerContext, command: ReportCommand, at: { item: ItemReading; field: string }): Unit | null {
  const { item, field } = at
  const { directory } = context.house
  const id = numberOf(item.ids[field])
  if (id === null) return null
  if (command.fields[field]?.type === 'unit') return directory.unit(id)
  const owner = findOwner(context.house, { id, name: item.values[field], on: context.today })
  if (!owner) return null
  if ('unit' in owner) return owner.unit
  const { posts } = owner.member
  const post = posts.find((candidate) => reportOn(context, command, candidate.unitId)) ?? posts[0]
  return post ? directory.unit(post.unitId) : null
}

/** Whom 责任单位或责任人 means: the reader gives one id for units and members alike, the name tells which. */
export function findOwner(house: House, owner: { id: number; name: unknown; on: string }): { unit: Unit } | { member: Member } | null {
  const { id, name, on } = owner
  if (house.lexicon.unit(id)?.name === name) return { unit: house.directory.unit(id) }
  const member = house.directory.member(id, on)
  return member && member.name === name ? { member } : null
}

/** Who speaks for several posts reports by the one that this unit lies in. */
export function postFor({ house, speaker, ...context }: SpeakerContext, { unitId, post }: About): Post {
  const { directory } = house
  const speaking = speakingPost({ house, speaker, ...context })
  if (speaking && directory.isWithin(unitId, speaking.unitId)) return speaking
  return speaker.posts.find((candidate) => directory.isWithin(unitId, candidate.unitId)) ?? post
}

/** 走访人: credit goes to who went, not to who typed (counting-rules 3). Undefined when nobody is named. */
export function visitorOf(context: SpeakerContext, item: ItemReading, unitId: number): { memberId: number; post: Post } | undefined {
  const { directory } = context.house
  const member = directory.member(numberOf(item.ids.visitor) ?? -1, context.today)
  const post = member?.posts.find((candidate) => directory.isWithin(unitId, candidate.unitId)) ?? member?.posts[0]
  return member && post ? { memberId: member.id, post } : undefined
}

function holdsRole({ speaker }: SpeakerContext, command: ReportCommand): boolean {
  return speaker.posts.some((post) => command.roles.includes(post.role))
}

function notAllowed(context: SpeakerContext, command: ReportCommand): string {
  return holdsRole(context, command)
    ? '这里不在您的填报范围内，不能上报。如职务有变动，请联系管理员调整。'
    : `您的职务不能报“${command.title}”。发“帮助”可以看您能报什么。`
}

/** Row ids that are stored beside the names: the household's, and the person's who is responsible (null takes an earlier one away). */
export function storedIds(context: SpeakerContext, command: ReportCommand, item: ItemReading): Record<string, number | null> {
  const ids: Record<string, number | null> = {}
  const householdId = numberOf(item.ids.household)
  if (householdId !== null) ids.householdId = householdId
  for (const [key, spec] of Object.entries(command.fields)) {
    // The 走访人 is the entry's own member.
    const keepsId = spec.type === 'owner' || (spec.type === 'person' && key !== 'visitor')
    if (!keepsId || item.values[key] === undefined) continue
    const owner = findOwner(context.house, { id: numberOf(item.ids[key]) ?? -1, name: item.values[key], on: context.today })
    ids[ownerIdKey(key)] = owner && 'member' in owner ? owner.member.id : null
  }
  return ids
}

/** Where a responsible person's row id stands in an entry's fields: owner → ownerMemberId. */
export function ownerIdKey(field: string): string {
  return `${field}MemberId`
}

/** One id, or null where there is none or several. */
export function numberOf(id: unknown): number | null {
  return typeof id === 'number' ? id : null
}
