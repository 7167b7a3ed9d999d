import { type Block, list, note, text } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import type { Notice, Receiver } from '../core/reply.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { showDate } from './echo.ts'
import { numberOf, ownerIdKey } from './subject.ts'

/** Whom an entry was given to: units, persons, and names that the roster does not know. */
export interface Assignees {
  unitIds: number[]
  memberIds: number[]
  unknown: string[]
}

/** Whom the fields of an entry name as responsible (责任单位, 责任部门, 责任人); `keys` narrows to some of the fields. */
export function assigneesOf(context: Pick<SpeakerContext, 'commands' | 'house'>, entry: Entry, keys?: string[]): Assignees {
  const { directory } = context.house
  const command = context.commands.byName.get(entry.kind)
  const found: Assignees = { unitIds: [], memberIds: [], unknown: [] }
  for (const key of (command?.form === 'report' && command.assigns) || []) {
    const value = entry.fields[key]
    if (value === undefined || keys?.includes(key) === false) continue
    const memberId = numberOf(entry.fields[ownerIdKey(key)])
    const unit =
      typeof value === 'string'
        ? [directory.unit(entry.unitId)].find(({ officialName }) => officialName === value)
        : directory.unitByCode(codeOf(value))
    if (memberId !== null) found.memberIds.push(memberId)
    else if (unit) found.unitIds.push(unit.id)
    else found.unknown.push(String(value))
  }
  return found
}

function codeOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : ''
}

/** Was the entry given to the speaker himself, or to a unit in which he holds a post and that may be spoken of here? */
export function isAssignee(context: SpeakerContext, entry: Entry): boolean {
  const { chat, house, speaker } = context
  const { unitIds, memberIds } = assigneesOf(context, entry)
  const isHere = (unitId: number): boolean =>
    chat.kind !== 'group' || (chat.unitId !== null && house.directory.isWithin(unitId, chat.unitId))
  return memberIds.includes(speaker.id) || speaker.posts.some((post) => unitIds.includes(post.unitId) && isHere(post.unitId))
}

/** What is told about assignments, and to whom. */
export interface Assignment {
  notices: Notice[]
  /** For the one who assigned: who was told, and who could not be. */
  notes: Block[]
}

/** Tells everybody responsible at once, each in one message however many entries there are. `keys`: only what these fields name. */
export function assign(context: SpeakerContext, command: ReportCommand, entries: Entry[], keys?: string[]): Assignment {
  const tasks = new Map<string, { to: Receiver; entries: Entry[] }>()
  const told = new Set<string>()
  const unknown = new Set<string>()
  for (const entry of entries) {
    const assignees = assigneesOf(context, entry, keys)
    for (const name of assignees.unknown) unknown.add(name)
    for (const to of receiversOf(context, assignees, told)) {
      const key = JSON.stringify(to)
      tasks.set(key, { to, entries: [...(tasks.get(key)?.entries ?? []), entry] })
    }
  }
  return {
    notices: [...tasks.values()].map((task) => toNotice(context, command, task)),
    notes: [
      ...(told.size > 0 ? [note(`已告知：${[...told].join('、')}`)] : []),
      ...(unknown.size > 0 ? [note(`名册里没有“${[...unknown].join('”“')}”，没有通知到，请自行告知。`)] : []),
    ],
  }
}

/** The groups of units, else their people; not the group in which it was typed, and not the speaker himself. */
function receiversOf(context: SpeakerContext, { unitIds, memberIds }: Assignees, told: Set<string>): Receiver[] {
  const { chat, house, speaker, today } = context
  const { directory } = house
  const toUnits = unitIds.flatMap((unitId): Receiver[] => {
    if (chat.kind === 'group' && chat.unitId === unitId) return []
    told.add(directory.unit(unitId).name)
    if (directory.groupsOf(unitId).length > 0) return [{ unitId }]
    const people = directory.members(today).filter((member) => member.posts.some((post) => post.unitId === unitId))
    return people.filter((member) => member.id !== speaker.id).map((member) => ({ memberId: member.id }))
  })
  const toMembers = memberIds.filter((memberId) => memberId !== speaker.id)
  for (const memberId of toMembers) told.add(directory.member(memberId, today)?.name ?? '')
  return [...toUnits, ...toMembers.map((memberId) => ({ memberId }))]
}

function toNotice(context: SpeakerContext, command: ReportCommand, { to, entries }: { to: Receiver; entries: Entry[] }): Notice {
  const { speaker, house } = context
  const post = speaker.posts[0]
  const from = `${post ? house.directory.unit(post.unitId).name : ''}${speaker.name}`
  const [first] = entries
  const no = first?.no ?? 0
  const opening = 'memberId' in to ? `您好，${from}同志请您办理下面的${command.title}：` : `${from}同志请贵单位办理下面的${command.title}：`
  return {
    to,
    key: `assigned/${entries.map((entry) => `${entry.no}v${entry.version}`).join('-')}`,
    content: {
      blocks: [
        text(opening),
        list(entries.map((entry) => entryWords(command, entry))),
        text(`收到请回复：收到 ${no}${entries.length > 1 ? '（每条各回一次）' : ''}；看全部内容请发：查 ${no}`),
      ],
      buttons: entries.slice(0, 5).map((entry) => ({ text: `收到 ${entry.no}`, says: `收到 ${entry.no}` })),
    },
  }
}

/** #1027 核对雨露计划发放名单（2023年6月28日前）. */
function entryWords(command: ReportCommand, entry: Entry): string {
  const main = Object.entries(command.fields).find(([, spec]) => spec.main)?.[0] ?? ''
  const { due } = entry.fields
  return `#${entry.no} ${String(entry.fields[main] ?? '')}${typeof due === 'string' ? `（${showDate(due)}前）` : ''}`
}
