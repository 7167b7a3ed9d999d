import type { Chat, Entry } from '../core/nouns.ts'
import type { Receiver } from '../core/reply.ts'
import type { ReportCommand } from './command.ts'
import type { House } from './house.ts'
import { directTarget } from './reach.ts'
import { mustMask, shownName } from './scope.ts'

/** A case as it is told to somebody: the report command says how its kind is called and which field holds what it is about. */
export interface ToldCase {
  entry: Entry
  command: ReportCommand | undefined
  to: Receiver
}

/** Longer texts are cut: the whole is a 查 away. */
const MOST_WORDS = 80

/** #1027 铺仔村 王*态（风险）, #1030 核对监测户台账（任务）: so many words at the most, and in groups nothing that may not stand there (interface §2). */
export function caseTitle(house: House, told: ToldCase, most = MOST_WORDS): string {
  return `#${told.entry.no} ${aboutWords(house, told, most)}（${told.command?.title ?? ''}）`
}

/** What is to be done about it; of a household's case groups are not told the details, and where outsiders read of none. */
export function deedWords(house: House, { entry, to }: ToldCase, what: string): string {
  const { kind, outsiders } = placeOf(house, to)
  return outsiders || (kind === 'group' && entry.householdId !== null) ? withoutDetails(what) : what
}

/** 落实措施1：送医上门 without what stands behind the colon. */
export function withoutDetails(what: string): string {
  return what.replace(/：.*$/s, '')
}

/**
 * Where a receiver is told: in his direct chat, else in the group of his unit, as it is with a unit; of several groups that one counts
 * which is shown least.
 */
function placeOf(house: House, to: Receiver): Pick<Chat, 'kind' | 'unitId' | 'outsiders'> {
  const { directory, lexicon } = house
  const direct = { kind: 'direct' as const, unitId: null, outsiders: false }
  if ('chatId' in to) return directory.chat(to.chatId) ?? direct
  if ('memberId' in to && directTarget(house, to.memberId) !== null) return direct
  const unitIds = 'unitId' in to ? [to.unitId] : (lexicon.member(to.memberId)?.unitIds ?? [])
  const groups = unitIds.flatMap((unitId) => directory.groupsOf(unitId))
  return groups.find(({ outsiders }) => outsiders) ?? groups.find((chat) => mustMask({ chat, house })) ?? groups[0] ?? direct
}

/** What it is about; of a household the village and the head, masked where the receiver's chat asks for it (interface §2). */
function aboutWords(house: House, { entry, command, to }: ToldCase, most: number): string {
  const { directory } = house
  const unit = directory.unit(entry.unitId).name
  const household = directory.household(entry.householdId ?? -1)
  const chat = placeOf(house, to)
  if (household) return `${unit} ${shownName({ chat, house }, household.head)}`
  if (chat.outsiders || (chat.kind === 'group' && command?.secret)) return unit
  const main = Object.entries(command?.fields ?? {}).find(([, spec]) => spec.main)?.[0]
  const words = [...String(entry.fields[main ?? ''] ?? '').replace(/\s+/g, ' ')]
  const about = words.length > most ? `${words.slice(0, most).join('')}…` : words.join('')
  return about === '' ? unit : about
}
